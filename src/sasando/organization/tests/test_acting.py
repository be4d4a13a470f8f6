"""Plt. and Plh.: who may appoint whom, for when, and what it gives."""

from datetime import date

import pytest

from sasando.core import clock
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.models import AuditEvent
from sasando.organization.actions import Mandate, appoint, end_acting
from sasando.organization.errors import (
    ActingDatesWrong,
    ActingHolderStands,
    ActingKindWrong,
    ActingPersonWrong,
)
from sasando.organization.models import Appointment, Position

from .files import viewer

pytestmark = pytest.mark.django_db
PAGE = "/organisasi/jabatan/DLHK.KEPALA/penjabat/"


@pytest.fixture(autouse=True)
def _today(db, at):
    at("2026-11-20 09.00")


def mandate(**changes):
    given = {
        "position_code": "DLHK.KEPALA",
        "person_code": "P-KABID",
        "kind": "PLH",
        "first": date(2026, 11, 20),
        "last": date(2026, 11, 26),
        "decree": "800/77/2026",
    }
    return Mandate(**{**given, **changes})


def name(by="kepegawaian", **changes):
    return appoint(viewer=viewer(by), now=clock.now(), mandate=mandate(**changes))


def test_an_acting_head_has_the_scope_of_the_post_at_once():
    name()
    acting = viewer("kabid")
    assert [post.shown_title for post in acting.posts][-1].startswith("Plh. Kepala Dinas")
    assert any(post.code == "DLHK.KEPALA" for post in acting.posts)
    event = AuditEvent.objects.get(action="appointment.acting-begun")
    assert event.after["pegawai"] == "P-KABID"
    assert event.after["sampai"] == "2026-11-26"


@pytest.mark.parametrize("login", ["kadis", "sekda", "pemeriksa", "pengelola"])
def test_only_personnel_appoints(login):
    with pytest.raises(NotPermitted):
        name(by=login)


@pytest.mark.parametrize("login", ["camat", "staf", "orangluar", "warga"])
def test_who_does_not_see_the_post_is_told_nothing_of_it(login):
    with pytest.raises(NotFoundForViewer):
        name(by=login)


def test_a_second_acting_holder_on_the_same_day_is_refused():
    name()
    with pytest.raises(ActingHolderStands) as refusal:
        name(person_code="P-CAMAT", first=date(2026, 11, 26), last=date(2026, 11, 30))
    assert refusal.value.values["position"].startswith("Kepala Dinas")
    name(person_code="P-CAMAT", first=date(2026, 11, 27), last=date(2026, 11, 30))
    assert Appointment.objects.filter(position__code="DLHK.KEPALA", kind="PLH").count() == 2


@pytest.mark.parametrize(
    "dates",
    [
        {"first": date(2026, 11, 19)},
        {"last": date(2026, 11, 19)},
        {"first": date(2026, 11, 27), "last": date(2026, 11, 26)},
    ],
)
def test_wrong_dates_are_refused(dates):
    with pytest.raises(ActingDatesWrong):
        name(**dates)


def test_a_post_that_ends_before_is_refused():
    Position.objects.filter(code="DLHK.KEPALA").update(valid_to=date(2026, 11, 25))
    with pytest.raises(ActingDatesWrong):
        name()


@pytest.mark.parametrize("person", ["P-KADIS", "P-KEPEGAWAIAN"])
def test_neither_the_holder_nor_the_officer_himself(person):
    with pytest.raises(ActingPersonWrong):
        name(person_code=person)


def test_an_unknown_person_is_not_found():
    with pytest.raises(NotFoundForViewer):
        name(person_code="P-TIADA")


def test_who_holds_no_definitive_post_cannot_act():
    Appointment.objects.filter(person__code="P-KABID").update(valid_to=date(2026, 6, 1))
    with pytest.raises(ActingPersonWrong):
        name()


def test_plt_is_for_a_vacant_post_and_plh_for_a_held_one():
    with pytest.raises(ActingKindWrong):
        name(kind="PLT")
    with pytest.raises(ActingKindWrong):
        name(kind="DEFINITIF")
    Appointment.objects.filter(person__code="P-KADIS").update(valid_to=date(2026, 11, 19))
    with pytest.raises(ActingKindWrong):
        name(kind="PLH")
    assert name(kind="PLT").kind == "PLT"


def test_ending_makes_today_the_last_day():
    name()
    row = end_acting(viewer=viewer("kepegawaian"), now=clock.now(), position_code="DLHK.KEPALA")
    assert row.valid_to == date(2026, 11, 20)
    event = AuditEvent.objects.get(action="appointment.acting-ended")
    assert (event.before, event.after["sampai"]) == ({"sampai": "2026-11-26"}, "2026-11-20")


def test_there_is_nothing_to_end_where_nobody_acts():
    with pytest.raises(NotFoundForViewer):
        end_acting(viewer=viewer("kepegawaian"), now=clock.now(), position_code="DLHK.KEPALA")


def test_only_personnel_ends():
    name()
    with pytest.raises(NotPermitted):
        end_acting(viewer=viewer("kadis"), now=clock.now(), position_code="DLHK.KEPALA")


@pytest.mark.parametrize(
    ("login", "expected"),
    [
        ("kepegawaian", 200), ("kadis", 403), ("sekda", 403), ("pengelola", 403), ("camat", 404),
        ("staf", 404), ("warga", 404),
    ],
)  # fmt: skip
def test_who_gets_the_page(as_, login, expected):
    assert as_(login).get(PAGE).status_code == expected


def test_the_page_appoints_and_ends(as_):
    client = as_("kepegawaian")
    sent = {
        "person": "p-kabid", "kind": "PLH", "first": "2026-11-20", "last": "2026-11-26",
        "decree": "800/77/2026",
    }  # fmt: skip
    response = client.post(PAGE, sent)
    assert (response.status_code, response["Location"]) == (302, "/organisasi/unit/DLHK/")
    assert "Akhiri hari ini" in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}akhiri/").status_code == 302
    assert Appointment.objects.get(kind="PLH").valid_to == date(2026, 11, 20)


def test_what_is_left_out_is_asked_for(as_):
    client = as_("kepegawaian")
    assert client.post(PAGE).status_code == 422
    response = client.post(PAGE, {"kind": "PLH"})
    assert response.status_code == 422
    assert "Isi nomor surat perintahnya." in response.content.decode()
