"""Results of programmes as a plain table: every row names its version, scope and day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sasando.budget.results_words import CLASS_WORDS, WHY_WORDS
from sasando.planning.shown import judged_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sasando.budget.queries.results import ProgrammeResult, ProgrammeResults
    from sasando.planning.queries.indicators import IndicatorLine

RESULT_HEADINGS: Final = (
    "versi", "keadaan_per", "cakupan", "pembayaran_sampai", "contoh", "skpd", "nama_skpd",
    "program", "nama_program", "sasaran", "rumusan_sasaran", "hasil", "alasan", "tahun_hasil",
    "indikator_terukur", "indikator", "pagu", "terbayar", "serapan_persen",
)  # fmt: skip


def result_rows(
    found: ProgrammeResults, rows: Iterable[ProgrammeResult]
) -> Iterable[Sequence[Any]]:
    """One row per programme under `RESULT_HEADINGS`; its indicators are one text."""
    ground = found.ground
    head = (
        ground.version_name, ground.as_of, ground.scope, ground.paid_until,
        "ya" if ground.is_example else "tidak",
    )  # fmt: skip
    for row in rows:
        yield (
            *head, row.agency_code, row.agency_name, row.programme_code, row.programme_name,
            row.objective_code, row.objective_text, CLASS_WORDS[row.class_code],
            WHY_WORDS[row.why] if row.why else "", found.year,
            f"{row.measured} dari {len(row.indicators)}",
            "; ".join(_words(line) for line in row.indicators), row.ceiling, row.paid,
            row.absorption,
        )  # fmt: skip


def _words(line: IndicatorLine) -> str:
    """An indicator with target, figure and achievement."""
    reached = judged_text(line.figures.headline)
    return f"{line.name}: target {line.target_text}, realisasi {line.value_text}, {reached}"
