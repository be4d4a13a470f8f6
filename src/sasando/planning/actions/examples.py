"""Example targets and figures, each row marked as such, for demonstrations and tests."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sasando.planning.errors import DataFileRefused
from sasando.planning.files import Row, decimal_or_none, read_table, whole
from sasando.planning.models import Indicator, IndicatorTarget, Measurement
from sasando.planning.scales import scale_of
from sasando.planning.series import series_by_name
from sasando.rules.errors import RuleInputError
from sasando.rules.numerals import round_half_up

if TYPE_CHECKING:
    from pathlib import Path

Indicators = dict[str, Indicator]


def load_example_targets(path: Path, indicators: Indicators) -> None:
    """Targets of `contoh_target.csv`; nothing when there is no such file."""
    if not path.exists():
        return
    columns = ("indikator", "tahun", "triwulan", "nilai", "batas_atas", "dasar")
    IndicatorTarget.objects.bulk_create(
        (
            IndicatorTarget(
                indicator=_indicator(path, number, row, indicators),
                year=whole(path, number, row, "tahun"),
                quarter=whole(path, number, row, "triwulan"),
                value=_needed(path, number, row, indicators),
                upper=decimal_or_none(path, number, row, "batas_atas"),
                basis=row["dasar"],
                is_example=True,
            )
            for number, row in enumerate(read_table(path, *columns), 2)
        ),
        ignore_conflicts=True,
    )


def load_example_figures(path: Path, indicators: Indicators) -> None:
    """Figures of `contoh_pengukuran.csv`; nothing when there is no such file."""
    if not path.exists():
        return
    columns = (
        "indikator", "seri", "tahun", "triwulan", "nilai", "pembilang", "penyebut", "status",
        "sumber",
    )  # fmt: skip
    rows = list(enumerate(read_table(path, *columns), 2))
    series = series_by_name(
        (_indicator(path, number, row, indicators), row["seri"]) for number, row in rows
    )
    Measurement.objects.bulk_create(
        (
            Measurement(
                series=series[indicators[row["indikator"]].pk, row["seri"]],
                year=whole(path, number, row, "tahun"),
                quarter=whole(path, number, row, "triwulan"),
                value=_figure(path, number, row, indicators),
                numerator=decimal_or_none(path, number, row, "pembilang"),
                denominator=decimal_or_none(path, number, row, "penyebut"),
                status=row["status"],
                source=row["sumber"],
                reason=row["sumber"] if row["status"] == Measurement.Status.NOT_APPLICABLE else "",
                is_example=True,
            )
            for number, row in rows
        ),
        ignore_conflicts=True,
    )


def ratio(numerator: Decimal, denominator: Decimal) -> Decimal:
    """A ratio of one period in percent, as it is stored; its year is computed from the parts."""
    return round_half_up(numerator * 100 / denominator, 4)


def _indicator(path: Path, number: int, row: Row, indicators: Indicators) -> Indicator:
    if row["indikator"] not in indicators:
        raise DataFileRefused(file=path.name, row=number, problem="indikator tidak ada")
    return indicators[row["indikator"]]


def _needed(path: Path, number: int, row: Row, indicators: Indicators) -> Decimal:
    value = _value(path, number, row, indicators)
    if value is None:
        raise DataFileRefused(file=path.name, row=number, problem="nilai kosong")
    return value


def _figure(path: Path, number: int, row: Row, indicators: Indicators) -> Decimal | None:
    above = decimal_or_none(path, number, row, "pembilang")
    below = decimal_or_none(path, number, row, "penyebut")
    if above is not None and below:
        return ratio(above, below)
    return _value(path, number, row, indicators)


def _value(path: Path, number: int, row: Row, indicators: Indicators) -> Decimal | None:
    """A number, or a label of the indicator's scale as its place."""
    scale = scale_of(indicators[row["indikator"]])
    if scale is None or not row["nilai"]:
        return decimal_or_none(path, number, row, "nilai")
    try:
        return scale.score(row["nilai"], "nilai")
    except RuleInputError as refusal:
        raise DataFileRefused(file=path.name, row=number, problem="bukan predikat") from refusal
