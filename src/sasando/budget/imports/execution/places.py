"""Where a printed code of an agency or sub-activity stands, as the budgets of its year know it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sasando.budget.models import Account, BudgetTotal, BudgetUnit
from sasando.rules.codes import parse_nomenclature_code
from sasando.rules.errors import RuleInputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sasando.core.listings.report import Row


class Place(NamedTuple):
    """The row numbers of an agency, its unit and its sub-activity."""

    agency: int
    sub_unit: int
    activity: int | None


class Places:
    """Agencies and sub-activities of the years of a file; three queries.

    Codes that are `tied` to what they mean, by agency, are not told as unknown.
    """

    def __init__(self, years: Iterable[int], tied: Collection[tuple[int | None, str]] = ()) -> None:
        self._tied = tied
        totals = BudgetTotal.objects.filter(version__year__in=set(years))
        found = totals.order_by("version__year", "version__number").values_list(
            "agency_id", "sub_unit_id", "activity_id", "activity__code"
        )
        # The newest version comes last and wins.
        self._activities = {
            (agency, code): activity
            for agency, _unit, activity, code in found.distinct()
            if activity is not None
        }
        budgeted = {unit for agency, unit, _a, _c in found.distinct() for unit in (agency, unit)}
        units = sorted(
            BudgetUnit.objects.values_list("code", "pk", "parent_id"),
            key=lambda row: (row[1] in budgeted, row[1]),
        )
        self._units = {code: (parent or pk, pk) for code, pk, parent in units}

    def of(self, row: Row, heading: str = "kode_sub_giat") -> Place | None:
        """Where a row belongs; notes what is not known. None when its agency is not."""
        code, activity = row.values.get("sub_unit"), row.values.get("activity")
        if not code:
            return None
        if code not in self._units:
            row.refuse("kode_sub_skpd", "budget-agency-unknown", value=code)
            return None
        agency, unit = self._units[code]
        if not activity:
            return Place(agency, unit, None)
        found = self._activities.get((agency, usual(activity)))
        if found is None and (agency, usual(activity)) not in self._tied:
            row.notice(heading, "budget-activity-unknown", value=activity)
        return Place(agency, unit, found)


def usual(code: str) -> str:
    """A sub-activity code in its usual form; as printed when it is none."""
    try:
        return parse_nomenclature_code(code).text
    except RuleInputError:
        return code


def accounts_of(codes: set[str]) -> dict[str, int]:
    """The row numbers of these accounts; those met for the first time are kept as not listed."""
    wanted = codes - {""}
    standing = dict(Account.objects.filter(code__in=wanted).values_list("code", "pk"))
    new = Account.objects.bulk_create(
        Account(code=code, name="", is_listed=False) for code in sorted(wanted - standing.keys())
    )
    return standing | {row.code: row.pk for row in new}
