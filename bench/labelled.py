"""The labelled set of data/kebiasaan, read as the rules take it.

`setel` is the half on which thresholds were chosen, `uji` the half that was held out.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from sasando.rules.evidence import Ground, Verdict
from sasando.rules.habit import (
    History,
    IndicatorKind,
    OtherIndicator,
    PlannedIndicator,
    PlannedYear,
    Relation,
)
from sasando.rules.numerals import NumberStyle
from sasando.rules.targets import parse_target

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).resolve().parents[1] / "data" / "kebiasaan"
TUNED, HELD_OUT = "setel", "uji"
VERDICTS = {
    "TERTELUSUR": Verdict.TRACED,
    "DI_ATAS_KERTAS": Verdict.ON_PAPER,
    "KEBIASAAN": Verdict.HABIT,
    "PENUNJANG": Verdict.SUPPORT,
    "BELUM_DAPAT_DINILAI": Verdict.UNKNOWN,
}
NOT_KNOWN = "tidak diketahui"


@dataclass(frozen=True)
class LabelledPair:
    """Two texts and whether a reader called them the same."""

    part: str
    kind: str
    first: str
    second: str
    is_same: bool


@dataclass(frozen=True)
class LabelledHistory:
    """A line of a plan over the years, the reader's verdict and its main ground."""

    number: int
    part: str
    verdict: Verdict
    ground: Ground
    history: History


def labelled_pairs() -> list[LabelledPair]:
    """Every pair of pasangan_teks.csv."""
    return [
        LabelledPair(
            row["bagian"], row["jenis"], row["teks_a"], row["teks_b"], row["label"] == "sama"
        )
        for row in _rows("pasangan_teks.csv")
    ]


def labelled_histories() -> list[LabelledHistory]:
    """Every history of riwayat_program.csv."""
    return [
        _history(int(number), list(rows))
        for number, rows in groupby(_rows("riwayat_program.csv"), lambda row: row["nomor"])
    ]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _history(number: int, rows: list[dict[str, str]]) -> LabelledHistory:
    head = rows[0]
    years = groupby((row for row in rows if row["tahun"]), lambda row: row["tahun"])
    history = History(
        code=head["kode"],
        years=tuple(_year(int(year), list(lines)) for year, lines in years),
        others=tuple(_others(head)),
        prescribed=head["indikator_baku"],
        known_years=tuple(int(year) for year in head["tahun_diketahui"].split()),
    )
    return LabelledHistory(
        number, head["bagian"], VERDICTS[head["putusan"]], Ground(head["alasan_utama"]), history
    )


def _year(year: int, lines: list[dict[str, str]]) -> PlannedYear:
    head = lines[0]
    return PlannedYear(
        year=year,
        name=head["nama"],
        objective=None if head["sasaran"] == NOT_KNOWN else head["sasaran"],
        indicators=tuple(_indicator(line) for line in lines if line["indikator"]),
        ceiling=Decimal(head["pagu"]) if head["pagu"] else None,
    )


def _indicator(line: dict[str, str]) -> PlannedIndicator:
    return PlannedIndicator(
        text=line["indikator"],
        target=parse_target(line["target"], style=NumberStyle.INDONESIAN),
        measure=line["satuan"],
        kind=IndicatorKind(line["jenis"]) if line["jenis"] else None,
    )


def _others(head: dict[str, str]) -> Iterator[OtherIndicator]:
    if not head["lain_kode"]:
        return
    columns = (head[name].split(" & ") for name in ("lain_kode", "lain_hubungan", "lain_teks"))
    for code, relation, text in zip(*columns, strict=True):
        yield OtherIndicator(code, text, Relation(relation))
