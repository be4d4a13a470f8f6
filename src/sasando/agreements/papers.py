"""The Perjanjian Kinerja and its action plan as papers: drafts to read, and the one issued.

A paper is issued once for each version, when everybody has signed, and its bytes are kept: their
hash stands in the public register. Each party that signed here stands in the PDF as one PAdES
signature, in the order of signing; what was signed on paper is said in words. A replaced version's
paper still verifies, and its public page says that it was replaced.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from sasando.core import clock
from sasando.core.errors import NotFoundForViewer
from sasando.core.templatetags.sasando_format import waktu
from sasando.papers.actions import issue
from sasando.papers.codes import new_code
from sasando.papers.head import check_address, official_files
from sasando.papers.public import Standing
from sasando.papers.queries import paper_of
from sasando.papers.signing import signer
from sasando.papers.typesetting import typeset

from .models import SIGNED_STATES, Agreement, AgreementParty, State
from .paper_content import Marks, agreement_content, paper_title, plan_content, plan_title
from .queries import signed_on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sasando.organization.queries import Viewer
    from sasando.papers.models import IssuedPaper
    from sasando.papers.signing import Signer


@dataclass(frozen=True)
class Form:
    """One kind of paper made from an agreement: its letters, template, title and content."""

    kind: str
    template: str
    title: Callable[[Agreement], str]
    content: Callable[[Agreement, Marks, date | None], dict[str, Any]]


AGREEMENT = Form("PK", "agreements/typst/agreement.typ", paper_title, agreement_content)
ACTION_PLAN = Form("RA", "agreements/typst/action_plan.typ", plan_title, plan_content)
FORMS = {form.kind: form for form in (AGREEMENT, ACTION_PLAN)}


def draft_pdf(agreement: Agreement, *, now: datetime, form: Form = AGREEMENT) -> bytes:
    """The agreement as it stands, with DRAF across every page and the signatures it has so far.

    Raises as `signing.signer` and its `sign`, but only where somebody has signed.
    """
    parties = _in_order(agreement)
    pen = signer() if parties else None
    marks = Marks(
        is_draft=True,
        is_example=_is_example(agreement),
        is_test_signature=pen is not None and pen.is_test,
    )
    pdf = _typeset(form, agreement, marks, clock.local_day(now))
    return pdf if pen is None else _signed(pdf, parties, pen, now)


@transaction.atomic
def issue_agreement(
    *, viewer: Viewer, now: datetime, code: str, form: Form = AGREEMENT
) -> IssuedPaper:
    """The paper of a version signed by all; made at the first call, the same ever after.

    Raises NotFoundForViewer, also while a signature is missing, and as `signing.signer`.
    """
    agreement = (
        Agreement.objects.visible_to(viewer)
        .with_state()
        .select_related("unit")
        .prefetch_related("parties")
        .select_for_update(of=("self",))
        .filter(code=code)
        .first()
    )
    if agreement is None or agreement.state not in SIGNED_STATES:
        raise NotFoundForViewer(kind="dokumen")
    return paper_of(form.kind, code) or _issue(form, viewer, now, agreement)


def _issue(form: Form, viewer: Viewer, now: datetime, agreement: Agreement) -> IssuedPaper:
    pen = signer()
    code = new_code(form.kind)
    is_example = _is_example(agreement)
    marks = Marks(
        is_draft=False,
        is_example=is_example,
        is_test_signature=pen.is_test,
        code=code,
        check_address=check_address(code),
    )
    day = signed_on(agreement)
    parties = _in_order(agreement)
    return issue(
        viewer=viewer,
        code=code,
        subject_code=agreement.code,
        title=form.title(agreement),
        document_date=day,
        pdf=_signed(_typeset(form, agreement, marks, day), parties, pen, now),
        signers=[_signer_facts(party) for party in parties],
        signer=pen,
        is_example=is_example,
    )


def standing_of(paper: IssuedPaper) -> Standing:
    """Whether the version behind a paper binds today. Two queries, four when it was replaced."""
    agreement = Agreement.objects.with_state().get(code=paper.subject_code)
    if agreement.state == State.IN_FORCE:
        sentence = _("Perjanjian ini mengikat untuk tahun %(year)s.") % {"year": agreement.year}
        return Standing(_("berlaku"), "good", sentence)
    later = (
        Agreement.objects.in_force()
        .filter(position_id=agreement.position_id, year=agreement.year)
        .first()
    )
    later_paper = paper_of(paper.kind, later.code) if later else None
    sentence = _("Perjanjian ini asli, tetapi sudah digantikan versi %(version)s.")
    return Standing(
        _("digantikan"),
        "attention",
        sentence % {"version": later.version if later else _("lain")},
        later_paper.code if later_paper else "",
    )


def _typeset(form: Form, agreement: Agreement, marks: Marks, day: date) -> bytes:
    shown_day = None if marks.is_draft else day
    return typeset(
        form.template,
        form.content(agreement, marks, shown_day),
        title=form.title(agreement),
        document_date=day,
        files=official_files(check_address=marks.check_address),
    )


def _signed(pdf: bytes, parties: Sequence[AgreementParty], pen: Signer, now: datetime) -> bytes:
    """With one signature for each party that signed here; on paper alone, with the city's own."""
    place = settings.CITY_NAME
    electronic = [row for row in parties if row.paper_date is None]
    for party in electronic:
        pdf = pen.sign(
            pdf,
            field="PihakPertama" if party.role == AgreementParty.Role.FIRST else "PihakKedua",
            signer_name=party.name,
            reason=f"Ditandatangani di Sasando {waktu(party.signed_at)} sebagai {party.title}",
            place=place,
            at=now,
        )
    if parties and not electronic:
        reason = "Salinan perjanjian yang ditandatangani di atas kertas"
        pdf = pen.sign(pdf, field="Salinan", signer_name=place, reason=reason, place=place, at=now)
    return pdf


def _in_order(agreement: Agreement) -> list[AgreementParty]:
    """The parties that have signed, in the order of signing."""
    signed = [row for row in agreement.parties.all() if row.signed_at is not None]
    return sorted(signed, key=lambda row: (row.signed_at, row.role))


def _signer_facts(party: AgreementParty) -> dict[str, str]:
    assert party.signed_at is not None
    return {"nama": party.name, "jabatan": party.title, "waktu": party.signed_at.isoformat()}


def _is_example(agreement: Agreement) -> bool:
    return agreement.is_example or not clock.is_production()
