"""Loading what a city brings: the nomenclature, 10,000 indicators, 10,000 lines of a plan.

Each run is judged and written as in use, then rolled back, so that the next begins from the same
rows. The same file once more must change nothing; a file beyond the limit must be refused at once.
"""

from __future__ import annotations

import resource
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

from .figures import aim
from .report import say
from .site import prepare_cast

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

    from .site import Site

NAME = "ukur_impor"
YEARS = range(2025, 2030)
TOO_MANY = 100_000
SLOWEST = 10
# The target of a year that is over is fixed, and the measuring city has only the cast's rows.
BLANK = {"agenda", "jabatan", "sasaran", "target_2025"}


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=3)


def measure(site: Site, given: Namespace) -> dict[str, Any]:
    """Medians in seconds of each loading, and what became of the refused file."""
    prepare_cast(site, NAME)
    steps: dict[str, Callable[[], bool]] = {
        "nomenclature, 3,168 rows": _nomenclature,
        f"{given.rows:,} indicators": lambda: _indicators(given.rows),
        f"{given.rows:,} plan lines": lambda: _lines(given.rows),
        f"{given.rows:,} plan lines and the same file again": lambda: _lines(
            given.rows, again=True
        ),
        f"a file of {TOO_MANY:,} rows, refused": _refused,
    }
    seconds, broken = {}, []
    for name, step in steps.items():
        say(name)
        runs = [_timed(step) for _number in range(given.times)]
        seconds[name] = round(median(taken for taken, _sound in runs), 2)
        if not all(sound for _taken, sound in runs):
            broken.append(f"{name}: not as it must be")
    both = seconds["nomenclature, 3,168 rows"] + seconds[f"{given.rows:,} indicators"]
    return {
        "rows": given.rows,
        "median_seconds": seconds,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "aims": [aim("nomenclature and indicators, seconds", both, most=SLOWEST)],
        "broken": broken,
    }


def _timed(step: Callable[[], bool]) -> tuple[float, bool]:
    from django.db import transaction

    with transaction.atomic():
        start = perf_counter()
        sound = step()
        taken = perf_counter() - start
        transaction.set_rollback(True)
    return taken, sound


def _nomenclature() -> bool:
    from django.conf import settings

    from sasando.planning.actions import load_nomenclature

    return load_nomenclature(Path(settings.CITY_DATA_DIR) / "nasional") == 3_168


def _indicators(rows: int) -> bool:
    from sasando.core import clock
    from sasando.core.listings.files import csv_file, example_rows
    from sasando.core.models import User
    from sasando.organization.queries import viewer_for
    from sasando.planning.actions.indicator_lists import import_indicators
    from sasando.planning.imports.indicator_columns import indicator_listing

    listing = indicator_listing(YEARS)
    example = dict(zip(listing.headings, example_rows(listing)[0], strict=True))
    example |= {name: "" for name in BLANK if name in example}
    content = csv_file(
        listing.headings,
        (
            list((example | {"kode": f"IKU-{number}", "nama": f"Indikator {number}"}).values())
            for number in range(rows)
        ),
    )
    now = clock.now()
    planner = viewer_for(User.objects.get(username="perencana"), clock.local_day(now))
    report = import_indicators(viewer=planner, now=now, years=YEARS, content=content, apply=True)
    if not report.applied:
        say("\n".join(report.lines()[:5]))
    return report.applied


def _lines(rows: int, *, again: bool = False) -> bool:
    from sasando.planning.actions.documents import NewPlan, draft_plan
    from sasando.planning.actions.plan_import import import_plan

    document = draft_plan(viewer=None, plan=NewPlan("RENSTRA", YEARS[0], YEARS[-1], "DLHK"))
    content = _plan_file(rows)
    report = import_plan(viewer=None, document=document, kind="baris", content=content, apply=True)
    if not again:
        return report.applied
    return import_plan(
        viewer=None, document=document, kind="baris", content=content, apply=True
    ).changes_nothing


def _refused() -> bool:
    from sasando.planning.actions.documents import NewPlan, draft_plan
    from sasando.planning.actions.plan_import import import_plan

    document = draft_plan(viewer=None, plan=NewPlan("RENSTRA", YEARS[0], YEARS[-1], "DLHK"))
    report = import_plan(
        viewer=None, document=document, kind="baris", content=_plan_file(TOO_MANY), apply=True
    )
    return len(report.troubles) == 1 and not document.rows.exists()


def _plan_file(rows: int) -> bytes:
    """Programmes, each with an indicator, targets and ceilings of five years."""
    head = ["kode", "uraian", "indikator", "satuan", "kondisi_awal", "lokasi", "sumber_dana"]
    head += [f"target_{year}" for year in YEARS] + [f"pagu_{year}" for year in YEARS]
    lines = [";".join(head)]
    for number in range(rows):
        affair, field, programme = number // 9801 + 1, number // 99 % 99 + 1, number % 99 + 1
        aims = ";".join(f"{number % 90},{year % 10}" for year in YEARS)
        money = ";".join(f"{number}000000" for _year in YEARS)
        code = f"{affair}.{field:02d}.{programme:02d}"
        lines.append(f"{code};Program {number};Capaian {number};persen;10;Kota;PAD;{aims};{money}")
    return "\r\n".join(lines).encode()
