"""Reading the thread and the board; each page in a fixed number of queries."""
