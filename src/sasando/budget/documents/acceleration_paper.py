"""The rest of the year on one sheet of A4: of every agency, or of one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from sasando.budget.curves import curve_pictures, finding_of
from sasando.budget.queries.early_warning import ZERO
from sasando.core import clock
from sasando.core.templatetags.sasando_format import tanggal
from sasando.papers.head import official_data, official_files
from sasando.papers.typesetting import typeset
from sasando.rules.absorption import WARNING_WORDS
from sasando.rules.numerals import format_decimal, format_percent, format_rupiah, round_half_up

from .absorption import AbsorptionReport, agency_report
from .absorption_paper import drawn, facts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sasando.budget.queries.acceleration import AccelerationPage, Push
    from sasando.budget.queries.early_warning import Standing
    from sasando.budget.queries.execution import AgencyPage

TEMPLATE: Final = "budget/typst/acceleration.typ"
MILLION: Final = 1_000_000
# Measured: so many rows fit one page under the longest head, at two sizes of text.
FITS, FITS_SMALL = 42, 60
MOST_PROGRAMMES, MOST_INDICATORS = 8, 6
HEADINGS: Final = (
    "Perangkat daerah", "Kelas", "Serapan", "Sisa rencana", "per minggu", "Tak terserap, terkecil",
    "Tak terserap, terbesar", "Indikator",
)  # fmt: skip
NOTE: Final = (
    "Rupiah dalam jutaan, dibulatkan. Sisa rencana: rencana kas setahun dikurangi semua yang sudah "
    "dibayar, juga sesudah bulan terakhir; per minggu: dibagi minggu kerja yang tersisa. Serapan "
    "dan kelas: sampai bulan terakhir. Tak terserap: menurut cara perkiraan yang dapat dihitung, "
    "tidak satu pun pasti. Indikator: banyaknya indikator sasaran yang bergantung."
)
MISSING: Final = "–"


def acceleration_pdf(page: AccelerationPage, report: AbsorptionReport, *, now: datetime) -> bytes:
    """Every agency, worst first, on one page; those that do not fit are summed in one row."""
    size, inset, most = (8.5, 2.6, FITS) if len(page.rows) <= FITS else (7.5, 1.2, FITS_SMALL)
    shown, others = page.rows[:most], page.rows[most:]
    rows = [_row(push) for push in shown]
    if others:
        rows.append(_others(others))
    data = {
        "kind": "city",
        "finding": rest_of_year(page),
        "size": str(size),
        "inset": str(inset),
        "headings": list(HEADINGS),
        "rows": rows,
        "sums": _row(page.total, name="Seluruh kota"),
        "note": NOTE,
    }
    return _set(data, report, f"Percepatan {page.basis.version.year}", clock.local_day(now))


def push_pdf(page: AccelerationPage, push: Push, agency: AgencyPage, *, now: datetime) -> bytes:
    """One agency on one page: what is left, its curve, its worst programmes, its indicators."""
    report = agency_report(agency)
    pictures = curve_pictures(push.standing, page.basis.reference)
    data = {
        "kind": "agency",
        "finding": finding_of(push.standing),
        "figures": _figures(page, push),
        "pictures": [drawn(picture) for picture in pictures],
        "programmes": _programmes(agency.programmes),
        "indicators": _indicators(push),
    }
    title = f"Percepatan {page.basis.version.year}: {agency.agency.name}"
    return _set(data, report, title, clock.local_day(now))


def rest_of_year(page: AccelerationPage) -> str:
    """The page in a sentence."""
    days, weeks = format_decimal(Decimal(page.days_left)), format_decimal(page.weeks_left, 1)
    left = format_rupiah(page.total.to_ceiling)
    unpaid = f"{left} pagu yang belum dibayar{_until(page)}"
    return f"Tersisa {days} hari kerja ({weeks} minggu) untuk {unpaid}."


def _until(page: AccelerationPage) -> str:
    return f" sampai {tanggal(page.counted_to)}" if page.counted_to else ""


def _set(data: dict[str, Any], report: AbsorptionReport, title: str, day: date) -> bytes:
    whole = {
        "official": official_data(is_example=report.is_example),
        "title": title,
        "subtitle": "yang masih harus terjadi sebelum tahun berakhir",
        # The reference has its own paper; this page has room for the rest only.
        "facts": facts(report)[:-1],
        "foot": {
            "title": title,
            "lines": [f"Dihitung Sasando dari {report.payments}, dicetak {tanggal(day)}."],
        },
        **data,
    }
    files = dict(official_files())
    return typeset(TEMPLATE, whole, title=title, document_date=day, files=files)


def _row(push: Push, name: str = "") -> list[str]:
    standing = push.standing
    least, most = standing.unspent or (None, None)
    return [
        name or standing.name,
        WARNING_WORDS[standing.warning].partition(":")[0],
        format_percent(standing.absorption.percent) if standing.absorption else MISSING,
        _millions(push.to_plan),
        _millions(push.weekly_to_plan),
        _millions(least),
        _millions(most),
        str(len(push.indicators)) if push.indicators else MISSING,
    ]


def _others(pushes: Sequence[Push]) -> list[str]:
    """The agencies that do not fit, by what can be added up."""
    to_plan = sum((push.to_plan or ZERO for push in pushes), ZERO)
    weekly = sum((push.weekly_to_plan or ZERO for push in pushes), ZERO)
    label = f"{len(pushes)} perangkat daerah lain"
    return [label, "", "", _millions(to_plan), _millions(weekly), "", "", ""]


def _figures(page: AccelerationPage, push: Push) -> list[list[str]]:
    standing = push.standing
    weeks = format_decimal(page.weeks_left, 1)
    unspent = standing.unspent
    return [
        ["Kelas", WARNING_WORDS[standing.warning], f"tersisa {weeks} minggu kerja"],
        ["Kemajuan fisik", _percent(standing.physical), _covered(standing)],
        ["Sisa menurut rencana kas setahun", _rupiah(push.to_plan), _weekly(push.weekly_to_plan)],
        [f"Belum dibayar{_until(page)}", _rupiah(push.to_ceiling), _weekly(push.weekly_to_ceiling)],
        [
            "Mungkin tidak terserap",
            f"{_rupiah(unspent[0])} – {_rupiah(unspent[1])}" if unspent else MISSING,
            "terkecil dan terbesar menurut cara perkiraan yang dapat dihitung",
        ],
        ["Belanja modal", *_capital(standing)],
    ]


def _capital(standing: Standing) -> list[str]:
    capital = standing.capital
    if capital is None or capital.absorption is None:
        return ["tidak ada", ""]
    share = format_percent(capital.absorption.percent)
    return [f"serapan {share}", f"dari pagu {format_rupiah(capital.ceiling)}"]


def _programmes(rows: Sequence[Standing]) -> list[list[str]]:
    found = [
        [
            row.name,
            _percent(row.absorption.percent if row.absorption else None),
            WARNING_WORDS[row.warning].partition(":")[0],
            format_rupiah(row.left_today),
        ]
        for row in rows[:MOST_PROGRAMMES]
    ]
    others = rows[MOST_PROGRAMMES:]
    if others:
        left = sum((row.left_today for row in others), ZERO)
        found.append([f"{len(others)} program lain", "", "", format_rupiah(left)])
    return found


def _indicators(push: Push) -> list[str]:
    names = [row.name for row in push.indicators]
    if not names:
        return ["Tidak ada indikator sasaran yang terhubung ke program perangkat daerah ini."]
    others = len(names) - MOST_INDICATORS
    return [*names[:MOST_INDICATORS], *([f"dan {others} indikator lain."] if others > 0 else [])]


def _covered(standing: Standing) -> str:
    if standing.physical is None:
        return "belum dilaporkan"
    return f"dari {_percent(standing.physical_share)} pagu yang melapor"


def _weekly(amount: Decimal | None) -> str:
    return "" if amount is None else f"{format_rupiah(amount)} per minggu kerja"


def _rupiah(amount: Decimal | None) -> str:
    return MISSING if amount is None else format_rupiah(amount)


def _percent(value: Decimal | None) -> str:
    return MISSING if value is None else format_percent(value)


def _millions(amount: Decimal | None) -> str:
    return MISSING if amount is None else format_decimal(round_half_up(amount / MILLION, 0))
