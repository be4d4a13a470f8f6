"""Two scenarios side by side as a plain table, and what every copy says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sasando.budget.queries.scenario_words import finding_of
from sasando.core.templatetags.sasando_format import tanggal

from .scenario import is_example

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sasando.budget.queries.scenario_sides import Sides

HEADINGS: Final = (
    "skenario_a", "skenario_b", "dasar", "keadaan_per", "cakupan", "perihal", "kode", "uraian",
    "semula", "a", "b", "bedanya", "kehilangan_a", "kehilangan_b", "contoh",
)  # fmt: skip


def sides_rows(sides: Sides) -> tuple[Sequence[str], Iterator[Sequence[Any]]]:
    """Headings, a row for each agency, then one for each indicator that loses."""
    return HEADINGS, _rows(sides)


def sides_title(sides: Sides) -> str:
    """ "Skenario SKN-2026-2 di samping SKN-2026-1"."""
    return f"Skenario {sides.first.scenario.code} di samping {sides.second.scenario.code}"


def sides_facts(sides: Sides) -> list[str]:
    """What every copy of a comparison says of itself."""
    base = sides.first.scenario.base
    mark = "CONTOH, bukan dokumen resmi. " if is_any_example(sides) else ""
    return [
        f"{mark}{sides_title(sides)}",
        *(
            f"{side.scenario.code} · {side.scenario.name}: {finding_of(side)}"
            for side in (sides.first, sides.second)
        ),
        f"Dasar: {base.name}, keadaan {tanggal(base.as_of)}; {base.scope}.",
    ]


def is_any_example(sides: Sides) -> bool:
    """Whether a scenario or its base is made up."""
    return any(is_example(side.scenario) for side in (sides.first, sides.second))


def _rows(sides: Sides) -> Iterator[Sequence[Any]]:
    first, second = sides.first.scenario, sides.second.scenario
    example = is_any_example(sides)
    head = (first.code, second.code, first.base.name, first.base.as_of, first.base.scope)
    for row in sides.rows:
        yield (
            *head, "perangkat daerah", row.code, row.name, row.before, row.first, row.second,
            row.apart, "", "", example,
        )  # fmt: skip
    for side in sides.indicators:
        yield (
            *head, "indikator", side.code, side.name, side.before, side.first, side.second,
            side.apart, side.first_loss, side.second_loss, example,
        )  # fmt: skip
