"""One version rolled up: agency, programme, activity, sub-activity, account; groups; objectives."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from sasando.budget.models import Account, BudgetActivity, BudgetUnit
from sasando.planning.models import Objective
from sasando.rules.numerals import round_half_up

from .comparison import (
    NOT_TIED,
    WITHOUT_OBJECTIVE,
    WITHOUT_PROGRAMME,
    Dimension,
    Scope,
    sums_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sasando.budget.models import BudgetVersion

HUNDRED: Final = Decimal(100)


class Part(StrEnum):
    """Which part of a budget is shown; parts are never added to each other."""

    EXPENDITURE = "belanja"
    REVENUE = "pendapatan"
    RECEIPTS = "penerimaan"
    OUTLAYS = "pengeluaran"

    @property
    def account(self) -> str:
        """The beginning of its account codes."""
        return _ACCOUNTS[self]

    @property
    def label(self) -> str:
        """The part in words."""
        return _PART_WORDS[self]


_ACCOUNTS: Final = {
    Part.EXPENDITURE: "5", Part.REVENUE: "4", Part.RECEIPTS: "6.1", Part.OUTLAYS: "6.2",
}  # fmt: skip
_PART_WORDS: Final = {
    Part.EXPENDITURE: "Belanja",
    Part.REVENUE: "Pendapatan",
    Part.RECEIPTS: "Penerimaan pembiayaan",
    Part.OUTLAYS: "Pengeluaran pembiayaan",
}
DIMENSION_WORDS: Final = {
    Dimension.AGENCY: "perangkat daerah",
    Dimension.PROGRAMME: "program",
    Dimension.ACTIVITY: "kegiatan",
    Dimension.SUB_ACTIVITY: "sub kegiatan",
    Dimension.GROUP: "jenis rekening",
    Dimension.ACCOUNT: "rekening",
    Dimension.OBJECTIVE: "sasaran",
}
# Names of rows that have no code of their own.
MISSING_WORDS: Final = {
    WITHOUT_OBJECTIVE: "Tanpa sasaran",
    NOT_TIED: "Belum dihubungkan ke perangkat daerah atau programnya",
    WITHOUT_PROGRAMME: "Tanpa program",
}
_BLANK_WORDS: Final = {
    Dimension.GROUP: "Sub kegiatan tanpa anggaran",
    Dimension.ACCOUNT: "Sub kegiatan tanpa anggaran",
}
# The field a row of each dimension narrows the next page to.
NARROWS: Final = {
    Dimension.AGENCY: "agency_code",
    Dimension.PROGRAMME: "programme_code",
    Dimension.ACTIVITY: "activity_code",
    Dimension.SUB_ACTIVITY: "sub_activity_code",
    Dimension.GROUP: "account",
    Dimension.OBJECTIVE: "objective_code",
}
_ACTIVITY_FIELDS: Final = ("programme_code", "activity_code", "sub_activity_code")
_DOWN: Final = (
    ("sub_activity_code", Dimension.ACCOUNT),
    ("activity_code", Dimension.SUB_ACTIVITY),
    ("programme_code", Dimension.ACTIVITY),
    ("agency_code", Dimension.PROGRAMME),
)


@dataclass(frozen=True)
class RollUpRow:
    """One row: its agency's code where codes repeat, its own, its sum, its share in percent.

    `below` is what a click narrows to; None at the end of the walk.
    """

    agency: str
    code: str
    name: str
    amount: Decimal
    share: Decimal | None
    below: Scope | None


@dataclass(frozen=True)
class Step:
    """One step of the path down: what it is, its code and name, and the scope up to it."""

    label: str
    code: str
    name: str
    scope: Scope

    @property
    def words(self) -> str:
        """The step in one line; a code that stands for a missing one is left out."""
        code = "" if self.code in MISSING_WORDS else self.code
        return " ".join(word for word in (self.label.lower(), code, self.name) if word)


@dataclass(frozen=True)
class RollUp:
    """A version by one dimension within a scope; rows without a code stand last."""

    version: BudgetVersion
    part: Part
    dimension: Dimension
    scope: Scope
    path: Sequence[Step]
    rows: Sequence[RollUpRow]

    @property
    def total(self) -> Decimal:
        """The sum of all rows."""
        return sum((row.amount for row in self.rows), Decimal(0))

    @property
    def words(self) -> str:
        """By what it is rolled up."""
        return DIMENSION_WORDS[self.dimension]


def roll_up(
    version: BudgetVersion, part: Part, dimension: Dimension | None, scope: Scope
) -> RollUp:
    """Roll a version up; without a dimension by the next level below. At most six queries."""
    chosen = dimension or next_dimension(scope)
    narrowed = scope if scope.account else replace(scope, account=part.account)
    found = sums_of(version, chosen, narrowed)
    total = found.after
    rows = [
        RollUpRow(
            row.agency,
            row.code,
            row.name or name_without(row.code, chosen),
            row.after,
            round_half_up(row.after * HUNDRED / total) if total else None,
            _below(chosen, scope, row.agency, row.code),
        )
        for row in found.rows
    ]
    rows.sort(key=lambda row: (row.code in {"", *MISSING_WORDS}, row.code, row.agency))
    return RollUp(version, part, chosen, scope, path_of(scope), rows)


def next_dimension(scope: Scope) -> Dimension:
    """What is listed below a scope: the next level down, agencies at the top."""
    if scope.account and not scope.agency_code:
        return Dimension.ACCOUNT
    if scope.objective_code and not scope.agency_code:
        return Dimension.PROGRAMME
    for field, dimension in _DOWN:
        if getattr(scope, field):
            return dimension
    return Dimension.AGENCY


def name_without(code: str, dimension: Dimension) -> str:
    """The name of a row whose code has none."""
    return MISSING_WORDS.get(code) or ("" if code else _BLANK_WORDS.get(dimension, "Tanpa program"))


def path_of(scope: Scope) -> list[Step]:
    """The steps down to a scope with their names; four queries at most."""
    names = _names(scope)
    labels = {
        "objective_code": "Sasaran", "account": "Jenis rekening",
        "agency_code": "Perangkat daerah", "programme_code": "Program",
        "activity_code": "Kegiatan", "sub_activity_code": "Sub kegiatan",
    }  # fmt: skip
    steps: list[Step] = []
    walked = Scope()
    for field, label in labels.items():
        code = getattr(scope, field)
        if code:
            walked = replace(walked, **{field: code})
            steps.append(Step(label, code, names.get((field, code), ""), walked))
    return steps


def _names(scope: Scope) -> Mapping[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    asked = asdict(scope)
    codes = {field: asked[field] for field in NARROWS.values() if asked[field]}
    activities = [
        field
        for field in ("programme_code", "activity_code", "sub_activity_code")
        if field in codes
    ]
    if activities:
        held = dict(
            BudgetActivity.objects.filter(code__in=[codes[field] for field in activities])
            .order_by("-pk")
            .values_list("code", "name")
        )
        found |= {(field, codes[field]): held.get(codes[field], "") for field in activities}
    if agency := codes.get("agency_code"):
        name = BudgetUnit.objects.filter(code=agency).values_list("name", flat=True).first()
        found["agency_code", agency] = name or ""
    if account := codes.get("account"):
        name = Account.objects.filter(code=account).values_list("name", flat=True).first()
        found["account", account] = name or ""
    if objective := codes.get("objective_code"):
        text = Objective.objects.filter(code=objective).values_list("text", flat=True).first()
        found["objective_code", objective] = text or name_without(objective, Dimension.OBJECTIVE)
    return found


def _below(dimension: Dimension, scope: Scope, agency: str, code: str) -> Scope | None:
    field = NARROWS.get(dimension)
    if field is None or not code:
        return None
    given = {field: code}
    if agency:
        given["agency_code"] = agency
    return replace(scope, **given)
