"""`./sasando import`: a city's own lists, judged row by row, loaded whole or not at all."""

from __future__ import annotations

import argparse
from pathlib import Path

from .environment import start_django

# The words of the issue beside the office's own.
KINDS = {
    "units": "unit",
    "positions": "jabatan",
    "people": "pegawai",
    "shifts": "jadwal-gilir",
}


def import_(arguments: list[str]) -> int:
    """`import KIND FILE [--muat]`: report what the file would do; with --muat, do it.

    0 accepted, 1 refused (nothing loaded), 2 asked for wrongly.
    """
    parser = argparse.ArgumentParser(prog="sasando import")
    parser.add_argument("kind", choices=[*KINDS, *KINDS.values(), "city"], help="jenis daftar")
    parser.add_argument("file", type=Path, help="CSV atau Excel; folder untuk city")
    parser.add_argument("--muat", action="store_true", help="muat; tanpa ini hanya laporan")
    parser.add_argument("--kata-sandi", type=Path, help="berkas baru untuk kata sandi pertama")
    given = parser.parse_args(arguments)
    start_django()
    from sasando.organization.commands import import_city, import_file

    if given.kind == "city":
        result = import_city(folder=given.file)
    else:
        result = import_file(
            kind=KINDS.get(given.kind, given.kind),
            path=given.file,
            apply=given.muat,
            passwords=given.kata_sandi,
        )
    print("\n".join(result.lines))
    return result.exit_code
