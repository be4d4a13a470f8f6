"""Signed on paper: two people answer for the scan, neither of them a party."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from sasando.agreements import actions
from sasando.agreements.content import signature_facts
from sasando.agreements.errors import (
    NotProposed,
    PaperDateImpossible,
    ReturnReasonMissing,
    ScanExists,
    ScanMissing,
    ScanNeedsOtherPerson,
    ScanOfOwnPaper,
    ScanRolesWrong,
)
from sasando.agreements.models import Agreement, PaperScan, State
from sasando.agreements.queries import agreement_for, signed_on
from sasando.core.errors import AttachmentRefused, NotPermitted
from sasando.organization.models import Position

from . import factories as make

PDF = b"%PDF-1.7\n%contoh\n"
BOTH = ["PERTAMA", "KEDUA"]
PAGE = f"/perjanjian/{make.CODE}/"
DAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _files(friday, settings, tmp_path):
    settings.ATTACHMENT_DIR = tmp_path / "lampiran"


def paper(content=PDF):
    return SimpleUploadedFile("kertas.pdf", content, content_type="text/plain")


def bring(login="perencana", *, content=PDF, signed_on=DAY, roles=BOTH):
    return actions.bring_scan(
        viewer=make.viewer(login),
        now=make.clock.now(),
        code=make.CODE,
        upload=paper(content),
        signed_on=signed_on,
        roles=roles,
    )


def verify(login="pemeriksa"):
    return actions.verify_scan(viewer=make.viewer(login), now=make.clock.now(), code=make.CODE)


def test_two_people_make_a_paper_valid():
    made = make.proposal()
    bring()
    assert make.state_of() == State.PROPOSED
    verify()
    assert make.state_of() == State.IN_FORCE
    kinds = made.parties.values_list("signature_kind", "paper_date")
    assert set(kinds) == {("KERTAS", DAY)}
    facts = signature_facts(made)
    assert [fact["cara"] for fact in facts] == ["KERTAS", "KERTAS"]
    assert (facts[0]["dibawa"], facts[0]["diperiksa"]) == ("Ignasius Contoh", "Agustinus Contoh")
    assert facts[0]["sidik_pindaian"] == made.scans.get().attachment.sha256


def test_one_party_here_the_other_on_paper():
    made = make.proposal()
    make.sign("kabid")
    bring(roles=["KEDUA"])
    verify()
    assert make.state_of() == State.IN_FORCE
    assert dict(made.parties.values_list("role", "signature_kind")) == {
        "PERTAMA": "ELEKTRONIK",
        "KEDUA": "KERTAS",
    }


def test_the_date_on_the_paper_is_the_day_of_the_signature(at):
    make.proposal()
    at("2026-12-10 10.00")
    bring(signed_on=date(2026, 11, 25))
    verify()
    assert signed_on(Agreement.objects.get(code=make.CODE)) == date(2026, 11, 25)


@pytest.mark.parametrize("day", [date(2026, 11, 19), date(2026, 11, 21)])
def test_a_date_before_the_draft_or_to_come_is_refused(day):
    make.proposal()
    with pytest.raises(PaperDateImpossible):
        bring(signed_on=day)


@pytest.mark.parametrize("content", [b"", b"MZ not a paper", b"<html>"])
def test_a_file_is_judged_by_its_content(content):
    make.proposal()
    with pytest.raises(AttachmentRefused):
        bring(content=content)
    assert not PaperScan.objects.exists()


def test_only_planners_bring_and_only_named_roles():
    make.proposal()
    for login in ("kabid", "pemeriksa", "kadis"):
        with pytest.raises(NotPermitted):
            bring(login)
    make.sign("kabid")
    for roles in ([], ["SAKSI"], BOTH):
        with pytest.raises(ScanRolesWrong):
            bring(roles=roles)


def test_a_draft_has_no_paper():
    make.draft()
    with pytest.raises(NotProposed):
        bring()


def test_one_scan_at_a_time():
    make.proposal()
    bring()
    with pytest.raises(ScanExists):
        bring()


def test_who_brought_it_does_not_find_it_right():
    make.proposal()
    bring()
    with pytest.raises(ScanNeedsOtherPerson):
        verify("perencana")
    with pytest.raises(NotPermitted):
        verify("kepegawaian")
    assert make.state_of() == State.PROPOSED


def test_a_party_answers_for_no_paper_of_his_own():
    Position.objects.filter(code="DLHK.SAMPAH.KEPALA").update(duty="PERENCANA")
    make.proposal(position="DLHK.SAMPAH.KEPALA")
    code = Agreement.objects.get(year=make.YEAR).code
    facts = {"viewer": make.viewer("kabid"), "now": make.clock.now(), "code": code}
    with pytest.raises(ScanOfOwnPaper):
        actions.bring_scan(upload=paper(), signed_on=DAY, roles=BOTH, **facts)
    actions.bring_scan(
        upload=paper(), signed_on=DAY, roles=BOTH, **{**facts, "viewer": make.viewer("perencana")}
    )
    with pytest.raises(ScanOfOwnPaper):
        actions.verify_scan(**facts)


def test_refused_with_a_reason_another_can_be_brought():
    make.proposal()
    bring()
    facts = {"viewer": make.viewer("pemeriksa"), "now": make.clock.now(), "code": make.CODE}
    with pytest.raises(ReturnReasonMissing):
        actions.refuse_scan(note=" ", **facts)
    actions.refuse_scan(note="Tanda tangan kedua tidak ada.", **facts)
    with pytest.raises(ScanMissing):
        verify()
    bring(content=PDF + b"2")
    verify()
    assert make.state_of() == State.IN_FORCE


def test_taken_back_the_scan_is_closed_with_it():
    make.proposal()
    bring()
    make.withdraw()
    assert PaperScan.objects.get().refused_at is not None
    make.propose()
    bring()
    assert PaperScan.objects.count() == 2


def test_through_the_pages(as_):
    make.proposal()
    browser = as_("perencana")
    filled = {"scan": paper(), "signed_on": "2026-11-20", "roles": BOTH}
    assert browser.post(f"{PAGE}kertas/", {**filled, "signed_on": "2026-11-25"}).status_code == 422
    filled["scan"] = paper()
    assert browser.post(f"{PAGE}kertas/", filled).url == PAGE
    own = browser.get(f"{PAGE}kertas/periksa/").content.decode()
    assert "orang kedua yang mencocokkannya" in own
    assert "Cocok, catat" not in own
    browser = as_("pemeriksa")
    assert "Cocok, catat" in browser.get(f"{PAGE}kertas/periksa/").content.decode()
    assert "Buka pindaian" in browser.get(f"{PAGE}kertas/periksa/").content.decode()
    file = browser.get(f"{PAGE}kertas/pindaian")
    assert (file["Content-Type"], b"".join(file.streaming_content)) == ("application/pdf", PDF)
    assert browser.post(f"{PAGE}kertas/periksa/", {"putusan": "cocok"}).url == PAGE
    shown = browser.get(PAGE).content.decode()
    assert "ditandatangani di atas kertas" in shown
    assert "dibawa Ignasius Contoh, diperiksa Agustinus Contoh" in shown
    listed = browser.get("/perjanjian/?tahun=2027").content.decode()
    assert "ditandatangani di atas kertas" in listed
    assert browser.get(f"{PAGE}tanda-tangan.json").json()["tanda_tangan"][0]["cara"] == "KERTAS"


def test_colleagues_read_the_agreement_but_not_the_scan(as_):
    make.proposal()
    bring()
    verify()
    browser = as_("staf")
    assert browser.get(PAGE).status_code == 200
    assert browser.get(f"{PAGE}kertas/pindaian").status_code == 404
    own = as_("kabid").get(f"{PAGE}kertas/pindaian")
    assert b"".join(own.streaming_content) == PDF


def refused(statement, **values):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except IntegrityError as failure:
        return failure.__cause__.diag.constraint_name
    return None


ON_PAPER = """
    UPDATE agreements_agreementparty SET signed_at = now(), signature_kind = 'KERTAS',
        paper_date = '2026-11-20', signed_digest = %(digest)s WHERE agreement_id = %(pk)s
