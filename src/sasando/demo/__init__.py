"""The example city: Kupang's real plan, units and indicators with people who do not exist.

Everything made here is marked *contoh*. Refuses to touch a production database.
"""
