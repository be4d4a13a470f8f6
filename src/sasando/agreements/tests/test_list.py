"""*Perjanjian Kinerja*: the list, its filter and its download, for each of the cast."""

import csv
import io

import pytest
from django.urls import reverse

from sasando.agreements.models import Agreement, State
from sasando.agreements.queries import Filters, agreement_list, all_rows, units_to_prepare
from sasando.core import clock

from . import factories as make

DIVISION, AGENCY, VILLAGE = (
    make.CODE,
    f"PK-DLHK-{make.YEAR}-1",
    f"PK-53.71.03.1010-{make.YEAR}-1",
)
EVERYTHING = {DIVISION, AGENCY, VILLAGE}
SEES = {
    "walikota": EVERYTHING,
    "sekda": EVERYTHING,
    "perencana": EVERYTHING,
    "kepegawaian": EVERYTHING,
    "pemeriksa": EVERYTHING,
    "kadis": {DIVISION, AGENCY},
    "kabid": {DIVISION},
    "camat": {VILLAGE},
    "lurah": {VILLAGE},
    "staf": {DIVISION},
    "staf2": {DIVISION},
    "stafkel": set(),
    "dirrsud": set(),
    "perawat": set(),
    "pengelola": set(),
    "orangluar": set(),
    "warga": set(),
}
YEAR = Filters(year=make.YEAR)


@pytest.fixture
def three(friday):
    """A division's in force, its agency's proposed, a kelurahan's draft."""
    make.in_force()
    make.proposal(login="kadis", unit="DLHK")
    make.draft(login="lurah", unit="53.71.03.1010")


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("login", SEES)
def test_each_sees_his_scope_in_list_page_and_download(as_, login):
    listed = {row.code for row in agreement_list(viewer=make.viewer(login), filters=YEAR).rows}
    assert listed == SEES[login]
    assert {row.code for row in all_rows(viewer=make.viewer(login), filters=YEAR)} == SEES[login]
    browser = as_(login)
    for code in EVERYTHING:
        address = reverse("agreements:agreement", args=[code])
        expected = 200 if code in SEES[login] else 404
        assert browser.get(address).status_code == expected


@pytest.mark.usefixtures("three")
def test_who_was_a_party_keeps_seeing_his_paper():
    make.leave_post("kabid", make.date(2026, 11, 19))
    rows = agreement_list(viewer=make.viewer("kabid"), filters=YEAR).rows
    assert [row.code for row in rows] == [DIVISION]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("?tahun=2027", EVERYTHING),
        ("?tahun=2027&keadaan=BERLAKU", {DIVISION}),
        ("?tahun=2027&keadaan=DIAJUKAN", {AGENCY}),
        ("?tahun=2027&keadaan=DRAF", {VILLAGE}),
        ("?tahun=2027&keadaan=DIGANTIKAN", set()),
        ("?tahun=2027&unit=DLHK", {AGENCY, DIVISION}),
        ("?tahun=2027&tingkat=BIDANG", {DIVISION, VILLAGE}),
        ("?tahun=2027&keadaan=BELUM", {AGENCY, VILLAGE}),
        ("?tahun=2027&unit=DLHK&keadaan=DRAF", set()),
    ],
)
def test_the_filter_stands_in_the_address(as_, address, expected):
    page = as_("perencana").get(f"/perjanjian/{address}").context["page"]
    assert {row.code for row in page.rows} == expected
    assert page.total == len(expected)


@pytest.mark.usefixtures("three")
def test_without_a_filter_the_running_year_is_shown(as_):
    page = as_("perencana").get("/perjanjian/").context["page"]
    assert page.filters.year == 2026
    assert {row.year for row in page.rows} == {2026}


@pytest.mark.usefixtures("three")
def test_a_filter_that_cannot_be_is_explained(as_):
    answer = as_("perencana").get("/perjanjian/?tahun=1999&keadaan=ENTAH")
    assert answer.status_code == 200
    assert set(answer.context["filter_form"].errors) == {"tahun", "keadaan"}


