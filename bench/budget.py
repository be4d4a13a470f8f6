"""Loading budgets, comparing two versions and rolling up many: a city's and a province's size."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from datetime import date
from decimal import Decimal
from itertools import islice, product
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

import psycopg

from . import budget_loading
from .figures import aim, load_average
from .load import Look, in_process
from .people import named
from .report import say
from .site import copy_of, prepare_cast, tidy, use

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Iterator

    from sasando.budget.models import BudgetVersion

    from .site import Database, Site

ROOT = Path(__file__).resolve().parents[1]
NOMENCLATURE = ROOT / "data" / "nasional" / "nomenklatur_subkegiatan_kabkota_2027.csv"
ACCOUNTS = ROOT / "data" / "nasional" / "kode_rekening.csv"
HEADINGS = (
    "NO", "TAHUN", "KODE URUSAN", "NAMA URUSAN", "KODE SKPD", "NAMA SKPD", "KODE SUB UNIT",
    "NAMA SUB UNIT", "KODE BIDANG URUSAN", "NAMA BIDANG URUSAN", "KODE PROGRAM", "NAMA PROGRAM",
    "KODE KEGIATAN", "NAMA KEGIATAN", "KODE SUB KEGIATAN", "NAMA SUB KEGIATAN",
    "KODE SUMBER DANA", "NAMA SUMBER DANA", "KODE REKENING", "NAMA REKENING", "PAKET/KELOMPOK",
    "NAMA PAKET/KELOMPOK", "PAGU",
)  # fmt: skip
YEARS, VERSIONS = 5, 8
NEWEST = "/anggaran/APBD-2026-0"
SIDES = "/anggaran/banding/?lama=APBD-2025-3&baru=APBD-2026-0&menurut"
# Every page that sums a version, as a planner opens it.
PAGES = (
    "/anggaran/?tahun=2026",
    *(
        f"{NEWEST}/?menurut={dimension}"
        for dimension in ("skpd", "program", "kegiatan", "subkegiatan", "jenis", "sasaran")
    ),
    f"{NEWEST}/?jenis=5.1.02",
    f"{NEWEST}/kode/",
    "/anggaran/kode/",
    "/anggaran/pajak/",
    *(f"{SIDES}={dimension}" for dimension in ("skpd", "subkegiatan", "rekening", "sasaran")),
)
TEMPLATE = "ukur_anggaran_dasar"


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--city", type=int, default=7_000)
    parser.add_argument("--province", type=int, default=1_000_000)
    parser.add_argument("--lines", type=int, default=200_000)
    parser.add_argument("--times", type=int, default=5)


def measure(site: Site, given: Namespace) -> dict[str, Any]:
    """Each load in a process of its own; comparison and roll-up beside forty versions."""
    prepare_cast(site, TEMPLATE)
    _load_nomenclature()
    tidy(site, site.database(TEMPLATE))
    with tempfile.TemporaryDirectory() as folder:
        city = _load(site, Path(folder) / "kota.csv", given.city)
        province = _load(site, Path(folder) / "provinsi.csv", given.province)
        pages = _many_versions(site, Path(folder) / "besar.csv", given)
    return {
        "city": city,
        "province": province,
        **pages,
        "aims": [
            aim(f"a city's {given.city} rows, seconds", city["seconds"], most=3),
            aim("a province's rows a second", province["rows"] / province["seconds"], least=50_000),
            aim("a province's memory, MB", province["peak_mb"], most=500),
            aim("comparison of two versions, seconds", pages["comparison_seconds"], most=1),
            aim("slowest roll-up, ms", pages["rollup_ms"], most=150),
            aim("slowest page, p95 ms", pages["page_ms"], most=150),
        ],
    }


def _load_nomenclature() -> None:
    from sasando.planning.actions import load_nomenclature

    load_nomenclature(NOMENCLATURE.parent)


def _load(site: Site, path: Path, rows: int) -> dict[str, Any]:
    _write(path, rows)
    with copy_of(site, TEMPLATE, "ukur_anggaran") as database:
        say(f"memuat {rows} baris")
        return {**_in_a_process_of_its_own(database, path), "load_average": load_average()}


def _in_a_process_of_its_own(database: Database, path: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", budget_loading.__name__, database.app_url, str(path)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _many_versions(site: Site, path: Path, given: Namespace) -> dict[str, Any]:
    """Forty versions: one is loaded for real, the others are copies of its lines and sums."""
    _write(path, given.lines)
    with copy_of(site, TEMPLATE, "ukur_anggaran") as database:
        _in_a_process_of_its_own(database, path)
        say(f"menyalin menjadi {YEARS * VERSIONS} versi")
        with psycopg.connect(site.admin_of(database.name), autocommit=True) as admin:
            _copies(admin)
        tidy(site, database)
        use(database)
        return _timed(given.times)


def _copies(admin: psycopg.Connection[Any]) -> None:
    admin.execute("SET session_replication_role = replica")
    places = list(product(range(2026 - YEARS + 1, 2027), range(VERSIONS)))
    for year, number in places:
        if (year, number) == (2026, 0):
            continue
        stage = "MURNI" if number == 0 else "PERGESERAN"
        head = [f"APBD-{year}-{number}", year, number, stage, stage]
        (copied,) = admin.execute(COPY_HEAD, head).fetchone() or (0,)
        admin.execute(COPY_LINES, [copied])
        admin.execute(COPY_TOTALS, [copied])


COPY_HEAD = """
INSERT INTO budget_budgetversion (code, year, number, stage, name, legal_act, as_of, source,
    file_digest, scope, is_example, supersedes_id)
