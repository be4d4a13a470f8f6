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
    """One agency until the end of the year. Money in rupiah.

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
        return self.standing.left


@dataclass(frozen=True)
class AccelerationPage:
    """Every agency, worst first, and the working days left from the day on, that day included."""

    basis: Basis
    days_left: int
    rows: Sequence[Push]
    total: Push

    @property
    def weeks_left(self) -> Decimal:
        """Working weeks of five days left, to one decimal."""
        return round_half_up(Decimal(self.days_left) / WEEK, 1)


def acceleration_page(version: BudgetVersion, day: date) -> AccelerationPage:
    """The page of a version on a day; the number of queries does not grow with agencies."""
    page = city_page(version, day)
    days_left = working_days_left(version.year, day)
    indicators = _indicators(version)
    rows = [_push(row, days_left, indicators.get(row.code, ())) for row in page.rows]
    return AccelerationPage(page.basis, days_left, rows, _push(page.total, days_left, ()))


def working_days_left(year: int, day: date) -> int:
    """Working days (Monday to Friday without holidays) of a year from a day on; one query."""
    last = date(year, 12, 31)
    first = max(day, date(year, 1, 1))
    if first > last:
        return 0
    held = Holiday.objects.filter(day__range=(first, last)).values_list("day", flat=True)
    calendar = WorkCalendar(holidays=frozenset(held))
    span = (last - first).days + 1
    return sum(calendar.is_working_day(first + number * ONE_DAY) for number in range(span))


def _push(standing: Standing, days_left: int, indicators: Sequence[Indicator]) -> Push:
    planned_year = standing.curve[-1].planned
    to_plan = None if planned_year is None else max(planned_year - standing.paid, ZERO)
    return Push(
        standing,
        to_plan,
        _weekly(to_plan, days_left),
        _weekly(max(standing.left, ZERO), days_left),
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
