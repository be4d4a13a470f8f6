"""Loading indicators: definitions, published series, and in a demo example targets and figures."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction

from sasando.core import audit, clock
from sasando.organization.models import Unit
from sasando.planning.errors import DataFileRefused
from sasando.planning.files import Row, decimal_or_none, read_table, whole
from sasando.planning.models import (
    Indicator,
    IndicatorSeries,
    Measurement,
    Objective,
    PriorityAgenda,
)
from sasando.planning.series import series_by_name

from .examples import load_example_figures, load_example_targets

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DEFINITIONS = "indikator_definisi.csv"
_DEFINITION_COLUMNS = (
    "kode", "nama", "satuan", "desimal", "jenis", "polaritas", "agregasi", "skala", "sasaran",
    "agenda", "penanggung_jawab", "definisi", "sumber_data", "jenis_satuan", "rumus",
    "arti_pembilang", "arti_penyebut", "cara_mengumpulkan", "frekuensi", "jeda_terbit",
    "tahun_awal", "kondisi_awal", "contoh",
)  # fmt: skip


@transaction.atomic
def load_indicators(path: Path) -> int:
    """Load published series from `indikator.csv`; how many figures are new.

    `indikator_definisi.csv` beside it says what each indicator is. Example definitions, targets
    and figures (`contoh_*.csv`) are never loaded into a production database. A new base is a
    series of its own; the newest base is the current one. Units and objectives that do not stand
    yet are left open and filled in by loading again. Raises DataFileRefused.
    """
    before = Measurement.objects.count()
    indicators = _load_definitions(path.with_name(DEFINITIONS))
    _load_published(path, {indicator.name: indicator for indicator in indicators.values()})
    if not clock.is_production():
        load_example_targets(path.with_name("contoh_target.csv"), indicators)
        load_example_figures(path.with_name("contoh_pengukuran.csv"), indicators)
    _choose_current_series(indicators.values())
    loaded = Measurement.objects.count() - before
    if loaded:
        audit.record(
            actor=None,
            action="indicators.loaded",
            subject_kind="indicator",
            subject_code=path.name,
            after={"angka": loaded},
        )
    return loaded


def newest_basis(years: dict[int, list[int]]) -> int:
    """Which series is the current one, given the years of each: the last to end, then to begin."""
    return max(years, key=lambda series: (max(years[series]), min(years[series]), series))


def _load_definitions(path: Path) -> dict[str, Indicator]:
    rows = read_table(path, *_DEFINITION_COLUMNS)
    if clock.is_production():
        rows = [row for row in rows if row["contoh"] != "ya"]
    objectives = {row.code: row for row in Objective.objects.all()}
    agendas = {str(row.number): row for row in PriorityAgenda.objects.all()}
    units = {row.code: row for row in Unit.objects.all()}
    defined = {}
    for number, row in enumerate(rows, 2):
        defined[row["kode"]] = Indicator(
            code=row["kode"],
            name=row["nama"],
            measure=row["satuan"],
            decimals=whole(path, number, row, "desimal"),
            level_type=row["jenis"],
            polarity=row["polaritas"],
            aggregation=row["agregasi"],
            scale=row["skala"],
            objective=objectives.get(row["sasaran"]),
            agenda=agendas.get(row["agenda"]),
            owner=units.get(row["penanggung_jawab"]),
            definition=row["definisi"],
            data_source=row["sumber_data"],
            unit_type=row["jenis_satuan"],
            formula=row["rumus"],
            numerator_definition=row["arti_pembilang"],
            denominator_definition=row["arti_penyebut"],
            collection_method=row["cara_mengumpulkan"],
            frequency=row["frekuensi"],
            release_lag=whole(path, number, row, "jeda_terbit"),
            baseline_year=whole(path, number, row, "tahun_awal") if row["tahun_awal"] else None,
            baseline_value=decimal_or_none(path, number, row, "kondisi_awal"),
            is_example=row["contoh"] == "ya",
        )
    Indicator.objects.bulk_create(defined.values(), ignore_conflicts=True)
    return _completed(defined)


def _completed(defined: dict[str, Indicator]) -> dict[str, Indicator]:
    """The rows as they stand, with links they still lacked; nothing a planner set is changed."""
    standing = {row.code: row for row in Indicator.objects.filter(code__in=defined)}
    links = ("objective_id", "agenda_id", "owner_id")
    for code, row in standing.items():
        for link in links:
            if getattr(row, link) is None:
                setattr(row, link, getattr(defined[code], link))
    Indicator.objects.bulk_update(standing.values(), ["objective", "agenda", "owner"])
    return standing


def _load_published(path: Path, indicators: dict[str, Indicator]) -> None:
    columns = ("indikator", "satuan", "polaritas", "tahun", "nilai", "seri", "sumber")
    rows = read_table(path, *columns)
    for number, row in enumerate(rows, 2):
        _refuse_unlike(path, number, row, indicators.get(row["indikator"]))
    series = series_by_name((indicators[row["indikator"]], row["seri"]) for row in rows)
    Measurement.objects.bulk_create(
        (
            Measurement(
                series=series[indicators[row["indikator"]].pk, row["seri"]],
                year=whole(path, number, row, "tahun"),
                value=decimal_or_none(path, number, row, "nilai"),
                source=row["sumber"],
            )
            for number, row in enumerate(rows, 2)
        ),
        ignore_conflicts=True,
    )


def _refuse_unlike(path: Path, number: int, row: Row, indicator: Indicator | None) -> None:
    if indicator is None:
        problem = f"{row['indikator']} belum didefinisikan"
        raise DataFileRefused(file=path.name, row=number, problem=problem)
    if (row["satuan"], row["polaritas"]) != (indicator.measure, indicator.polarity):
        problem = "satuan atau polaritas lain dari definisinya"
        raise DataFileRefused(file=path.name, row=number, problem=problem)
    if not row["nilai"]:
        raise DataFileRefused(file=path.name, row=number, problem="nilai kosong")


def _choose_current_series(indicators: Iterable[Indicator]) -> None:
    years: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    found = Measurement.objects.filter(series__indicator__in=indicators)
    for indicator, series, year in found.values_list("series__indicator_id", "series_id", "year"):
        years[indicator][series].append(year)
    current = {newest_basis(by_series) for by_series in years.values()}
    rows = IndicatorSeries.objects.filter(indicator__in=years)
    rows.filter(is_current=True).exclude(pk__in=current).update(is_current=False)
    rows.filter(pk__in=current, is_current=False).update(is_current=True)
