"""One benchmark from start to JSON."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from .site import Site


def measured(
    name: str, measure: Callable[[Site, Namespace], dict[str, Any]], given: Namespace
) -> dict[str, Any]:
    """Open a site of its own, measure, and say on what it was measured."""
    from . import figures
    from .site import open_site

    with open_site(keep=given.keep) as site:
        before = figures.load_average()
        found = measure(site, given)
        found.setdefault("broken", [])
        return {
            "benchmark": name,
            "options": vars(given),
            "machine": figures.machine(),
            "versions": {**figures.versions(), "postgres": site.server_version()},
            "postgres_settings": site.server_settings(),
            "load_average": {"before": before, "after": figures.load_average()},
            **found,
        }


def say(sentence: str) -> None:
    """Progress, for whoever waits."""
    print(f"ukur: {sentence}", file=sys.stderr, flush=True)
