"""Dated values of the budget: its calendar, and the shares of spending that law asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from sasando.budget.models import BudgetVersion
from sasando.core.errors import PolicyMissing
from sasando.core.models import Policy
from sasando.rules.mandatory_spending import Direction, Tier

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

APPROVAL, ADOPTION = "persetujuan-apbd", "penetapan-apbd"
AMENDMENT_APPROVAL = "persetujuan-perubahan-apbd"
# Shifts are made by the mayor's own regulation and have no last day.
_STEPS: Final = {
    BudgetVersion.Stage.ORIGINAL: {"approved_on": APPROVAL, "adopted_on": ADOPTION},
    BudgetVersion.Stage.AMENDED: {"approved_on": AMENDMENT_APPROVAL},
}


@dataclass(frozen=True)
class DueDay:
    """The last day of one step (`approved_on` or `adopted_on`), its ground and how sure it is."""

    step: str
    day: date
    basis: str
    evidence: str


class BudgetCalendar:
    """The days of one year, as the policy in force on its first day has them. One query."""

    def __init__(self, year: int) -> None:
        self._year = year
        rows = Policy.objects.filter(
            name__in=[APPROVAL, ADOPTION, AMENDMENT_APPROVAL], valid_from__lte=date(year, 1, 1)
        )
        self._rows: Mapping[str, Policy] = {row.name: row for row in rows.order_by("valid_from")}

    def due_days(self, stage: str) -> list[DueDay]:
        """The due days of a stage; none for a shift. Raises PolicyMissing."""
        steps = _STEPS.get(BudgetVersion.Stage(stage), {})
        return [self._due(step, name) for step, name in steps.items()]

    def _due(self, step: str, name: str) -> DueDay:
        row = self._rows.get(name)
        if row is None:
            raise PolicyMissing(name=name, day=date(self._year, 1, 1))
        found = row.value
        day = date(self._year + found["tahun"], found["bulan"], found["hari"])
        return DueDay(step, day, row.legal_basis, row.get_evidence_display())


# How the text of a ground itself tells how sure it is.
_SURE: Final = ("dibaca di sumbernya", "dari ingatan", "usulan, bukan aturan")
# Shown in this order; a name ends in the code of its page.
MANDATORY: Final = "belanja-wajib-"
_MANDATORY_ORDER: Final = ("pendidikan", "pegawai", "infrastruktur", "kesehatan", "pengawasan")


def unsaid_evidence(basis: str, evidence: str) -> str:
    """The evidence label, empty where the text of the ground already says how sure it is."""
    said = basis.lower()
    return "" if any(words in said for words in _SURE) else evidence


@dataclass(frozen=True)
class MandatoryRule:
    """One share of spending that law asks for, as the policy in force has it.

    `tag` names what counts, `deducted` the account beginnings taken out of the denominator.
    Without `direction` there is no limit. `tiers` stand for `limit` where it goes by size.
    """

    code: str
    name: str
    tag: str
    direction: Direction | None
    limit: Decimal | None
    tiers: Sequence[Tier]
    deducted: Sequence[str]
    binds_on: date | None
    basis: str
    evidence: str

    @property
    def evidence_unsaid(self) -> str:
        """The evidence for a page that shows the ground, empty where the ground says it."""
        return unsaid_evidence(self.basis, self.evidence)


def mandatory_rules(year: int) -> list[MandatoryRule]:
    """The rules in force on the first day of a budget year; one query."""
    rows = Policy.objects.filter(name__startswith=MANDATORY, valid_from__lte=date(year, 1, 1))
    in_force = {row.name.removeprefix(MANDATORY): row for row in rows.order_by("valid_from")}
    order = {code: place for place, code in enumerate(_MANDATORY_ORDER)}
    codes = sorted(in_force, key=lambda code: (order.get(code, len(order)), code))
    return [_mandatory(code, in_force[code]) for code in codes]


def _mandatory(code: str, row: Policy) -> MandatoryRule:
    found = row.value
    tiers = found.get("batas_menurut_belanja", [])
    return MandatoryRule(
        code=code,
        name=found["nama"],
        tag=found["tag"],
        direction=Direction(found["arah"]) if found["arah"] else None,
        limit=_decimal(found["batas"]),
        tiers=[Tier(_decimal(tier["di_bawah"]), Decimal(tier["batas"])) for tier in tiers],
        deducted=found["pengurang_penyebut"],
        binds_on=date.fromisoformat(found["berlaku"]) if found["berlaku"] else None,
        basis=row.legal_basis,
        evidence=row.get_evidence_display(),
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
