"""Who filed on a day: live while it runs, from totals once closed, always the same people."""

import csv
import io

import pytest

from sasando.core.clock import now
from sasando.organization.models import Appointment, Person, RosterShift
from sasando.scoreboard.tests.steps import FRIDAY, THURSDAY, colleagues, counting, seen, two_days
from sasando.work.actions import close_day
from sasando.work.models import PersonDay, PlannedResult
from sasando.work.queries.today import counting_entries, union_minutes

pytestmark = pytest.mark.django_db

CLOSED, OPEN = f"/papan/DLHK/pengisian/{THURSDAY}/", f"/papan/DLHK/pengisian/{FRIDAY}/"


@pytest.fixture(autouse=True)
def entries(at):
    return two_days(at)


def lines(client, address: str, login: str = "kadis") -> dict[str, list[str]]:
    table = seen(client, login, address).context["page"].table
    return {row[0].text: [cell.text for cell in row[3:]] for row in table.rows}


def test_today_is_counted_from_the_entries_as_they_are_now(client):
    assert lines(client, OPEN) == {
        "Benyamin Contoh": ["belum mengisi", "–", "–"],
        "Petrus Contoh": ["belum mengisi", "–", "–"],
        "Yohana Contoh": ["belum mengisi", "–", "–"],
        "Maria Contoh": ["mengisi", "3 j", "2"],
    }
    maria = Person.objects.get(code="P-STAF").pk
    assert union_minutes(counting_entries(maria, FRIDAY)) == 180
    assert "belum tutup" in seen(client, "kadis", OPEN).content.decode()


def test_closing_changes_nothing_in_the_list(client, at):
    before = lines(client, OPEN)
    at("2026-11-21 00.30")
    close_day(day=FRIDAY, now=now())
    assert PersonDay.objects.filter(period=20261120).exists()
    assert lines(client, OPEN) == before
    assert "belum tutup" not in seen(client, "kadis", OPEN).content.decode()


def test_a_correction_counts_once(client):
    assert lines(client, CLOSED)["Petrus Contoh"] == ["mengisi", "1 j", "1"]
    assert counting(THURSDAY, person__code="P-STAF2") == 1


def test_who_has_not_filed_stands_on_top(client):
    assert list(lines(client, CLOSED)) == [
        "Yohana Contoh", "Benyamin Contoh", "Maria Contoh", "Petrus Contoh",
    ]  # fmt: skip


@pytest.mark.parametrize(("state", "found"), [("belum", 1), ("mengisi", 3), ("tidak-wajib", 0)])
def test_the_filter_stands_in_the_address(client, state, found):
    page = seen(client, "kadis", f"{CLOSED}?keadaan={state}").context["page"]
    assert page.table.total == len(page.table.rows) == found
    assert "3 mengisi, 4 wajib mengisi" in page.lead


@pytest.mark.parametrize(("unit", "found"), [("sendiri", 1), ("DLHK.SAMPAH", 3)])
def test_a_unit_below_or_the_own_people_alone(client, unit, found):
    assert len(lines(client, f"{CLOSED}?unit={unit}")) == found


@pytest.mark.parametrize("wrong", ["?keadaan=semua-saja", "?unit=RSUD"])
def test_an_unknown_filter_is_not_found(client, wrong):
    seen(client, "kadis", CLOSED + wrong, 404)


@pytest.mark.parametrize("day", ["2026-11-21", "besok", "2026-13-01"])
def test_a_day_to_come_or_no_day_is_not_found(client, day):
    seen(client, "kadis", f"/papan/DLHK/pengisian/{day}/", 404)


def test_on_a_day_off_nobody_has_to_file(client, at):
    at("2026-11-21 10.00")
    page = seen(client, "kadis", "/papan/DLHK/pengisian/2026-11-21/").context["page"]
    assert page.table.total == 0
    assert "0 wajib mengisi" in page.lead


def test_in_a_unit_with_rosters_only_who_has_a_shift_is_expected(client):
    address = f"/papan/RSUD/pengisian/{THURSDAY}/"
    assert set(lines(client, address, "dirrsud")) == {"Elisabeth Contoh", "Yuliana Contoh"}
    RosterShift.objects.filter(person__code="P-DIRRSUD", day=THURSDAY).delete()
    assert set(lines(client, address, "dirrsud")) == {"Yuliana Contoh"}


def test_who_had_no_agreed_result_at_closing_was_not_expected(client):
    PlannedResult.objects.filter(code="H-STAF2-2026").update(agreed_at=now())
    page = seen(client, "kadis", CLOSED).context["page"]
    assert lines(client, CLOSED)["Petrus Contoh"][0] == "mengisi, tidak wajib"
    (note,) = page.notes
    assert note.startswith("Saat ditutup tercatat 3 mengisi dan 4 wajib mengisi")


def test_whoever_left_before_the_day_is_not_on_the_list(client):
    held = Appointment.objects.get(person__code="P-KADIS")
    held.valid_to = THURSDAY.replace(day=18)
    held.save()
    assert "Yohana Contoh" not in lines(client, CLOSED, "sekda")


def test_more_than_a_page_is_turned_and_the_file_has_all(client):
    colleagues(60)
    first = seen(client, "kadis", OPEN)
    assert len(first.context["page"].table.rows) == 50
    assert first.context["pager"].total == 64
    second = seen(client, "kadis", f"{OPEN}{first.context['pager'].next_url}")
    assert len(second.context["page"].table.rows) == 14
    content = seen(client, "kadis", f"{OPEN}?unduh=csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))
    assert rows[0] == ["Nama", "Jabatan", "Unit", "Keadaan", "Waktu tercatat", "Catatan"]
    assert len(rows) == 65
