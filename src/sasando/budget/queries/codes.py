"""Printed codes: which unit an agency is tied to, and what a version holds that no list knows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Sum

from sasando.budget.models import Account, BudgetActivity, BudgetLine, BudgetUnit, FundingSource
from sasando.core.errors import NotFoundForViewer
from sasando.organization.models import Unit, valid_on
from sasando.rules.texts import compare, read_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Any

    from django.db.models import QuerySet

    from sasando.budget.models import BudgetVersion

# From so many per mille of likeness a unit is suggested for a printed name.
SUGGESTED_FROM: Final = 600
FIRST_ROWS: Final = 5
AGENCY_KINDS: Final = (
    "SETDA", "SETWAN", "INSPEKTORAT", "DINAS", "BADAN", "SATUAN", "KECAMATAN", "RSUD",
)  # fmt: skip


@dataclass(frozen=True)
class AgencyCodeRow:
    """An SKPD code as printed: its names, the unit it is tied to, or the one that seems meant."""

    code: str
    names: Sequence[str]
    unit: Unit | None
    suggestion: Unit | None
    sub_units: int


@dataclass(frozen=True)
class OddCode:
    """A code of a version that no list knows: how many lines, rupiah, and in which rows."""

    code: str
    name: str
    lines: int
    amount: Decimal
    rows: Sequence[int]


@dataclass(frozen=True)
class OddCodes:
    """Everything a version holds that is not in the lists."""

    accounts: Sequence[OddCode]
    funding: Sequence[OddCode]
    activities: Sequence[OddCode]

    @property
    def count(self) -> int:
        """How many codes there are."""
        return len(self.accounts) + len(self.funding) + len(self.activities)


def agency_codes(today: date) -> list[AgencyCodeRow]:
    """Every SKPD code met in an export; three queries."""
    rows = BudgetUnit.objects.filter(parent=None).select_related("unit").order_by("code", "name")
    below = dict(
        BudgetUnit.objects.exclude(parent=None)
        .order_by()
        .values_list("parent__code")
        .annotate(Count("code", distinct=True))
    )
    held: dict[str, list[BudgetUnit]] = {}
    for row in rows:
        held.setdefault(row.code, []).append(row)
    units = agency_units(today)
    return [_agency(code, found, units, below.get(code, 0)) for code, found in held.items()]


def agency_code(code: str, today: date) -> AgencyCodeRow:
    """One SKPD code. Raises NotFoundForViewer."""
    found = next((row for row in agency_codes(today) if row.code == code), None)
    if found is None:
        raise NotFoundForViewer(kind="kode SKPD")
    return found


def agency_units(today: date) -> list[Unit]:
    """The units of the city an SKPD code may be tied to, by name."""
    return list(Unit.objects.filter(valid_on(today), kind__in=AGENCY_KINDS).order_by("name"))


def suggested_unit(name: str, units: Sequence[Unit]) -> Unit | None:
    """The unit whose name is most like a printed one, if any is like it enough."""
    read = read_text(name)
    likeness = [(compare(read, read_text(unit.name)).per_mille, unit) for unit in units]
    best = max(likeness, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= SUGGESTED_FROM else None


def odd_codes(version: BudgetVersion) -> OddCodes:
    """Unknown accounts, funding sources and sub-activities of a version; three queries."""
    return OddCodes(
        accounts=_odd(version, "account", Account.objects.filter(is_listed=False)),
        funding=_odd(version, "funding", FundingSource.objects.filter(is_listed=False)),
        activities=_odd(version, "activity", BudgetActivity.objects.filter(node=None)),
    )


def _agency(
    code: str, found: Sequence[BudgetUnit], units: Sequence[Unit], sub_units: int
) -> AgencyCodeRow:
    unit = next((row.unit for row in found if row.unit), None)
    suggestion = None if unit else suggested_unit(found[-1].name, units)
    return AgencyCodeRow(code, [row.name for row in found], unit, suggestion, sub_units)


def _odd(version: BudgetVersion, link: str, unknown: QuerySet[Any]) -> list[OddCode]:
    """What a version holds of the unknown codes of one kind; one query."""
    lines = BudgetLine.objects.filter(version=version, **{f"{link}__in": unknown}).order_by()
    found = (
        lines.values_list(f"{link}__code", f"{link}__name")
        .annotate(Count("pk"), Sum("amount"), places=ArrayAgg("row", order_by="row"))
        .order_by(f"{link}__code", f"{link}__name")
    )
    return [
        OddCode(code, name, lines, amount or Decimal(0), rows[:FIRST_ROWS])
        for code, name, lines, amount, rows in found
    ]
