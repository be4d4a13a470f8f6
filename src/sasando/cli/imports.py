"""`./sasando import` and `import-budget`: lists and exports, loaded whole or not at all."""

from __future__ import annotations

import argparse
from datetime import date
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


def import_budget(arguments: list[str]) -> int:
    """`import-budget FILE --tahun 2026 --tahap MURNI [--muat]`: an export too big for a page.

    0 accepted, 1 refused (nothing loaded), 2 asked for wrongly.
    """
    parser = argparse.ArgumentParser(prog="sasando import-budget")
    parser.add_argument("file", type=Path, help="ekspor SIPD, CSV atau Excel")
    parser.add_argument("--tahun", type=int, required=True, help="tahun anggaran")
    stages = ("MURNI", "PERGESERAN", "PERUBAHAN", "PERGESERAN_PERUBAHAN")
    parser.add_argument("--tahap", choices=stages, required=True, help="tahap versi")
    parser.add_argument("--keadaan", type=date.fromisoformat, help="keadaan per tanggal ini")
    column = "judul kolom untuk satu isian, misalnya amount=NILAI; boleh berulang"
    parser.add_argument("--kolom", action="append", default=[], metavar="ISIAN=JUDUL", help=column)
    parser.add_argument("--muat", action="store_true", help="muat; tanpa ini hanya laporan")
    given = parser.parse_args(arguments)
    start_django()
    from sasando.budget.commands import Wanted, import_budget

    mapping = dict(text.partition("=")[::2] for text in given.kolom) or None
    wanted = Wanted(given.tahun, given.tahap, given.keadaan, mapping)
    result = import_budget(path=given.file, wanted=wanted, apply=given.muat)
    print("\n".join(result.lines))
    return result.exit_code
