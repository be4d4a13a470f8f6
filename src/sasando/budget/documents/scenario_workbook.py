"""A scenario as a workbook that computes: changes, percentages, shares and totals are formulas."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from sasando.budget.queries.comparison import Change
from sasando.budget.queries.scenario_words import effect_words, rule_words
from sasando.rules.mandatory_spending import VERDICT_WORDS

from .scenario import NOT_ADDED, facts_of
from .sheets import SheetColumn, SheetTable, Total, formats_of, write_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.budget.queries.scenarios import (
        IndicatorLoss,
        MandatoryChange,
        RuleRow,
        ScenarioResult,
    )

_PERCENT: Final = '=IF({before}{{r}}=0,"",ROUND(({after}{{r}}-{before}{{r}})*100/{before}{{r}},2))'
# What is not tagged has no share; an empty cell must not become zero.
_SHARE: Final = '=IF(OR({part}{{r}}="",{base}{{r}}=0),"",ROUND({part}{{r}}*100/{base}{{r}},2))'


def scenario_workbook(result: ScenarioResult, mandatory: Sequence[MandatoryChange]) -> bytes:
    """The workbook: agencies, programmes, kinds, rules, indicators, mandatory spending."""
    file = io.BytesIO()
    facts = facts_of(result)
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        formats = formats_of(book)
        for name, rows in (
            ("Perangkat daerah", result.agencies),
            ("Program", result.programmes),
            ("Jenis belanja", result.groups),
        ):
            table = SheetTable(name, facts, _change_columns(), rows, _total(result))
            write_table(book, table, formats)
        for name, columns, items in (
            ("Aturan", _rule_columns(), result.rules),
            ("Indikator", _indicator_columns(), result.indicators),
            ("Belanja wajib", _mandatory_columns(), mandatory),
        ):
            if items:
                said = [*facts, NOT_ADDED] if name == "Indikator" else facts
                write_table(book, _unsummed(name, said, columns, items), formats)
    return file.getvalue()


def _unsummed(
    name: str, facts: Sequence[str], columns: Sequence[SheetColumn[Any]], rows: Sequence[Any]
) -> SheetTable[Any]:
    """A table none of whose columns is summed."""
    return SheetTable(name, facts, columns, rows, rows[0])


def _total(result: ScenarioResult) -> Change:
    before, after = result.before.expenditure, result.after.expenditure
    return Change("", "", "Jumlah", before, after, stood_before=True, stands_after=True)


def _change_columns() -> Sequence[SheetColumn[Change]]:
    column = SheetColumn[Change]
    percent = _PERCENT.format(before="D", after="E")
    return (
        column("SKPD", 26, "text", lambda row: row.agency),
        column("Kode", 22, "text", lambda row: row.code),
        column("Uraian", 56, "text", lambda row: row.name, total=Total.VALUE),
        column("Semula", 20, "money", lambda row: row.before, total=Total.SUM),
        column("Menjadi", 20, "money", lambda row: row.after, total=Total.SUM),
        column("Selisih", 20, "money", lambda row: row.change, "=E{r}-D{r}", Total.FORMULA),
        column("Persen", 10, "share", lambda row: row.percent, percent, Total.FORMULA),
    )


def _rule_columns() -> Sequence[SheetColumn[RuleRow]]:
    column = SheetColumn["RuleRow"]
    return (
        column("Urutan", 8, "text", lambda row: str(row.place)),
        column("Aturan", 70, "text", lambda row: rule_words(row.rule, row.taken)),
        column("Alasan", 36, "text", lambda row: row.rule.reason),
        column("Yang kena", 20, "money", lambda row: row.effect.before),
        column("Terlindungi", 20, "money", lambda row: row.effect.held),
        column("Diminta", 20, "money", lambda row: row.effect.asked),
        column("Dipindahkan", 20, "money", lambda row: row.effect.moved),
        column("Kurang", 20, "money", lambda row: row.effect.shortfall, "=F{r}-G{r}"),
        column("Hasil", 60, "text", effect_words),
    )


def _indicator_columns() -> Sequence[SheetColumn[IndicatorLoss]]:
    column = SheetColumn["IndicatorLoss"]
    percent = _PERCENT.format(before="D", after="E")
    return (
        column("Kode", 18, "text", lambda row: row.indicator.code),
        column("Indikator", 60, "text", lambda row: row.indicator.name),
        column("Program", 10, "text", lambda row: str(row.programmes)),
        column("Semula", 20, "money", lambda row: row.before),
        column("Menjadi", 20, "money", lambda row: row.after),
        column("Selisih", 20, "money", lambda row: -row.cut, "=E{r}-D{r}"),
        column("Persen", 10, "share", lambda row: -row.percent, percent),
    )


def _mandatory_columns() -> Sequence[SheetColumn[MandatoryChange]]:
    column = SheetColumn["MandatoryChange"]
    return (
        column("Aturan", 40, "text", lambda row: row.before.rule.name),
        column("Arah", 12, "text", lambda row: row.before.rule.direction or "tanpa batas"),
        column("Batas persen", 12, "share", lambda row: row.after.share.limit),
        column("Dihitung semula", 20, "money", lambda row: row.before.share.counted),
        column("Penyebut semula", 20, "money", lambda row: row.before.share.base),
        column(
            "Persen semula", 12, "share", lambda row: row.before.share.percent,
            _SHARE.format(part="D", base="E"),
        ),
        column("Dihitung menjadi", 20, "money", lambda row: row.after.share.counted),
        column("Penyebut menjadi", 20, "money", lambda row: row.after.share.base),
        column(
            "Persen menjadi", 12, "share", lambda row: row.after.share.percent,
            _SHARE.format(part="G", base="H"),
        ),
        column("Penilaian semula", 32, "text", lambda row: VERDICT_WORDS[row.before.share.verdict]),
        column("Penilaian menjadi", 32, "text", lambda row: VERDICT_WORDS[row.after.share.verdict]),
    )  # fmt: skip
