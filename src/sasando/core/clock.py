"""The only place where Sasando reads a clock.

A production database runs on the server's time. A database marked as demo or test at its creation
may have its clock moved, so that a closing can be shown at noon; every page of it says so. The
judge of lateness is the database's own `sasando_now()`; this module gives pages the same instant.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, models


class DatabaseNow(models.Func):
    """The database's instant, moved clock included."""

    function = "sasando_now"
    template = "%(function)s()"
    output_field = models.DateTimeField()


def now() -> datetime:
    """The instant by which the city acts, aware, in UTC. Read it once and pass it on."""
    return system_now() + moved_by()


def system_now() -> datetime:
    """The machine's own clock, aware, in UTC; only for whoever adds `moved_by()` himself."""
    return datetime.now(UTC)


def moved_by(known: timedelta | None = None) -> timedelta:
    """How far this database's clock is moved; always zero in production.

    `known` is the difference as the database just told it, when it was asked along with something
    else.
    """
    if is_production():
        return timedelta(0)
    offset = known
    if offset is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sasando_now() - clock_timestamp()")
            (offset,) = cursor.fetchone()
    # The two readings inside that statement are microseconds apart.
    return timedelta(seconds=round(offset.total_seconds(), 3))


@cache
def is_production() -> bool:
    """Whether the database was created as a production one; this never changes in its life."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind = 'production' FROM core_deployment")
        row = cursor.fetchone()
    return True if row is None else bool(row[0])


def zone() -> ZoneInfo:
    """The city's time zone (Asia/Makassar, WITA, unless the environment says otherwise)."""
    return ZoneInfo(settings.TIME_ZONE)


def local_day(instant: datetime) -> date:
    """The calendar day in the city at an instant."""
    return instant.astimezone(zone()).date()


def midnight_before(day: date) -> datetime:
    """The first instant of a day in the city, in UTC."""
    return datetime.combine(day, time(0), zone()).astimezone(UTC)
