"""Revising: three grounds, items copied, parties anew, and which version binds meanwhile."""

from datetime import date

import pytest

from sasando.agreements.comparison import compare_with_superseded
from sasando.agreements.errors import NotSigned, RevisionExists, RevisionGroundMissing
from sasando.agreements.models import Agreement, State
from sasando.agreements.queries import agreement_for, agreement_in_force
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.models import AuditEvent
from sasando.organization.models import Unit
from sasando.rules.agreements import RevisionReason

from . import factories as make

pytestmark = pytest.mark.usefixtures("friday")
SECOND = f"PK-{make.UNIT}-{make.YEAR}-2"


def binding(on=None):
    found = agreement_in_force(Unit.objects.get(code=make.UNIT), make.YEAR, on)
    return found.version if found else None


@pytest.mark.parametrize("reason", list(RevisionReason))
def test_each_of_the_three_grounds(reason):
    make.in_force()
    made = make.revise(reason=reason)
    assert (made.code, made.version, made.supersedes.code) == (SECOND, 2, make.CODE)
    assert (made.revision_reason, made.revision_note) == (reason, "APBD Perubahan")
    event = AuditEvent.objects.get(action="agreement.revised")
    assert event.after == {"alasan": reason, "mengubah": make.CODE}
    expected = date(2026, 10, 10) if reason == make.BUDGET_REASON else None
    assert made.budget_authorised_on == expected


@pytest.mark.parametrize(
    ("reason", "note"),
    [("SALAH_KETIK", "x"), ("", "x"), ("OFFICIAL_CHANGED", ""), ("OFFICIAL_CHANGED", "  ")],
)
def test_no_other_ground_and_not_without_words(reason, note):
    make.in_force()
    with pytest.raises(RevisionGroundMissing):
        make.revise(reason=reason, note=note)


def test_items_are_copied_and_parties_are_not():
    make.in_force()
    made = make.revise()
    item = made.items.get()
    assert (item.code, item.target, item.objective_text) == (
        f"{SECOND}.1",
        make.Decimal("80.5"),
        "",
    )
    assert not made.parties.exists()
    assert make.state_of(SECOND) == State.DRAFT


def test_after_a_change_of_official_the_acting_one_is_named():
    make.in_force()
    make.leave_post("kabid", date(2026, 11, 19))
    make.appoint("staf2", "DLHK.SAMPAH.KEPALA", since=date(2026, 11, 20))
    make.revise(login="staf2", reason="OFFICIAL_CHANGED")
    made = make.propose(SECOND, login="staf2")
    assert made.parties.get(role="PERTAMA").title == "Plt. Kepala Bidang Pengelolaan Sampah"
    old = Agreement.objects.get(code=make.CODE)
    assert old.parties.get(role="PERTAMA").name == "Benyamin Contoh"


def test_the_old_version_binds_until_the_new_one_is_signed_by_all():
    make.in_force()
    make.revise()
    seen = [(make.state_of(), binding())]
    make.propose(SECOND)
    make.sign("kabid", SECOND)
    seen.append((make.state_of(), binding()))
    make.sign("kadis", SECOND)
    seen.append((make.state_of(), binding()))
    assert seen == [(State.IN_FORCE, 1), (State.IN_FORCE, 1), (State.REPLACED, 2)]
    assert make.state_of(SECOND) == State.IN_FORCE


def test_which_version_binds_on_which_day(at):
    make.in_force()
    make.revise()
    make.propose(SECOND)
    at("2026-12-10 09.00")
    make.sign("kabid", SECOND)
    make.sign("kadis", SECOND)
    days = [date(2026, 11, 19), date(2026, 11, 20), date(2026, 12, 9), date(2026, 12, 10)]
    assert [binding(day) for day in days] == [None, 1, 1, 2]
    assert binding() == 2


def test_nothing_binds_before_all_have_signed():
    make.proposal()
    make.sign("kabid")
    assert binding() is None


def test_in_force_as_rows_is_in_force_as_a_question():
    make.in_force()
    make.revise()
    rows = Agreement.objects.in_force().filter(unit__code=make.UNIT, year=make.YEAR)
    assert [row.version for row in rows] == [binding()]


def test_a_proposal_is_mended_not_revised():
    make.proposal()
    with pytest.raises(NotSigned):
        make.revise()


def test_one_revision_at_a_time():
    make.in_force()
    make.revise()
    with pytest.raises(RevisionExists) as refused:
        make.revise()
    assert refused.value.values == {"code": make.CODE, "later": SECOND}


def test_half_signed_with_an_official_gone_it_can_go_on():
    make.proposal()
    make.sign("kabid")
    make.leave_post("kabid", date(2026, 11, 19))
    make.appoint("staf2", "DLHK.SAMPAH.KEPALA")
    make.revise(login="kadis", reason="OFFICIAL_CHANGED")
    make.propose(SECOND, login="kadis")
    make.sign("staf2", SECOND)
    make.sign("kadis", SECOND)
    assert [make.state_of(), make.state_of(SECOND)] == [State.REPLACED, State.IN_FORCE]


@pytest.mark.parametrize(
    ("login", "refusal"), [("sekda", NotPermitted), ("camat", NotFoundForViewer)]
)
def test_others_do_not_revise(login, refusal):
    make.in_force()
    with pytest.raises(refusal):
        make.revise(login=login)


def test_side_by_side():
    make.draft()
    make.add()
    make.indicator("IKU-2", make.objective())
    make.add(under="SASARAN-7.2", of="IKU-2", target="5")
    make.propose()
    make.sign("kabid")
    make.sign("kadis")
    make.revise()
    kabid = make.viewer("kabid")
    make.remove(1, SECOND)
    make.remove(2, SECOND)
    make.add(SECOND, target="90")
    make.indicator("IKU-3", None)
    make.add(SECOND, of="IKU-3", target="1")
    found = compare_with_superseded(agreement_for(kabid, SECOND))
    assert [row.change for row in found.items] == ["berubah", "dihapus", "ditambah"]
    assert found.changed == 3
    assert [row.is_changed for row in found.parties] == [False, False]


def test_side_by_side_with_the_same_promise_and_another_official():
    make.in_force()
    make.leave_post("kabid", date(2026, 11, 19))
    make.appoint("staf2", "DLHK.SAMPAH.KEPALA")
    make.revise(login="staf2", reason="OFFICIAL_CHANGED")
    make.propose(SECOND, login="staf2")
    found = compare_with_superseded(agreement_for(make.viewer("kadis"), SECOND))
    assert [row.change for row in found.items] == ["tetap"]
    assert [(row.label, row.is_changed) for row in found.parties] == [
        ("Pihak pertama", True),
        ("Pihak kedua", False),
    ]


def test_a_first_version_has_nothing_beside_it():
    make.in_force()
    with pytest.raises(NotFoundForViewer):
        compare_with_superseded(agreement_for(make.viewer("kabid"), make.CODE))
