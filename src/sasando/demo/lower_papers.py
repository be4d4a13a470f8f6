"""Agreements below the heads of agencies: divisions, kelurahan and some staff of the example city.

Only where the superior's own is in force: each serves one of his items, and the money comes in
whole rupiah. A few offices are enough to show how it cascades.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sasando.agreements.actions import (
    ItemDraft,
    add_budget_line,
    add_item,
    draft_agreement,
    propose,
    sign,
    sign_pact,
    witness_pact,
)
from sasando.agreements.models import Agreement, AgreementItem
from sasando.agreements.pact_text import pact_text_on
from sasando.agreements.parties import leading_posts, parties_on
from sasando.agreements.queries import superior_items
from sasando.core import clock
from sasando.core.models import User
from sasando.organization.models import Position, Unit, valid_on
from sasando.organization.queries import viewer_for
from sasando.rules.targets import Target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from sasando.organization.queries import Viewer

OFFICES = ("DLHK", "53.71.03", "DINKES")
STAFF_OF = "DLHK.SAMPAH"
MOST_PER_OFFICE, MOST_STAFF = 6, 2


@dataclass(frozen=True)
class _Promise:
    """What an official below agency level promises here."""

    indicator: str
    measure: str
    target: Decimal
    statement: str
    activity: str
    amount: Decimal


OF_LEADERS = _Promise(
    "Kegiatan bidang selesai sesuai jadwal (contoh)",
    "persen",
    Decimal(95),
    "Kegiatan bidang berjalan sesuai jadwal (contoh)",
    "Penyelenggaraan kegiatan bidang (contoh)",
    Decimal(485_000_000),
)
OF_STAFF = _Promise(
    "Titik pengangkutan terlayani (contoh)",
    "titik",
    Decimal(2_400),
    "Pengangkutan berjalan setiap hari (contoh)",
    "Pengangkutan sampah kelurahan (contoh)",
    Decimal(62_500_000),
)


def load_lower_agreements(*, now: datetime) -> int:
    """Sign agreements of this year for some posts below the heads; how many were made.

    Superiors first, because only what is in force can be served.
    """
    day, made = clock.local_day(now), 0
    for position, promise in _posts(day):
        if Agreement.objects.filter(position=position, year=day.year).exists():
            continue
        made += _agreement(position, promise, now)
    return made


def _posts(day: date) -> Iterator[tuple[Position, _Promise]]:
    for code in OFFICES:
        units = Unit.objects.current(day).filter(parent__code=code).select_related("parent")
        for unit in units.order_by("code")[:MOST_PER_OFFICE]:
            leading = leading_posts(unit, day)
            if len(leading) == 1:
                yield leading[0], OF_LEADERS
    staff = Position.objects.filter(valid_on(day), unit__code=STAFF_OF, subordinates__isnull=True)
    for position in staff.select_related("unit__parent").order_by("code")[:MOST_STAFF]:
        yield position, OF_STAFF


def _agreement(position: Position, promise: _Promise, now: datetime) -> int:
    day = clock.local_day(now)
    if not position.appointments.filter(valid_on(day)).exists():
        return 0
    first, *above = parties_on(position, day)
    signers = [
        viewer_for(User.objects.get(person=party.person_id), day) for party in (first, *above)
    ]
    viewer = signers[0]
    paper = draft_agreement(viewer=viewer, now=now, position_code=position.code, year=day.year)
    served = superior_items(paper, day).first()
    if served is None:
        return 1
    add_item(
        viewer=viewer,
        now=now,
        code=paper.code,
        item=ItemDraft(
            target=Target(promise.target),
            own_indicator=promise.indicator,
            measure=promise.measure,
            decimals=0,
            statement=promise.statement,
            supports_code=served.code,
            cascade=AgreementItem.Cascade.INDIRECT,
        ),
    )
    add_budget_line(
        viewer=viewer,
        code=paper.code,
        line_code="2.11.01.2.01",
        name=promise.activity,
        amount=promise.amount,
        funding="APBD (contoh)",
    )
    paper = propose(viewer=viewer, now=now, code=paper.code)
    for signer in signers:
        sign(viewer=signer, now=now, code=paper.code, digest=paper.content_digest)
    _pact(position, signers, now)
    return 1


def _pact(position: Position, signers: list[Viewer], now: datetime) -> None:
    """The integrity pact beside the agreement; those of one division wait for their witness."""
    since = pact_text_on(clock.local_day(now)).valid_from
    pact = sign_pact(viewer=signers[0], now=now, position_code=position.code, template_from=since)
    if len(signers) > 1 and position.unit.code != STAFF_OF:
        witness_pact(viewer=signers[1], now=now, code=pact.code)
