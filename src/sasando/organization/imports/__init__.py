"""Loading units, positions, people and roster shifts from the lists that offices already keep.

A file is judged row by row first; it is loaded whole or not at all; loading the same file again
changes nothing. `columns` says what each list holds, `table` reads CSV and Excel into text, the
modules named after a list judge and write it, `report` says what came of every row. A civil servant
number (NIP) never appears in a report beyond its last three digits.
"""
