"""Pages that show how the city is doing: the thread from mission to day, and the board.

Reads everything below it and changes nothing; the same page serves mayor, head of agency and lurah
with a smaller tree.
"""
