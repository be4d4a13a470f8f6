"""Two versions side by side: by agency, programme, sub-activity, account group or objective.

Rows meet by their printed codes, so a name typed differently makes no change. Sums are the stored
ones; an account by account comparison reads the lines.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.db import connection

from sasando.rules.numerals import round_half_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.budget.models import BudgetVersion


class Dimension(StrEnum):
    """By what two versions are compared."""

    AGENCY = "skpd"
    PROGRAMME = "program"
    ACTIVITY = "kegiatan"
    SUB_ACTIVITY = "subkegiatan"
    GROUP = "jenis"
    ACCOUNT = "rekening"
    OBJECTIVE = "sasaran"


# Rows of the comparison by objective that have none: money is shown there, never dropped.
WITHOUT_OBJECTIVE: Final = "TANPA-SASARAN"
NOT_TIED: Final = "BELUM-DIHUBUNGKAN"
WITHOUT_PROGRAMME: Final = "TANPA-PROGRAM"


@dataclass(frozen=True)
class Scope:
    """What a comparison is narrowed to; an empty code means everything.

    `account` is the beginning of an account code, down to the group (`5`, `6.1`, `5.1.02`); lines
    without an account are sub-activities without budget and belong to expenditure.
    """

    agency_code: str = ""
    programme_code: str = ""
    activity_code: str = ""
    sub_activity_code: str = ""
    account: str = ""
    objective_code: str = ""


@dataclass(frozen=True)
class Change:
    """One row of a comparison, in rupiah. `codes` are its agency, if any, and its own code."""

    agency: str
    code: str
    name: str
    before: Decimal
    after: Decimal
    stood_before: bool
    stands_after: bool

    @property
    def change(self) -> Decimal:
        """What was added; below zero what was taken."""
        return self.after - self.before

    @property
    def percent(self) -> Decimal | None:
        """The change against before; None when nothing stood there."""
        return round_half_up(self.change * 100 / self.before) if self.before else None


@dataclass(frozen=True)
class Comparison:
    """Two versions compared by one dimension."""

    old: BudgetVersion
    new: BudgetVersion
    dimension: Dimension
    rows: Sequence[Change]

    @property
    def before(self) -> Decimal:
        return sum((row.before for row in self.rows), Decimal(0))

    @property
    def after(self) -> Decimal:
        return sum((row.after for row in self.rows), Decimal(0))

    @property
    def change(self) -> Decimal:
        return self.after - self.before

    @property
    def percent(self) -> Decimal | None:
        return round_half_up(self.change * 100 / self.before) if self.before else None

    @property
    def in_both(self) -> int:
        """How many rows stand in both versions."""
        return sum(row.stood_before and row.stands_after for row in self.rows)

    @property
    def changed_in_both(self) -> int:
        """How many of those have another amount."""
        return sum(row.stood_before and row.stands_after and bool(row.change) for row in self.rows)


_OBJECTIVE: Final = f"""CASE WHEN t.activity_id IS NULL THEN '{WITHOUT_PROGRAMME}'
    WHEN link.id IS NULL THEN '{NOT_TIED}' WHEN o.id IS NULL THEN '{WITHOUT_OBJECTIVE}'
    ELSE o.code END"""
# Agency, code and name of the row a sum belongs to.
_KEYS: Final = {
    Dimension.AGENCY: ("''", "u.code", "u.name"),
    Dimension.PROGRAMME: ("u.code", "coalesce(p.code, '')", "coalesce(p.name, '')"),
    Dimension.ACTIVITY: ("u.code", "coalesce(k.code, '')", "coalesce(k.name, '')"),
    Dimension.SUB_ACTIVITY: ("u.code", "coalesce(s.code, '')", "coalesce(s.name, '')"),
    Dimension.GROUP: ("''", 't."group"', "coalesce(g.name, '')"),
    Dimension.OBJECTIVE: ("''", _OBJECTIVE, "coalesce(o.text, '')"),
    Dimension.ACCOUNT: ("''", "coalesce(a.code, '')", "coalesce(a.name, '')"),
}
_ACTIVITY: Final = """
LEFT JOIN budget_budgetactivity s ON s.id = t.activity_id
LEFT JOIN budget_budgetactivity k
    ON k.id = CASE WHEN s.level = 'KEGIATAN' THEN s.id ELSE s.parent_id END
