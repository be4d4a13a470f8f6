"""Revising a signed agreement: one of three grounds, or a new official who takes it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from sasando.agreements.codes import next_code
from sasando.agreements.errors import (
    AmendedBudgetDateMissing,
    HolderUnchanged,
    NotSigned,
    PositionVacant,
    RevisionGroundMissing,
)
from sasando.agreements.models import (
    Agreement,
    AgreementBudgetLine,
    AgreementItem,
    AgreementParty,
    BudgetDocumentDate,
)
from sasando.agreements.parties import holder_on
from sasando.agreements.queries.cascade import superior_items
from sasando.agreements.queries.due import document_date
from sasando.core import clock
from sasando.rules.agreements import RevisionReason

from .finding import has_signature, prepared_agreement, require_last, trace

if TYPE_CHECKING:
    from datetime import date, datetime

    from sasando.organization.queries import Viewer

COPIED = (
    "objective_id", "statement", "indicator_id", "cascade", "target", "target_upper",
    "target_text", "quarter_1", "quarter_2", "quarter_3", "quarter_4",
)  # fmt: skip
OWN_WORDS = ("indicator_name", "measure", "decimals")
MONEY = ("number", "level", "code", "name", "amount", "funding")


@transaction.atomic
def revise(
    *,
    viewer: Viewer,
    now: datetime,
    code: str,
    reason: str,
    note: str,
    budget_authorised_on: date | None = None,
) -> Agreement:
    """Begin the next version of a signed agreement, with its items and money; the old one stays in
    force until the new one is signed by all.

    `budget_authorised_on` is the day of the DPPA, asked for a change of strategy or budget unless
    it is known already; the new version is due one month later.
    Raises NotFoundForViewer, NotPermitted, NotSigned, RevisionExists, RevisionGroundMissing,
    AmendedBudgetDateMissing.
    """
    agreement = prepared_agreement(viewer, code)
    if reason not in set(RevisionReason) or not note.strip():
        raise RevisionGroundMissing
    if not has_signature(agreement):
        raise NotSigned(code=code)
    require_last(agreement)
    amended_on = None
    if reason == RevisionReason.STRATEGY_OR_BUDGET_CHANGED:
        amended_on = budget_authorised_on or document_date(
            agreement.year, BudgetDocumentDate.Kind.DPPA, agreement.unit.path
        )
        if amended_on is None:
            raise AmendedBudgetDateMissing
    new = _next_version(agreement, reason, note.strip(), amended_on)
    return _inherited(viewer, agreement, new, clock.local_day(now))


@transaction.atomic
def begin_handover(*, viewer: Viewer, now: datetime, code: str) -> Agreement:
    """Begin the version that the post's new holder takes over (serah terima), items inherited.

    Raises NotFoundForViewer, NotPermitted, NotSigned, RevisionExists, PositionVacant,
    HolderUnchanged.
    """
    agreement = prepared_agreement(viewer, code)
    if not has_signature(agreement):
        raise NotSigned(code=code)
    require_last(agreement)
    named = agreement.parties.get(role=AgreementParty.Role.FIRST)
    today = clock.local_day(now)
    holder = holder_on(agreement.position, AgreementParty.Role.FIRST, today)
    if holder is None:
        raise PositionVacant(title=agreement.position.title)
    if holder.person_id == named.person_id:
        raise HolderUnchanged(title=named.title)
    note = _("Serah terima dari %(old)s (%(old_title)s) kepada %(new)s (%(new_title)s).") % {
        "old": named.name,
        "old_title": named.title,
        "new": holder.name,
        "new_title": holder.title,
    }
    new = _next_version(agreement, RevisionReason.OFFICIAL_CHANGED, note, None)
    return _inherited(viewer, agreement, new, today)


def _next_version(old: Agreement, reason: str, note: str, authorised_on: date | None) -> Agreement:
    return Agreement.objects.create(
        code=next_code(old),
        position=old.position,
        unit=old.position.unit,
        tier=old.tier,
        leads_unit=old.leads_unit,
        year=old.year,
        version=old.version + 1,
        supersedes=old,
        revision_reason=reason,
        revision_note=note,
        budget_authorised_on=authorised_on,
        is_example=old.is_example,
    )


def _inherited(viewer: Viewer, old: Agreement, new: Agreement, day: date) -> Agreement:
    _copy_items(old, new, day)
    AgreementBudgetLine.objects.bulk_create(
        AgreementBudgetLine(agreement=new, **{name: getattr(line, name) for name in MONEY})
        for line in old.budget_lines.all()
    )
    facts = {"alasan": new.revision_reason, "mengubah": old.code}
    trace(viewer, new, "agreement.revised", after=facts, reason=new.revision_note)
    return new


def _copy_items(old: Agreement, new: Agreement, day: date) -> None:
    """The items with their ties; what they serve above follows to the superior's newest version."""
    newest = {_promise(row): row for row in superior_items(new, day)}
    copies = []
    for item in old.items.select_related("supports"):
        words = OWN_WORDS if item.indicator_id is None else ()
        supports = item.supports and newest.get(_promise(item.supports), item.supports)
        code = f"{new.code}.{item.number}"
        copies.append(
            AgreementItem(
                agreement=new,
                number=item.number,
                code=code,
                path=f"{supports.path if supports else ''}{code}/",
                supports=supports,
                **{name: getattr(item, name) for name in (*COPIED, *words)},
            )
        )
    AgreementItem.objects.bulk_create(copies)


def _promise(row: AgreementItem) -> tuple[int | None, str]:
    return row.indicator_id, "" if row.indicator_id else row.indicator_name
