"""Loading lists that offices already keep: CSV or Excel in, a report row by row, all or nothing.

`columns` says what a list holds, `table` reads a file into rows of text, `report` reads the cells
and says what comes of every row, `judging` helps the package that owns the list to compare rows
with what stands, `loading` judges and writes in one transaction, `uploads` keeps a judged file
until it is confirmed, `files` writes templates and exports, `pages` answers for the views. Each
package keeps its own lists, their columns and their sentences. A civil servant number (NIP) never
appears in a report beyond its last three digits.
"""