"""
_LINKS: Final = """
LEFT JOIN planning_agencyprogramme link ON link.unit_id = u.unit_id AND link.node_id = p.node_id
LEFT JOIN planning_objective o ON o.id = link.objective_id
"""
_TOTALS: Final = f"""
FROM budget_budgettotal t
JOIN budget_budgetunit u ON u.id = t.agency_id
LEFT JOIN budget_budgetactivity p ON p.id = t.programme_id
LEFT JOIN budget_account g ON g.code = t."group"
{_ACTIVITY}{_LINKS}
"""
# Of a whole version the lines are added up by account before any name is joined.
_BY_ACCOUNT: Final = """(
    SELECT version_id, NULL::bigint AS agency_id,
           CASE WHEN activity_id IS NULL THEN NULL ELSE 0 END AS activity_id, account_id,
           sum(amount) AS amount
    FROM budget_budgetline WHERE version_id = %(version)s GROUP BY 1, 3, 4
)"""
_LINES: Final = f"""
FROM {{lines}} t
LEFT JOIN budget_budgetunit u ON u.id = t.agency_id
LEFT JOIN budget_account a ON a.id = t.account_id
{_ACTIVITY}
LEFT JOIN budget_budgetactivity p ON p.id = coalesce(k.parent_id, s.id)
{_LINKS}
"""
_SUMS: Final = """
SELECT {agency} AS agency, {code} AS code, max({name}) AS name, sum(coalesce(t.amount, 0)) AS amount
{tables}
WHERE t.version_id = %(version)s {narrowed}
GROUP BY 1, 2
"""
_NARROWED: Final = {
    "agency_code": "u.code = %(agency_code)s",
    "programme_code": "p.code = %(programme_code)s",
    "activity_code": "k.code = %(activity_code)s",
    "sub_activity_code": "s.code = %(sub_activity_code)s",
    "objective_code": f"{_OBJECTIVE} = %(objective_code)s",
}
_OF_ACCOUNT: Final = """(starts_with({account}, %(account)s)
    OR ({account} = '' AND t.activity_id IS NOT NULL AND %(account)s = '5'))"""


def compare(
    old: BudgetVersion, new: BudgetVersion, dimension: Dimension, scope: Scope = Scope()
) -> Comparison:
    """Compare two versions of any years; two queries whatever their size."""
    before = _sums(old, dimension, scope)
    after = _sums(new, dimension, scope)
    rows = [
        Change(
            agency=agency,
            code=code,
            name=(after.get(key) or before[key])[0],
            before=before[key][1] if key in before else Decimal(0),
            after=after[key][1] if key in after else Decimal(0),
            stood_before=key in before,
            stands_after=key in after,
        )
        for key in sorted(before.keys() | after.keys())
        for agency, code in (key,)
    ]
    return Comparison(old, new, dimension, rows)


def sums_of(version: BudgetVersion, dimension: Dimension, scope: Scope = Scope()) -> Comparison:
    """One version alone by a dimension: the comparison with nothing before it."""
    found = _sums(version, dimension, scope)
    rows = [
        Change(agency, code, name, Decimal(0), amount, stood_before=False, stands_after=True)
        for (agency, code), (name, amount) in sorted(found.items())
    ]
    return Comparison(version, version, dimension, rows)


def _sums(
    version: BudgetVersion, dimension: Dimension, scope: Scope
) -> dict[tuple[str, str], tuple[str, Decimal]]:
    agency, code, name = _KEYS[dimension]
    reads_lines = dimension is Dimension.ACCOUNT
    wanted = {field: value for field, value in asdict(scope).items() if value}
    conditions = [_NARROWED[field] for field in wanted if field in _NARROWED]
    if scope.account:
        account = "coalesce(a.code, '')" if reads_lines else 't."group"'
        conditions.append(_OF_ACCOUNT.format(account=account))
    statement = _SUMS.format(
        agency=agency,
        code=code,
        name=name,
        tables=_lines(scope) if reads_lines else _TOTALS,
        narrowed="".join(f" AND {condition}" for condition in conditions),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {"version": version.pk, **wanted})
        return {(row[0], row[1]): (row[2], row[3]) for row in cursor.fetchall()}


def _lines(scope: Scope) -> str:
    is_whole = replace(scope, account="") == Scope()
    return _LINES.format(lines=_BY_ACCOUNT if is_whole else "budget_budgetline")
