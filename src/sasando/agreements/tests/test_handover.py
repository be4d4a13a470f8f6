"""Serah terima: a new official takes the agreement over, and the year is split by who answered."""

from datetime import date

import pytest

from sasando.agreements import actions
from sasando.agreements.errors import HolderUnchanged, NotSigned, PositionVacant
from sasando.agreements.models import Agreement, State
from sasando.agreements.pages import agreement_page
from sasando.agreements.queries import agreement_for, officials_of
from sasando.core.errors import NotPermitted

from . import factories as make

pytestmark = pytest.mark.usefixtures("friday")
SECOND = f"PK-{make.UNIT}-{make.YEAR}-2"
PAGE = f"/perjanjian/{make.CODE}/"


def take_over(login="staf2", code=make.CODE):
    return actions.begin_handover(viewer=make.viewer(login), now=make.clock.now(), code=code)


@pytest.fixture
def changed(friday):
    """The division's agreement of 2026: its head left on 30 June, another came on 15 July."""
    made = make.in_force(year=2026)
    make.leave_post("kabid", date(2026, 6, 30))
    make.appoint("staf2", "DLHK.SAMPAH.KEPALA", kind="PLT", since=date(2026, 7, 15))
    return made


def test_the_new_holder_inherits_everything(changed):
    second = take_over(code=changed.code)
    assert (second.version, second.revision_reason) == (2, "OFFICIAL_CHANGED")
    assert "Benyamin Contoh" in second.revision_note
    assert "Plt. Kepala Bidang Pengelolaan Sampah" in second.revision_note
    assert second.items.get().target == changed.items.get().target
    make.propose(second.code, login="staf2")
    make.sign("staf2", second.code)
    make.sign("kadis", second.code)
    assert make.state_of(second.code) == State.IN_FORCE
    assert make.state_of(changed.code) == State.REPLACED


def test_the_year_is_split_by_who_answered(changed):
    found = officials_of(changed, date(2026, 11, 20))
    assert found.changed
    assert [(row.name, row.how, row.days, row.version) for row in found.lines] == [
        ("Benyamin Contoh", "", 181, 1),
        ("", "", 14, None),
        ("Petrus Contoh", "Plt.", 170, None),
    ]
    assert [tuple(row.quarter_days) for row in found.lines] == [
        (90, 91, 0, 0),
        (0, 0, 14, 0),
        (0, 0, 78, 92),
    ]


def test_after_the_signature_each_has_his_version(changed):
    second = take_over(code=changed.code)
    make.propose(second.code, login="staf2")
    make.sign("staf2", second.code)
    make.sign("kadis", second.code)
    found = officials_of(Agreement.objects.get(pk=second.pk), date(2026, 11, 20))
    assert not found.changed
    assert [row.version for row in found.lines] == [1, None, 2]


def test_while_the_same_official_holds_it_nothing_is_handed_over():
    make.in_force()
    with pytest.raises(HolderUnchanged):
        take_over("kabid")


def test_a_vacant_post_is_not_handed_over():
    make.in_force()
    make.leave_post("kabid", date(2026, 11, 19))
    with pytest.raises(PositionVacant):
        take_over("kadis")


def test_a_draft_is_not_handed_over():
    make.draft()
    with pytest.raises(NotSigned):
        take_over("kabid")


def test_others_do_not_begin_it(changed):
    with pytest.raises(NotPermitted):
        take_over("pemeriksa", changed.code)


def test_through_the_pages(as_, changed):
    page = f"/perjanjian/{changed.code}/"
    browser = as_("kadis")
    shown = browser.get(page).content.decode()
    assert "Pejabat berganti: jabatan ini sekarang dipegang Petrus Contoh" in shown
    assert "TW III: 78" in shown
    assert "Mulai serah terima" in browser.get(f"{page}serah-terima/").content.decode()
    answer = browser.post(f"{page}serah-terima/")
    assert answer.url == "/perjanjian/PK-DLHK.SAMPAH-2026-2/"
    assert browser.post(f"{page}serah-terima/").status_code == 409


def test_the_door_opens_only_when_the_official_changed(changed):
    def door(code):
        viewer = make.viewer("kadis")
        found = agreement_for(viewer, code)
        page = agreement_page(agreement=found, viewer=viewer, now=make.clock.now())
        return page.handover_url is not None

    assert door(changed.code)
    assert not door("PK-DLHK-2026-1")