@pytest.mark.usefixtures("three")
def test_the_download_keeps_the_filter(as_):
    browser = as_("perencana")
    page = browser.get("/perjanjian/?tahun=2027&keadaan=BERLAKU")
    answer = browser.get(f"/perjanjian/{page.context['download_url']}")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [(row["kode"], row["pihak"], row["nama"]) for row in rows] == [
        (DIVISION, "PERTAMA", "Benyamin Contoh"),
        (DIVISION, "KEDUA", "Yohana Contoh"),
    ]
    assert all(row["ditandatangani"].startswith("2026-11-20T10:0") for row in rows)


@pytest.mark.usefixtures("three")
def test_a_draft_has_one_line_without_parties_in_the_download(as_):
    answer = as_("camat").get("/perjanjian/daftar.csv?tahun=2027")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [(row["keadaan"], row["pihak"]) for row in rows] == [("DRAF", "")]


@pytest.mark.usefixtures("three")
def test_a_list_costs_the_same_with_more_rows(as_, django_assert_num_queries):
    viewer = make.viewer("perencana")
    with django_assert_num_queries(3):
        assert len(agreement_list(viewer=viewer, filters=YEAR).rows) == 3
    make.draft(login="walikota", unit="KOTA")
    make.in_force(unit="53.71.03", first="camat", second="walikota")
    with django_assert_num_queries(3):
        assert len(agreement_list(viewer=viewer, filters=YEAR).rows) == 5


@pytest.mark.usefixtures("three")
def test_a_long_list_comes_in_pages(monkeypatch):
    monkeypatch.setattr("sasando.agreements.queries.lists.PAGE_SIZE", 2)
    viewer = make.viewer("perencana")
    first, second = (agreement_list(viewer=viewer, filters=YEAR, page=page) for page in (1, 2))
    assert (first.pager.previous_url, first.pager.next_url) == (None, "?tahun=2027&halaman=2")
    assert (second.pager.first, second.pager.last, second.pager.total) == (3, 3, 3)
    assert (second.pager.previous_url, second.pager.next_url) == ("?tahun=2027&halaman=1", None)


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("number", ["0", "x", "-1", "٣", "99999999999"])
def test_a_page_that_cannot_be_is_the_first(as_, number):
    answer = as_("perencana").get("/perjanjian/", {"tahun": 2027, "halaman": number})
    assert answer.context["page"].pager.first == 1


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("login", "codes"), [("kadis", {AGENCY}), ("walikota", set()), ("kabid", set())]
)
def test_what_waits_for_the_viewers_own_signature(as_, login, codes):
    answer = as_(login).get("/perjanjian/")
    assert {row.code for row in answer.context["waiting"]} == codes
    assert ("Menunggu tanda tangan Anda" in answer.content.decode()) is bool(codes)


def test_every_state_has_its_rows(friday):
    make.in_force()
    make.revise()
    second = f"PK-{make.UNIT}-{make.YEAR}-2"
    make.propose(second)
    make.sign("kabid", second)
    states = [make.state_of(), make.state_of(second)]
    make.sign("kadis", second)
    states += [make.state_of(), make.state_of(second)]
    assert states == [State.IN_FORCE, State.PARTLY_SIGNED, State.REPLACED, State.IN_FORCE]
    for state in State:
        rows = Agreement.objects.in_state(state)
        assert {row.state for row in rows} <= {state}
    counted = sum(Agreement.objects.in_state(state).count() for state in State)
    assert counted == Agreement.objects.count()


@pytest.mark.parametrize(
    ("login", "codes"),
    [
        ("kabid", ["DLHK.SAMPAH"]),
        ("camat", ["53.71.03", "53.71.03.1010"]),
        ("staf", ["DLHK.SAMPAH"]),
        ("pemeriksa", ["INSPEKTORAT"]),
        ("warga", []),
    ],
)
def test_which_units_one_may_prepare_for(friday, login, codes):
    found = units_to_prepare(make.viewer(login), clock.now())
    assert [code for code, _name in found] == codes


def test_without_log_in_the_door_is_shown(friday, client):
    answer = client.get("/perjanjian/")
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, "/masuk/")
