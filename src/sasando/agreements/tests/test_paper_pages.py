"""Downloads of an agreement, and its public page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sasando.agreements.papers import issue_agreement
from sasando.core import clock
from sasando.papers.queries import file_of

from .factories import viewer
from .paper_rows import drafted, holder, in_force, proposed, signed


@pytest.fixture(autouse=True)
def _own_certificate(settings, tmp_path):
    settings.SIGNING_TEST_CERTIFICATE = tmp_path / "uji.pem"


@pytest.fixture
def paper(friday):
    agreement = in_force()
    return issue_agreement(viewer=viewer("kabid"), now=clock.now(), code=agreement.code)


def address(agreement, kind="pdf"):
    return f"/perjanjian/{agreement.code}/dokumen.{kind}"


def test_the_issued_paper_is_downloaded_as_it_was_issued(as_):
    agreement = in_force()
    first = as_("kabid").get(address(agreement))
    again = as_("kadis").get(address(agreement))
    assert (first.status_code, first["Content-Type"]) == (200, "application/pdf")
    assert first.content == again.content
    assert 'filename="PK-' in first["Content-Disposition"]


def test_a_draft_is_downloaded_as_draft(as_):
    answer = as_("kabid").get(address(drafted()))
    assert answer.status_code == 200
    assert 'filename="draf-PK-' in answer["Content-Disposition"]


def test_the_word_file_is_downloaded(as_):
    answer = as_("kabid").get(address(drafted(), "docx"))
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK\x03\x04")


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_who_may_not_know_the_agreement_gets_no_paper(as_, kind):
    agreement = drafted()
    assert as_("orangluar").get(address(agreement, kind)).status_code == 404
    assert as_("warga").get(address(agreement, kind)).status_code in {302, 404}


def test_anybody_may_check_a_paper(client, paper):
    page = client.get(f"/periksa/{paper.code}/").content.decode()
    assert "berlaku" in page
    assert holder("kabid").person.name in page
    assert holder("kadis").position.title in page
    assert paper.document.sha256 in page
    for number in holder("kabid").person.numbers.values_list("number", flat=True):
        assert number not in page


def test_the_paper_itself_is_recognised(client, paper):
    file = SimpleUploadedFile("pk.pdf", file_of(paper), content_type="application/pdf")
    page = client.post(f"/periksa/{paper.code}/", {"berkas": file}).content.decode()
    assert "sama, huruf demi huruf" in page


def test_a_changed_paper_is_not(client, paper):
    changed = bytearray(file_of(paper))
    changed[-20] ^= 1
    file = SimpleUploadedFile("pk.pdf", bytes(changed), content_type="application/pdf")
    page = client.post(f"/periksa/{paper.code}/", {"berkas": file}).content.decode()
    assert "tidak sama dengan yang kami terbitkan" in page


def test_the_page_of_a_replaced_paper_leads_to_the_next(client, paper):
    first = in_force_of(paper)
    second = drafted(version=2, supersedes=first, revision_reason="OFFICIAL_CHANGED",
                     revision_note="Mutasi.")  # fmt: skip
    second = signed(proposed(second))
    later = issue_agreement(viewer=viewer("kabid"), now=clock.now(), code=second.code)
    page = client.get(f"/periksa/{paper.code}/").content.decode()
    assert "digantikan" in page
    assert f"/periksa/{later.code}/" in page


def in_force_of(paper):
    from sasando.agreements.models import Agreement

    return Agreement.objects.get(code=paper.subject_code)


def test_an_unknown_code_of_this_kind_is_not_found(client, db):
    answer = client.get("/periksa/PK-2222-2222-2222/")
    assert answer.status_code == 404
    assert "Kode ini tidak terdaftar" in answer.content.decode()


@pytest.mark.parametrize(("login", "sees"), [("sekda", True), ("kadis", False), ("warga", False)])
def test_only_the_secretary_sees_the_way_to_calling_it_back(as_, paper, login, sees):
    page = as_(login).get(f"/periksa/{paper.code}/").content.decode()
    assert (f"/dokumen/{paper.code}/cabut/" in page) is sees


def test_a_paper_called_back_is_not_offered_again(as_, client, paper):
    browser = as_("sekda")
    address = f"/dokumen/{paper.code}/cabut/"
    answer = browser.post(address, {"reason": "Terbit dengan lampiran tahun lalu."}, follow=True)
    page = answer.content.decode()
    assert "dicabut" in page
    assert address not in page


def test_without_log_in_nobody_is_offered_it(client, paper):
    assert "/cabut/" not in client.get(f"/periksa/{paper.code}/").content.decode()
