"""A scenario as a plain table, and what every copy of it says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sasando.budget.queries.scenario_words import balance_words, finding_of, shortfall_words
from sasando.core.templatetags.sasando_format import tanggal
from sasando.rules.numerals import format_rupiah

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sasando.budget.models import Scenario
    from sasando.budget.queries.scenarios import ScenarioResult

HEADINGS: Final = (
    "skenario", "dasar", "keadaan_per", "cakupan", "skpd", "program", "uraian", "semula",
    "menjadi", "selisih", "persen",
)  # fmt: skip
NOT_ADDED: Final = "Satu rupiah dapat mendukung beberapa indikator, jadi baris ini tidak dijumlah."


def scenario_rows(result: ScenarioResult) -> tuple[Sequence[str], Iterable[Sequence[Any]]]:
    """Headings and a row for each programme of each agency."""
    found = result.scenario
    head = (found.code, found.base.name, found.base.as_of, found.base.scope)
    rows = (
        (*head, row.agency, row.code, row.name, row.before, row.after, row.change, row.percent)
        for row in sorted(result.programmes, key=lambda row: (row.agency, row.code))
    )
    return HEADINGS, rows


def is_example(scenario: Scenario) -> bool:
    """Whether the scenario or its base is made up."""
    return scenario.is_example or scenario.base.is_example


def facts_of(result: ScenarioResult) -> list[str]:
    """What every copy of a scenario says of itself."""
    found = result.scenario
    mark = "CONTOH, bukan dokumen resmi. " if is_example(found) else ""
    return [
        f"{mark}Skenario {found.code}: {found.name}",
        f"Kertas kerja menuju {found.get_purpose_display().lower()} ({found.year}).",
        f"Dasar: {found.base.name}, keadaan {tanggal(found.base.as_of)}; {found.base.scope}",
        finding_of(result),
        f"Terlindungi dari potongan: {format_rupiah(result.protected)}.",
        *(shortfall_words(row) for row in result.short),
        balance_words(result),
    ]
