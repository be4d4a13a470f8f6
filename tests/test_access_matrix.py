"""Every address, for every member of the cast and for nobody, answers as `access_matrix.csv` says.

A line of the table is one request: the address, its parameters (short names of the scene in
braces), the method, what is sent, and the status each role receives. `why` says in words who is
let in. To add lines, write name, method and parameters, leave the statuses empty and run this
test: it fails and prints the line as measured. Read it as the person who must be refused would,
then put it into the table.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from .addresses import addresses
from .scene import ANONYMOUS, ROLES

TABLE = Path(__file__).with_name("access_matrix.csv")
COLUMNS = ("name", "method", "parameters", "sent", *ROLES, "why")
METHODS = ("GET", "POST")
ANSWERS = {"200", "302", "403", "404", "405", "409", "410", "422"}


@dataclass(frozen=True)
class Line:
    """One request and what each role is answered."""

    name: str
    method: str
    parameters: str
    sent: str
    statuses: dict[str, str]
    why: str

    def __str__(self) -> str:
        return " ".join(
            part for part in (self.name, self.method, self.parameters, self.sent) if part
        )

    def path(self, codes: dict[str, str]) -> str:
        """The address, with the codes of the scene in place of their short names."""
        given = pairs(self.parameters.format(**codes))
        numbers = {name: int(value) for name, value in given.items() if value.isdecimal()}
        return reverse(self.name, kwargs={**given, **numbers})

    def as_row(self, statuses: dict[str, str]) -> str:
        cells = (self.name, self.method, self.parameters, self.sent)
        return ";".join((*cells, *(statuses[role] for role in ROLES), self.why))


def pairs(text: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in text.split("&") if part)


def lines() -> list[Line]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return [
        Line(
            row["name"],
            row["method"],
            row["parameters"],
            row["sent"],
            {role: row[role] for role in ROLES},
            row["why"],
        )
        for row in rows
    ]


LINES = lines()


def answer(line: Line, role: str, scene) -> str:
    """The status this role receives; whatever the request changed is taken back."""
    client = Client()
    if role != ANONYMOUS:
        client.cookies[django_settings.SESSION_COOKIE_NAME] = scene.sessions[role]
    path = line.path(scene.codes)
    sent = pairs(line.sent.format(**scene.codes))
    with transaction.atomic():
        response = client.get(path, sent) if line.method == "GET" else client.post(path, sent)
        if response.streaming:
            b"".join(response)
        transaction.set_rollback(True)
    if role == ANONYMOUS and response.status_code == 302:
        assert response["Location"].startswith(reverse(django_settings.LOGIN_URL))
    return str(response.status_code)


@pytest.mark.parametrize("line", LINES, ids=str)
def test_every_role_is_answered_as_written(line, in_scene):
    found = {role: answer(line, role, in_scene) for role in ROLES}
    differing = {role: found[role] for role in ROLES if found[role] != line.statuses[role]}
    assert not differing, f"{differing}\nas measured:\n{line.as_row(found)}"


def test_every_address_has_a_line_for_every_method():
    known = {(line.name, line.method) for line in LINES}
    missing = [
        f"{address.name};{method};{'&'.join(f'{name}=' for name in address.parameters)}"
        for address in addresses()
        for method in METHODS
        if (address.name, method) not in known
    ]
    assert not missing, "write these lines into the table:\n" + "\n".join(missing)


def test_every_line_belongs_to_an_address():
    assert {line.name for line in LINES} <= {address.name for address in addresses()}


def test_the_table_is_whole():
    rows = [row.split(";") for row in TABLE.read_text(encoding="utf-8").splitlines()]
    assert tuple(rows[0]) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert len({(line.name, line.method, line.parameters, line.sent) for line in LINES}) == len(
        LINES
    )
    for line in LINES:
        assert set(line.statuses.values()) <= ANSWERS, str(line)
        assert line.why, str(line)


def test_nobody_reads_without_logging_in_except_what_is_public():
    public = {
        line.name for line in LINES if line.statuses[ANONYMOUS] == "200" and line.method == "GET"
    }
    assert public == {
        "agreements:check_agreement",
        "core:health",
        "core:login",
        "papers:find",
        "reminders:calendar",
        "seals:checkpoint",
        "seals:day",
        "seals:day_tile",
        "seals:heads_csv",
        "seals:index",
        "seals:log_tile",
        "seals:verifier_key",
        "work:clock",
    }


def test_nobody_writes_without_logging_in():
    """Only the check of a receipt or paper and the log-in form take anything from strangers."""
    taking = {
        line.name for line in LINES if line.method == "POST" and line.statuses[ANONYMOUS] == "200"
    }
    assert taking == {"agreements:check_agreement", "core:login", "papers:find", "seals:index"}
