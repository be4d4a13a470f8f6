"""Issues papers in a process of its own, so that its memory is its own: prints JSON.

`python -m bench.paper_maker DATABASE_URL FIRST LAST` issues the agreements with these numbers.
"""

from __future__ import annotations

import json
import os
import sys
from time import perf_counter, process_time

from .closing import peak_mb

EARLY = 50


def main(url: str, first: int, last: int) -> None:
    """Issue one paper after the other; the memory is read early and at the end."""
    os.environ["DATABASE_URL"] = url
    from sasando.cli.environment import start_django

    start_django()
    from sasando.agreements.models import Agreement
    from sasando.agreements.papers import issue_agreement
    from sasando.core import clock
    from sasando.core.models import User
    from sasando.organization.queries import viewer_for
    from sasando.papers.models import IssuedPaper
    from sasando.papers.queries import file_of
    from sasando.papers.signatures import read_signatures

    now = clock.now()
    viewer = viewer_for(User.objects.get(username="walikota"), clock.local_day(now))
    codes = list(
        Agreement.objects.filter(year=2027).order_by("code").values_list("code", flat=True)
    )[first:last]
    began_at, processor_at, early_mb = perf_counter(), process_time(), 0.0
    for number, code in enumerate(codes, start=1):
        issue_agreement(viewer=viewer, now=now, code=code)
        if number == EARLY:
            early_mb = peak_mb()
    seconds, processor = perf_counter() - began_at, process_time() - processor_at
    last_one = file_of(IssuedPaper.objects.get(subject_code=codes[-1]))
    found = {
        "papers": len(codes),
        "seconds": round(seconds, 2),
        "own_processor_seconds": round(processor, 2),
        "early_memory_mb": round(early_mb, 1),
        "memory_mb": round(peak_mb(), 1),
        "paper_kb": round(len(last_one) / 1024, 1),
        "signatures": sum(one.is_sound for one in read_signatures(last_one)),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
