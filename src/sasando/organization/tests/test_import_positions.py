"""Loading positions: who answers to whom, and nobody widens his own powers."""

import pytest

from sasando.organization.models import Position

from .files import codes_of, csv_of, load, outcomes

pytestmark = pytest.mark.django_db
HEAD = "kode;nama;unit;jenis;jenjang;tugas;atasan;sejak"


def positions(*lines, head=HEAD, **options):
    return load("jabatan", csv_of(head, *lines), **options)


def line(code="UJI.1", superior="SEKDA", unit="DISHUB", duty="STAF", kind="PELAKSANA"):
    return f"{code};Analis;{unit};{kind};;{duty};{superior};2026-01-01"


def test_superiors_may_come_after_those_who_answer_to_them():
    report = positions(line("UJI.1", "UJI.2"), line("UJI.2"), apply=True)
    assert report.applied
    row = Position.objects.get(code="UJI.1")
    assert row.reports_to.code == "UJI.2"
    assert (row.level, row.duty, row.is_example) == ("-", "STAF", False)
    assert positions(line("UJI.1", "UJI.2"), line("UJI.2")).changes_nothing


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        (line(unit="TIADA"), "unit", "unit-unknown"),
        (line(superior="TIADA"), "atasan", "position-unknown"),
        (line(superior="UJI.1"), "atasan", "cycle"),
        (line(duty="RAJA"), "tugas", "choice-unknown"),
        (line(kind=""), "jenis", "empty"),
    ],
)
def test_what_is_wrong_is_named(row, field, code):
    found = positions(row).rows[0].troubles
    assert [(trouble.field, trouble.code) for trouble in found] == [(field, code)]


def test_a_circle_through_posts_that_stand_is_named():
    report = positions("DLHK.KEPALA;DLHK.SAMPAH.01", head="kode;atasan")
    assert codes_of(report.rows[0]) == ["cycle"]
    assert "DLHK.SAMPAH.KEPALA" in report.rows[0].troubles[0].problem


def test_labels_are_understood_as_well_as_codes():
    report = positions("UJI.1;Camat;DISHUB;Administrator;III.a;Kepala unit;SEKDA;2026-01-01")
    assert outcomes(report) == ["baru"]
    assert report.rows[0].values["duty"] == "KEPALA"


@pytest.mark.parametrize("login", ["kepegawaian", "pengelola"])
def test_nobody_changes_the_post_he_holds(login):
    own = {"kepegawaian": "BKPPD.01", "pengelola": "DISKOMINFO.01"}[login]
    report = positions(f"{own};SEKDA", head="kode;tugas", by=login, apply=True)
    assert codes_of(report.rows[0]) == ["own-post"]
    assert Position.objects.get(code=own).duty != "SEKDA"


def test_a_post_moves_to_another_unit_and_says_so():
    report = positions("DISHUB.01;DLHK", head="kode;unit", apply=True)
    change = report.rows[0].changes[0]
    assert (change.field, change.before, change.after) == ("unit", "DISHUB", "DLHK")
    assert Position.objects.get(code="DISHUB.01").unit.code == "DLHK"
