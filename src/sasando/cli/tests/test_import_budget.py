"""`./sasando import-budget` as typed at a prompt, in a process of its own."""

import os
import subprocess
import sys

import pytest

from sasando.budget.actions import load_accounts, load_funding_sources
from sasando.budget.models import BudgetVersion
from sasando.planning.actions import load_nomenclature
from sasando.planning.tests.factories import DATA

EXPORT = DATA / "sipd" / "buru_rekap5_2025_murni.csv"


@pytest.fixture
def typed(own_database, tmp_path):
    load_nomenclature(DATA / "nasional")
    load_accounts(DATA / "nasional" / "kode_rekening.csv")
    load_funding_sources(DATA / "nasional" / "sumber_dana_2026.csv")
    environment = {
        **os.environ,
        "DATABASE_URL": own_database.app_url,
        "SASANDO_DATA_DIR": str(tmp_path),
    }

    def run(*arguments):
        command = [sys.executable, "-m", "sasando", "import-budget", str(EXPORT), *arguments]
        return subprocess.run(command, env=environment, capture_output=True, check=False)

    return run


def test_it_is_judged_then_loaded_and_the_year_is_asked_for(typed):
    judged = typed("--tahun", "2025", "--tahap", "MURNI")
    assert (judged.returncode, b"131 baris, Rp 9.239.668.432" in judged.stdout) == (0, True)
    assert not BudgetVersion.objects.exists()
    loaded = typed("--tahun", "2025", "--tahap", "MURNI", "--keadaan", "2025-01-02", "--muat")
    assert (loaded.returncode, b"Sudah dimuat." in loaded.stdout) == (0, True)
    version = BudgetVersion.objects.get()
    assert (version.lines.count(), version.as_of.isoformat()) == (131, "2025-01-02")
    assert typed("--tahun", "2026", "--tahap", "MURNI", "--muat").returncode == 1
    assert typed("--tahap", "MURNI").returncode == 2
    assert typed("--tahun", "2025", "--tahap", "EMAS").returncode == 2
