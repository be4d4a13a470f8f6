"""Whose board one sees: one's scope, or the own unit without names; the rest is not found."""

import pytest

from sasando.core.models import AuditEvent
from sasando.scoreboard.tests.steps import THURSDAY, seen, two_days

pytestmark = pytest.mark.django_db

UNITS = ("KOTA", "DLHK", "DLHK.SAMPAH", "53.71.03", "53.71.03.1010", "RSUD", "DISHUB")
EVERYTHING = dict.fromkeys(UNITS, 200)
NOTHING = dict.fromkeys(UNITS, 404)
SCOPES = {
    "walikota": EVERYTHING,
    "sekda": EVERYTHING,
    "perencana": EVERYTHING,
    "kepegawaian": EVERYTHING,
    "pemeriksa": EVERYTHING,
    "kadis": {**NOTHING, "DLHK": 200, "DLHK.SAMPAH": 200},
    "kabid": {**NOTHING, "DLHK.SAMPAH": 200},
    "staf": {**NOTHING, "DLHK.SAMPAH": 403},
    "staf2": {**NOTHING, "DLHK.SAMPAH": 403},
    "camat": {**NOTHING, "53.71.03": 200, "53.71.03.1010": 200},
    "lurah": {**NOTHING, "53.71.03.1010": 200},
    "stafkel": {**NOTHING, "53.71.03.1010": 403},
    "dirrsud": {**NOTHING, "RSUD": 200},
    "perawat": {**NOTHING, "RSUD": 403},
    "pengelola": NOTHING,
    "orangluar": {**NOTHING, "DISHUB": 403},
    "warga": NOTHING,
}
LISTS = (f"pengisian/{THURSDAY}/", "keputusan/", "capaian/")


@pytest.fixture(autouse=True)
def entries(at):
    two_days(at)


@pytest.mark.parametrize("login", SCOPES)
def test_boards_and_the_rows_behind_them(client, login):
    for code, status in SCOPES[login].items():
        seen(client, login, f"/papan/{code}/", 200 if status == 403 else status)
        for part in LISTS:
            seen(client, login, f"/papan/{code}/{part}", status)


@pytest.mark.parametrize(
    ("login", "name"),
    [
        ("walikota", "Kota Kupang"),
        ("sekda", "Kota Kupang"),
        ("kadis", "Dinas Lingkungan Hidup dan Kebersihan"),
        ("lurah", "Kelurahan Oesapa"),
        ("perawat", "RSUD S.K. Lerik"),
        ("pengelola", "Dinas Komunikasi dan Informatika"),
    ],
)
def test_one_begins_at_the_top_of_ones_own_scope(client, login, name):
    assert seen(client, login, "/papan/").context["page"].unit_name == name


def test_whoever_holds_no_post_has_no_board(client):
    seen(client, "warga", "/papan/", 403)


@pytest.mark.parametrize("login", ["staf", "perawat"])
def test_without_scope_one_sees_counts_and_no_way_to_names(client, login):
    answer = seen(client, login, "/papan/")
    page, body = answer.context["page"], answer.content.decode()
    assert page.decisions is None
    assert "Yang memerlukan putusan" not in body
    assert "pengisian/" not in body
    assert "keputusan/" not in body
    (row,) = page.units
    assert row.filing.value is not None
    assert not any((row.url, row.filing.url, row.overdue.url, row.achievement.url))


def test_the_path_up_ends_where_the_scope_ends(client):
    trail = seen(client, "lurah", f"/papan/53.71.03.1010/pengisian/{THURSDAY}/").context["trail"]
    assert [crumb.url for crumb in trail] == ["/papan/53.71.03.1010/"]
    trail = seen(client, "sekda", "/papan/53.71.03.1010/").context["trail"]
    assert [crumb.url for crumb in trail] == ["/papan/KOTA/", "/papan/53.71.03/"]


@pytest.mark.parametrize(
    ("part", "leaves_trace"),
    [
        (f"pengisian/{THURSDAY}/", True),
        ("keputusan/?jabatan=DLHK.SAMPAH.KEPALA", True),
        ("keputusan/", False),
        ("capaian/", False),
        ("", False),
    ],
)
def test_only_lists_of_named_people_leave_a_trace(client, part, leaves_trace):
    before = AuditEvent.objects.count()
    seen(client, "kadis", f"/papan/DLHK/{part}")
    events = AuditEvent.objects.filter(action="people.viewed")
    assert AuditEvent.objects.count() - before == leaves_trace == events.count()
    if leaves_trace:
        assert events.get().subject_code == "DLHK"
