"""How many people sit where, and under whom."""

import pytest

from sasando.demo.errors import ScaleUnknown
from sasando.demo.structure import (
    LARGEST_TEAM,
    PEOPLE,
    Ground,
    head_code,
    head_of,
    headcounts,
    teams_of,
)
from sasando.organization.models import CODE


def ground(code, kind="DINAS", name="Dinas Contoh", pattern="LIMA_HARI"):
    return Ground(7, code, name, kind, "1.7.", pattern)


UNITS = [
    ground("DISDIKBUD"),
    ground("DINKES"),
    ground("DISHUB"),
    ground("RSUD", "RSUD", pattern="GILIR"),
    *(ground(f"53.71.01.{n}", "KELURAHAN") for n in range(1001, 1052)),
]


@pytest.mark.parametrize("scale", sorted(PEOPLE))
def test_nobody_is_lost_in_rounding(scale):
    assert sum(headcounts(UNITS, scale).values()) == PEOPLE[scale]


def test_most_people_teach_or_heal():
    counts = headcounts(UNITS, "city")
    assert counts["DISDIKBUD"] > counts["DINKES"] > counts["DISHUB"] > counts["53.71.01.1001"]


def test_an_unknown_scale_is_refused():
    with pytest.raises(ScaleUnknown):
        headcounts(UNITS, "galaxy")


@pytest.mark.parametrize("people", [9, 75, 1200])
def test_teams_hold_everybody_but_the_head_and_none_is_too_large(people):
    teams = list(teams_of(ground("DISHUB"), people))
    assert sum(team.people for team in teams) == people - 1
    assert max(team.people for team in teams) <= LARGEST_TEAM
    assert len({team.code for team in teams}) == len({team.name for team in teams}) == len(teams)


def test_every_made_unit_says_that_it_is_an_example_and_has_a_fit_code():
    for unit in UNITS:
        for team in teams_of(unit, 300):
            assert team.name.endswith("(contoh)")
            CODE(team.code)


def test_a_small_office_has_no_teams():
    assert list(teams_of(ground("53.71.01.1001", "KELURAHAN"), 20)) == []


def test_schools_work_six_days_and_wards_by_roster():
    school = list(teams_of(ground("DISDIKBUD"), 100))[-1]
    ward = list(teams_of(ground("RSUD", "RSUD", pattern="GILIR"), 200))[-1]
    assert (school.kind, school.pattern) == ("SEKOLAH", "ENAM_HARI")
    assert ward.pattern == "GILIR"


@pytest.mark.parametrize(
    ("kind", "name", "title", "code"),
    [
        ("KELURAHAN", "Kelurahan Oesapa", "Lurah Oesapa", "X.LURAH"),
        ("KECAMATAN", "Kecamatan Alak", "Camat Alak", "X.CAMAT"),
        ("INSPEKTORAT", "Inspektorat Daerah", "Inspektur Daerah", "X.KEPALA"),
        ("DINAS", "Dinas Sosial", "Kepala Dinas Sosial", "X.KEPALA"),
    ],
)
def test_heads_are_called_as_the_office_calls_them(kind, name, title, code):
    unit = ground("X", kind, name)
    assert head_of(unit)[0] == title
    assert head_code(unit) == code
