"""Agreements of the example city: signed by the real actions, then dated to the year's beginning.

Most are signed in January, one in May; one waits for the mayor, one for both, one is a draft.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q

from sasando.agreements.actions import (
    ItemDraft,
    add_item,
    draft_agreement,
    propose,
    set_budget_date,
    sign,
)
from sasando.agreements.models import Agreement, BudgetDocumentDate
from sasando.agreements.parties import head_post, parties_on
from sasando.core import clock
from sasando.core.models import User
from sasando.organization.models import Duty, Unit
from sasando.organization.queries import viewer_for
from sasando.planning.models import AgencyProgramme, Indicator, IndicatorTarget
from sasando.rules.targets import Target

from .lower_papers import load_lower_agreements
from .owner import guards_off

if TYPE_CHECKING:
    from collections.abc import Callable

    from sasando.organization.queries import Viewer

    from .owner import Connection

GUARDED = ("agreements_agreement", "agreements_agreementparty")
AUTHORISED, PROPOSED, SIGNED = (1, 2), (1, 8), (1, 12)
LATE = (5, 19)
# How far an agreement has come where it is not simply signed in January.
DRAFT, PROPOSAL, HALF, LATE_BOTH = "draft", "proposal", "half", "late"
SPECIAL = {"DISKAN": DRAFT, "DISPORA": PROPOSAL, "DPPKB": HALF, "DISPAR": LATE_BOTH}
# What an office answers for besides what the plan gives to it by name.
OFFICE_INDICATORS = ("IKU-IKM", "IKU-SAKIP", "IKU-TEMUAN")
DISTRICT_INDICATORS = ("IKU-SAMPAH", "IKU-MISKIN-EKSTREM", "IKU-TANGGAP")
MOST_ITEMS = 3
UNKNOWN_TARGET = Decimal(75)
SIGNING_KINDS = Q(parent__kind=Unit.Kind.CITY) & ~Q(kind=Unit.Kind.PERUMDA)


def load_agreements(
    connection: Connection, *, now: datetime, say: Callable[[str, int, int], None]
) -> int:
    """Agreements of this year for every agency and district that has none; how many were made."""
    today = clock.local_day(now)
    signed = Agreement.objects.of_unit_heads().filter(year=today.year)
    units = list(
        Unit.objects.filter(SIGNING_KINDS, is_example=False)
        .exclude(pk__in=signed.values("unit_id"))
        .order_by("code")
    )
    mayor = viewer_of_duty(Duty.MAYOR, today)
    set_budget_date(
        viewer=viewer_of_duty(Duty.PLANNER, today),
        year=today.year,
        kind=BudgetDocumentDate.Kind.DPA,
        authorised_on=date(today.year, *AUTHORISED),
        number="Contoh",
    )
    targets = _targets(today.year)
    for ordinal, unit in enumerate(units, start=1):
        _agreement(unit, mayor, targets, now)
        say("Perjanjian kinerja", ordinal, len(units))
    lower = load_lower_agreements(now=now)
    _date_back(connection, today.year)
    return len(units) + lower


def viewer_of_duty(duty: str, day: date) -> Viewer:
    """Somebody with a duty, the first by name of account."""
    found = User.objects.filter(person__appointments__position__duty=duty)
    user = found.order_by("username").first()
    assert user is not None
    return viewer_for(user, day)


def _targets(year: int) -> dict[int, Decimal]:
    rows = IndicatorTarget.objects.filter(year=year, quarter=0)
    return dict(rows.values_list("indicator_id", "value"))


def _agreement(unit: Unit, mayor: Viewer, targets: dict[int, Decimal], now: datetime) -> None:
    day = clock.local_day(now)
    post = head_post(unit, day)
    first = parties_on(post, day)[0]
    viewer = viewer_for(User.objects.get(person=first.person_id), day)
    paper = draft_agreement(viewer=viewer, now=now, position_code=post.code, year=day.year)
    for indicator in _indicators(unit):
        assert indicator.objective is not None
        target = targets.get(indicator.pk, UNKNOWN_TARGET)
        add_item(
            viewer=viewer,
            now=now,
            code=paper.code,
            item=ItemDraft(
                target=Target(round(target, min(indicator.decimals, 4))),
                objective_code=indicator.objective.code,
                indicator_code=indicator.code,
            ),
        )
    stage = SPECIAL.get(unit.code, "")
    if stage == DRAFT:
        return
    authorised_on = date(day.year, *AUTHORISED)
    paper = propose(viewer=viewer, now=now, code=paper.code, budget_authorised_on=authorised_on)
    signers = {PROPOSAL: [], HALF: [viewer]}.get(stage, [viewer, mayor])
    for signer in signers:
        sign(viewer=signer, now=now, code=paper.code, digest=paper.content_digest)


def _indicators(unit: Unit) -> list[Indicator]:
    """What a unit answers for: its own indicators, those its programmes serve, then the common."""
    is_district = unit.kind == Unit.Kind.KECAMATAN
    common = DISTRICT_INDICATORS if is_district else OFFICE_INDICATORS
    objectives = AgencyProgramme.objects.filter(unit=unit).values("objective_id")
    known = Indicator.objects.filter(objective__isnull=False).select_related("objective")
    found = {row.pk: row for row in known.filter(owner=unit).order_by("code")}
    found |= {row.pk: row for row in known.filter(objective_id__in=objectives).order_by("code")}
    found |= {row.pk: row for row in known.filter(code__in=common).order_by("code")}
    return list(found.values())[:MOST_ITEMS]


def _date_back(connection: Connection, year: int) -> None:
    """Give this year's example agreements their dates: the actions could only write today's."""
    values = {
        "year": year,
        "late": [code for code, stage in SPECIAL.items() if stage == LATE_BOTH],
        "proposed": _instant(year, PROPOSED),
        "signed": _instant(year, SIGNED),
        "signed_late": _instant(year, LATE),
    }
    with guards_off(connection, GUARDED):
        connection.execute(DATE_PROPOSALS, values)
        connection.execute(DATE_SIGNATURES, values)


def _instant(year: int, day: tuple[int, int]) -> datetime:
    return datetime(year, *day, 2, tzinfo=UTC)


DATE_PROPOSALS = """
    UPDATE agreements_agreement SET
        proposed_at = CASE WHEN proposed_at IS NOT NULL THEN least(%(proposed)s, proposed_at) END,
        created_at = least(%(proposed)s - interval '2 days', created_at)
    WHERE is_example AND year = %(year)s
"""
# The second party signs the day after the first; who stands lower signs a week later.
DATE_SIGNATURES = """
    UPDATE agreements_agreementparty p SET signed_at = least(p.signed_at,
        CASE WHEN u.code = ANY(%(late)s) THEN %(signed_late)s ELSE %(signed)s END
        + CASE WHEN p.role = 'KEDUA' THEN interval '1 day' ELSE interval '0' END
        + CASE WHEN a.tier IN ('KOTA', 'PERANGKAT_DAERAH') THEN interval '0'
               ELSE interval '7 days' END)
    FROM agreements_agreement a JOIN organization_unit u ON u.id = a.unit_id
    WHERE a.id = p.agreement_id AND p.signed_at IS NOT NULL AND a.is_example
      AND a.year = %(year)s
"""
