"""Results as tables: what is not counted and why, and the files behind every page of results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from sasando.core.templatetags.sasando_format import persen
from sasando.planning.shown import figure_text, goal_text
from sasando.scoreboard.addresses import marked, number
from sasando.scoreboard.tables import Cell, Column, ListPage, Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from sasando.planning.judging import Judged
    from sasando.scoreboard.tables import Slice

    from .agency_results import Comparison, UnitResult
    from .results import IndicatorResult, Results

EMPTY = ""


def not_counted_page(found: Results, rows: Sequence[IndicatorResult], wanted: Slice) -> ListPage:
    """The indicators that no mean rests on, each with the reason and who answers for it."""
    missing = [row for row in rows if not row.is_counted]
    columns = (
        Column("Indikator", note="Sasaran"), Column("Mengapa tidak terhitung"),
        Column("Penanggung jawab"), Column("Nilai terakhir", is_number=True, note="Periode"),
        Column("Target tahun", is_number=True),
    )  # fmt: skip
    shown = [_missing_row(row) for row in missing[wanted.start : wanted.stop]]
    return ListPage(
        title=f"Indikator yang tidak terhitung, {found.span.label}",
        lead=f"{len(missing)} dari {len(rows)} indikator tidak ikut rata-rata.",
        table=Table(columns, shown, len(missing)),
        empty="Semua indikator terhitung.",
        file_name=f"tidak-terhitung-{found.span.label}",
        notes=("Yang tidak terhitung tidak dianggap nol dan tidak dianggap tercapai.",),
    )


def results_table(rows: Sequence[IndicatorResult], last_year: int) -> Table:
    """Every indicator with both achievements and its way to the last year of the plan."""
    labels = (
        "Misi", "Sasaran", "Kode", "Indikator", "Satuan", "Penanggung jawab", "Realisasi",
        "Periode", "Target tahun", "Capaian sampai triwulan terlapor (%)",
        "Capaian terhadap target tahun (%)", "Kategori", "Keadaan", "Perjalanan",
        f"Target {last_year}", f"Jarak ke {last_year} (%)", "Sisa", "Verifikasi",
        "Contoh",
    )  # fmt: skip
    columns = [Column(label) for label in labels]
    return Table(columns, [_cells(*_result_words(row)) for row in rows], len(rows))


def years_table(rows: Sequence[IndicatorResult]) -> Table:
    """One row per indicator and year."""
    labels = ("Kode", "Indikator", "Satuan", "Tahun", "Realisasi", "Target", "Capaian (%)")
    body = [
        _cells(
            row.line.code, row.line.name, row.line.indicator.measure, str(point.year),
            figure_text(row.line.indicator, point.realisation),
            goal_text(row.line.indicator, point.goal), _plain(point.achievement),
        )
        for row in rows
        for point in row.years
    ]  # fmt: skip
    return Table([Column(label) for label in labels], body, len(body))


def comparison_table(found: Comparison) -> Table:
    """One row per unit, in the groups and the order of the page."""
    labels = (
        "Kelompok", "Kode", "Unit", f"Capaian {found.span.label} (%)", "Kategori",
        f"Capaian {found.before.label} (%)", "Terhitung", "Jumlah indikator",
        "Masukan, proses, keluaran (%)", "Target diduga terlalu rendah", "Keterangan",
    )  # fmt: skip
    body = [_unit_cells(group.label, row) for group in found.groups for row in group.units]
    return Table([Column(label) for label in labels], body, len(body))


def _unit_cells(group: str, row: UnitResult) -> tuple[Cell, ...]:
    hard = row.difficulty
    return _cells(
        group, row.unit.code, row.name, _plain(row.value), row.band.name if row.band else EMPTY,
        _plain(row.last_year), row.counted_text, str(hard.indicators),
        EMPTY if hard.output_share is None else number(hard.output_share, 0), str(hard.too_low),
        f"belum cukup data: {row.why_not}" if row.why_not else EMPTY,
    )  # fmt: skip


def _missing_row(row: IndicatorResult) -> tuple[Cell, ...]:
    line, indicator = row.line, row.line.indicator
    objective = indicator.objective.text if indicator.objective else EMPTY
    return (
        Cell(
            marked(line.name, is_example=indicator.is_example),
            reverse("planning:indicator", args=[line.code]),
            objective,
        ),
        Cell(row.why_not),
        Cell(indicator.owner.name if indicator.owner else "belum ditetapkan"),
        Cell(line.value_text, note=_value_note(row)),
        Cell(line.target_text),
    )


def _value_note(row: IndicatorResult) -> str:
    parts = [row.line.period or "belum ada nilai"]
    return ", ".join([*parts, *(["belum diverifikasi"] if row.line.is_unverified else [])])


def _result_words(row: IndicatorResult) -> tuple[str, ...]:
    line, indicator, way = row.line, row.line.indicator, row.progress
    objective = indicator.objective
    return (
        objective.mission.code if objective else EMPTY,
        objective.text if objective else EMPTY,
        line.code,
        line.name,
        indicator.measure,
        indicator.owner.name if indicator.owner else EMPTY,
        line.value_text,
        line.period,
        line.target_text,
        _judged_text(row.to_date),
        _judged_text(row.toward_year),
        row.band.name if row.band else EMPTY,
        line.state if row.is_counted else row.why_not,
        line.trend.finding if line.trend else EMPTY,
        way.goal_text if way else EMPTY,
        _plain(way.distance.progress) if way else EMPTY,
        way.rest_text if way else EMPTY,
        "belum diverifikasi" if line.is_unverified else EMPTY,
        "ya" if line.is_example else "tidak",
    )


def _judged_text(judged: Judged | None) -> str:
    return EMPTY if judged is None or judged.value is None else _plain(judged.value.value)


def _plain(value: Decimal | None) -> str:
    """A percentage without its sign, as a spreadsheet of this country reads it."""
    return EMPTY if value is None else persen(value).removesuffix(" %")


def _cells(*words: str) -> tuple[Cell, ...]:
    return tuple(Cell(text) for text in words)
