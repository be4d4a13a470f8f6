"""Rolling a whole tree up over many quarters, and the pages that rest on it.

The pure function is measured from Decimals to figures, and every one of its cells is compared with
the explained rule. The pages are measured in the example city, and with many times its indicators.
"""

from __future__ import annotations

from decimal import Decimal
from random import Random
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

from .figures import aim
from .load import Look, in_process
from .people import named
from .report import say
from .site import TEMPLATE, copy_of, prepare_city

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from sasando.rules.rollup_tree import Node, RolledTree

    from .site import Site

SEED = 2026
PAGES = ("/papan/capaian/", "/papan/capaian/lima-tahun/", "/papan/perangkat-daerah/")
UNREPORTED = 0.1
WEIGHTED = 0.3


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--nodes", type=int, default=20_000)
    parser.add_argument("--quarters", type=int, default=20)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--indicators", type=int, default=500)
    parser.add_argument("--requests", type=int, default=20)


def measure(site: Site, given: Namespace) -> dict[str, Any]:
    """The function alone, then the pages with few and with many indicators."""
    prepare_city(site)
    function = _function(given.nodes, given.quarters, given.times)
    with copy_of(site, TEMPLATE, "ukur_capaian"):
        few = _pages(given.requests)
        say(f"menambah {given.indicators} indikator")
        _add_indicators(given.indicators)
        many = _pages(given.requests)
    queries = [many[page]["queries"] - few[page]["queries"] for page in PAGES]
    return {
        "function": function,
        "few": few,
        "many": many,
        "aims": [
            aim("roll-up of the whole tree, seconds", function["seconds"], most=1),
            aim("slowest page in the city, p95 ms", _slowest(few), most=300),
            aim("queries more with many indicators", max(queries), most=0),
        ],
        "broken": ["differs from the explained rule"] if function["differences"] else [],
    }


def _function(nodes: int, quarters: int, times: int) -> dict[str, Any]:
    from sasando.rules.rollup_tree import roll_up_tree

    tree = grown(nodes, quarters)
    say(f"menghitung {len(tree)} simpul × {quarters} triwulan")
    seconds = []
    for _time in range(times):
        began_at = perf_counter()
        rolled = roll_up_tree(tree, periods=quarters)
        seconds.append(perf_counter() - began_at)
    say("membandingkan setiap sel dengan kaidah yang menjelaskan langkahnya")
    began_at = perf_counter()
    differences = _differences(tree, rolled, quarters)
    return {
        "nodes": len(tree),
        "quarters": quarters,
        "seconds": median(seconds),
        "slowest_seconds": max(seconds),
        "explained_seconds": round(perf_counter() - began_at, 2),
        "differences": differences,
    }


def grown(nodes: int, quarters: int) -> list[Node]:
    """Indicators under objectives, objectives under units, everything under the city."""
    from sasando.rules.rollup_tree import Node

    chance = Random(SEED)  # noqa: S311  not a secret
    tree: list[Node] = []
    objectives: list[int] = []
    units: list[int] = []
    while len(tree) < nodes - 2 - nodes // 200:
        first = len(tree)
        tree += [_indicator(chance, quarters) for _one in range(chance.randint(2, 7))]
        children = range(first, len(tree))
        weights = [Decimal(chance.randrange(1, 100)) / 10 for _child in children]
        is_weighted = chance.random() < WEIGHTED
        tree.append(Node(children=children, weights=weights if is_weighted else ()))
        objectives.append(len(tree) - 1)
        if len(objectives) == 8:
            tree.append(Node(children=objectives))
            units.append(len(tree) - 1)
            objectives = []
    tree += [Node(children=units[place::100]) for place in range(nodes - len(tree) - 1)]
    tree.append(Node(children=units))
    return tree


def _indicator(chance: Random, quarters: int) -> Node:
    from sasando.rules.registry import Status
    from sasando.rules.rollup_tree import Node

    return Node(
        figures=[
            Status.NOT_REPORTED
            if chance.random() < UNREPORTED
            else Decimal(chance.randrange(20_000)) / 100
            for _quarter in range(quarters)
        ]
    )


def _differences(tree: list[Node], rolled: RolledTree, quarters: int) -> int:
    """How many cells the explained rule, going up level by level, sees otherwise."""
    from sasando.rules.registry import Status
    from sasando.rules.rollup import Part, roll_up

    different = 0
    for period in range(quarters):
        parts: list[Part] = []
        for place, node in enumerate(tree):
            if node.figures:
                cell = node.figures[period]
                part = Part(None, cell) if isinstance(cell, Status) else Part(cell)
            else:
                weights = node.weights or [Decimal(1)] * len(node.children)
                below = [
                    Part(parts[child].value, parts[child].status, weight)
                    for child, weight in zip(node.children, weights, strict=True)
                ]
                found = roll_up(below)
                part = Part(found.value.value, found.status)
            parts.append(part)
            seen = (rolled.roll_up(place, period).value, rolled.status(place, period))
            different += seen != (part.value, part.status)
    return different


def _pages(requests: int) -> dict[str, Any]:
    mayor = named("walikota")
    return {page: in_process([Look(page, mayor)], times=requests) for page in PAGES}


def _slowest(pages: dict[str, Any]) -> float:
    return max(found["p95_ms"] for found in pages.values())


def _add_indicators(total: int) -> None:
    """Indicators of the objectives there are, each with targets and figures of two years."""
    from sasando.planning.models import (
        Indicator,
        IndicatorSeries,
        IndicatorTarget,
        Measurement,
        Objective,
    )

    objectives = list(Objective.objects.all())
    indicators = Indicator.objects.bulk_create(
        Indicator(
            code=f"UKUR-{number}", name=f"Indikator ukur {number}", measure="persen",
            level_type="OUTCOME", polarity="HIGHER", aggregation="LAST", definition="Ukur",
            objective=objectives[number % len(objectives)], data_source="Ukur", is_example=True,
        )
        for number in range(total)
    )  # fmt: skip
    series = IndicatorSeries.objects.bulk_create(
        IndicatorSeries(indicator=row, name="ukur", is_current=True) for row in indicators
    )
    periods = [(year, quarter) for year in (2025, 2026) for quarter in range(5)]
    IndicatorTarget.objects.bulk_create(
        IndicatorTarget(
            indicator=row, year=year, quarter=quarter, value=70 + quarter, basis="ukur",
            is_example=True,
        )
        for row in indicators
        for year, quarter in periods
    )  # fmt: skip
    Measurement.objects.bulk_create(
        Measurement(
            series=row, year=year, quarter=quarter, value=50 + place % 40 + quarter,
            source="ukur", is_example=True,
        )
        for place, row in enumerate(series)
        for year, quarter in periods
        if quarter and (year, quarter) < (2026, 4)
    )  # fmt: skip
