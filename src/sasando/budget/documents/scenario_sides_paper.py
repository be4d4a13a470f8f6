"""Two scenarios side by side on paper: A4 across, agencies, then the indicators that lose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sasando.budget.queries.scenario_words import finding_of
from sasando.core import clock
from sasando.core.templatetags.sasando_format import tanggal
from sasando.papers.head import official_data, official_files
from sasando.papers.typesetting import Whole, typeset
from sasando.rules.numerals import format_rupiah

from .scenario import NOT_ADDED
from .scenario_sides import is_any_example, sides_title

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from sasando.budget.queries.scenario_sides import IndicatorSide, SideRow, Sides

TEMPLATE: Final = "budget/typst/scenario_sides.typ"
MOST_INDICATORS: Final = 30


def sides_pdf(sides: Sides, *, now: datetime) -> bytes:
    """The PDF/A of a comparison of scenarios. Raises TypesettingFailed."""
    title, day = sides_title(sides), clock.local_day(now)
    first, second = sides.first.scenario, sides.second.scenario
    more = len(sides.indicators) - MOST_INDICATORS
    rest = f" {more} indikator lain ada di Excel." if more > 0 else ""
    data = {
        "official": official_data(is_example=is_any_example(sides)),
        "title": title,
        "subtitle": "dua skenario dengan dasar yang sama · dalam rupiah",
        "facts": [
            [first.code, f"{first.name}. {finding_of(sides.first)}"],
            [second.code, f"{second.name}. {finding_of(sides.second)}"],
            ["Dasar", f"{first.base.name}, keadaan {tanggal(first.base.as_of)}"],
            ["Cakupan", first.base.scope],
        ],
        "finding": _finding(sides),
        "codes": [first.code, second.code],
        "agencies": [_cells(row) for row in sides.rows],
        "total": [{"name": "Seluruh belanja", "code": ""}, *_cells(sides.total)[1:]],
        "indicators": [_indicator(row) for row in sides.indicators[:MOST_INDICATORS]],
        "indicator_note": NOT_ADDED + rest,
        "foot": {
            "title": title,
            "lines": [f"Kertas kerja, bukan keputusan. Dicetak {tanggal(day)}."],
        },
    }
    return typeset(TEMPLATE, data, title=title, document_date=day, files=dict(official_files()))


def _finding(sides: Sides) -> str:
    apart = sides.total.apart
    if not apart:
        return "Kedua skenario menyisakan belanja yang sama besar."
    more, less = sides.second.scenario.code, sides.first.scenario.code
    if apart < 0:
        more, less = less, more
    return f"{more} menyisakan {format_rupiah(abs(apart))} lebih banyak daripada {less}."


def _cells(row: SideRow) -> list[Any]:
    figures = (row.before, row.first, row.second, row.apart)
    return [{"name": row.name, "code": Whole(row.code)}, *map(_money, figures)]


def _indicator(row: IndicatorSide) -> list[Any]:
    name, before, first, second, _apart = _cells(row)
    return [
        name,
        before,
        {"name": first, "code": row.first_loss.value},
        {"name": second, "code": row.second_loss.value},
    ]


def _money(amount: Decimal) -> str:
    return format_rupiah(amount).replace("Rp ", "")
