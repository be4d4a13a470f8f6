"""A city's own installation: made, guarded, served, stopped, and restored from its backup."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sasando.__main__ import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
UNITS = ["sasando.service", "sasando-tutup.service"]
ONLY_OF_ONE = {
    "Type", "ExecStart", "Restart", "RestartSec", "TimeoutStopSec", "TimeoutStartSec",
}  # fmt: skip


def need(tool: str) -> str:
    """A tool of the machine. Without it the test is skipped by name; in CI it fails."""
    found = shutil.which(tool)
    if found is None and os.environ.get("CI") == "true":
        pytest.fail(f"{tool} is missing; in CI this test must run.")
    return found or pytest.skip(f"{tool} is missing on this machine.")


def run(*command: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, env=env, capture_output=True, text=True, timeout=240, check=False
    )


def service(name: str) -> dict[str, list[str]]:
    """The settings of a unit's [Service] section."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in (DEPLOY / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line
        elif section == "[Service]" and "=" in line and not line.startswith("#"):
            key, _equals, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


def test_an_installation_from_nothing_to_a_restored_backup():
    bash = need("bash")
    need("curl")
    ours = {"DJANGO_SETTINGS_MODULE", "PYTHONPATH", "DATABASE_URL"}
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    tried = run(bash, str(DEPLOY / "try_production.sh"), env=environment)
    assert tried.returncode == 0, tried.stdout + tried.stderr
    assert tried.stdout.endswith("Pemasangan produksi berhasil dicoba.\n")


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_is_guarded(name):
    """systemd rates exposure from 0 (best) to 10; a unit without guards has 9.6."""
    systemd = need("systemd-analyze")
    command = [systemd, "security", "--offline=true", "--threshold=20", "--no-pager"]
    rated = run(*command, str(DEPLOY / name))
    assert rated.returncode == 0, rated.stdout + rated.stderr


def test_units_are_understood_by_systemd(tmp_path):
    systemd = need("systemd-analyze")
    for name in [*UNITS, "sasando-tutup.timer"]:
        text = (DEPLOY / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("/opt/sasando", str(ROOT)), encoding="utf-8")
    units = sorted(map(str, tmp_path.glob("sasando*")))
    verified = run(systemd, "verify", "--man=no", *units)
    assert (verified.returncode, verified.stderr) == (0, "")


def test_both_units_are_guarded_alike():
    served, closing = (service(name) for name in UNITS)
    assert {key: value for key, value in served.items() if key not in ONLY_OF_ONE} == {
        key: value for key, value in closing.items() if key not in ONLY_OF_ONE
    }


def test_the_timer_closes_in_the_citys_zone():
    example = (DEPLOY / "sasando.env.example").read_text(encoding="utf-8")
    zone = re.search(r'^CITY_ZONE="(.+)"$', example, re.MULTILINE)
    timer = (DEPLOY / "sasando-tutup.timer").read_text(encoding="utf-8")
    assert zone is not None
    assert f"OnCalendar=*-*-* 00:01:00 {zone[1]}\n" in timer


def test_the_example_environment_names_what_the_code_reads():
    """Neither a misspelt name nor one that an operator cannot know of."""
    settings = (ROOT / "src" / "sasando" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'\b(?:text|flag)\(\s*"([A-Z_]+)"', settings))
    example = (DEPLOY / "sasando.env.example").read_text(encoding="utf-8")
    named = {
        name.removesuffix("_FILE") for name in re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)
    }
    assert read
    assert named == read


def test_the_manual_names_files_and_commands_that_exist():
    manual = (DEPLOY / "README.md").read_text(encoding="utf-8")
    for named in re.findall(r"/opt/sasando/(deploy/[\w.-]+)|\b(deploy/try_production\.sh)", manual):
        assert (ROOT / (named[0] or named[1])).exists(), named
    commands = set(re.findall(r"(?:\./|/opt/sasando/)sasando ([a-z-]+)", manual))
    assert commands >= {"prepare", "audit", "import"}
    assert commands - {"help"} <= COMMANDS.keys()
