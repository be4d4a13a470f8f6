"""A scenario as a plain table, and what every copy of it says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sasando.budget.queries.scenario_words import (
    balance_words,
    finding_of,
    indicator_words,
    shortfall_words,
)
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
        finding_of(result),
        *(shortfall_words(row) for row in result.short),
        *filter(None, [indicator_words(result)]),
        balance_words(result),
        f"Terlindungi dari potongan: {format_rupiah(result.protected)}.",
        f"Kertas kerja menuju {found.aim}. {_base_words(found)}",
    ]


def _base_words(found: Scenario) -> str:
    base = found.base
    return f"Dasar: {base.name}, keadaan {tanggal(base.as_of)}; {base.scope}."
