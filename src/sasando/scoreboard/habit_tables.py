"""Habits as tables: agencies, the lines of the city, and an agency's worklist as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from sasando.planning.models import PlanRow
from sasando.rules.evidence import per_mille_text
from sasando.rules.numerals import format_rupiah

from .addresses import marked, number
from .tables import Cell, Column, ListPage, Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from .queries.habits import AgencyRow, FoundLines, HabitBoard, HabitLine, Sum

EMPTY = "–"


def line_url(unit_code: str, code: str, year: int) -> str:
    """The page of a line; none for a code that cannot stand in an address."""
    if "/" in code:
        return ""
    path = reverse("scoreboard:habit_line", args=[unit_code, code])
    return f"{path}?{urlencode({'tahun': year})}"


def unit_url(unit_code: str, **query: object) -> str:
    """The worklist of an agency."""
    path = reverse("scoreboard:habit_unit", args=[unit_code])
    return f"{path}?{urlencode(query)}"


def agencies_table(board: HabitBoard) -> Table:
    """One row per agency, in the order of the page."""
    labels = (
        "Kode", "Perangkat daerah", "Kebiasaan (baris)", "Kebiasaan (Rp)",
        "Di atas kertas (baris)", "Di atas kertas (Rp)", "Tertelusur (baris)", "Tertelusur (Rp)",
        "Belum dapat dinilai atau kode tidak terbaca (baris)",
        "Belum dapat dinilai atau kode tidak terbaca (Rp)", "Penunjang (baris)", "Penunjang (Rp)",
        "Dijawab", "Perlu jawaban",
    )  # fmt: skip
    rows = [_agency_cells(row) for row in board.agencies]
    return Table([Column(label) for label in labels], rows, len(rows))


def _agency_cells(row: AgencyRow) -> tuple[Cell, ...]:
    sums = row.sums
    pairs = (sums.habit, sums.on_paper, sums.traced, sums.unclear, sums.support)
    counted = [text for one in pairs for text in _pair(one)]
    asked = (number(sums.asked.answered), number(sums.asked.lines))
    return tuple(Cell(text) for text in (row.unit.code, row.name, *counted, *asked))


def _pair(one: Sum) -> tuple[str, str]:
    return number(one.lines), number(one.amount)


def lines_page(found: FoundLines, year: int, level: str) -> ListPage:
    """The lines of the city as a list."""
    columns = [
        Column(_("Baris"), note=_("Kode")),
        Column(_("Perangkat daerah")),
        Column(_("Penilaian"), note=_("Temuan pertama")),
        Column(_("Rupiah"), is_number=True, note=_("Sumber")),
        Column(_("Jawaban")),
    ]
    rows = [_line_cells(line, year) for line in found.lines]
    label = PlanRow.Level(level).label.lower()
    return ListPage(
        title=_("Baris rencana menurut penilaian"),
        lead=_("%(total)s %(level)s tahun %(year)s.")
        % {"total": number(found.total), "level": label, "year": year},
        table=Table(columns, rows, found.total),
        empty=_("Tidak ada baris yang cocok dengan saringan ini."),
        file_name=f"kebiasaan-baris-{year}-{level}",
    )


def _line_cells(line: HabitLine, year: int) -> tuple[Cell, ...]:
    row = line.verdict
    first = next((found.sentence for found in line.findings), "")
    return (
        Cell(
            marked(row.name, is_example=row.is_example),
            line_url(row.unit.code, row.code, year),
            row.code,
        ),
        Cell(line.unit_name, unit_url(row.unit.code, tahun=year)),
        Cell(row.get_verdict_display(), note=first),
        Cell(_money(line.amount), note=line.money_source),
        Cell(line.answer_words or EMPTY, is_behind=line.answer_words == "belum dijawab"),
    )


def worklist_table(lines: Sequence[HabitLine]) -> Table:
    """An agency's lines as a file: every finding in one cell, answers beside them."""
    labels = (
        "Kode", "Uraian", "Tingkat", "Penilaian", "Temuan", "Sasaran", "Rupiah", "Sumber rupiah",
        "Serupa di", "Jawaban", "Keadaan jawaban", "Contoh",
    )  # fmt: skip
    rows = [tuple(Cell(text) for text in _work_words(line)) for line in lines]
    return Table([Column(label) for label in labels], rows, len(rows))


def _work_words(line: HabitLine) -> tuple[str, ...]:
    row, answer = line.verdict, line.state.answer
    return (
        row.code,
        row.name,
        row.get_level_display(),
        row.get_verdict_display(),
        " ".join(found.sentence for found in line.findings),
        row.objective or EMPTY,
        _money(line.amount),
        line.money_source,
        "; ".join(
            f"{one['unit']} {one['code']} ({per_mille_text(one['per_mille'])}): {one['text']}"
            for one in row.elsewhere
        ),
        answer.get_kind_display() if answer else EMPTY,
        line.answer_words or EMPTY,
        "ya" if row.is_example else "tidak",
    )


def _money(amount: Decimal | None) -> str:
    return EMPTY if amount is None else format_rupiah(amount)
