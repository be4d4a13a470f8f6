"""Measurements of Sasando at the size of a city, run by `./sasando bench NAME`.

They are not tests: no time limit fails. What must never happen (an entry lost, an entry taken
late) does fail. Each benchmark works on a database of its own, on an embedded PostgreSQL with
ordinary durability, and its load shares the machine with the server.
"""
