"""Working days: a unit's week and holidays, or a person's roster.

Five-day offices, six-day schools and shift crews each need their own answer to "the next working
day", so a calendar is an object that knows it. Perpres 21/2023 [V]; holidays are dated rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Protocol

from sasando.rules.arguments import DATE, INTEGER, Argument, Kind, list_of, record
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import format_date
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

ONE_DAY: Final = timedelta(days=1)
LONGEST_SEARCH: Final = 366  # a year without a working day is a wrong calendar, not a long holiday
FIVE_DAY_WEEK: Final = frozenset(range(5))
SIX_DAY_WEEK: Final = frozenset(range(6))


class Calendar(Protocol):
    """Anything that knows on which days somebody is on duty."""

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is a day of duty."""

    def next_working_day(self, day: date) -> date:
        """The first day of duty after `day`."""


@dataclass(frozen=True)
class WorkCalendar:
    """A week pattern (0 Monday to 6 Sunday) without the holidays.

    Raises RuleInputError when the pattern is empty or names a day that does not exist.
    """

    weekdays: frozenset[int] = FIVE_DAY_WEEK
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.weekdays:
            raise RuleInputError("weekdays", Problem.EMPTY)
        if not self.weekdays <= frozenset(range(7)):
            raise RuleInputError("weekdays", Problem.OUT_OF_RANGE, self.weekdays)

    def is_working_day(self, day: date) -> bool:
        """Whether the unit works on `day`."""
        return day.weekday() in self.weekdays and day not in self.holidays

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`. Raises RuleInputError (NO_WORKING_DAY)."""
        for distance in range(1, LONGEST_SEARCH + 1):
            candidate = day + distance * ONE_DAY
            if self.is_working_day(candidate):
                return candidate
        raise RuleInputError("calendar", Problem.NO_WORKING_DAY, day)


@dataclass(frozen=True)
class RosterCalendar:
    """Days of duty named one by one: hospital, fire brigade, waste crews.

    A day off is defined by the roster, not by the week. After the last rostered day the
    `fallback` calendar answers, so that a roster published late stops nobody.
    """

    duty_days: frozenset[date]
    fallback: WorkCalendar | None = None

    def is_working_day(self, day: date) -> bool:
        """Whether the person is on duty on `day`."""
        return day in self.duty_days

    def next_working_day(self, day: date) -> date:
        """The next duty day.

        Raises RuleInputError (OUTSIDE_ROSTER) past the roster's end when there is no fallback.
        """
        later = [duty for duty in self.duty_days if duty > day]
        if later:
            return min(later)
        if self.fallback is None:
            raise RuleInputError("calendar", Problem.OUTSIDE_ROSTER, day)
        return self.fallback.next_working_day(day)


def add_working_days(day: date, count: int, calendar: Calendar) -> date:
    """The day `count` working days after `day`; zero gives `day` itself.

    Raises RuleInputError (OUT_OF_RANGE) below zero or above one year of days.
    """
    if not 0 <= count <= LONGEST_SEARCH:
        raise RuleInputError("working_days", Problem.OUT_OF_RANGE, count)
    for _ in range(count):
        day = calendar.next_working_day(day)
    return day


def next_working_day(day: date, calendar: Calendar) -> date:
    """The first day of duty after `day`."""
    return calendar.next_working_day(day)


def calendar_from(
    weekdays: Iterable[int] | None = None,
    holidays: Iterable[date] = (),
    duty_days: Iterable[date] | None = None,
) -> WorkCalendar | RosterCalendar:
    """A week pattern (Monday to Friday by default), or a roster when duty days are given.

    With both, the week pattern answers after the last rostered day.
    """
    week = FIVE_DAY_WEEK if weekdays is None else frozenset(weekdays)
    office = WorkCalendar(week, frozenset(holidays))
    if duty_days is None:
        return office
    return RosterCalendar(frozenset(duty_days), None if weekdays is None else office)


CALENDAR: Kind[WorkCalendar | RosterCalendar] = record(
    calendar_from,
    Argument("weekdays", list_of(INTEGER), "Hari kerja: 0 Senin sampai 6 Minggu", None),
    Argument("holidays", list_of(DATE), "Hari libur", ()),
    Argument("duty_days", list_of(DATE), "Hari dinas menurut jadwal regu", None),
)
DEFAULT_CALENDAR: Final = WorkCalendar()


@rule(
    "working-days",
    title="Hari kerja berikutnya",
    source="Perpres 21/2023; hari libur dari keputusan bersama; jadwal regu",
    mark=Mark.VERIFIED,
    arguments=(
        Argument("day", DATE, "Tanggal awal"),
        Argument("working_days", INTEGER, "Banyak hari kerja", 1),
        Argument("calendar", CALENDAR, "Kalender unit; baku Senin–Jumat", DEFAULT_CALENDAR),
    ),
    example={"day": "2026-03-06", "working_days": 1},
)
def working_days_after(
    day: date, working_days: int = 1, calendar: Calendar = DEFAULT_CALENDAR
) -> Outcome[date]:
    """The day that lies `working_days` days of duty after `day`. Raises as add_working_days."""
    reached = add_working_days(day, working_days, calendar)
    inputs = f"{format_date(day)} + {working_days} hari kerja"
    step = Step("Hari kerja berikutnya", inputs, format_date(reached), "Perpres 21/2023 [V]")
    return Outcome(reached, Status.OK, (step,))
