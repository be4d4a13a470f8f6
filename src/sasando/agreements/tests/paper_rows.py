"""Agreements written straight into the tables, for tests and measurements of their papers."""

import hashlib
from datetime import UTC, datetime
from decimal import Decimal

from sasando.agreements.models import (
    Agreement,
    AgreementBudgetLine,
    AgreementItem,
    AgreementParty,
    PaperScan,
)
from sasando.core.clock import DatabaseNow
from sasando.core.models import Attachment
from sasando.organization.models import Appointment
from sasando.planning.models import Indicator, Objective
from sasando.rules.agreements import AgreementTier

FIRST_SIGNED = datetime(2026, 11, 19, 1, 0, tzinfo=UTC)
SECOND_SIGNED = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


def holder(login):
    """The definitive post of a member of the cast."""
    return Appointment.objects.select_related("position__unit", "person").get(
        person__user__username=login, kind="DEFINITIF"
    )


def drafted(login="kabid", *, post=None, year=2027, version=1, items=2, lines=0, **given):
    """A draft of somebody's post with own indicators, and perhaps money."""
    post = post or holder(login).position
    facts = {
        "code": f"PK-{post.unit.code}-{year}-{version}",
        "tier": AgreementTier.DIVISION,
        "unit_name": post.unit.name,
        "is_example": True,
        **given,
    }
    agreement = Agreement.objects.create(
        position=post, unit=post.unit, year=year, version=version, **facts
    )
    for number in range(1, items + 1):
        item(agreement, number)
    for number in range(1, lines + 1):
        line(agreement, number)
    return agreement


def item(agreement, number, **given):
    """One line of the annex with an indicator in own words."""
    facts = {
        "objective": Objective.objects.get(code="SASARAN-7.1"),
        "indicator": None,
        "indicator_name": f"Indikator uji nomor {number}",
        "measure": "persen",
        "decimals": 2,
        "target": Decimal("80.5"),
        "code": f"{agreement.code}.{number}",
        "path": f"{agreement.code}.{number}/",
        **given,
    }
    return AgreementItem.objects.create(agreement=agreement, number=number, **facts)


def with_dictionary(agreement, number, target):
    """A line whose indicator is one of the dictionary."""
    found = Indicator.objects.get(code="IKU-SAMPAH")
    return item(agreement, number, indicator=found, indicator_name="", measure="", decimals=None,
                target=target)  # fmt: skip


def line(agreement, number, **given):
    """One programme with its money."""
    facts = {
        "level": "PROGRAM",
        "code": f"2.11.{number:02d}",
        "name": f"Program uji {number}",
        "amount": Decimal(1_234_567_890) * number,
        "funding": "APBD",
        **given,
    }
    return AgreementBudgetLine.objects.create(agreement=agreement, number=number, **facts)


def proposed(agreement, first="kabid", second="kadis"):
    """The content fixed, the parties named."""
    roles = [("PERTAMA", first), ("KEDUA", second)]
    for role, login in roles if second else roles[:1]:
        held = holder(login)
        AgreementParty.objects.create(
            agreement=agreement,
            role=role,
            person=held.person,
            position=held.position,
            name=held.person.name,
            title=held.position.title,
            grade=held.person.grade,
        )
    agreement.content_digest = hashlib.sha256(agreement.code.encode()).hexdigest()
    agreement.proposed_at = FIRST_SIGNED
    agreement.save()
    return agreement


def signed(agreement, *roles, **given):
    """Signed by these parties, or by all. The database writes its own instant."""
    for party in agreement.parties.filter(role__in=roles or ("PERTAMA", "KEDUA")).order_by("-role"):
        party.signed_at = SECOND_SIGNED
        party.signed_digest = agreement.content_digest
        party.signature_kind = "ELEKTRONIK"
        for name, value in given.items():
            setattr(party, name, value)
        party.save()
    return Agreement.objects.with_state().get(pk=agreement.pk)


def signed_on_paper(agreement, day):
    """Both signed the printed text; one planner brought the scan, an inspector found it right."""
    bringer, checker = holder("perencana").person, holder("pemeriksa").person
    scan = PaperScan.objects.create(
        agreement=agreement,
        digest=agreement.content_digest,
        attachment=Attachment.objects.create(
            sha256="b" * 64, media_type="application/pdf", size=1, stored_by=bringer.user
        ),
        roles=["PERTAMA", "KEDUA"],
        signed_on=day,
        uploaded_by=bringer,
    )
    PaperScan.objects.filter(pk=scan.pk).update(verified_by=checker, verified_at=DatabaseNow())
    return signed(agreement, signature_kind="KERTAS", paper_date=day)


def in_force(login="kabid", second="kadis", **given):
    """Signed by both."""
    return signed(proposed(drafted(login, **given), login, second))
