"""Measuring: `./sasando bench NAME` builds a city of its own, loads it and prints JSON."""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
NAMES = {
    "budget": "memuat anggaran kota dan provinsi, membandingkan dan menjumlah 40 versi",
    "rush": "menit-menit terakhir sebelum hari kerja tutup",
    "seal": "menutup dan menyegel hari dengan 60.000 catatan",
    "scoreboard": "papan wali kota pada 100 ribu dan 10 juta catatan",
    "rollup": "capaian 20.000 simpul pada 20 triwulan, dan halaman yang memakainya",
    "pages": "halaman pegawai dan pintu masuk pada 1 juta dan 10 juta catatan",
    "papers": "seribu perjanjian menjadi PDF bertanda tangan",
    "habit": "kemiripan teks dan putusan kebiasaan terhadap data berlabel; 10.000 teks",
    "impor": "memuat nomenklatur, 10.000 indikator, dan 10.000 baris rencana",
    "weight": "berat halaman bagi telepon: bita, permintaan, nilai Lighthouse",
    "tree": "pohon kinerja dengan 2.000 simpul: daftar, temuan, gambar, perubahan",
}


def bench(arguments: list[str]) -> int:
    """`bench NAME`: measure one thing; JSON on stdout, progress on stderr.

    1 when something that must never happen did (a lost or a late entry), never for slowness.
    """
    if not arguments or arguments[0] not in NAMES:
        return _overview()
    name, rest = arguments[0], arguments[1:]
    # The benchmarks stand beside src, for they are no part of what a city installs.
    sys.path.insert(0, str(ROOT))
    parser = argparse.ArgumentParser(prog=f"sasando bench {name}", description=NAMES[name])
    parser.add_argument("--keep", action="store_true", help="simpan basis data ukur untuk nanti")
    subject = import_module(f"bench.{name}")
    subject.add_options(parser)
    report: dict[str, Any] = import_module("bench.report").measured(
        name, subject.measure, parser.parse_args(rest)
    )
    print(json.dumps(report, ensure_ascii=False, indent=2))
    return 1 if report["broken"] else 0


def _overview() -> int:
    for name, words in NAMES.items():
        print(f"  ./sasando bench {name:<12} {words}", file=sys.stderr)
    return 2
