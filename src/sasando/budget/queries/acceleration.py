"""The rest of the year per agency: what must still be paid, what will not be, what hangs on it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from sasando.budget.models import BudgetTotal, BudgetUnit
from sasando.organization.models import Holiday
from sasando.planning.models import AgencyProgramme, Indicator
from sasando.rules.calendars import WorkCalendar
from sasando.rules.numerals import round_half_up

from .execution import city_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sasando.budget.models import BudgetVersion

    from .early_warning import Standing
    from .execution import Basis

WEEK: Final = 5
ONE_DAY: Final = timedelta(days=1)
ZERO: Final = Decimal(0)


@dataclass(frozen=True)
class Push:
    """One agency until the end of the year. Money in rupiah, less all that is paid by the day.

    `to_plan` is what the cash plan of the year still expects, None without a plan; the weekly
    figures share it over the working weeks left and are None when no working day is left.
    """

    standing: Standing
    to_plan: Decimal | None
    weekly_to_plan: Decimal | None
    weekly_to_ceiling: Decimal | None
    indicators: Sequence[Indicator]

    @property
    def to_ceiling(self) -> Decimal:
        """What is not paid of the ceiling."""
        return self.standing.left_today


@dataclass(frozen=True)
class AccelerationPage:
    """Every agency, worst first, and the working days left from the day on, that day included.

    `holidays` are the recorded ones of those days.
    """

    basis: Basis
    days_left: int
    holidays: int
    rows: Sequence[Push]
    total: Push

    @property
    def weeks_left(self) -> Decimal:
        """Working weeks of five days left, to one decimal."""
        return round_half_up(Decimal(self.days_left) / WEEK, 1)

    @property
    def counted_to(self) -> date | None:
        """The last day whose payments lower what is left: a report knows its own day only."""
        return self.basis.day if self.basis.report is None else self.basis.closes_on


def acceleration_page(version: BudgetVersion, day: date) -> AccelerationPage:
    """The page of a version on a day; the number of queries does not grow with agencies."""
    page = city_page(version, day)
    held = _holidays_left(version.year, day)
    days_left = _working_days(version.year, day, held)
    indicators = _indicators(version)
    rows = [_push(row, days_left, indicators.get(row.code, ())) for row in page.rows]
    total = _push(page.total, days_left, ())
    return AccelerationPage(page.basis, days_left, len(held), rows, total)


def working_days_left(year: int, day: date) -> int:
    """Working days (Monday to Friday without holidays) of a year from a day on; one query."""
    return _working_days(year, day, _holidays_left(year, day))


def _holidays_left(year: int, day: date) -> frozenset[date]:
    """The recorded holidays of a year from a day on."""
    held = Holiday.objects.filter(day__gte=day, day__year=year)
    return frozenset(held.values_list("day", flat=True))


def _working_days(year: int, day: date, held: frozenset[date]) -> int:
    last = date(year, 12, 31)
    first = max(day, date(year, 1, 1))
    if first > last:
        return 0
    calendar = WorkCalendar(holidays=held)
    span = (last - first).days + 1
    return sum(calendar.is_working_day(first + number * ONE_DAY) for number in range(span))


def _push(standing: Standing, days_left: int, indicators: Sequence[Indicator]) -> Push:
    planned_year = standing.curve[-1].planned
    paid = standing.paid + standing.paid_since
    to_plan = None if planned_year is None else max(planned_year - paid, ZERO)
    return Push(
        standing,
        to_plan,
        _weekly(to_plan, days_left),
        _weekly(max(standing.left_today, ZERO), days_left),
        indicators,
    )


def _weekly(amount: Decimal | None, days_left: int) -> Decimal | None:
    if amount is None or not days_left:
        return None
    return round_half_up(amount * WEEK / days_left, 0)


def _indicators(version: BudgetVersion) -> Mapping[str, Sequence[Indicator]]:
    """Indicators of the objectives that the budgeted programmes of an agency serve; four queries.

    An agency's programme must stand in this version: what has no money hangs on nothing here.
    """
    totals = BudgetTotal.objects.filter(version=version, programme__node__isnull=False).order_by()
    budgeted = set(totals.values_list("agency_id", "programme__node__code").distinct())
    units = BudgetUnit.objects.filter(parent=None, unit__isnull=False)
    tied = list(units.values_list("pk", "code", "unit_id"))
    programmes: dict[int, set[tuple[str, int]]] = defaultdict(set)
    served = AgencyProgramme.objects.filter(objective__isnull=False)
    for unit, node, objective in served.values_list("unit_id", "node__code", "objective_id"):
        programmes[unit].add((node, objective))
    wanted = {
        code: {goal for node, goal in programmes[unit] if (pk, node) in budgeted}
        for pk, code, unit in tied
    }
    goals: dict[int | None, list[Indicator]] = defaultdict(list)
    asked = set().union(*wanted.values())
    for indicator in Indicator.objects.filter(objective__in=asked).order_by("code"):
        goals[indicator.objective_id].append(indicator)
    return {
        code: [row for goal in sorted(found) for row in goals[goal]]
        for code, found in wanted.items()
    }
