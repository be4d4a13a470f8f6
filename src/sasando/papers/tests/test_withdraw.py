"""Calling a paper back: by the secretary, for good, and for everybody to read."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory

from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.models import AuditEvent
from sasando.papers import public
from sasando.papers.actions import withdraw
from sasando.papers.errors import PaperAlreadyWithdrawn
from sasando.papers.models import PaperWithdrawal
from sasando.papers.public import Standing
from sasando.papers.queries import paper_of, paper_with_code

from .factories import issued
from .samples import small_pdf

WHY = "Terbit dengan lampiran tahun lalu."


@pytest.fixture
def paper(viewer):
    return issued(viewer("kadis"), pdf=small_pdf("Surat Uji"))


def called_back(viewer, paper, login="sekda"):
    return withdraw(viewer=viewer(login), code=paper.code, reason=WHY)


def test_a_withdrawn_paper_says_so_and_why(viewer, paper):
    called_back(viewer, paper)
    holds = Standing("berlaku", "good", "Surat ini mengikat.")
    answer = public.answer(RequestFactory().get("/"), paper_with_code(paper.code), holds)
    page = answer.content.decode()
    assert "dicabut 20 November 2026 dan tidak berlaku" in page
    assert WHY in page
    assert "Surat ini mengikat." not in page


def test_it_is_written_down(viewer, paper, friday):
    made = called_back(viewer, paper)
    made.refresh_from_db()
    assert abs((made.withdrawn_at - friday).total_seconds()) < 60
    event = AuditEvent.objects.get(action="paper.withdrawn")
    assert (event.subject_code, event.reason) == (paper.code, WHY)


def test_its_subject_may_have_another_paper_then(viewer, paper):
    called_back(viewer, paper)
    assert paper_of("ZZ", "ISI-1") is None
    again = issued(viewer("kadis"), pdf=small_pdf("Lagi"))
    assert paper_of("ZZ", "ISI-1") == again
    assert paper_with_code(paper.code) == paper


def test_it_is_not_done_twice(viewer, paper):
    called_back(viewer, paper)
    with pytest.raises(PaperAlreadyWithdrawn):
        called_back(viewer, paper)
    assert PaperWithdrawal.objects.count() == 1


@pytest.mark.parametrize("login", ["walikota", "kadis", "pengelola", "pemeriksa", "staf", "warga"])
def test_nobody_else_does(viewer, paper, login):
    with pytest.raises(NotPermitted):
        called_back(viewer, paper, login)


def test_what_was_never_issued_cannot_be_withdrawn(viewer):
    with pytest.raises(NotFoundForViewer):
        withdraw(viewer=viewer("sekda"), code="ZZ-2222-2222-2222", reason=WHY)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM papers_paperwithdrawal",
        "UPDATE papers_paperwithdrawal SET reason = 'lain'",
        "INSERT INTO papers_paperwithdrawal SELECT * FROM papers_paperwithdrawal",
    ],
)
def test_it_cannot_be_taken_back(viewer, paper, statement):
    called_back(viewer, paper)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert PaperWithdrawal.objects.get().reason == WHY


def test_the_page_asks_for_a_reason(as_, paper):
    browser = as_("sekda")
    address = f"/dokumen/{paper.code}/cabut/"
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"reason": " "}).status_code == 422
    assert browser.post(address, {"reason": WHY})["Location"] == f"/periksa/{paper.code}/"
    assert PaperWithdrawal.objects.get().reason == WHY


def test_the_page_is_for_the_secretary(as_, paper):
    assert as_("kadis").get(f"/dokumen/{paper.code}/cabut/").status_code == 403
    assert as_("sekda").get("/dokumen/ZZ-2222-2222-2222/cabut/").status_code == 404
