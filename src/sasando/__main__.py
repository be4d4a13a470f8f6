"""The commands of `./sasando`. Each is a thin line to the file that knows its subject."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module

# Command: the file and the function that know it, and what it is for.
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("demo.demo", "kota contoh: siapkan, sajikan; --check memeriksa lalu berhenti"),
    "test": ("testing.test", "lint, tipe, arsitektur, lalu semua uji"),
    "lint": ("testing.lint", "hanya lint, tipe dan arsitektur"),
    "serve": ("serving.serve", "jalankan server untuk basis data di DATABASE_URL"),
    "prepare": ("serving.prepare", "siapkan produksi: migrasi, berkas statis, kunci segel"),
    "close-day": ("seal.close_day", "tutup dan segel hari yang sudah lewat [TANGGAL]"),
    "receipt": ("seal.receipt", "tanda terima satu catatan KODE"),
    "verify": ("seal.verify", "periksa BERKAS tanda terima tanpa jaringan"),
    "audit": ("seal.audit", "hitung ulang semua segel dari tabel"),
    "remind": ("remind.remind", "kirim surat pengingat hari ini, paling banyak satu per orang"),
    "move-clock": ("seal.move_clock", "geser jam basis data peragaan, misalnya +9h"),
    "rules": ("rules.main", "daftar rumus; rules NAMA menghitung dari JSON"),
    "import": ("imports.import_", "muat unit, jabatan, orang dari CSV atau Excel"),
    "import-budget": ("imports.import_budget", "muat ekspor anggaran SIPD yang besar"),
    "bench": ("bench.bench", "ukur: rush, seal, scoreboard, pages, weight"),
    "django": ("manage.django", "perintah Django, untuk pengembang"),
}


def main(arguments: list[str]) -> int:
    """Run one command; its exit status."""
    if not arguments or arguments[0] in {"-h", "--help", "help"} or arguments[0] not in COMMANDS:
        return _overview(known=not arguments or arguments[0] in {"-h", "--help", "help"})
    name, rest = arguments[0], arguments[1:]
    file, _dot, function = COMMANDS[name][0].partition(".")
    command: Callable[[list[str]], int] = getattr(import_module(f"sasando.cli.{file}"), function)
    return command(rest)


def _overview(*, known: bool) -> int:
    stream = sys.stdout if known else sys.stderr
    if not known:
        stream.write("Perintah itu tidak dikenal. Yang ada:\n")
    for name, (_place, words) in COMMANDS.items():
        stream.write(f"  ./sasando {name:<12} {words}\n")
    return 0 if known else 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
