"""What the command line offers of the organisation; nothing is printed here."""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sasando.core import clock

from .actions import import_list, issue_first_passwords, load_city_units
from .errors import ImportRefused
from .imports.columns import LISTINGS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sasando.core.listings.report import Report

    from .actions import FirstPassword

DONE, REFUSED, MISUSED = 0, 1, 2


@dataclass(frozen=True)
class CommandResult:
    """The exit code of a command (0 done, 1 refused, 2 asked for wrongly) and what to print."""

    exit_code: int
    lines: Sequence[str]


def import_file(
    *, kind: str, path: Path, apply: bool, passwords: Path | None = None
) -> CommandResult:
    """Judge a list and, with `apply`, load it.

    `passwords` names a file, not there yet, which then holds the first passwords of the people
    that are new; only its owner can read it.
    """
    listing = LISTINGS.get(kind)
    if listing is None:
        known = ", ".join(LISTINGS)
        return CommandResult(MISUSED, [f"Jenis “{kind}” tidak dikenal. Pilih salah satu: {known}."])
    if not path.is_file():
        return CommandResult(MISUSED, [f"Berkas {path} tidak ada. Periksa namanya."])
    if passwords is not None and passwords.exists():
        return CommandResult(MISUSED, [f"Berkas {passwords} sudah ada. Pilih nama lain."])
    report = import_list(
        viewer=None, now=clock.now(), listing=listing, content=path.read_bytes(), apply=apply
    )
    lines = report.lines()
    if passwords is not None and report.new_people:
        lines.append(_issued(passwords, report.new_people))
    return CommandResult(DONE if report.is_accepted else REFUSED, lines)


def _issued(path: Path, person_codes: Sequence[str]) -> str:
    # The file is made first: passwords that could not be written down would help nobody.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        issued = issue_first_passwords(viewer=None, person_codes=person_codes)
        write_passwords(file, issued)
    return f"{len(issued)} kata sandi pertama ada di {path}. Serahkan, lalu hapus berkas itu."


def write_passwords(file: object, issued: Sequence[FirstPassword]) -> None:
    """First passwords as a table."""
    writer = csv.writer(file)  # type: ignore[arg-type]
    writer.writerow(["kode", "nama", "nama_pengguna", "kata_sandi"])
    writer.writerows([row.person_code, row.name, row.username, row.password] for row in issued)


def import_city(*, folder: Path) -> CommandResult:
    """Build or complete the city's unit tree from the lists in a folder."""
    try:
        report: Report = load_city_units(now=clock.now(), folder=folder)
    except FileNotFoundError as failure:
        return CommandResult(MISUSED, [f"Berkas {failure.filename} tidak ada. Periksa foldernya."])
    except ImportRefused as refusal:
        return CommandResult(REFUSED, refusal.values["report"].lines())
    return CommandResult(DONE, report.lines())
