"""Absorption on paper: A4 across, the S-curve drawn, heads on every page, no signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sasando.budget.curves import curve_pictures
from sasando.budget.errors import PaperTooLong
from sasando.budget.queries.reference import QUARTERS
from sasando.core import clock
from sasando.core.templatetags.sasando_format import tanggal
from sasando.papers.head import official_data, official_files
from sasando.papers.typesetting import Whole, typeset
from sasando.rules.absorption import WARNING_WORDS
from sasando.rules.forecast import LACKING_WORDS, METHOD_WORDS
from sasando.rules.numerals import format_decimal, format_percent, format_rupiah

from .paper import MOST_ROWS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from decimal import Decimal

    from sasando.budget.curves import Curve
    from sasando.budget.queries.early_warning import Standing
    from sasando.budget.queries.reference import QuarterEnd
    from sasando.rules.forecast import Forecast, Method

    from .absorption import AbsorptionReport

TEMPLATE: Final = "budget/typst/absorption.typ"
MISSING: Final = "–"
FORECAST_NOTE: Final = (
    "Tidak satu pun cara ini pasti. Meleset: rata-rata selisih mutlak terhadap realisasi setahun, "
    "seluruh perangkat daerah, pada bulan yang sama tahun-tahun lalu."
)


def absorption_pdf(report: AbsorptionReport, *, now: datetime) -> bytes:
    """The PDF/A of a report. Raises PaperTooLong, TypesettingFailed."""
    rows = sum(len(part.rows) for part in report.parts)
    if rows > MOST_ROWS:
        raise PaperTooLong(rows=rows, most=MOST_ROWS)
    basis, day = report.basis, clock.local_day(now)
    quarter = f"Acuan TW {QUARTERS[basis.quarter - 1]}"
    has_capital = bool(basis.quarter and report.total.capital)
    quarters = [quarter, f"{quarter}, modal"][: bool(basis.quarter) + has_capital]
    pictures = curve_pictures(report.total, basis.reference)
    data = {
        "official": official_data(is_example=report.is_example),
        "title": report.title,
        "subtitle": "belanja · dalam rupiah",
        "facts": facts(report),
        "finding": " ".join(picture.finding for picture in pictures) or report.finding,
        "pictures": [drawn(picture) for picture in pictures],
        "forecasts": forecasts(report.total.forecasts, report.errors),
        "forecast_note": FORECAST_NOTE,
        "headings": [
            "Uraian", "Pagu", "SP2D", "Serapan", "Rencana", "Deviasi (poin)", *quarters, "Fisik",
            "Kelas",
        ],
        "quarters": quarters,
        "parts": [
            {"name": part.name, "rows": [_cells(report, row, len(quarters)) for row in part.rows]}
            for part in report.parts
        ],
        "sums": [{"name": "Jumlah", "code": ""}, *_cells(report, report.total, len(quarters))[1:]],
        "foot": {
            "title": report.title,
            "lines": [f"Dihitung Sasando dari {report.payments}, dicetak {tanggal(day)}."],
        },
    }  # fmt: skip
    files = dict(official_files())
    return typeset(TEMPLATE, data, title=report.title, document_date=day, files=files)


def facts(report: AbsorptionReport) -> list[list[str]]:
    """What the figures of a report rest on, as label and value."""
    version = report.basis.version
    act = version.legal_act or "belum ditetapkan"
    return [
        ["Versi anggaran", f"{version.name}, keadaan {tanggal(version.as_of)}, {act}"],
        ["Pembayaran", f"{report.until}, menurut {report.payments}"],
        ["Rencana kas", report.plan],
        ["Cakupan", report.scope],
        ["Acuan nasional", report.ground],
    ]


def drawn(picture: Curve) -> dict[str, Any]:
    """An S-curve as `report.typ` draws it."""
    return {
        "title": picture.title,
        "finding": picture.finding,
        "width": picture.width,
        "height": picture.height,
        "left": picture.left,
        "right": picture.right,
        "bottom": picture.bottom,
        "plan": picture.plan,
        "paid": picture.paid,
        "expected": picture.expected,
        "x": [[tick.at, tick.label] for tick in picture.x_ticks],
        "y": [[tick.at, tick.label] for tick in picture.y_ticks],
    }


def forecasts(rows: Sequence[Forecast], errors: Mapping[Method, Decimal | None]) -> list[list[str]]:
    """The four methods with what they lack or come to, and how far they were off before."""
    return [
        [
            METHOD_WORDS[row.method],
            LACKING_WORDS[row.lacking] if row.lacking else _money(row.amount),
            _percent(row.percent),
            _off(errors.get(row.method)),
        ]
        for row in rows
    ]


def _off(error: Decimal | None) -> str:
    return "belum dapat diuji" if error is None else f"rata-rata {format_percent(error)}"


def _cells(report: AbsorptionReport, row: Standing, quarters: int) -> list[Any]:
    found = row.absorption
    ends = (report.quarter(row), report.capital_quarter(row))
    return [
        {"name": row.name, "code": Whole(row.code)},
        _money(row.ceiling),
        _money(row.paid),
        _percent(found.percent if found else None),
        _percent(found.planned_percent if found else None),
        _points(found.deviation if found else None),
        *(_end(end) for end in ends[:quarters]),
        _percent(row.physical),
        WARNING_WORDS[row.warning],
    ]


def _end(end: QuarterEnd | None) -> str:
    return f"{format_percent(end.percent)} / {format_percent(end.expected, 0)}" if end else MISSING


def _money(amount: Decimal | None) -> str:
    return MISSING if amount is None else format_rupiah(amount).replace("Rp ", "")


def _percent(value: Decimal | None) -> str:
    return MISSING if value is None else format_percent(value)


def _points(value: Decimal | None) -> str:
    return MISSING if value is None else format_decimal(value, 2)
