"""A comparison on paper: A4 across, its head on every page, page numbers, no signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sasando.budget.errors import PaperTooLong
from sasando.core import clock
from sasando.core.templatetags.sasando_format import tanggal
from sasando.papers.head import official_data, official_files
from sasando.papers.typesetting import Whole, typeset
from sasando.rules.numerals import format_percent, format_rupiah

from .tables import change_name, mark_of, shown_code
from .workbook import is_example

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from sasando.budget.queries.comparison import Change, Comparison

TEMPLATE: Final = "budget/typst/comparison.typ"
# Measured: fifteen hundred rows take 1.3 s. Who needs more reads the workbook.
MOST_ROWS: Final = 1_500


def comparison_pdf(
    found: Comparison, *, words: str, finding: str, scope: str, now: datetime
) -> bytes:
    """The PDF/A of a comparison. Raises PaperTooLong, TypesettingFailed."""
    if len(found.rows) > MOST_ROWS:
        raise PaperTooLong(rows=len(found.rows), most=MOST_ROWS)
    title = f"Perbandingan {found.old.name} dengan {found.new.name}"
    day = clock.local_day(now)
    data = {
        "official": official_data(is_example=is_example(found)),
        "title": title,
        "subtitle": f"menurut {words} · dalam rupiah",
        "facts": [
            [f"{found.old.name}", f"keadaan {tanggal(found.old.as_of)}, {_act(found.old)}"],
            [f"{found.new.name}", f"keadaan {tanggal(found.new.as_of)}, {_act(found.new)}"],
            ["Cakupan", scope],
        ],
        "finding": finding,
        "shows_agency": any(row.agency for row in found.rows),
        "rows": [_cells(row, change_name(row, found.dimension)) for row in found.rows],
        "sums": _sums(found.before, found.after, found.change, found.percent),
        "foot": {
            "title": title,
            "lines": [f"Dihitung Sasando dari ekspor SIPD, dicetak {tanggal(day)}."],
        },
    }
    return typeset(TEMPLATE, data, title=title, document_date=day, files=dict(official_files()))


def _act(version: Any) -> str:
    return version.legal_act or "belum ditetapkan"


def _cells(row: Change, name: str) -> dict[str, str]:
    return {
        "agency": Whole(row.agency),
        "code": Whole(shown_code(row.code)),
        "name": name,
        "mark": mark_of(row),
        **_sums(row.before, row.after, row.change, row.percent),
    }


def _sums(
    before: Decimal, after: Decimal, change: Decimal, percent: Decimal | None
) -> dict[str, str]:
    return {
        "before": _money(before),
        "after": _money(after),
        "change": _money(change),
        "percent": "–" if percent is None else format_percent(percent),
    }


def _money(amount: Decimal) -> str:
    return format_rupiah(amount).replace("Rp ", "")
