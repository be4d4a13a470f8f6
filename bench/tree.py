"""A performance tree of 2,000 nodes: outline, findings, picture and one change of it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from .figures import aim, latency
from .load import Look, in_process
from .people import named
from .report import say
from .site import copy_of, prepare_city

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from .site import Site

CODE = "POHON-KOTA-2027"
# Every node has this many below it, so that 2,000 make six levels.
FAMILY = 4
SLOWEST_MS, SLOWEST_READ_MS = 300, 1_000
EDITOR = (
    "outline", "outline, one branch opened", "node", "edit form", "move a quarter of the tree",
    "undo it",
)  # fmt: skip


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--nodes", type=int, default=2_000)
    parser.add_argument("--times", type=int, default=20)


def measure(site: Site, given: Namespace) -> dict[str, Any]:
    """Server time of each page in this process, warm, with its queries."""
    prepare_city(site)
    with copy_of(site, "ukur_kota", "ukur_pohon"):
        viewer, codes = _fill(given.nodes)
        planner = named("perencana")
        pages = {}
        for name, address in _addresses(codes).items():
            say(name)
            pages[name] = in_process([Look(address, planner)], times=given.times)
        changes = _changes(viewer, codes, given.times)
    aims = [
        aim(
            f"{name}: p95 ms",
            found["p95_ms"],
            most=SLOWEST_MS if name in EDITOR else SLOWEST_READ_MS,
        )
        for name, found in {**pages, **changes}.items()
    ]
    return {"nodes": given.nodes, "pages": pages, "changes": changes, "aims": aims}


def _fill(nodes: int) -> tuple[Any, list[str]]:
    """A tree of that many nodes, each linked to a unit and most to an indicator."""
    from sasando.core import clock
    from sasando.core.models import User
    from sasando.organization.models import Unit
    from sasando.organization.queries import viewer_for
    from sasando.planning.actions.tree import plant_tree
    from sasando.planning.models import Indicator, PerformanceNode

    say(f"menanam pohon dengan {nodes} simpul")
    planner = viewer_for(User.objects.get(username="perencana"), clock.local_day(clock.now()))
    tree = plant_tree(viewer=planner, unit_code="KOTA", first_year=2027, last_year=2027)
    units = list(Unit.objects.filter(parent__kind=Unit.Kind.CITY))
    indicators = list(Indicator.objects.all())
    levels = ["AKHIR", "ANTARA", "ANTARA", "LANGSUNG", "KELUARAN", "PROSES", "PROSES"]
    made: list[PerformanceNode] = []
    for number in range(nodes):
        parent = made[(number - 1) // FAMILY] if number else None
        depth = parent.path.count(".") if parent else 0
        node = PerformanceNode.objects.create(
            tree=tree, code=f"{CODE}.{number + 1}", parent=parent,
            place=(number - 1) % FAMILY + 1, level=levels[min(depth, 6)],
            text=f"Kondisi ke-{number + 1} yang dibutuhkan warga kota di lingkungannya",
            unit=units[number % len(units)],
        )  # fmt: skip
        node.refresh_from_db(fields=["path"])
        if number % 3:
            node.indicators.add(indicators[number % len(indicators)])
        made.append(node)
    return planner, [node.code for node in made]


def _addresses(codes: list[str]) -> dict[str, str]:
    return {
        "outline": f"/perencanaan/pohon/{CODE}/",
        "outline, one branch opened": f"/perencanaan/pohon/{CODE}/?buka={codes[100]}",
        "node": f"/perencanaan/simpul/{codes[50]}/",
        "edit form": f"/perencanaan/simpul/{codes[50]}/ubah/",
        "findings": f"/perencanaan/pohon/{CODE}/temuan/",
        "picture page": f"/perencanaan/pohon/{CODE}/gambar/",
        "one sheet": f"/perencanaan/pohon/{CODE}/gambar.svg?lembar=1",
    }


def _changes(viewer: Any, codes: list[str], times: int) -> dict[str, Any]:
    """Moving a branch of a quarter of the tree there and back, and undoing it."""
    from sasando.planning.actions.tree import move_node
    from sasando.planning.actions.tree_undo import undo_last
    from sasando.planning.models import PerformanceNode

    moved, undone = [], []
    for _number in range(times):
        revision = PerformanceNode.objects.get(code=codes[1]).revision
        start = time.perf_counter()
        move_node(viewer=viewer, code=codes[1], revision=revision, parent_code=codes[2])
        middle = time.perf_counter()
        undo_last(viewer=viewer, tree_code=CODE)
        moved.append(middle - start)
        undone.append(time.perf_counter() - middle)
    return {"move a quarter of the tree": latency(moved), "undo it": latency(undone)}
