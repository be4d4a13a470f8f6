"""Sending a proposal back before signing it: the reason stays, the signatures go."""

import pytest
from django.db import IntegrityError, connection, transaction

from sasando.agreements import actions
from sasando.agreements.errors import (
    AlreadySigned,
    NotAParty,
    NotProposed,
    PostNoLongerHeld,
    ReturnReasonMissing,
)
from sasando.agreements.models import Agreement, AgreementReturn, State
from sasando.core.models import AuditEvent

from . import factories as make

pytestmark = pytest.mark.usefixtures("friday")
NOTE = "Target terlalu rendah dibanding tahun lalu."
PAGE = f"/perjanjian/{make.CODE}/"


def give_back(login="kadis", note=NOTE, code=make.CODE):
    return actions.return_proposal(
        viewer=make.viewer(login), now=make.clock.now(), code=code, note=note
    )


@pytest.mark.parametrize("signed", [True, False])
def test_the_second_party_sends_it_back(signed):
    made = make.proposal()
    if signed:
        make.sign("kabid")
    back = give_back()
    made.refresh_from_db()
    assert make.state_of() == State.RETURNED
    assert (made.proposed_at, made.content_digest) == (None, "")
    assert not made.parties.exists()
    assert (back.note, back.name, back.title) == (
        NOTE,
        "Yohana Contoh",
        "Kepala Dinas Lingkungan Hidup dan Kebersihan",
    )
    event = AuditEvent.objects.get(action="agreement.returned")
    assert event.before["sudah_menandatangani"] == (["PERTAMA"] if signed else [])


def test_mended_and_proposed_again_it_goes_on():
    make.proposal()
    make.sign("kabid")
    give_back()
    make.remove()
    make.add(target="90")
    make.propose()
    assert make.state_of() == State.PROPOSED
    make.sign("kabid")
    make.sign("kadis")
    assert make.state_of() == State.IN_FORCE
    assert AgreementReturn.objects.get().answered_at is not None


def test_even_the_same_content_can_be_proposed_again():
    made = make.proposal()
    give_back()
    again = make.propose()
    assert again.content_digest == made.content_digest
    make.sign("kabid")
    give_back(note="Sekali lagi.")
    assert AgreementReturn.objects.filter(answered_at__isnull=True).get().note == "Sekali lagi."


def test_not_without_words_and_not_by_others():
    make.proposal()
    with pytest.raises(ReturnReasonMissing):
        give_back(note="  ")
    with pytest.raises(NotAParty):
        give_back("perencana")


def test_a_draft_and_one_already_signed_by_him():
    make.draft()
    with pytest.raises(NotProposed):
        give_back("kabid")
    make.add()
    make.propose()
    make.sign("kabid")
    with pytest.raises(AlreadySigned):
        give_back("kabid")
    make.sign("kadis")
    with pytest.raises(AlreadySigned):
        give_back("kadis")


def test_who_left_the_post_does_not_send_back():
    make.proposal()
    make.leave_post("kadis", make.date(2026, 11, 19))
    with pytest.raises(PostNoLongerHeld):
        give_back("kadis")


def test_through_the_page(as_):
    make.proposal()
    make.sign("kabid")
    browser = as_("kadis")
    assert "Kembalikan dengan alasan" in browser.get(f"{PAGE}tanda-tangan/").content.decode()
    assert browser.post(f"{PAGE}kembalikan/", {"note": ""}).status_code == 422
    assert browser.post(f"{PAGE}kembalikan/", {"note": NOTE}).url == "/perjanjian/"
    shown = as_("kabid").get(f"{PAGE}susun/").content.decode()
    assert NOTE in shown
    assert "Dikembalikan Yohana Contoh" in shown
    rows = as_("kabid").get("/perjanjian/?tahun=2027&keadaan=DIKEMBALIKAN").context["page"].rows
    assert [row.code for row in rows] == [make.CODE]


RETURN = """
    INSERT INTO agreements_agreementreturn
        (agreement_id, digest, returned_by_id, name, title, note, at, answered_at)
    SELECT a.id, %(digest)s, p.id, 'x', 'x', 'x', now(), NULL
    FROM agreements_agreement a, organization_person p
    WHERE a.code = %(code)s AND p.code = %(person)s
"""


def refused(statement, **values):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except IntegrityError as failure:
        return failure.__cause__.diag.constraint_name
    return None


def test_no_sql_sends_back_what_is_in_force_or_for_another():
    made = make.proposal()
    facts = {"digest": made.content_digest, "code": make.CODE}
    guard = "agreements_returned_by_unsigned_party"
    assert refused(RETURN, person="P-STAF", **facts) == guard
    assert refused(RETURN, person="P-KADIS", **{**facts, "digest": "b" * 64}) == guard
    make.sign("kabid")
    assert refused(RETURN, person="P-KABID", **facts) == guard
    make.sign("kadis")
    assert refused(RETURN, person="P-KADIS", **facts) == guard
    assert make.state_of() == State.IN_FORCE


def test_a_return_left_open_takes_no_signature_and_stays_on_record():
    made = make.proposal()
    facts = {"digest": made.content_digest, "code": make.CODE}
    assert refused(RETURN, person="P-KADIS", **facts) is None
    signature = {"signed_digest": made.content_digest, "signature_kind": "ELEKTRONIK"}
    with pytest.raises(IntegrityError), transaction.atomic():
        made.parties.filter(role="PERTAMA").update(signed_at=make.clock.now(), **signature)
    stays = "agreements_return_stays"
    assert refused("UPDATE agreements_agreementreturn SET note = 'lain'") == stays
    assert refused("DELETE FROM agreements_agreementreturn") == stays


def test_without_a_return_no_signature_is_taken_away():
    made = make.proposal()
    make.sign("kabid")
    assert (
        refused("DELETE FROM agreements_agreementparty WHERE agreement_id = %(pk)s", pk=made.pk)
        == "agreements_signed_is_fixed"
    )
    assert Agreement.objects.get(pk=made.pk).parties.count() == 2
