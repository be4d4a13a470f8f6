"""Proposing: who the parties are, what is copied, and taking it back."""

import hashlib
import json
from datetime import date

import pytest

from sasando.agreements.content import content_of
from sasando.agreements.errors import (
    AgreementEmpty,
    AlreadySigned,
    ContentFixed,
    NotProposed,
    PositionVacant,
    SignsWithSelf,
    SuperiorMissing,
)
from sasando.agreements.models import Agreement, State
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.models import AuditEvent
from sasando.organization.models import Person, Position, Unit
from sasando.planning.models import Indicator, Objective
from sasando.seals.canonical import parse_canonical

from . import factories as make

pytestmark = pytest.mark.usefixtures("friday")


def signers(agreement):
    return [(row.role, row.person.user.username, row.title) for row in agreement.parties.all()]


@pytest.mark.parametrize(
    ("unit", "login", "expected"),
    [
        ("KOTA", "walikota", [("PERTAMA", "walikota")]),
        ("SETDA", "sekda", [("KEDUA", "walikota"), ("PERTAMA", "sekda")]),
        ("DLHK", "kadis", [("KEDUA", "walikota"), ("PERTAMA", "kadis")]),
        ("53.71.03", "camat", [("KEDUA", "walikota"), ("PERTAMA", "camat")]),
        ("DLHK.SAMPAH", "kabid", [("KEDUA", "kadis"), ("PERTAMA", "kabid")]),
        ("53.71.03.1010", "lurah", [("KEDUA", "camat"), ("PERTAMA", "lurah")]),
    ],
)
def test_who_signs_with_whom(unit, login, expected):
    made = make.proposal(login=login, unit=unit)
    assert [row[:2] for row in signers(made)] == expected


def test_names_posts_grades_and_texts_are_copied():
    made = make.proposal()
    first = made.parties.get(role="PERTAMA")
    assert (first.name, first.grade) == ("Benyamin Contoh", "IV/a")
    assert made.unit_name == "Bidang Pengelolaan Sampah (contoh)"
    Person.objects.filter(user__username="kabid").update(name="Nama Baru", grade="IV/b")
    Position.objects.filter(code="DLHK.SAMPAH.KEPALA").update(title="Jabatan Baru")
    Objective.objects.update(text="Rumusan baru")
    Indicator.objects.update(name="Nama baru", measure="ton", decimals=0)
    Unit.objects.filter(code=make.UNIT).update(name="Unit Baru")
    again = Agreement.objects.get(code=make.CODE)
    assert hashlib.sha256(content_of(again)).hexdigest() == made.content_digest
    assert again.items.get().indicator_name == "Sampah yang terangkut (contoh)"


def test_the_content_is_canonical_and_says_everything():
    made = make.proposal()
    words = parse_canonical(content_of(Agreement.objects.get(pk=made.pk)))
    assert words["kode"] == make.CODE
    assert [party["nama"] for party in words["pihak"]] == ["Yohana Contoh", "Benyamin Contoh"]
    assert words["butir"][0]["target"] == "80.5000"
    assert words["butir"][0]["sasaran"] == "Kota yang bersih (contoh)"
    assert "19781130" not in json.dumps(words)


def test_an_acting_head_is_named_as_acting():
    make.leave_post("kabid", date(2026, 10, 31))
    make.appoint("staf", "DLHK.SAMPAH.KEPALA")
    made = make.proposal(login="perencana")
    assert ("PERTAMA", "staf", "Plt. Kepala Bidang Pengelolaan Sampah") in signers(made)


def test_a_short_replacement_does_not_sign_for_the_holder():
    make.appoint("staf", "DLHK.SAMPAH.KEPALA", kind="PLH")
    made = make.proposal()
    assert ("PERTAMA", "kabid", "Kepala Bidang Pengelolaan Sampah") in signers(made)


def test_of_two_heads_in_a_unit_the_upper_one_signs():
    below = Position.objects.get(code="DLHK.SAMPAH.01")
    below.duty = "KEPALA"
    below.save()
    assert ("PERTAMA", "kabid") in [row[:2] for row in signers(make.proposal())]


def test_of_two_heads_side_by_side_each_signs_with_the_post_above():
    rival = Position.objects.get(code="DLHK.SAMPAH.01")
    rival.duty, rival.reports_to = "KEPALA", Position.objects.get(code="DLHK.KEPALA")
    rival.save()
    made = make.proposal(position="DLHK.SAMPAH.KEPALA")
    assert [row[:2] for row in signers(made)] == [("KEDUA", "kadis"), ("PERTAMA", "kabid")]
    assert (made.leads_unit, made.code) == (False, "PK-DLHK.SAMPAH.KEPALA-2027-1")


def test_nobody_in_the_post():
    make.draft()
    make.add()
    make.leave_post("kabid", date(2026, 11, 19))
    with pytest.raises(PositionVacant):
        make.propose(login="perencana")


def test_nobody_in_the_post_above():
    make.draft()
    make.add()
    make.leave_post("kadis", date(2026, 11, 19))
    with pytest.raises(SuperiorMissing):
        make.propose()


def test_nobody_signs_with_himself():
    make.leave_post("kabid", date(2026, 10, 31))
    make.appoint("kadis", "DLHK.SAMPAH.KEPALA")
    make.draft(login="kadis")
    make.add(login="kadis")
    with pytest.raises(SignsWithSelf):
        make.propose(login="kadis")
    assert make.state_of() == State.DRAFT


def test_an_empty_draft_is_not_proposed():
    make.draft()
    with pytest.raises(AgreementEmpty):
        make.propose()


def test_twice_is_refused():
    make.proposal()
    with pytest.raises(ContentFixed):
        make.propose()


@pytest.mark.parametrize(
    ("login", "refusal"), [("pemeriksa", NotPermitted), ("camat", NotFoundForViewer)]
)
def test_others_neither_propose_nor_take_back(login, refusal):
    make.draft()
    make.add()
    with pytest.raises(refusal):
        make.propose(login=login)
    make.propose()
    with pytest.raises(refusal):
        make.withdraw(login=login)


def test_the_proposal_and_its_digest_are_traced(friday):
    made = make.proposal()
    made.refresh_from_db()
    assert make.state_of() == State.PROPOSED
    assert abs((made.proposed_at - friday).total_seconds()) < 60
    event = AuditEvent.objects.get(action="agreement.proposed")
    assert event.after == {"sidik": made.content_digest}


def test_taken_back_it_is_a_draft_without_parties():
    made = make.proposal()
    make.withdraw(login="kadis")
    made.refresh_from_db()
    assert (make.state_of(), made.content_digest) == (State.DRAFT, "")
    assert not made.parties.exists()
    make.remove(login="kabid")
    assert AuditEvent.objects.filter(action="agreement.proposal-withdrawn").count() == 1


def test_a_new_proposal_copies_anew():
    make.proposal()
    make.withdraw(login="kabid")
    Indicator.objects.update(name="Nama yang dibetulkan")
    made = make.propose()
    assert made.items.get().indicator_name == "Nama yang dibetulkan"


def test_a_draft_cannot_be_taken_back():
    make.draft()
    with pytest.raises(NotProposed):
        make.withdraw(login="kabid")


def test_what_one_party_signed_cannot_be_taken_back():
    make.proposal()
    make.sign("kabid")
    with pytest.raises(AlreadySigned):
        make.withdraw(login="kabid")
