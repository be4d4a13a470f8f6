"""Contracts of a year: what is left to pay, how many days, how far the work is, which are critical.

Four queries, however many contracts there are.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db.models import Q, Sum

from sasando.budget.models import Contract, ContractProgress, PhysicalProgress
from sasando.budget.policies import unsaid_evidence
from sasando.core.errors import PolicyMissing
from sasando.core.models import Policy
from sasando.core.templatetags.sasando_format import desimal, persen
from sasando.rules.contracts import (
    ContractClass,
    CriticalLimits,
    contract_schedule,
    contract_standing,
)

from .early_warning import closed_months

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sasando.budget.models import BudgetUnit

ZERO: Final = Decimal(0)
POLICY: Final = "kontrak-kritis"
GRAVITY: Final = {kind: place for place, kind in enumerate(ContractClass)}


class Told(NamedTuple):
    """Work as last told: planned (None where only the done was told), done, by the end of when."""

    planned: Decimal | None
    actual: Decimal
    until: date
    by_contract: bool


@dataclass(frozen=True)
class CriticalPolicy:
    """The limits of a day with their ground and how sure it is."""

    limits: CriticalLimits
    basis: str
    evidence: str

    @property
    def evidence_unsaid(self) -> str:
        """The evidence for a page that shows the ground, empty where the ground says it."""
        return unsaid_evidence(self.basis, self.evidence)

    @property
    def tells_limits(self) -> bool:
        """Whether the text of the ground names every limit, so that a page need not."""
        limits = self.limits
        points = (f" {desimal(limits.early)} poin", f" {desimal(limits.late)} poin")
        return all(words in self.basis for words in (persen(limits.turning, 0), *points))


@dataclass(frozen=True)
class ContractRow:
    """A contract on a day. Money in rupiah, work in percent, delay in points.

    `planned` comes from the contract's own schedule, or by time where `by_time` says so. Work is
    the contract's own, or its sub-activity's where that has no other contract (`by_activity`).
    """

    contract: Contract
    paid: Decimal
    days_left: int
    planned: Decimal | None
    actual: Decimal | None
    until: date | None
    by_time: bool
    by_activity: bool
    verdict: ContractClass
    delay: Decimal | None

    @property
    def left(self) -> Decimal:
        """What is not paid of its worth; below zero when more was paid."""
        return self.contract.amount - self.paid

    @property
    def days_over(self) -> int:
        """How many days its term is over."""
        return max(-self.days_left, 0)

    @property
    def order(self) -> tuple[int, Decimal, str]:
        """Sorts the gravest and latest first."""
        return (GRAVITY[self.verdict], -(self.delay or ZERO), self.contract.number)


@dataclass(frozen=True)
class ContractPage:
    """The contracts of a year, or of one agency in it, and the agencies that have any."""

    year: int
    day: date
    policy: CriticalPolicy
    rows: Sequence[ContractRow]
    agencies: Sequence[BudgetUnit]

    @property
    def counts(self) -> Mapping[ContractClass, int]:
        """How many there are of each class."""
        found = Counter(row.verdict for row in self.rows)
        return {kind: found[kind] for kind in ContractClass}

    @property
    def amount(self) -> Decimal:
        """Their worth."""
        return sum((row.contract.amount for row in self.rows), ZERO)

    @property
    def left(self) -> Decimal:
        """What is left to pay of all."""
        return sum((row.left for row in self.rows), ZERO)

    @property
    def critical(self) -> int:
        """How many are critical."""
        return self.counts[ContractClass.CRITICAL]

    @property
    def expired(self) -> int:
        """How many are past their term and not told to be done."""
        return self.counts[ContractClass.EXPIRED]

    @property
    def grave(self) -> Sequence[ContractRow]:
        """Both of these."""
        return [
            row
            for row in self.rows
            if row.verdict in {ContractClass.CRITICAL, ContractClass.EXPIRED}
        ]

    @property
    def grave_left(self) -> Decimal:
        """What is left to pay of both."""
        return sum((row.left for row in self.grave), ZERO)

    @property
    def is_example(self) -> bool:
        """Whether any of them is made up."""
        return any(row.contract.is_example for row in self.rows)


def contract_page(year: int, day: date, agency_code: str = "") -> ContractPage:
    """The contracts of a year on a day, gravest first; of one agency by its code.

    Payments count up to that day, work up to the last month that is over. Raises PolicyMissing.
    """
    policy = policy_on(day)
    every = _contracts(year, day)
    agencies = {row.agency_id: row.agency for row in every}
    # Whether a sub-activity has one contract is asked of all, whatever is shown.
    own = Counter((row.agency_id, row.activity_id) for row in every)
    alone = {place for place, count in own.items() if count == 1}
    told = _told(year, day)
    works = _works(year, closed_months(year, day))
    rows = []
    for contract in every:
        if agency_code in ("", contract.agency.code):
            place = (contract.agency_id, contract.activity_id)
            last = told.get(contract.pk) or (works.get(place) if place in alone else None)
            rows.append(_row(contract, last, day, policy.limits))
    return ContractPage(
        year,
        day,
        policy,
        sorted(rows, key=lambda row: row.order),
        sorted(agencies.values(), key=lambda row: row.name),
    )


def policy_on(day: date) -> CriticalPolicy:
    """When a contract is critical, as the policy of a day has it. Raises PolicyMissing."""
    rows = Policy.objects.filter(name=POLICY, valid_from__lte=day).order_by("-valid_from")
    row = rows.first()
    if row is None:
        raise PolicyMissing(name=POLICY, day=day)
    names = ("batas_rencana", "terlambat_awal", "terlambat_akhir")
    limits = CriticalLimits(*(Decimal(row.value[name]) for name in names))
    return CriticalPolicy(limits, row.legal_basis, row.get_evidence_display())


def _contracts(year: int, day: date) -> Sequence[Contract]:
    paid = Sum("payments__amount", filter=Q(payments__paid_on__lte=day))
    rows = Contract.objects.filter(year=year).select_related("agency", "activity", "account")
    return list(rows.annotate(paid=paid))


def _told(year: int, day: date) -> dict[int, Told]:
    """What contracts told last, of months that are over."""
    rows = ContractProgress.objects.filter(contract__year=year).filter(
        Q(year__lt=day.year) | Q(year=day.year, month__lt=day.month)
    )
    return {
        row.contract_id: Told(
            row.planned, row.actual, _end_of(row.year, row.month), by_contract=True
        )
        for row in rows.order_by("year", "month", "number")
    }


def _works(year: int, closed: int) -> dict[tuple[int, int | None], Told]:
    rows = PhysicalProgress.objects.filter(year=year, month__lte=closed)
    return {
        (row.agency_id, row.activity_id): Told(
            None, row.percent, _end_of(row.year, row.month), by_contract=False
        )
        for row in rows.order_by("month", "number")
    }


def _row(contract: Contract, told: Told | None, day: date, limits: CriticalLimits) -> ContractRow:
    planned = told.planned if told else None
    by_time = told is not None and planned is None
    if told is not None and planned is None:
        term = (contract.signed_on, contract.ends_on)
        planned = contract_schedule(*term, told.until).value
    standing = contract_standing(
        planned,
        told.actual if told else None,
        ends_on=contract.ends_on,
        day=day,
        year=contract.year,
        limits=limits,
    ).value
    return ContractRow(
        contract=contract,
        paid=getattr(contract, "paid", None) or ZERO,
        days_left=(contract.ends_on - day).days,
        planned=planned,
        actual=told.actual if told else None,
        until=told.until if told else None,
        by_time=by_time,
        by_activity=told is not None and not told.by_contract,
        verdict=standing.verdict,
        delay=standing.delay,
    )


def _end_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
