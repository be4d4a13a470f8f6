"""Signing: by whom, in which order, over which content."""

from datetime import date

import pytest

from sasando.agreements import actions
from sasando.agreements.errors import (
    AlreadySigned,
    ContentDiffers,
    NotAParty,
    NotProposed,
    NotYourTurn,
    PostNoLongerHeld,
    RevisionExists,
)
from sasando.agreements.models import Agreement, AgreementParty, State
from sasando.agreements.parties import parties_on
from sasando.core import clock
from sasando.core.errors import NotFoundForViewer
from sasando.core.models import AuditEvent

from . import factories as make

pytestmark = pytest.mark.usefixtures("friday")


@pytest.mark.parametrize("first", ["PERTAMA", "KEDUA", "BEBAS"])
@pytest.mark.parametrize("order", [("kabid", "kadis"), ("kadis", "kabid")])
def test_who_signs_first_is_the_citys_choice(at, first, order):
    make.policy("urutan-tanda-tangan", {"pertama": first})
    at("2026-11-21 10.00")
    make.proposal()
    begins = {"PERTAMA": "kabid", "KEDUA": "kadis"}.get(first, order[0])
    if order[0] != begins:
        with pytest.raises(NotYourTurn) as refused:
            make.sign(order[0])
        names = {"kabid": "Benyamin Contoh", "kadis": "Yohana Contoh"}
        assert refused.value.values == {"code": make.CODE, "name": names[begins]}
        return
    make.sign(order[0])
    make.sign(order[1])
    assert make.state_of() == State.IN_FORCE


def test_both_sign_in_turn():
    order = ("kabid", "kadis")
    made = make.proposal()
    make.sign(order[0])
    assert make.state_of() == State.PARTLY_SIGNED
    make.sign(order[1])
    assert make.state_of() == State.IN_FORCE
    assert {row.signed_digest for row in made.parties.all()} == {made.content_digest}
    events = AuditEvent.objects.filter(action="agreement.signed").order_by("id")
    assert [event.actor.username for event in events] == list(order)


def test_the_mayor_signs_the_citys_agreement_alone():
    made = make.proposal(login="walikota", unit="KOTA")
    make.sign("walikota", made.code)
    assert make.state_of(made.code) == State.IN_FORCE


def test_the_signature_carries_the_databases_instant(friday):
    make.proposal()
    signed = actions.sign(
        viewer=make.viewer("kabid"),
        now=friday.replace(year=2020),
        code=make.CODE,
        digest=Agreement.objects.get(code=make.CODE).content_digest,
    )
    assert abs((signed.signed_at - friday).total_seconds()) < 60


@pytest.mark.parametrize("login", ["walikota", "sekda", "perencana", "pemeriksa", "kepegawaian"])
def test_whoever_sees_it_without_being_named_does_not_sign(login):
    make.proposal()
    with pytest.raises(NotAParty):
        make.sign(login)


@pytest.mark.parametrize("login", ["staf", "camat", "lurah", "orangluar", "pengelola", "warga"])
def test_whoever_does_not_see_it_does_not_find_it(login):
    make.proposal()
    with pytest.raises(NotFoundForViewer):
        make.sign(login)


def test_a_draft_is_not_signed():
    make.draft()
    with pytest.raises(NotProposed):
        make.sign("kabid")


def test_nobody_signs_twice():
    make.proposal()
    make.sign("kabid")
    with pytest.raises(AlreadySigned):
        make.sign("kabid")


def test_a_named_person_who_left_the_post_does_not_sign():
    make.proposal()
    make.leave_post("kabid", date(2026, 11, 19))
    with pytest.raises(PostNoLongerHeld) as refused:
        make.sign("kabid")
    assert refused.value.values == {"title": "Kepala Bidang Pengelolaan Sampah"}


def test_the_successor_in_the_post_does_not_sign_for_the_named_person():
    make.proposal()
    make.leave_post("kabid", date(2026, 11, 19))
    make.appoint("staf2", "DLHK.SAMPAH.KEPALA", since=date(2026, 11, 20))
    with pytest.raises(NotAParty):
        make.sign("staf2")


def test_who_acts_signs_as_acting():
    make.leave_post("kabid", date(2026, 10, 31))
    make.appoint("staf", "DLHK.SAMPAH.KEPALA")
    make.proposal(login="staf")
    assert make.sign("staf").title == "Plt. Kepala Bidang Pengelolaan Sampah"


def test_another_content_than_the_one_read_is_not_signed():
    make.proposal()
    with pytest.raises(ContentDiffers):
        make.sign("kabid", digest="0" * 64)
    assert make.state_of() == State.PROPOSED


def test_a_stored_digest_that_does_not_fit_the_content_is_not_signed():
    made = make.draft()
    make.add()
    for holder in parties_on(made.position, date(2026, 11, 20)):
        AgreementParty.objects.create(agreement=made, **vars(holder))
    Agreement.objects.filter(pk=made.pk).update(content_digest="a" * 64, proposed_at=clock.now())
    with pytest.raises(ContentDiffers):
        make.sign("kabid", digest="a" * 64)
    assert make.state_of() == State.PROPOSED


def test_a_version_with_a_successor_takes_no_more_signatures():
    make.proposal()
    make.sign("kabid")
    make.revise(reason="OFFICIAL_CHANGED")
    with pytest.raises(RevisionExists):
        make.sign("kadis")
