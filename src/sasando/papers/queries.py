"""Reading the register and the crest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasando.core.attachments import path_of

from .codes import normal_code
from .models import Crest, IssuedPaper
from .pictures import picture_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .pictures import Picture

CRESTS_SHOWN = 20


def paper_with_code(code: str) -> IssuedPaper | None:
    """The paper of a public code, however it was typed."""
    wanted = normal_code(code)
    if wanted is None:
        return None
    found = IssuedPaper.objects.select_related("document", "withdrawal")
    return found.filter(code=wanted).first()


def paper_with_digest(sha256: str) -> IssuedPaper | None:
    """The paper whose file has this SHA-256, if the city issued one."""
    return (
        IssuedPaper.objects.select_related("document")
        .filter(document__sha256=sha256)
        .order_by("id")
        .first()
    )


def paper_of(kind: str, subject_code: str) -> IssuedPaper | None:
    """The paper issued for a subject, if there is one that was not withdrawn."""
    return (
        IssuedPaper.objects.select_related("document")
        .filter(kind=kind, subject_code=subject_code, withdrawal__isnull=True)
        .first()
    )


def file_of(paper: IssuedPaper) -> bytes:
    """The paper's bytes, as they were issued."""
    return path_of(paper.document.sha256).read_bytes()


def crests() -> Sequence[Crest]:
    """The crests of the city, the one in use first."""
    rows = Crest.objects.select_related("image", "recorded_by")
    return list(rows.order_by("-recorded_at", "-id")[:CRESTS_SHOWN])


def crest_is_set() -> bool:
    """Whether the city has given a crest."""
    return Crest.objects.exists()


def crest_on_paper() -> Picture | None:
    """The crest in use as a picture; None while the city has given none. One query."""
    row = Crest.objects.select_related("image").order_by("-recorded_at", "-id").first()
    return None if row is None else picture_of(path_of(row.image.sha256).read_bytes())
