"""The thread is whole: from every mission down to today's entry, and from every entry back up."""

import uuid

import pytest

from sasando.core.clock import now
from sasando.scoreboard.tests.steps import (
    FRIDAY,
    THURSDAY,
    WEEK,
    below,
    counting,
    seen,
    two_days,
)
from sasando.work.actions import close_day, withdraw_entry
from sasando.work.models import PlannedResult
from sasando.work.tests.steps import record, viewer

pytestmark = pytest.mark.django_db

LADDERS = {
    "staf": (
        "butir/PK-DLHK-2026-1.1", "hasil/H-KADIS-2026", "hasil/H-KABID-2026", "hasil/H-STAF-2026",
    ),
    "stafkel": (
        "butir/PK-53.71.03-2026-1.1", "hasil/H-CAMAT-2026", "hasil/H-LURAH-2026",
        "hasil/H-STAFKEL-2026",
    ),
}  # fmt: skip
TOP = ("misi/MISI-7", "sasaran/SASARAN-7.1")


@pytest.fixture
def entries(at):
    return two_days(at)


@pytest.mark.parametrize("login", LADDERS)
def test_down_from_all_missions_to_an_entry_of_this_week(client, entries, login):
    entry = entries["today-1" if login == "staf" else "today-kel"]
    steps = [*TOP, *LADDERS[login], f"catatan/{entry.code}"]
    address = "/utas/"
    for step in steps:
        page = seen(client, login, address).content.decode()
        assert f'href="/utas/{step}/"' in page, (address, step)
        address = f"/utas/{step}/"
    assert entry.activity in seen(client, login, address).content.decode()


@pytest.mark.parametrize("login", LADDERS)
def test_up_from_an_entry_to_its_mission_on_one_page(client, entries, login):
    entry = entries["today-1" if login == "staf" else "today-kel"]
    answer = seen(client, login, f"/utas/catatan/{entry.code}/")
    wanted = [f"/utas/{step}/" for step in (*TOP, *LADDERS[login])]
    assert [level.url for level in answer.context["page"].above] == wanted
    assert [crumb.url for crumb in answer.context["trail"]] == ["/utas/", *wanted]


def test_an_older_entry_keeps_its_path_and_shows_its_seal(client, entries):
    page = seen(client, "kabid", f"/utas/catatan/{entries['staf-1'].code}/")
    assert "/utas/hasil/H-STAF-2026/" in page.content.decode()
    assert f'href="/segel/hari/{THURSDAY}/"' in page.content.decode()


@pytest.mark.parametrize(
    "code", ["H-KADIS-2026", "H-KABID-2026", "H-STAF-2026", "H-STAF2-2026", "H-CAMAT-2026"]
)
def test_a_results_counts_are_those_of_its_entries(client, entries, code):
    page = seen(client, "walikota", f"/utas/hasil/{code}/").context["page"]
    texts = [fact.text for fact in page.here.facts]
    assert f"{counting(*WEEK, **below(code))} catatan minggu ini" in texts
    people = PlannedResult.objects.filter(path__contains=f"{code}/").values("person").distinct()
    assert f"{people.count()} orang" in texts


def test_the_missions_counts_are_those_of_its_entries(client, entries):
    page = seen(client, "orangluar", "/utas/").context["page"]
    (mission,) = page.branches
    assert [fact.text for fact in mission.counts] == [
        "1 indikator",
        "9 orang",
        f"{counting(*WEEK)} catatan minggu ini",
    ]
    assert counting(*WEEK) == 8  # six on Thursday less the corrected one, three today


def test_every_level_says_the_same_about_the_same_branch(client, entries):
    """The count beside a branch is the count on its own page."""
    for address in ("/utas/", *(f"/utas/{step}/" for step in (*TOP, *LADDERS["staf"][:-1]))):
        for branch in seen(client, "walikota", address).context["page"].branches:
            if branch.counts:
                own = seen(client, "walikota", branch.url).context["page"].here.facts
                assert {fact.text for fact in branch.counts} <= {fact.text for fact in own}


def test_today_stands_at_the_bottom(client, entries):
    page = seen(client, "kabid", "/utas/hasil/H-KABID-2026/").context["page"]
    assert page.today_label == "Hari ini, Jumat, 20 November 2026"
    assert [fact.text for fact in page.today_facts] == ["2 catatan hari ini"]


def test_a_level_above_offers_its_siblings(client, entries):
    from sasando.planning.models import Mission, Objective

    mission = Mission.objects.get(code="MISI-7")
    other = Mission.objects.create(plan=mission.plan, code="MISI-1", number=1, text="Sehat")
    Objective.objects.create(mission=mission, code="SASARAN-7.2", text="Kota yang hijau")
    above = seen(client, "staf", "/utas/hasil/H-KADIS-2026/").context["page"].above
    assert above[0].siblings_label == "1 misi lain"
    assert above[0].siblings[0].url == f"/utas/misi/{other.code}/"
    assert above[1].siblings[0].label == "Kota yang hijau"


@pytest.mark.parametrize(
    "address",
    [
        "misi/MISI-99", "sasaran/X", "butir/X", "hasil/X", "catatan/X", "program/DLHK~9", "lain/X",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(client, at, address):
    at("2026-11-20 15.00")
    seen(client, "walikota", f"/utas/{address}/", 404)


def test_money_is_said_in_words_until_a_budget_is_in_force(client, entries):
    for step in (*TOP, *LADDERS["staf"], f"catatan/{entries['today-1'].code}"):
        answer = seen(client, "staf", f"/utas/{step}/")
        assert answer.context["page"].here.behind.missing == "belum ada anggaran yang berlaku"
        assert "Rp " not in answer.content.decode()


def week_count(client, address: str) -> str:
    facts = seen(client, "walikota", address).context["page"].here.facts
    return next(fact.text for fact in facts if "catatan" in fact.text)


def test_corrected_and_withdrawn_today_counts_as_it_will_when_closed(client, entries):
    addresses = ("/utas/misi/MISI-7/", "/utas/sasaran/SASARAN-7.1/", "/utas/hasil/H-KADIS-2026/")
    before = [week_count(client, address) for address in addresses]
    corrected = record("staf", start=480, end=540, replaces_code=entries["today-1"].code)
    assert [week_count(client, address) for address in addresses] == before
    withdraw_entry(viewer=viewer("staf"), now=now(), code=corrected.code, key=uuid.uuid4())
    assert [week_count(client, address) for address in addresses] == [
        f"{counting(*WEEK)} catatan minggu ini",
        f"{counting(*WEEK)} catatan minggu ini",
        f"{counting(*WEEK, **below('H-KADIS-2026'))} catatan minggu ini",
    ]


def test_closing_changes_no_count_of_the_week(client, entries, at):
    addresses = ("/utas/misi/MISI-7/", "/utas/sasaran/SASARAN-7.1/", "/utas/hasil/H-KADIS-2026/")
    before = [week_count(client, address) for address in addresses]
    at("2026-11-21 00.30")
    close_day(day=FRIDAY, now=now())
    assert [week_count(client, address) for address in addresses] == before


def test_a_new_week_begins_at_nothing(client, entries, at):
    at("2026-11-23 06.00")
    assert week_count(client, "/utas/misi/MISI-7/") == "0 catatan minggu ini"
