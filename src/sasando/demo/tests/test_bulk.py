"""Millions of entries for measurements, here a few: true rows, true totals, all promises kept."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import Count, Sum

from sasando.demo.bulk import Written, copy_entries
from sasando.demo.chance import code_of
from sasando.demo.errors import NoBulkGround
from sasando.demo.owner import connect
from sasando.work.actions.totals import COUNTING, MINUTES
from sasando.work.models import (
    DailyEntry,
    DayClosing,
    DayWindow,
    ObjectiveDay,
    PersonDay,
    ResultDay,
    UnitDay,
)

from .test_owner import asleep, shape

FIRST = date(2026, 3, 2)
PERIODS = (20260302, 20260304)


def written(city, **changed):
    asked = {"people": 40, "first_day": FIRST, "days": 3, "per_day": 5, **changed}
    with connect(city.owner_url) as owner:
        return copy_entries(owner, **asked)


def test_as_many_entries_as_asked_with_codes_of_their_own(own_city):
    assert written(own_city) == Written(entries=600, people=40, days=3)
    made = DailyEntry.objects.filter(day__lt=date(2026, 3, 5))
    assert made.values("day").annotate(n=Count("id")).values_list("n", flat=True)[0] == 200
    assert all(row.code == code_of("C", row.pk) for row in made)
    assert made.values("salt").distinct().count() == 600


def test_totals_are_those_a_closing_would_store(own_city):
    written(own_city)
    recount = f"""
        SELECT c.person_id, count(*), {MINUTES} FROM ({COUNTING}) c GROUP BY c.person_id
        ORDER BY c.person_id
    """
    with connection.cursor() as cursor:
        cursor.execute(recount, {"day": FIRST})
        stored = PersonDay.objects.filter(period=PERIODS[0]).order_by("person_id")
        assert cursor.fetchall() == list(stored.values_list("person_id", "entries", "minutes"))
    for model in (UnitDay, ResultDay, ObjectiveDay):
        of_days = model.objects.filter(period__range=PERIODS)
        assert of_days.aggregate(n=Sum("entries"))["n"] == 600, model
    closed = DayClosing.objects.get(day=FIRST)
    assert (closed.entry_count, closed.people_count) == (200, 40)
    assert DayWindow.objects.filter(day=FIRST).count() == 1


def test_every_promise_of_the_table_stands_as_before(own_city):
    with connect(own_city.owner_url) as owner:
        before = shape(owner)
        copy_entries(owner, people=5, first_day=FIRST, days=1, per_day=1)
        assert shape(owner) == before
        assert asleep(owner) == 0


@pytest.mark.parametrize(
    "changed",
    [
        {"people": 10_000},
        {"per_day": 17},
        {"per_day": 0},
        {"days": 0},
        {"first_day": date(2026, 11, 15)},
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_nothing(own_city, changed):
    count = DailyEntry.objects.count()
    with pytest.raises(NoBulkGround):
        written(own_city, **changed)
    assert DailyEntry.objects.count() == count
