"""Efficiency as a workbook whose absorption, rest, gap and way 3 are formulas, and as a table."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from sasando.budget.documents.sheets import (
    SheetColumn,
    SheetTable,
    formats_of,
    write_table,
)
from sasando.core.templatetags.sasando_format import desimal, persen, rupiah
from sasando.scoreboard.queries.efficiency import NO_SCORE, spending_of
from sasando.scoreboard.tables import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from sasando.rules.efficiency import OutputEfficiency
    from sasando.scoreboard.queries.efficiency import (
        EfficiencyPage,
        EfficiencyRow,
        ObjectiveEfficiency,
    )

PROVISIONAL: Final = "Sementara: tahun anggaran belum selesai pada akhir periode ini."
WAY_3: Final = (
    "Cara 3 memakai rumus anggaran negara (PMK 214/2017 dan 22/2021) dan diperlihatkan terpisah. "
    "Nilainya tidak disebut bila target belum tercapai."
)
RULES: Final = (
    "Capaian terhadap target setahun; serapan = terbayar / pagu. Target yang meleset tidak pernah "
    "disebut efisien."
)
ABSORPTION: Final = '=IF(OR(D{r}="",D{r}=0,E{r}=""),"",ROUND(E{r}*100/D{r},2))'
REST: Final = '=IF(OR(G{r}="",F{r}=""),"",IF(F{r}>=100,100-G{r},""))'
GAP: Final = '=IF(OR(G{r}="",F{r}=""),"",ROUND(F{r},2)-G{r})'
EARNED: Final = '=IF(OR(D{r}="",F{r}="",E{r}=""),"",D{r}*F{r}/100)'
BEFORE: Final = '=IF(OR(G{r}="",G{r}=0),"",ROUND((G{r}-E{r})*100/G{r},2))'
CLAMPED: Final = '=IF(H{r}="","",MIN(MAX(H{r},-20),20))'
SCORE: Final = (
    '=IF(I{r}="","",IF(F{r}<100,"' + NO_SCORE + '",ROUND(MIN(MAX(50+I{r}/20*50,0),100),2)))'
)
ALL_PROGRAMMES: Final = "Semua program"


def efficiency_workbook(page: EfficiencyPage) -> bytes:
    """Two sheets: ways 1 and 2 of every objective, and way 3 of every programme."""
    file = io.BytesIO()
    objectives = [one.row for one in page.objectives]
    programmes = [row for one in page.objectives for row in one.programmes]
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        formats = formats_of(book)
        first = SheetTable("Sasaran", _facts(page), _objective_columns(), objectives, None)
        write_table(book, first, formats)
        facts = [*_facts(page), WAY_3, *_total(page)]
        second = SheetTable("Program, cara 3", facts, _programme_columns(), programmes, None)
        write_table(book, second, formats)
    return file.getvalue()


def efficiency_table(page: EfficiencyPage) -> Table:
    """Every objective followed by its programmes, then way 3 over all of them, for a plain file."""
    labels = (
        "Sasaran", "Kode", "Perangkat daerah", "Uraian", "Pagu", "Terbayar", "Capaian (%)",
        "Serapan (%)", "Sisa bila tercapai (%)", "Selisih", "Putusan", "Cara 3 (%)", "Nilai cara 3",
        "Dasar",
    )  # fmt: skip
    basis = page.ground.words if page.ground else ""
    body = [
        tuple(Cell(text) for text in (one.row.code, *_words(row), *_way_3(row, output), basis))
        for one in page.objectives
        for row, output in _with_output(one)
    ]
    if page.output:
        blank = ("",) * (len(labels) - 4)
        whole = (_percent(page.output.figures.efficiency), page.output.words, basis)
        body.append(tuple(Cell(text) for text in (ALL_PROGRAMMES, *blank, *whole)))
    return Table([Column(label) for label in labels], body, len(body))


def _words(row: EfficiencyRow) -> tuple[str, ...]:
    found, money = row.figures, row.money
    return (
        row.code, row.agency, row.name,
        rupiah(money.ceiling) if money else "",
        rupiah(money.paid) if money and money.paid is not None else "",
        _percent(row.achievement), _percent(found.absorption if found else None),
        _percent(found.unspent if found else None), _percent(found.gap if found else None),
        row.saying.value,
    )  # fmt: skip


def _with_output(
    one: ObjectiveEfficiency,
) -> list[tuple[EfficiencyRow, OutputEfficiency | None]]:
    return [(one.row, one.output), *((row, row.output) for row in one.programmes)]


def _way_3(row: EfficiencyRow, output: OutputEfficiency | None) -> tuple[str, str]:
    if output is None:
        return "", ""
    score = NO_SCORE if row.is_missed else desimal(output.score, 2)
    return _percent(output.efficiency), score


def _total(page: EfficiencyPage) -> list[str]:
    return [f"{ALL_PROGRAMMES}: {page.output.words}"] if page.output else []


def _percent(value: Decimal | None) -> str:
    return "" if value is None else persen(value).removesuffix(" %")


def _facts(page: EfficiencyPage) -> list[str]:
    example = "CONTOH, bukan dokumen resmi. " if page.ground and page.ground.is_example else ""
    return [
        f"{example}Efisiensi sumber daya {page.span.label}",
        page.ground.words if page.ground else "Belum ada anggaran yang berlaku.",
        RULES,
        *([PROVISIONAL] if page.is_provisional else []),
    ]


def _named() -> list[SheetColumn[Any]]:
    return [
        SheetColumn("Kode", 18, "text", lambda row: row.code),
        SheetColumn("Uraian", 60, "text", lambda row: row.name),
        SheetColumn("Perangkat daerah", 34, "text", lambda row: row.agency),
        SheetColumn("Pagu", 20, "money", lambda row: row.money and row.money.ceiling),
        SheetColumn("Terbayar", 20, "money", lambda row: row.money and row.money.paid),
        SheetColumn("Capaian (%)", 11, "share", lambda row: row.achievement),
    ]


def _objective_columns() -> Sequence[SheetColumn[Any]]:
    return [
        *_named(),
        SheetColumn("Serapan (%)", 11, "share", _figure("absorption"), ABSORPTION),
        SheetColumn("Sisa bila tercapai (%)", 11, "share", _figure("unspent"), REST),
        SheetColumn("Selisih capaian dan serapan", 11, "share", _figure("gap"), GAP),
        SheetColumn("Putusan", 40, "text", lambda row: row.saying.value),
    ]


def _programme_columns() -> Sequence[SheetColumn[Any]]:
    return [
        *_named(),
        SheetColumn("Hasil (pagu × capaian)", 20, "money", _earned, EARNED),
        SheetColumn("Efisiensi sebelum dibatasi", 11, "share", _output("before_clamp"), BEFORE),
        SheetColumn("Efisiensi –20 sampai 20", 11, "share", _output("efficiency"), CLAMPED),
        SheetColumn("Nilai 0 sampai 100", 11, "share", _score, SCORE),
    ]


def _figure(name: str) -> Any:
    return lambda row: getattr(row.figures, name) if row.figures else None


def _earned(row: EfficiencyRow) -> Decimal | None:
    spent = spending_of(row.money, row.achievement)
    return spent.budget * spent.achievement / 100 if spent else None


def _output(name: str) -> Any:
    return lambda row: getattr(row.output, name) if row.output else None


def _score(row: EfficiencyRow) -> Decimal | str | None:
    if row.output is None:
        return None
    return NO_SCORE if row.is_missed else row.output.score
