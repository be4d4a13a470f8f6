"""The integrity pact as a paper: issued once, when the superior has signed as witness.

The mayor has nobody above him to be his witness: his own signature is enough [D].
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from sasando.core import clock
from sasando.core.errors import NotFoundForViewer
from sasando.core.templatetags.sasando_format import waktu
from sasando.papers.actions import issue
from sasando.papers.codes import new_code
from sasando.papers.head import check_address, official_data, official_files
from sasando.papers.public import Standing
from sasando.papers.queries import paper_of
from sasando.papers.signing import signer
from sasando.papers.typesetting import Whole, typeset

from .models import IntegrityPact
from .paper_content import (
    BLANK_NAME,
    TEST_NOTE,
    Marks,
    letterhead_unit,
    place_and_date,
    signature_lines,
)
from .parties import second_post
from .queries.pacts import visible_pacts

if TYPE_CHECKING:
    from datetime import date, datetime

    from sasando.organization.queries import Viewer
    from sasando.papers.models import IssuedPaper
    from sasando.papers.signing import Signer

KIND = "PI"
TEMPLATE = "agreements/typst/pact.typ"


def pact_is_whole(pact: IntegrityPact, day: date) -> bool:
    """Whether nobody's signature is missing on a pact."""
    return pact.witnessed_at is not None or second_post(pact.position, day) is None


def draft_pact_pdf(pact: IntegrityPact, *, now: datetime) -> bytes:
    """The pact with the signatures it has, and DRAF across it. Raises as `signing.signer`."""
    pen = signer()
    marks = Marks(is_draft=True, is_example=_is_example(pact), is_test_signature=pen.is_test)
    return _signed(_typeset(pact, marks, clock.local_day(now)), pact, pen, now)


@transaction.atomic
def issue_pact(*, viewer: Viewer, now: datetime, code: str) -> IssuedPaper:
    """The paper of a pact nobody's signature is missing on; made once, the same ever after.

    Raises NotFoundForViewer, also while the witness is missing, and as `signing.signer`.
    """
    pact = visible_pacts(viewer).select_for_update(of=("self",)).filter(code=code).first()
    if pact is None or not pact_is_whole(pact, clock.local_day(now)):
        raise NotFoundForViewer(kind="dokumen")
    return paper_of(KIND, code) or _issue(viewer, now, pact)


def pact_standing(paper: IssuedPaper) -> Standing:
    """A pact binds for its year and is never replaced."""
    pact = IntegrityPact.objects.get(code=paper.subject_code)
    sentence = _("Pakta integritas ini untuk tahun %(year)s.") % {"year": pact.year}
    return Standing(_("berlaku"), "good", sentence)


def _issue(viewer: Viewer, now: datetime, pact: IntegrityPact) -> IssuedPaper:
    pen = signer()
    code = new_code(KIND)
    marks = Marks(
        is_draft=False,
        is_example=_is_example(pact),
        is_test_signature=pen.is_test,
        code=code,
        check_address=check_address(code),
    )
    day = clock.local_day(pact.witnessed_at or pact.signed_at)
    signers = [{"nama": pact.name, "jabatan": pact.title, "waktu": pact.signed_at.isoformat()}]
    if pact.witnessed_at is not None:
        title, at = f"{pact.witness_title} (saksi)", pact.witnessed_at.isoformat()
        signers.append({"nama": pact.witness_name, "jabatan": title, "waktu": at})
    return issue(
        viewer=viewer,
        code=code,
        subject_code=pact.code,
        title=_title(pact),
        document_date=day,
        pdf=_signed(_typeset(pact, marks, day), pact, pen, now),
        signers=signers,
        signer=pen,
        is_example=marks.is_example,
    )


def _typeset(pact: IntegrityPact, marks: Marks, day: date) -> bytes:
    with translation.override("id"):
        content = _content(pact, marks, None if marks.is_draft else day)
    return typeset(
        TEMPLATE,
        content,
        title=_title(pact),
        document_date=day,
        files=official_files(check_address=marks.check_address),
    )


def _content(pact: IntegrityPact, marks: Marks, day: date | None) -> dict[str, Any]:
    has_witness = second_post(pact.position, clock.local_day(pact.signed_at)) is not None
    foot = [Whole(f"Sidik isi {pact.digest[:32]}")]
    if marks.check_address:
        foot.append(Whole(f"Periksa keaslian: {marks.check_address}"))
    return {
        "official": official_data(
            is_example=marks.is_example, word="DRAF" if marks.is_draft else ""
        ),
        "foot": {"title": " · ".join(filter(None, (marks.code, pact.code))), "lines": foot},
        "unit": letterhead_unit(pact.unit),
        "titles": ["PAKTA INTEGRITAS", f"TAHUN {pact.year}"],
        "opening": pact.text["pembuka"],
        "points": list(pact.text["butir"]),
        "closing": pact.text["penutup"],
        "place_date": place_and_date(day),
        "official_party": _party(pact, marks),
        "witness": _witness(pact, marks) if has_witness or pact.witness_name else None,
    }


def _witness(pact: IntegrityPact, marks: Marks) -> dict[str, Any]:
    signed = waktu(pact.witnessed_at) if pact.witnessed_at else None
    return {
        "label": "Disaksikan oleh",
        "name": pact.witness_name or BLANK_NAME,
        "lines": [pact.witness_title] if pact.witness_title else [],
        "signed": signed,
        "signed_how": "Ditandatangani secara elektronik",
        "note": TEST_NOTE if signed and marks.is_test_signature else "",
        "missing": "belum disaksikan",
    }


def _party(pact: IntegrityPact, marks: Marks) -> dict[str, Any]:
    day = clock.local_day(pact.signed_at) if pact.signed_at else None
    return {
        "label": "Yang menyatakan",
        "name": pact.name,
        "title": pact.title,
        "lines": signature_lines(pact.grade, pact.person_id, day),
        "signed": waktu(pact.signed_at),
        "signed_how": "Ditandatangani secara elektronik",
        "note": TEST_NOTE if marks.is_test_signature else "",
        "missing": "",
    }


def _signed(pdf: bytes, pact: IntegrityPact, pen: Signer, now: datetime) -> bytes:
    place = settings.CITY_NAME
    reason = f"Ditandatangani di Sasando {waktu(pact.signed_at)} sebagai {pact.title}"
    pdf = pen.sign(
        pdf, field="YangMenyatakan", signer_name=pact.name, reason=reason, place=place, at=now
    )
    if pact.witnessed_at is None:
        return pdf
    reason = f"Disaksikan di Sasando {waktu(pact.witnessed_at)} sebagai {pact.witness_title}"
    return pen.sign(
        pdf, field="Saksi", signer_name=pact.witness_name, reason=reason, place=place, at=now
    )


def _title(pact: IntegrityPact) -> str:
    return f"Pakta integritas {pact.year}: {pact.title}"


def _is_example(pact: IntegrityPact) -> bool:
    return pact.is_example or not clock.is_production()
