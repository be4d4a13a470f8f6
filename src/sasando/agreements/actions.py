"""What can be done to a Perjanjian Kinerja. Permission, rule, write and audit in one transaction.

Draft, items, proposal (content and parties become fixed), signatures in either order, revision.
Every action locks the agreement first, so that two people never decide on different content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from sasando.core import audit, clock
from sasando.core.errors import NotFoundForViewer
from sasando.organization.models import Unit
from sasando.planning.models import Indicator, Objective
from sasando.rules.agreements import RevisionReason

from .access import holds_named_post, require_may_prepare
from .content import digest_of
from .errors import (
    AgreementEmpty,
    AgreementExists,
    AlreadySigned,
    ContentDiffers,
    ContentFixed,
    IndicatorAlreadyPromised,
    IndicatorOfOtherObjective,
    NotAParty,
    NotProposed,
    NotSigned,
    PostNoLongerHeld,
    RevisionExists,
    RevisionGroundMissing,
    TargetTooFine,
    YearNotOpen,
)
from .models import Agreement, AgreementItem, AgreementParty
from .parties import head_post, parties_on

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal
    from typing import Any

    from sasando.organization.queries import Viewer

STORED_DECIMALS = 4


@transaction.atomic
def draft_agreement(*, viewer: Viewer, now: datetime, unit_code: str, year: int) -> Agreement:
    """Begin the first version for a unit and the running or next year.

    Raises NotFoundForViewer, NotPermitted, YearNotOpen, UnitWithoutHead, AgreementExists.
    """
    today = clock.local_day(now)
    # The lock on the unit lets one of two simultaneous drafts through; the other finds it there.
    unit = (
        Unit.objects.visible_to(viewer)
        .current(today)
        .select_for_update(of=("self",))
        .filter(code=unit_code)
        .first()
    )
    if unit is None:
        raise NotFoundForViewer(kind="unit")
    require_may_prepare(viewer, unit.path)
    if year not in {today.year, today.year + 1}:
        raise YearNotOpen(year=year, running=today.year)
    head_post(unit, today)
    last = Agreement.objects.filter(unit=unit, year=year).order_by("-version").first()
    if last is not None:
        raise AgreementExists(code=last.code)
    agreement = Agreement.objects.create(
        code=f"PK-{unit.code}-{year}-1",
        unit=unit,
        year=year,
        is_example=unit.is_example or viewer.is_example,
    )
    _trace(viewer, agreement, "agreement.drafted")
    return agreement


@transaction.atomic
def add_item(
    *, viewer: Viewer, code: str, objective_code: str, indicator_code: str, target: Decimal
) -> AgreementItem:
    """Promise a target for an indicator of an objective, in a draft.

    Raises NotFoundForViewer, NotPermitted, ContentFixed, IndicatorOfOtherObjective,
    IndicatorAlreadyPromised, TargetTooFine.
    """
    agreement = _draft(viewer, code)
    objective = Objective.objects.filter(code=objective_code).first()
    indicator = Indicator.objects.filter(code=indicator_code).first()
    if objective is None or indicator is None:
        raise NotFoundForViewer(kind="indikator")
    if indicator.objective_id not in {None, objective.pk}:
        raise IndicatorOfOtherObjective(indicator=indicator.name, objective=objective.text)
    if agreement.items.filter(indicator=indicator).exists():
        raise IndicatorAlreadyPromised(indicator=indicator.name)
    decimals = min(indicator.decimals, STORED_DECIMALS)
    if target != round(target, decimals):
        raise TargetTooFine(decimals=decimals)
    number = (agreement.items.aggregate(last=Max("number"))["last"] or 0) + 1
    item = AgreementItem.objects.create(
        agreement=agreement,
        number=number,
        code=f"{agreement.code}.{number}",
        objective=objective,
        indicator=indicator,
        target=target,
    )
    _trace(viewer, agreement, "agreement.item-added", after=_item_facts(item))
    return item


@transaction.atomic
def remove_item(*, viewer: Viewer, code: str, number: int) -> None:
    """Take a line out of a draft. Raises NotFoundForViewer, NotPermitted, ContentFixed."""
    agreement = _draft(viewer, code)
    item = agreement.items.select_related("indicator").filter(number=number).first()
    if item is None:
        raise NotFoundForViewer(kind="butir")
    before = _item_facts(item)
    item.delete()
    _trace(viewer, agreement, "agreement.item-removed", before=before)


@transaction.atomic
def propose(
    *, viewer: Viewer, now: datetime, code: str, budget_authorised_on: date | None = None
) -> Agreement:
    """Fix the content for signing: who the parties are today, and the plan's texts as they stand.

    `budget_authorised_on` is the day the DPA (or DPPA) was authorised, None while it is unknown.
    Raises NotFoundForViewer, NotPermitted, ContentFixed, AgreementEmpty, and as `parties_on`.
    """
    agreement = _draft(viewer, code)
    items = list(agreement.items.select_related("objective", "indicator"))
    if not items:
        raise AgreementEmpty(code=code)
    agreement.unit_name = agreement.unit.name
    for item in items:
        _copy_texts(item)
    AgreementItem.objects.bulk_update(
        items, ["objective_text", "indicator_name", "measure", "decimals"]
    )
    AgreementParty.objects.bulk_create(
        AgreementParty(
            agreement=agreement,
            role=holder.role,
            person_id=holder.person_id,
            position_id=holder.position_id,
            name=holder.name,
            title=holder.title,
            grade=holder.grade,
        )
        for holder in parties_on(agreement.unit, clock.local_day(now))
    )
    agreement.budget_authorised_on = budget_authorised_on
    agreement.content_digest = digest_of(agreement)
    agreement.proposed_at = now
    agreement.save()
    _trace(viewer, agreement, "agreement.proposed", after={"sidik": agreement.content_digest})
    return agreement


@transaction.atomic
def withdraw_proposal(*, viewer: Viewer, code: str) -> Agreement:
    """Make an unsigned proposal a draft again, to mend it.

    Raises NotFoundForViewer, NotPermitted, NotProposed, AlreadySigned.
    """
    agreement = _prepared(viewer, code)
    if agreement.proposed_at is None:
        raise NotProposed(code=code)
    if _has_signature(agreement):
        raise AlreadySigned(code=code)
    before = {"sidik": agreement.content_digest}
    agreement.proposed_at = None
    agreement.content_digest = ""
    agreement.save()
    agreement.parties.all().delete()
    _trace(viewer, agreement, "agreement.proposal-withdrawn", before=before)
    return agreement


@transaction.atomic
def sign(*, viewer: Viewer, now: datetime, code: str, digest: str) -> AgreementParty:
    """Sign as one of the named parties, in either order, holding the named post today.

    `digest` is that of the content the signer has read; it, the stored one and the one computed
    again here must be the same. The database writes its own instant.
    Raises NotFoundForViewer, NotProposed, NotAParty, PostNoLongerHeld, AlreadySigned,
    RevisionExists, ContentDiffers.
    """
    agreement = _locked(viewer, code)
    if agreement.proposed_at is None:
        raise NotProposed(code=code)
    party = AgreementParty.objects.of(viewer).filter(agreement=agreement).first()
    if party is None:
        raise NotAParty(code=code)
    if party.signed_at is not None:
        raise AlreadySigned(code=code)
    if not holds_named_post(viewer, party):
        raise PostNoLongerHeld(title=party.title)
    _require_last(agreement)
    if not digest == agreement.content_digest == digest_of(agreement):
        raise ContentDiffers(code=code)
    party.signed_at = now
    party.signed_digest = digest
    party.save(update_fields=["signed_at", "signed_digest"])
    party.refresh_from_db(fields=["signed_at"])
    _trace(viewer, agreement, "agreement.signed", after={"pihak": party.role, "sidik": digest})
    return party


@transaction.atomic
def revise(*, viewer: Viewer, code: str, reason: str, note: str) -> Agreement:
    """Begin the next version of a signed agreement, with its items; the old one stays in force
    until the new one is signed by all.

    Raises NotFoundForViewer, NotPermitted, NotSigned, RevisionExists, RevisionGroundMissing.
    """
    old = _prepared(viewer, code)
    if reason not in set(RevisionReason) or not note.strip():
        raise RevisionGroundMissing
    if not _has_signature(old):
        raise NotSigned(code=code)
    _require_last(old)
    version = old.version + 1
    new = Agreement.objects.create(
        code=f"PK-{old.unit.code}-{old.year}-{version}",
        unit=old.unit,
        year=old.year,
        version=version,
        supersedes=old,
        revision_reason=reason,
        revision_note=note.strip(),
        is_example=old.is_example,
    )
    AgreementItem.objects.bulk_create(
        AgreementItem(
            agreement=new,
            number=item.number,
            code=f"{new.code}.{item.number}",
            objective_id=item.objective_id,
            indicator_id=item.indicator_id,
            target=item.target,
        )
        for item in old.items.all()
    )
    facts = {"alasan": reason, "mengubah": old.code}
    _trace(viewer, new, "agreement.revised", after=facts, reason=note.strip())
    return new


def _locked(viewer: Viewer, code: str) -> Agreement:
    agreement = (
        Agreement.objects.visible_to(viewer)
        .select_related("unit__parent")
        .select_for_update(of=("self",))
        .filter(code=code)
        .first()
    )
    if agreement is None:
        raise NotFoundForViewer(kind="perjanjian")
    return agreement


def _prepared(viewer: Viewer, code: str) -> Agreement:
    agreement = _locked(viewer, code)
    require_may_prepare(viewer, agreement.unit.path)
    return agreement


def _draft(viewer: Viewer, code: str) -> Agreement:
    agreement = _prepared(viewer, code)
    if agreement.proposed_at is not None:
        raise ContentFixed(code=code)
    return agreement


def _has_signature(agreement: Agreement) -> bool:
    return agreement.parties.filter(signed_at__isnull=False).exists()


def _require_last(agreement: Agreement) -> None:
    later = Agreement.objects.filter(supersedes=agreement).first()
    if later is not None:
        raise RevisionExists(code=agreement.code, later=later.code)


def _copy_texts(item: AgreementItem) -> None:
    item.objective_text = item.objective.text
    item.indicator_name = item.indicator.name
    item.measure = item.indicator.measure
    item.decimals = item.indicator.decimals


def _item_facts(item: AgreementItem) -> dict[str, Any]:
    return {"butir": item.code, "indikator": item.indicator.code, "target": str(item.target)}


def _trace(
    viewer: Viewer,
    agreement: Agreement,
    action: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    audit.record(
        actor=viewer,
        action=action,
        subject_kind="agreement",
        subject_code=agreement.code,
        subject_label=str(agreement),
        before=before,
        after=after,
        reason=reason,
    )
