"""What can be done to papers and the crest: permission, rule, write and audit together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from sasando.core import attachments, audit, clock
from sasando.core.errors import NotFoundForViewer

from .access import require_crest_keeper, require_may_withdraw
from .errors import CrestRefused, PaperAlreadyWithdrawn
from .models import Crest, IssuedPaper, PaperWithdrawal
from .pictures import picture_of
from .typesetting import TypesettingFailed, typeset

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sasando.organization.queries import Viewer

    from .signing import Signer

# It lies in every paper again, so it must be light; 1,200 pixels are 600 dpi twice over.
CREST_MAX_BYTES = 256 * 1024


@transaction.atomic
def issue(
    *,
    viewer: Viewer,
    code: str,
    subject_code: str,
    title: str,
    document_date: date,
    pdf: bytes,
    signers: Sequence[dict[str, str]],
    signer: Signer,
    is_example: bool,
) -> IssuedPaper:
    """Enter a finished paper into the register and keep its bytes; `code` is of `codes.new_code`.

    The package that issues decides who may, and locks what the paper says. The deed is Sasando's
    own: the paper follows from its signatures, not from whoever opens it first.
    """
    upload = SimpleUploadedFile(f"{code}.pdf", pdf, content_type="application/pdf")
    paper = IssuedPaper.objects.create(
        code=code,
        kind=code[:2],
        subject_code=subject_code,
        title=title,
        document_date=document_date,
        document=attachments.store(upload=upload, by_id=viewer.user_id),
        signers=list(signers),
        signed_by=signer.name,
        is_test_signature=signer.is_test,
        is_example=is_example,
    )
    audit.record(
        actor=None,
        action="paper.issued",
        subject_kind="paper",
        subject_code=code,
        subject_label=title,
        after={"isi": subject_code, "sidik": paper.document.sha256},
    )
    return paper


@transaction.atomic
def withdraw(*, viewer: Viewer, code: str, reason: str) -> PaperWithdrawal:
    """Call a paper back, for good: its public page says so from now on, and why.

    Raises NotPermitted, NotFoundForViewer, PaperAlreadyWithdrawn.
    """
    require_may_withdraw(viewer)
    paper = IssuedPaper.objects.filter(code=code).first()
    if paper is None:
        raise NotFoundForViewer(kind="dokumen")
    made, is_new = PaperWithdrawal.objects.get_or_create(
        paper=paper, defaults={"reason": reason, "withdrawn_by_id": viewer.user_id}
    )
    if not is_new:
        raise PaperAlreadyWithdrawn(code=code)
    audit.record(
        actor=viewer,
        action="paper.withdrawn",
        subject_kind="paper",
        subject_code=code,
        subject_label=paper.title,
        reason=reason,
    )
    return made


@transaction.atomic
def set_crest(*, viewer: Viewer, content: bytes) -> Crest:
    """Use this picture as the city's crest from now on; the ones before stay on record.

    Raises NotPermitted, CrestRefused.
    """
    require_crest_keeper(viewer)
    picture = picture_of(content)
    if picture is None:
        raise CrestRefused(problem=_("isinya bukan PNG atau JPEG"))
    if len(content) > CREST_MAX_BYTES:
        raise CrestRefused(problem=_("lebih besar dari 256 KB"))
    if not picture.is_bearable:
        raise CrestRefused(problem=_("sisinya di luar 64–1.200 piksel"))
    _require_printable(picture.as_svg())
    upload = SimpleUploadedFile("lambang", content, content_type=picture.media_type)
    crest = Crest.objects.create(
        image=attachments.store(upload=upload, by_id=viewer.user_id),
        width=picture.width,
        height=picture.height,
        recorded_by_id=viewer.user_id,
    )
    audit.record(
        actor=viewer,
        action="crest.set",
        subject_kind="crest",
        subject_code=crest.image.sha256[:16],
        after={"jenis": picture.media_type, "ukuran": f"{picture.width}x{picture.height}"},
    )
    return crest


def _require_printable(svg: str) -> None:
    """Set one page with it: a picture that breaks there would break every paper of the city."""
    today = clock.local_day(clock.now())
    try:
        typeset(
            "papers/typst/crest.typ", {}, title="Lambang", document_date=today, files={"crest": svg}
        )
    except TypesettingFailed:
        raise CrestRefused(problem=_("gambarnya tidak dapat dibaca")) from None
