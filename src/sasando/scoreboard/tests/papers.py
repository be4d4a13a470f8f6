"""Agreements for tests of the board: begun for a unit, filled, and signed by two of the cast."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sasando.agreements.models import Agreement, AgreementItem, AgreementParty
from sasando.organization.models import Duty, Position, Unit
from sasando.planning.models import Indicator
from sasando.rules.agreements import AgreementTier

ELECTRONIC = AgreementParty.SignatureKind.ELECTRONIC
IN_JANUARY = datetime(2026, 1, 12, tzinfo=UTC)


def unsigned(code: str, authorised_on: date | None = None, year: int = 2026) -> Agreement:
    """A draft of whoever leads the unit, without items."""
    unit = Unit.objects.get(code=code)
    return Agreement.objects.create(
        code=f"PK-{code}-{year}-9", unit=unit, position=leader_of(unit), tier=AgreementTier.AGENCY,
        year=year, budget_authorised_on=authorised_on, is_example=True,
    )  # fmt: skip


def leader_of(unit: Unit) -> Position:
    """The unit's leading post; units of the cast have one only where somebody plays it."""
    found = Position.objects.filter(unit=unit, duty=Duty.HEAD).first()
    return found or Position.objects.create(
        code=f"{unit.code}.KEPALA", title="Kepala (contoh)", unit=unit, kind="JPT_PRATAMA",
        duty=Duty.HEAD, valid_from=date(2025, 1, 1), is_example=True,
    )  # fmt: skip


def promise(agreement: Agreement, number: int, indicator: Indicator, target: object = 80) -> None:
    """One more item of an unsigned agreement."""
    AgreementItem.objects.create(
        agreement=agreement, number=number, code=f"{agreement.code}.{number}",
        objective=indicator.objective, indicator=indicator, target=target,
    )  # fmt: skip


def name_parties(agreement: Agreement, like: Agreement | None = None) -> None:
    """The parties of another paper, who have not signed this one."""
    source = like or Agreement.objects.get(code="PK-DLHK-2026-1")
    for party in source.parties.all():
        party.pk, party.agreement = None, agreement
        party.signed_at, party.signed_digest, party.signature_kind = None, "", ""
        party.save()


def propose(agreement: Agreement, moment: datetime = IN_JANUARY) -> None:
    """Fix what is promised."""
    Agreement.objects.filter(pk=agreement.pk).update(content_digest="0" * 64, proposed_at=moment)


def sign(agreement: Agreement, moment: datetime = IN_JANUARY) -> None:
    """Let everybody named sign what was proposed."""
    agreement.parties.update(signed_at=moment, signed_digest="0" * 64, signature_kind=ELECTRONIC)


def signed(code: str, *indicators: Indicator, target: object = 80) -> Agreement:
    """A signed agreement of a unit about these indicators, each with the same target."""
    agreement = unsigned(code)
    for number, indicator in enumerate(indicators, start=1):
        promise(agreement, number, indicator, target)
    name_parties(agreement)
    propose(agreement)
    sign(agreement)
    return agreement
