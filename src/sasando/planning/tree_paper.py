"""A performance tree as files: one SVG of the whole, one SVG of a sheet, a PDF of all sheets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings

from sasando.core import clock
from sasando.core.templatetags.sasando_format import tanggal
from sasando.papers.typesetting import printable, typeset
from sasando.rules.tree_layout import in_one_piece, on_sheets

from .tree_drawing import PAPER_FONT, Caption, draw

if TYPE_CHECKING:
    from datetime import datetime

    from sasando.rules.tree_layout import Paper, Sheet

    from .queries.tree_picture import Picture

TEMPLATE = "planning/typst/tree.typ"
ALT_NODES = 400


def caption(picture: Picture, now: datetime, sheets: int = 1) -> Caption:
    """Title, owner, day and version of a picture made now."""
    tree = picture.tree
    return Caption(
        title=tree.name,
        subtitle=f"{tree.unit.name} · {tree.years} · {len(picture.cards)} simpul",
        version=f"Versi {tree.revision} · {tanggal(now)} · {tree.code}",
        example=picture.example,
        sheets=sheets,
    )


def whole_svg(picture: Picture, now: datetime) -> str:
    """The tree in one piece, as large as it needs."""
    return draw(in_one_piece(picture.cards), picture.levels, caption(picture, now))


def sheet_svg(picture: Picture, sheets: tuple[Sheet, ...], number: int, paper: Paper,
              now: datetime, *, font: str | None = None) -> str:  # fmt: skip
    """One sheet on its paper."""
    given = {"font": font} if font else {}
    return draw(
        sheets[number - 1], picture.levels, caption(picture, now, len(sheets)),
        width=paper.width, height=paper.height, **given,
    )  # fmt: skip


def pdf(picture: Picture, paper: Paper, now: datetime) -> bytes:
    """All sheets as PDF/A. Raises TypesettingFailed."""
    picture = _printable(picture)
    sheets = on_sheets(picture.cards, paper)
    files = {
        f"sheet-{sheet.number}": sheet_svg(
            picture, sheets, sheet.number, paper, now, font=PAPER_FONT
        )
        for sheet in sheets
    }
    data = {
        "city": settings.CITY_NAME,
        "width": round(paper.width * 100),
        "height": round(paper.height * 100),
        "sheets": [{"name": f"sheet-{sheet.number}", "alt": alt_text(sheet)} for sheet in sheets],
    }
    return typeset(
        TEMPLATE, data, title=picture.tree.name, document_date=clock.local_day(now), files=files
    )


def _printable(picture: Picture) -> Picture:
    """The cards in characters the fonts of paper can draw; their lines are broken already."""
    cards = tuple(
        replace(
            card,
            lines=tuple(
                replace(line, text=printable(line.text).replace("\u200b", ""))
                for line in card.lines
            ),
        )
        for card in picture.cards
    )
    return replace(picture, cards=cards)


def alt_text(sheet: Sheet) -> str:
    """A sheet in words: its conditions from left to right."""
    texts = [
        " ".join(line.text for line in placed.card.lines if line.style == "text")
        for placed in sheet.cards[:ALT_NODES]
    ]
    return f"Pohon kinerja, lembar {sheet.number}: {'; '.join(texts)}"
