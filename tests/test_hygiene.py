"""What must not stand in any file that is handed on: registries, paths of one machine, secrets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*"))
NOT_HANDED_ON = {
    ".git", ".venv", ".sasando", ".hypothesis", "__pycache__", "node_modules", "staticfiles",
    ".pytest_cache", ".mypy_cache", ".ruff_cache", ".import_linter_cache", "vendor", ".coverage",
}  # fmt: skip
# Folders of one developer's machine; a city's own server has none of them in our files.
MACHINE_PATH = re.compile(r"(?<![\w.\-}])/(?:work|root|home|Users|tmp)/[\w.]")
PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----\n[A-Za-z0-9+/]")
LINE_OF_LOCK = re.compile(
    r"#.*"
    r"|[a-z0-9-]+(?:\[[a-z,]+\])?==\S+(?: ; .+)? \\"
    r"|    --hash=sha256:[0-9a-f]{64}(?: \\)?"
    r"|    # .+"
)


def files() -> list[Path]:
    """Every text file of the checkout, except what is made or vendored."""
    return [file for file in _below(ROOT) if b"\0" not in file.read_bytes()[:4096]]


def _below(folder: Path):
    for entry in sorted(folder.iterdir()):
        if entry.name in NOT_HANDED_ON:
            continue
        if entry.is_dir():
            yield from _below(entry)
        elif entry.suffix != ".pyc":
            yield entry


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for file in files()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


def test_files_are_found():
    found = {file.relative_to(ROOT).as_posix() for file in files()}
    assert {"pyproject.toml", "sasando", "src/sasando/settings.py"} <= found


def test_no_file_names_a_folder_of_one_machine():
    assert lines_with(MACHINE_PATH) == []


def test_no_file_holds_a_private_key():
    assert [
        str(file.relative_to(ROOT))
        for file in files()
        if PRIVATE_KEY.search(file.read_text(encoding="utf-8"))
    ] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_requirements_name_no_registry(lock):
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"https?:|--(?:extra-)?index-url|--find-links|--trusted-host", text)


@pytest.mark.parametrize("name", ["base.txt", "test.txt"])
def test_every_locked_package_has_its_hash(name):
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not LINE_OF_LOCK.fullmatch(line)] == []
    packages = [place for place, line in enumerate(lines) if "==" in line]
    assert packages
    assert [lines[place] for place in packages if "--hash=sha256:" not in lines[place + 1]] == []


def test_no_two_files_differ_only_by_case():
    """Windows and macOS would keep only one of them."""
    names = [file.relative_to(ROOT).as_posix().casefold() for file in _below(ROOT)]
    assert len(set(names)) == len(names)
