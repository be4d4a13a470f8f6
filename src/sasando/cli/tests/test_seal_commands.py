"""Closing, receipt, verification and audit as typed at a prompt, in processes of their own."""

import os
import subprocess
import sys

import pytest

from sasando.seals.keys import create_key_file
from sasando.work.tests.steps import record


@pytest.fixture
def sasando(own_database, at, settings, tmp_path):
    """Run `sasando …` on a database with one entry of Friday, at five past midnight."""
    settings.SEAL_KEY_FILE = tmp_path / "segel.key"
    create_key_file()
    at("2026-11-20 15.00")
    entry = record("staf")
    at("2026-11-21 00.05")
    environment = {
        **os.environ,
        "DATABASE_URL": own_database.app_url,
        "SASANDO_DATA_DIR": str(tmp_path),
    }

    def run(*arguments: str, given: bytes | None = None) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "sasando", *arguments]
        return subprocess.run(
            command, env=environment, input=given, capture_output=True, check=False
        )

    run.entry = entry
    return run


def test_close_receipt_verify_audit(sasando, tmp_path):
    closed = sasando("close-day")
    assert (closed.returncode, b"2026-11-20 tersegel: 1 catatan" in closed.stdout) == (0, True)
    receipt = sasando("receipt", sasando.entry.code)
    file = tmp_path / "tanda-terima.json"
    file.write_bytes(receipt.stdout)
    assert sasando("verify", str(file)).returncode == 0
    assert sasando("audit").returncode == 0


def test_a_forged_receipt_exits_1_with_the_reason(sasando, tmp_path):
    sasando("close-day")
    content = sasando("receipt", sasando.entry.code).stdout
    file = tmp_path / "palsu.json"
    file.write_bytes(content.replace(b"12 titik", b"13 titik"))
    refused = sasando("verify", str(file))
    assert refused.returncode == 1
    assert refused.stdout.strip()


def test_without_a_trusted_key_nothing_is_believed(sasando, tmp_path):
    sasando("close-day")
    file = tmp_path / "tanda-terima.json"
    file.write_bytes(sasando("receipt", sasando.entry.code).stdout)
    (tmp_path / "segel.key.pub").unlink()
    refused = sasando("verify", str(file))
    assert refused.returncode == 1
    assert "kunci" in refused.stdout.decode()


def test_an_open_day_is_not_closed(sasando):
    refused = sasando("close-day", "2026-11-21")
    assert refused.returncode == 1
    assert "masih terbuka" in refused.stderr.decode()


def test_the_audit_exits_1_and_names_the_row(sasando, own_database):
    import psycopg

    sasando("close-day")
    with psycopg.connect(own_database.owner_url) as owner:
        owner.execute("ALTER TABLE work_dailyentry DISABLE TRIGGER USER")
        owner.execute("UPDATE work_dailyentry SET activity = 'lain'")
        owner.execute("ALTER TABLE work_dailyentry ENABLE TRIGGER USER")
    found = sasando("audit")
    assert found.returncode == 1
    assert sasando.entry.code in found.stdout.decode()


def test_an_unknown_code_and_an_unreadable_file(sasando):
    assert sasando("receipt", "C-TIDAKADA").returncode == 1
    assert sasando("verify", "tidak-ada.json").returncode == 1


def test_the_clock_moves_on_a_test_database(sasando):
    moved = sasando("move-clock", "+2h")
    assert (moved.returncode, b"02.05" in moved.stdout) == (0, True)


def test_an_unknown_command_lists_those_there_are(sasando):
    answer = sasando("tutup")
    assert answer.returncode == 2
    assert b"close-day" in answer.stdout + answer.stderr
