"""Sealed days in the database, made of the made-up entries of `samples`."""

from datetime import date, timedelta

from sasando.seals.actions import seal_day
from sasando.seals.tests.samples import closing_of, entries_of

FIRST = date(2024, 11, 18)


def day_number(number):
    """A day of the past, counted from the first."""
    return FIRST + timedelta(days=number)


def seal(day, count, **changed):
    """Seal a day of `count` made-up entries, an hour after it closed."""
    facts = {
        "day": day,
        "leaf_hashes": [entry.leaf_hash() for entry in entries_of(day, count)],
        "closings": [closing_of(day)],
        "now": closing_of(day) + timedelta(hours=1),
    }
    return seal_day(**(facts | changed))
