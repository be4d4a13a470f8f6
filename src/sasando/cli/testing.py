"""`./sasando test`: everything CI runs, in the order in which it fails fastest."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
BIN = Path(sys.executable).parent
DEBIAN_PACKAGES = {
    "chromium": "chromium",
    "go": "golang-go",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
    "/usr/share/gocode/src/golang.org/x/mod": "golang-golang-x-mod-dev",
}


def test(arguments: list[str]) -> int:
    """Lint, types, architecture, then pytest with what is given; pytest's own line comes last."""
    _install_outside_tools()
    failed = lint([])
    if failed:
        return failed
    return _run([str(BIN / "pytest"), *arguments])


def lint(arguments: list[str]) -> int:
    """Only what reads the code: ruff, format, types, package directions, migrations."""
    steps = (
        [str(BIN / "ruff"), "check", "."],
        [str(BIN / "ruff"), "format", "--check", "."],
        [str(BIN / "lint-imports")],
        [str(BIN / "mypy")],
    )
    for step in steps:
        print(f"· {Path(step[0]).name} {' '.join(step[1:])}", flush=True)
        status = _run(step)
        if status:
            return status
    return 0


def _run(command: list[str]) -> int:
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def _install_outside_tools() -> None:
    """What other tests need, through apt where this machine lets us; else those tests say so."""
    missing = [
        package
        for tool, package in DEBIAN_PACKAGES.items()
        if not (Path(tool).exists() if tool.startswith("/") else shutil.which(tool))
    ]
    if not missing or os.name == "nt" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"· memasang {', '.join(missing)}", flush=True)
    subprocess.run(["apt-get", "update", "-qq"], stdout=subprocess.DEVNULL, check=False)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
