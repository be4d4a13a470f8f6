"""Judging and writing a cash plan: the file replaces the plan of every agency it holds.

What stands and is missing from the file goes with the old plan; the report warns of it first.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Sum

from sasando.budget.models import BudgetLine, BudgetUnit, CashPlanMonth
from sasando.core.listings.judging import BATCH, note_missing
from sasando.core.listings.troubles import trouble
from sasando.rules.numerals import format_rupiah

from .columns import CASH_PLAN, MONTHS
from .places import Places

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sasando.budget.models import BudgetVersion
    from sasando.core.listings.report import Row
    from sasando.core.listings.troubles import Trouble

    from .places import Place

ZERO = Decimal(0)
GROUP_LENGTH = 6
# Agency, unit, sub-activity, account group.
Key = tuple[int, int, int | None, str]
Year = tuple[Decimal, ...]
NONE: Year = (ZERO,) * 12


class CashPlanImport:
    """The cash plan of a version from a file, kept by account group."""

    def __init__(self, rows: Sequence[Row], version: BudgetVersion) -> None:
        self.rows = rows
        self.version = version
        self.places = Places([version.year])
        self.ceilings = _ceilings(version)
        self.planned: dict[Key, Year] = defaultdict(lambda: NONE)
        self.placed: list[tuple[Row, Key]] = []
        self.warnings: list[Trouble] = []

    def judge(self) -> None:
        """Place and add up the rows, then compare each group with what stands."""
        seen: dict[tuple[Place, str], Row] = {}
        for row in self.rows:
            note_missing(row, CASH_PLAN)
            place = self.places.of(row)
            if row.troubles or place is None:
                continue
            account = row.values["account"]
            if (place, account) in seen:
                row.refuse("kode_rekening", "duplicate", line=seen[place, account].line)
                continue
            seen[place, account] = row
            self._judge_row(row, place)
        self._compare()

    def write(self) -> None:
        """Replace the plan of the agencies of the file."""
        agencies = {key[0] for key in self.planned}
        standing = CashPlanMonth.objects.filter(version=self.version, agency__in=agencies)
        standing._raw_delete(standing.db)
        CashPlanMonth.objects.bulk_create(
            (
                CashPlanMonth(
                    version=self.version,
                    agency_id=agency,
                    sub_unit_id=unit,
                    activity_id=activity,
                    group=group,
                    month=month,
                    amount=amount,
                )
                for (agency, unit, activity, group), year in self.planned.items()
                for month, amount in enumerate(year, start=1)
                if amount
            ),
            batch_size=BATCH,
        )

    def _judge_row(self, row: Row, place: Place) -> None:
        values = row.values
        months: Year = tuple(values[heading] for heading in MONTHS)
        total = sum(months, ZERO)
        if total != values["total"]:
            shown = {"found": format_rupiah(total), "printed": format_rupiah(values["total"])}
            row.refuse("total_akb", "plan-sum-differs", **shown)
        ceiling = self.ceilings.get((*place, values["account"]), ZERO)
        if total != ceiling:
            shown = {"planned": format_rupiah(total), "ceiling": format_rupiah(ceiling)}
            row.notice("total_akb", "plan-above-ceiling", **shown)
        printed = values.get("difference")
        if printed is not None and printed != ceiling - total:
            shown = {"printed": format_rupiah(printed), "found": format_rupiah(ceiling - total)}
            row.notice("selisih", "plan-difference-printed", **shown)
        key: Key = (*place, values["account"][:GROUP_LENGTH])
        self.planned[key] = tuple(a + b for a, b in zip(self.planned[key], months, strict=True))
        self.placed.append((row, key))

    def _compare(self) -> None:
        standing = _standing(self.version, {key[0] for key in self.planned})
        for row, key in self.placed:
            row.is_new = key not in standing
            if key in standing and standing[key] != self.planned[key]:
                before, after = sum(standing[key], ZERO), sum(self.planned[key], ZERO)
                row.note("total_akb", format_rupiah(before), format_rupiah(after))
        self.warnings = _losses(standing, self.planned)


def _ceilings(version: BudgetVersion) -> dict[tuple[int, int, int | None, str], Decimal]:
    lines = BudgetLine.objects.filter(version=version, account__isnull=False).order_by()
    found = lines.values_list("agency_id", "sub_unit_id", "activity_id", "account__code")
    return {tuple(row[:4]): row[4] or ZERO for row in found.annotate(total=Sum("amount"))}


def _standing(version: BudgetVersion, agencies: set[int]) -> dict[Key, Year]:
    found: dict[Key, list[Decimal]] = defaultdict(lambda: [ZERO] * 12)
    rows = CashPlanMonth.objects.filter(version=version, agency__in=agencies).order_by()
    for agency, unit, activity, group, month, amount in rows.values_list(
        "agency_id", "sub_unit_id", "activity_id", "group", "month", "amount"
    ):
        found[agency, unit, activity, group][month - 1] = amount
    return {key: tuple(year) for key, year in found.items()}


def _losses(standing: Mapping[Key, Year], planned: Mapping[Key, Year]) -> list[Trouble]:
    """What each agency loses because the file leaves it out; one query when there is any."""
    gone: dict[int, list[Decimal]] = defaultdict(list)
    for key in standing.keys() - planned.keys():
        gone[key[0]].append(sum(standing[key], ZERO))
    if not gone:
        return []
    before, after = _by_agency(standing), _by_agency(planned)
    agencies = BudgetUnit.objects.filter(pk__in=gone).order_by("code")
    return [
        trouble(
            "",
            "plan-lost",
            agency=name,
            gone=format_rupiah(sum(gone[agency], ZERO)),
            count=len(gone[agency]),
            before=format_rupiah(before[agency]),
            after=format_rupiah(after[agency]),
        )
        for agency, name in agencies.values_list("pk", "name")
    ]


def _by_agency(plan: Mapping[Key, Year]) -> dict[int, Decimal]:
    found: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for key, year in plan.items():
        found[key[0]] += sum(year, ZERO)
    return found