SELECT %s, %s, %s::int, %s, 'salinan', '', as_of, '', '', scope, true,
    CASE WHEN %s = 'MURNI' THEN NULL ELSE (SELECT max(id) FROM budget_budgetversion) END
FROM budget_budgetversion WHERE code = 'APBD-2026-0' RETURNING id
"""
COPY_LINES = """
INSERT INTO budget_budgetline (version_id, row, agency_id, sub_unit_id, activity_id, account_id,
    funding_id, package, amount)
SELECT %s, row, agency_id, sub_unit_id, activity_id, account_id, funding_id, package, amount + 1
FROM budget_budgetline WHERE version_id =
    (SELECT id FROM budget_budgetversion WHERE code = 'APBD-2026-0')
"""
COPY_TOTALS = """
INSERT INTO budget_budgettotal (version_id, agency_id, sub_unit_id, activity_id, programme_id,
    "group", amount, lines)
SELECT %s, agency_id, sub_unit_id, activity_id, programme_id, "group", amount + lines, lines
FROM budget_budgettotal WHERE version_id =
    (SELECT id FROM budget_budgetversion WHERE code = 'APBD-2026-0')
"""


def _timed(times: int) -> dict[str, Any]:
    from sasando.budget.models import BudgetVersion
    from sasando.budget.queries.comparison import Dimension, compare, sums_of

    old = BudgetVersion.objects.get(code="APBD-2025-3")
    new = BudgetVersion.objects.get(code="APBD-2026-0")
    rollups = {
        dimension.value: _median(lambda chosen=dimension: sums_of(new, chosen), times)
        for dimension in Dimension
        if dimension is not Dimension.ACCOUNT
    }
    comparisons = {
        dimension.value: _median(lambda chosen=dimension: compare(old, new, chosen), times)
        for dimension in Dimension
    }
    visitor = named("perencana")
    pages = {page: in_process([Look(page, visitor)], times=20) for page in PAGES}
    scenario = _median(_scenario_of(new), times)
    return {
        "scenario_seconds": scenario,
        "versions": BudgetVersion.objects.count(),
        "rollups_ms": {name: round(value * 1000, 1) for name, value in rollups.items()},
        "comparisons_ms": {name: round(value * 1000, 1) for name, value in comparisons.items()},
        "pages": pages,
        "page_ms": max(page["p95_ms"] for page in pages.values()),
        "rollup_ms": max(rollups.values()) * 1000,
        "comparison_seconds": max(comparisons.values()),
    }


def _scenario_of(base: BudgetVersion) -> Callable[[], object]:
    """Reads a scenario with a protection, a capped cut, a share and a lump sum over all lines."""
    from sasando.budget.actions import adopt_version
    from sasando.budget.actions.scenarios import RuleOrder, add_rule, create_scenario
    from sasando.budget.models import Scenario
    from sasando.budget.queries.scenarios import scenario_result
    from sasando.budget.queries.selection import Selection
    from sasando.rules.scenarios import Operation

    adopt_version(viewer=None, code=base.code, legal_act="Ukur", adopted_on=date(2026, 1, 2))
    made = create_scenario(
        viewer=None, base_code=base.code, purpose=Scenario.Purpose.NEXT_VERSION, protects=False
    )
    for operation, account, value in (
        (Operation.PROTECT, "5.1.01", 0),
        (Operation.CUT_PERCENT, "5.1.02", 10),
        (Operation.CUT_AMOUNT, "", 10_000_000_000),
    ):
        order = RuleOrder(operation, Selection(account=account), Decimal(value), reason="Ukur")
        add_rule(viewer=None, code=made.code, order=order)
    return lambda: scenario_result(made)


def _median(work: Any, times: int) -> float:
    seconds = []
    for _time in range(times):
        began = perf_counter()
        work()
        seconds.append(perf_counter() - began)
    return median(seconds)


def _write(path: Path, rows: int) -> None:
    """An export in the form of SIPD with real codes, made of agencies, sub-activities, accounts."""
    say(f"menulis {rows} baris ekspor buatan")
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        writer.writerows(islice(_rows(), rows))


def _rows() -> Iterator[tuple[str, ...]]:
    activities, accounts = _column_pairs(NOMENCLATURE), _column_pairs(ACCOUNTS)
    accounts = [row for row in accounts if row[0].startswith("5.") and row[0].count(".") == 5]
    number = 0
    for turn in range(1_000_000):
        for place, (code, name) in enumerate(activities):
            agency = f"{code[:4]}.0.00.0.00.{1 + place % 3:02d}.0000".replace("X.XX", "5.01")
            for step in range(10):
                number += 1
                account = accounts[(place * 10 + step + turn * 97) % len(accounts)]
                yield (
                    str(number), "2026", code[:1], "URUSAN", agency, f"Dinas {agency}",
                    f"{agency[:-4]}{turn % 4:04d}", f"Unit {turn % 4} {agency}", code[:4], "BIDANG",
                    code[:7], f"PROGRAM {code[:7]}", code[:12], f"Kegiatan {code[:12]}", code, name,
                    "1.1.04", "Pendapatan asli", *account, "Kelompok", f"Paket {step}",
                    str(1_000_000 + number),
                )  # fmt: skip


def _column_pairs(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [(row["kode"], row["nama"]) for row in csv.DictReader(stream)]
