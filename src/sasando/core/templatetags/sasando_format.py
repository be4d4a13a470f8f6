"""How pages write dates, times, durations and numbers, and the small trend line.

Every filter shows a missing value as an en dash and refuses what it cannot write exactly: a float
never reaches a page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import groupby
from typing import Any, Protocol

from django import template
from django.conf import settings
from django.utils import dateformat
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from sasando.rules.numerals import format_decimal, format_percent, format_rupiah

register = template.Library()

MISSING = "–"
MINUTES_PER_DAY = 1440
TREND_WIDTH, TREND_HEIGHT, TREND_MARGIN = 112, 32, 4


@register.filter
def tanggal(value: date | None) -> str:
    """A day, or the city's day of an instant: "20 November 2026"."""
    return MISSING if value is None else dateformat.format(_in_city(value), "j F Y")


@register.filter
def hari_tanggal(value: date | None) -> str:
    """A day with its name: "Jumat, 20 November 2026"."""
    return MISSING if value is None else dateformat.format(_in_city(value), "l, j F Y")


@register.filter
def jam(value: datetime | time | None) -> str:
    """The time of day in the city: "15.04"."""
    if value is None:
        return MISSING
    return (value if isinstance(value, time) else _in_city(value)).strftime("%H.%M")


@register.filter
def waktu(value: datetime | None) -> str:
    """An instant in the city, with its zone: "20 November 2026 15.04 WITA"."""
    if value is None:
        return MISSING
    return f"{tanggal(value)} {jam(value)} {settings.CITY_ZONE_LABEL}"


@register.filter
def rupiah(value: Decimal | int | None) -> str:
    """An amount of money: "Rp 1.234.567"."""
    return MISSING if value is None else format_rupiah(_exact(value))


@register.filter
def desimal(value: Decimal | int | None, places: int | None = None) -> str:
    """A number with decimal comma, as exact as it is or with a fixed number of decimals."""
    return MISSING if value is None else format_decimal(_exact(value), places)


@register.filter
def persen(value: Decimal | int | None, places: int = 2) -> str:
    """A percentage already in hundredths: 97.94 is "97,94 %"."""
    return MISSING if value is None else format_percent(_exact(value), places)


@register.filter
def utuh(text: str) -> str:
    """A short figure that no line may break: its spaces hold."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def menit(value: int | None) -> str:
    """A duration given in minutes, short: "5 j 40 m"."""
    return _duration(value, _("%d j"), _("%d m"))


@register.filter
def menit_panjang(value: int | None) -> str:
    """A duration given in minutes, in words: "4 jam 12 menit"."""
    return _duration(value, _("%d jam"), _("%d menit"))


@register.filter
def menit_jam(value: int | None) -> str:
    """Minutes since the day's midnight as a time; past midnight says so: "07.00 (+1)"."""
    if value is None:
        return MISSING
    days, minute = divmod(value, MINUTES_PER_DAY)
    shown = f"{minute // 60:02d}.{minute % 60:02d}"
    return f"{shown} (+{days})" if days else shown


class TrendSeries(Protocol):
    """What a trend line is drawn from: values oldest first, a gap being None."""

    @property
    def values(self) -> Sequence[Decimal | None]: ...
    @property
    def target(self) -> Decimal | None: ...
    @property
    def finding(self) -> str: ...


@dataclass(frozen=True)
class TrendPoint:
    """A place in the trend's drawing, as SVG writes numbers."""

    x: str
    y: str


@register.inclusion_tag("core/_trend.html")
def trend(series: TrendSeries) -> dict[str, Any]:
    """Draw a series of a few periods; what is missing stays a gap in the line."""
    points = _trend_points(series)
    runs = [list(run) for known, run in groupby(points, key=bool) if known]
    known_points = [point for point in points if point]
    return {
        "finding": series.finding,
        "paths": ["M" + "L".join(f"{p.x} {p.y}" for p in run if p) for run in runs],
        "target_y": None if series.target is None else _height(series.target, series),
        "last": known_points[-1] if known_points else None,
    }


def _trend_points(series: TrendSeries) -> list[TrendPoint | None]:
    step = Decimal(TREND_WIDTH - TREND_MARGIN) / max(len(series.values) - 1, 1)
    return [
        None if value is None else TrendPoint(f"{index * step:.1f}", _height(value, series))
        for index, value in enumerate(series.values)
    ]


def _height(value: Decimal, series: TrendSeries) -> str:
    known = [known for known in (*series.values, series.target) if known is not None]
    lowest, highest = min(known), max(known)
    room = Decimal(TREND_HEIGHT - 2 * TREND_MARGIN)
    share = (highest - value) / (highest - lowest) if highest > lowest else Decimal("0.5")
    return f"{TREND_MARGIN + room * share:.1f}"


def _duration(value: int | None, hours_word: str, minutes_word: str) -> str:
    if value is None:
        return MISSING
    hours, minutes = divmod(value, 60)
    words = [hours_word % hours] if hours else []
    if minutes or not hours:
        words.append(minutes_word % minutes)
    return " ".join(words)


def _in_city(value: date) -> date:
    return localtime(value) if isinstance(value, datetime) else value


def _exact(value: Decimal | int) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (Decimal, int)):
        raise TypeError(f"A page shows Decimal or int, not {type(value).__name__}.")
    return Decimal(value)
