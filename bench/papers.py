"""Agreements to signed papers: from the rows to the kept, registered PDF with two signatures.

The papers are issued by the real action, by two processes at once. Their agreements are rows of
this benchmark's own: each has six indicators and four lines of money.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from time import perf_counter
from typing import TYPE_CHECKING, Any

from . import paper_maker
from .figures import ROOT, aim
from .report import say
from .site import prepare_cast, tidy

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from .site import Database, Site

NAME = "ukur_dokumen"
ITEMS, LINES, SIGNATURES = 6, 4, 2


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--papers", type=int, default=1_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)


def measure(site: Site, given: Namespace) -> dict[str, Any]:
    """Issue all papers; the memory of each worker early and at the end."""
    database = prepare_cast(site, NAME)
    say(f"menulis {given.papers} perjanjian yang sudah ditandatangani")
    _write_agreements(given.papers)
    tidy(site, database)
    say(f"menerbitkan {given.papers} dokumen dengan {given.workers} proses")
    began_at = perf_counter()
    runs = _made_at_once(database, given.papers, given.workers)
    seconds = perf_counter() - began_at
    grown = max(run["memory_mb"] - run["early_memory_mb"] for run in runs)
    broken = []
    if any(run["signatures"] != SIGNATURES for run in runs):
        broken.append("papers without two sound signatures")
    if sum(run["papers"] for run in runs) != given.papers:
        broken.append("papers not issued")
    return {
        "runs": runs,
        "seconds_with_start": round(seconds, 2),
        "papers_a_second_with_the_cores_to_themselves": round(
            given.workers * given.papers / sum(run["own_processor_seconds"] for run in runs), 1
        ),
        "aims": [
            aim("papers a second", given.papers / max(r["seconds"] for r in runs), least=10),
            aim("memory grown after the first papers, MB in a process", grown, most=64),
        ],
        "broken": broken,
    }


def _write_agreements(count: int) -> None:
    """One post with its agreement for each number; the database's guards stay on."""
    from django.db import transaction

    from sasando.agreements.tests import paper_rows
    from sasando.organization.models import Position

    held = paper_rows.holder("kabid").position
    posts = Position.objects.bulk_create(
        Position(
            code=f"{held.code}.UKUR{number:05d}",
            title=f"Penelaah Teknis Kebijakan {number}",
            unit=held.unit,
            kind=held.kind,
            level=held.level,
            duty=held.duty,
            reports_to=held,
            valid_from=held.valid_from,
        )
        for number in range(count)
    )
    with transaction.atomic():
        for number, post in enumerate(posts):
            paper_rows.in_force(post=post, code=f"PK-UKUR-{number:05d}", items=ITEMS, lines=LINES)


def _made_at_once(database: Database, papers: int, workers: int) -> list[dict[str, Any]]:
    share = -(-papers // workers)
    running = [
        subprocess.Popen(
            [
                sys.executable, "-m", paper_maker.__name__, database.app_url,
                str(start), str(min(start + share, papers)),
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for start in range(0, papers, share)
    ]  # fmt: skip
    answers = [process.communicate()[0] for process in running]
    return [json.loads(answer) for answer in answers]
