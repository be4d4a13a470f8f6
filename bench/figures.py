"""Figures: percentiles, processor time, and what machine they were taken on."""

from __future__ import annotations

import os
import platform
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).resolve().parents[1]


def percentile(values: Iterable[float], share: float) -> float:
    """The nearest-rank percentile, share between 0 and 1; 0 of nothing."""
    ordered = sorted(values)
    if not ordered:
        return 0.0
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def latency(seconds: Sequence[float]) -> dict[str, float]:
    """How long answers took, in milliseconds."""
    return {
        "count": len(seconds),
        **{
            f"p{round(share * 100)}_ms": round(percentile(seconds, share) * 1000, 1)
            for share in (0.5, 0.95, 0.99)
        },
    }


def aim(
    name: str, measured: float, *, most: float | None = None, least: float | None = None
) -> dict[str, Any]:
    """One aim of the city beside what was measured."""
    met = (most is None or measured <= most) and (least is None or measured >= least)
    bound = {"at_least": least} if most is None else {"at_most": most}
    return {"aim": name, **bound, "measured": round(measured, 3), "met": met}


@dataclass(frozen=True)
class ProcessorTime:
    """Processor seconds since the processes began, by who used them."""

    application: float
    database: float
    load: float

    def since(self, earlier: ProcessorTime) -> ProcessorTime:
        return ProcessorTime(
            self.application - earlier.application,
            self.database - earlier.database,
            self.load - earlier.load,
        )

    def per(self, requests: int) -> dict[str, float]:
        """Milliseconds of each for one request."""
        return {
            f"{name}_ms": round(seconds * 1000 / max(requests, 1), 2)
            for name, seconds in vars(self).items()
        }

    def bound(self, requests: int) -> float:
        """Requests per second at which the processor would be full, were nobody else on it."""
        used = self.application + self.database + self.load
        return round((os.cpu_count() or 1) * requests / max(used, 0.001), 1)


@dataclass(frozen=True)
class Meter:
    """Reads the processor time of the web server, of PostgreSQL and of this process."""

    server_pid: int
    postmaster_pid: int

    def read(self) -> ProcessorTime:
        return ProcessorTime(
            _family(self.server_pid), _family(self.postmaster_pid), _own(psutil.Process())
        )


def _family(pid: int) -> float:
    parent = psutil.Process(pid)
    return _own(parent) + sum(_own(child) for child in parent.children(recursive=True))


def _own(process: psutil.Process) -> float:
    try:
        used = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return used.user + used.system


def machine() -> dict[str, Any]:
    """Processor, cores and memory."""
    return {
        "cpu": _cpu_model(),
        "cores": os.cpu_count(),
        "memory_mb": psutil.virtual_memory().total // 2**20,
        "system": platform.platform(),
    }


def _cpu_model() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


def versions() -> dict[str, str]:
    """What was measured; a revision with + has changes that are not committed."""
    return {
        "python": platform.python_version(),
        "django": version("django"),
        "granian": version("granian"),
        "psycopg": version("psycopg"),
        "sasando": _revision(),
    }


def _revision() -> str:
    def git(*arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    return git("rev-parse", "--short", "HEAD") + ("+" if git("status", "--porcelain") else "")


def load_average() -> list[float]:
    """Of the last 1, 5 and 15 minutes; above the cores somebody else was at work too."""
    return [round(value, 2) for value in psutil.getloadavg()]
