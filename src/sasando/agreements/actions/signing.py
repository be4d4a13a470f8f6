"""From proposal to signature: fixing the content, signing in turn, sending back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from sasando.agreements.access import holds_named_post
from sasando.agreements.addendum import changed_indicators, require_may_change
from sasando.agreements.content import CURRENT_FORMAT, digest_of
from sasando.agreements.errors import (
    AgreementEmpty,
    AlreadySigned,
    ContentDiffers,
    NotAParty,
    NotProposed,
    NotYourTurn,
    PostNoLongerHeld,
    ReturnReasonMissing,
)
from sasando.agreements.models import AgreementItem, AgreementParty, AgreementReturn
from sasando.agreements.parties import parties_on
from sasando.agreements.queries.due import authorised_on
from sasando.agreements.turns import whose_turn
from sasando.core import clock

from .finding import (
    draft_to_edit,
    has_signature,
    locked_agreement,
    prepared_agreement,
    require_last,
    trace,
)

if TYPE_CHECKING:
    from datetime import date, datetime

    from sasando.agreements.models import Agreement
    from sasando.organization.queries import Viewer

Kind = AgreementParty.SignatureKind


@transaction.atomic
def propose(
    *, viewer: Viewer, now: datetime, code: str, budget_authorised_on: date | None = None
) -> Agreement:
    """Fix the content for signing: who the parties are today, and the plan's texts as they stand.

    `budget_authorised_on` is the day the DPA (or DPPA) was authorised; None takes what is known of
    the agency or the city. Raises NotFoundForViewer, NotPermitted, ContentFixed, AgreementEmpty,
    TargetAlreadyRealised, and as `parties_on`.
    """
    agreement = draft_to_edit(viewer, code)
    today = clock.local_day(now)
    items = list(agreement.items.select_related("objective", "indicator"))
    if not items:
        raise AgreementEmpty(code=code)
    require_may_change(agreement, changed_indicators(agreement), today)
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
        for holder in parties_on(agreement.position, today)
    )
    agreement.budget_authorised_on = (
        budget_authorised_on or agreement.budget_authorised_on or authorised_on(agreement)
    )
    agreement.content_format = CURRENT_FORMAT
    agreement.content_digest = digest_of(agreement)
    agreement.proposed_at = now
    agreement.save()
    agreement.returns.filter(answered_at__isnull=True).update(answered_at=now)
    trace(viewer, agreement, "agreement.proposed", after={"sidik": agreement.content_digest})
    return agreement


@transaction.atomic
def withdraw_proposal(*, viewer: Viewer, now: datetime, code: str) -> Agreement:
    """Make an unsigned proposal a draft again, to mend it.

    Raises NotFoundForViewer, NotPermitted, NotProposed, AlreadySigned.
    """
    agreement = prepared_agreement(viewer, code)
    if agreement.proposed_at is None:
        raise NotProposed(code=code)
    if has_signature(agreement):
        raise AlreadySigned(code=code)
    before = {"sidik": agreement.content_digest}
    _close_scans(agreement, viewer, now)
    _reopen(agreement)
    agreement.parties.all().delete()
    trace(viewer, agreement, "agreement.proposal-withdrawn", before=before)
    return agreement


@transaction.atomic
def return_proposal(*, viewer: Viewer, now: datetime, code: str, note: str) -> AgreementReturn:
    """Send a proposal back before signing it, with a reason; it becomes a draft again.

    A signature the other party has given goes with it; the reason and the digest stay on record.
    Raises NotFoundForViewer, NotProposed, NotAParty, AlreadySigned, PostNoLongerHeld,
    ReturnReasonMissing.
    """
    agreement = locked_agreement(viewer, code)
    party = _own_party(agreement, viewer)
    if not note.strip():
        raise ReturnReasonMissing
    before = {
        "sidik": agreement.content_digest,
        "sudah_menandatangani": [
            row.role for row in agreement.parties.filter(signed_at__isnull=False)
        ],
    }
    made = AgreementReturn.objects.create(
        agreement=agreement,
        digest=agreement.content_digest,
        returned_by_id=viewer.person_id,
        name=party.name,
        title=party.title,
        note=note.strip(),
        at=now,
    )
    _close_scans(agreement, viewer, now)
    agreement.parties.all().delete()
    _reopen(agreement)
    trace(viewer, agreement, "agreement.returned", before=before, reason=note.strip())
    return made


@transaction.atomic
def sign(*, viewer: Viewer, now: datetime, code: str, digest: str) -> AgreementParty:
    """Sign as one of the named parties, holding the named post today, when it is his turn.

    `digest` is that of the content the signer has read; it, the stored one and the one computed
    again here must be the same. The database writes its own instant.
    Raises NotFoundForViewer, NotProposed, NotAParty, PostNoLongerHeld, AlreadySigned, NotYourTurn,
    RevisionExists, ContentDiffers.
    """
    agreement = locked_agreement(viewer, code)
    party = _own_party(agreement, viewer)
    require_last(agreement)
    waiting = whose_turn(list(agreement.parties.all()), clock.local_day(now))
    if party.role not in {row.role for row in waiting}:
        raise NotYourTurn(code=code, name=waiting[0].name)
    if not digest == agreement.content_digest == digest_of(agreement):
        raise ContentDiffers(code=code)
    party.signed_at = now
    party.signed_digest = digest
    party.signature_kind = Kind.ELECTRONIC
    party.save(update_fields=["signed_at", "signed_digest", "signature_kind"])
    party.refresh_from_db(fields=["signed_at"])
    trace(viewer, agreement, "agreement.signed", after={"pihak": party.role, "sidik": digest})
    return party


def _own_party(agreement: Agreement, viewer: Viewer) -> AgreementParty:
    if agreement.proposed_at is None:
        raise NotProposed(code=agreement.code)
    party = AgreementParty.objects.of(viewer).filter(agreement=agreement).first()
    if party is None:
        raise NotAParty(code=agreement.code)
    if party.signed_at is not None:
        raise AlreadySigned(code=agreement.code)
    if not holds_named_post(viewer, party):
        raise PostNoLongerHeld(title=party.title)
    return party


def _reopen(agreement: Agreement) -> None:
    agreement.proposed_at = None
    agreement.content_digest = ""
    agreement.save(update_fields=["proposed_at", "content_digest"])


def _close_scans(agreement: Agreement, viewer: Viewer, now: datetime) -> None:
    agreement.scans.filter(verified_at__isnull=True, refused_at__isnull=True).update(
        refused_by_id=viewer.person_id,
        refused_at=now,
        refusal="Perjanjian kembali menjadi draf.",
    )


def _copy_texts(item: AgreementItem) -> None:
    item.objective_text = item.statement or item.objective.text
    if item.indicator is not None:
        item.indicator_name = item.indicator.name
        item.measure = item.indicator.measure
        item.decimals = item.indicator.decimals