"""
VERIFIED = """
    UPDATE agreements_paperscan SET verified_at = now(), verified_by_id =
        (SELECT id FROM organization_person WHERE code = %(person)s)
"""


def test_no_sql_makes_a_paper_valid_alone():
    made = make.proposal()
    facts = {"pk": made.pk, "digest": made.content_digest}
    assert refused(ON_PAPER, **facts) == "agreements_paper_needs_two_people"
    bring()
    assert refused(ON_PAPER, **facts) == "agreements_paper_needs_two_people"
    assert refused(VERIFIED, person="P-PERENCANA") == "agreements_scan_two_people"
    assert refused(VERIFIED, person="P-KABID") == "agreements_scan_no_party"
    assert refused("UPDATE agreements_paperscan SET roles = '{PERTAMA}'") == "agreements_scan_stays"
    assert refused("DELETE FROM agreements_paperscan") == "agreements_scan_stays"
    assert refused(VERIFIED, person="P-PEMERIKSA") is None
    assert refused(VERIFIED, person="P-SEKDA") == "agreements_scan_stays"
    later = ON_PAPER.replace("2026-11-20", "2026-11-19")
    assert refused(later, **facts) == "agreements_paper_needs_two_people"
    assert refused(ON_PAPER, **facts) is None
    assert agreement_for(make.viewer("kabid"), make.CODE).state == State.IN_FORCE
