"""The city's data stand as they were described: every file listed, every sum right."""

import re
from hashlib import sha256

from sasando.planning.tests.factories import DATA

_SECTION = re.compile(r"^## (?P<name>\S+/\S+)\n(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def described():
    text = (DATA / "SUMBER.md").read_text(encoding="utf-8")
    return {found["name"]: found["body"] for found in _SECTION.finditer(text)}


def test_every_file_is_described_and_nothing_else_is():
    files = {
        path.relative_to(DATA).as_posix()
        for path in DATA.rglob("*")
        if path.is_file() and path.name != "SUMBER.md"
    }
    assert set(described()) == files


def test_every_sum_is_the_one_that_was_written_down():
    for name, body in described().items():
        (written,) = re.findall(r"SHA-256: `([0-9a-f]{64})`", body)
        assert sha256((DATA / name).read_bytes()).hexdigest() == written, name


def test_every_file_says_source_licence_and_changes():
    for name, body in described().items():
        for heading in ("Isi", "Sumber", "Lisensi", "Perubahan"):
            assert re.search(rf"^- {heading}: \S", body, re.MULTILINE), (name, heading)


def test_no_file_names_a_place_on_somebodys_machine():
    for path in DATA.rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"(^|[\s\"'`(])/(root|home|work|tmp|Users)/", text), path
