"""What stands on every official paper: crest, woven band, QR."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import segno
from django.conf import settings
from django.urls import reverse

import sasando

from .queries import crest_is_set, crest_on_paper

if TYPE_CHECKING:
    from collections.abc import Mapping

DRAWINGS = Path(sasando.__file__).parent / "core" / "static" / "sasando"


def official_data(*, is_example: bool, word: str = "") -> dict[str, Any]:
    """The part of the data `official.typ` reads: the city, marks, the version of the software.

    `word` is written large across every page ("DRAF"); empty on a paper that is issued.
    """
    return {
        "city": settings.CITY_NAME,
        "is_example": is_example,
        "word": word,
        "software": f"Sasando {sasando.__version__}",
    }


def official_files(*, check_address: str = "") -> Mapping[str, str]:
    """The pictures of `official.typ`: "crest", "band", and "qr" when there is an address to open.

    The crest is the city's, or Sasando's own neutral mark until one was given. One query.
    """
    crest = crest_on_paper()
    files = {
        "crest": crest.as_svg() if crest else _drawing("mark.svg"),
        "band": _drawing("tenun.svg"),
    }
    if check_address:
        files["qr"] = _qr(check_address)
    return files


def crest_url() -> str | None:
    """The city's crest for the head of a printed page; None until one was given. One query."""
    return reverse("papers:crest_image") if crest_is_set() else None


def check_address(code: str) -> str:
    """The public address behind the QR of a paper, for example "https://.../periksa/PK-.../"."""
    return f"{settings.SITE_URL}{reverse('papers:check', args=[code])}"


def _qr(text: str) -> str:
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", border=2, xmldecl=False)
    return drawn.getvalue().decode("ascii")


@cache
def _drawing(name: str) -> str:
    return (DRAWINGS / name).read_text(encoding="utf-8")
