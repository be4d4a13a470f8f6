"""Beginning an agreement for whoever holds a post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from sasando.agreements.access import may_prepare_post
from sasando.agreements.codes import code_for
from sasando.agreements.errors import AgreementExists, YearNotOpen
from sasando.agreements.models import Agreement
from sasando.agreements.parties import standing_of
from sasando.core import clock
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.organization.models import Position, valid_on
from sasando.rules.agreements import AgreementTier

from .finding import trace

if TYPE_CHECKING:
    from datetime import date, datetime

    from sasando.organization.queries import Viewer


@transaction.atomic
def draft_agreement(*, viewer: Viewer, now: datetime, position_code: str, year: int) -> Agreement:
    """Begin the first version for a post and the running or next year.

    Raises NotFoundForViewer, NotPermitted, YearNotOpen, UnitWithoutHead, SuperiorMissing,
    ChainTooLong, AgreementExists.
    """
    today = clock.local_day(now)
    position = _locked_post(viewer, position_code, today)
    standing = standing_of(position, today)
    under_mayor = standing.leads_unit and standing.tier == AgreementTier.AGENCY
    if not may_prepare_post(viewer, position, under_mayor=under_mayor):
        raise NotPermitted
    if year not in {today.year, today.year + 1}:
        raise YearNotOpen(year=year, running=today.year)
    last = Agreement.objects.filter(position=position, year=year).order_by("-version").first()
    if last is not None:
        raise AgreementExists(code=last.code)
    agreement = Agreement.objects.create(
        code=code_for(position, leads_unit=standing.leads_unit, year=year, version=1),
        position=position,
        unit=position.unit,
        tier=standing.tier,
        leads_unit=standing.leads_unit,
        year=year,
        is_example=position.is_example or position.unit.is_example or viewer.is_example,
    )
    trace(viewer, agreement, "agreement.drafted", after={"jabatan": position.code})
    return agreement


def _locked_post(viewer: Viewer, code: str, today: date) -> Position:
    # The lock on the post lets one of two simultaneous drafts through; the other finds it there.
    own = Q(pk__in=viewer.position_ids) | Q(reports_to_id__in=viewer.position_ids)
    position = (
        Position.objects.filter(valid_on(today), valid_on(today, "unit__"), code=code)
        .filter(own | viewer.scope_filter("unit__path"))
        .select_related("unit__parent")
        .select_for_update(of=("self",))
        .first()
    )
    if position is None:
        raise NotFoundForViewer(kind="jabatan")
    return position
