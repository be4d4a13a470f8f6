"""One budget load in a process of its own, so that its memory is its own: prints JSON.

`python -m bench.budget_loading DATABASE_URL FILE`
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

from .closing import peak_mb

ROOT = Path(__file__).resolve().parents[1]


def main(url: str, path: Path) -> None:
    """Load the official lists, open the original budget of 2026 and load the file into it."""
    os.environ["DATABASE_URL"] = url
    from sasando.cli.environment import start_django

    start_django()
    from sasando.budget.actions import (
        import_lines,
        load_accounts,
        load_funding_sources,
        open_version,
    )
    from sasando.core import clock
    from sasando.core.models import User
    from sasando.organization.queries import viewer_for

    lists = ROOT / "data" / "nasional"
    load_accounts(lists / "kode_rekening.csv")
    load_funding_sources(lists / "sumber_dana_2026.csv")
    today = clock.local_day(clock.now())
    planner = viewer_for(User.objects.get(username="perencana"), today)
    version = open_version(viewer=planner, year=2026, stage="MURNI", as_of=date(2026, 1, 2))
    began, processor = perf_counter(), process_time()
    with path.open("rb") as stream:
        report = import_lines(
            viewer=planner, code=version.code, stream=stream, file_name=path.name, apply=True
        )
    seconds, used = perf_counter() - began, process_time() - processor
    found = {
        "rows": report.rows,
        "applied": report.applied,
        "odd": dict(report.odd_counts),
        "seconds": round(seconds, 3),
        "own_processor_seconds": round(used, 3),
        "peak_mb": round(peak_mb(), 1),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
