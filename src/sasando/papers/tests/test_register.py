"""The register of issued papers: kept to the byte, never changed, found however it is asked for."""

import hashlib

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from sasando.core import attachments
from sasando.core.models import Attachment, AuditEvent
from sasando.papers.models import IssuedPaper
from sasando.papers.queries import file_of, paper_of, paper_with_code, paper_with_digest

from .factories import issued
from .samples import small_pdf


@pytest.fixture
def paper(viewer):
    return issued(viewer("kadis"), pdf=small_pdf("Surat Uji"))


def test_the_bytes_are_kept(paper):
    assert file_of(paper) == small_pdf("Surat Uji")
    assert paper.document.sha256 == hashlib.sha256(small_pdf("Surat Uji")).hexdigest()


def test_a_paper_is_found_by_code_digest_and_subject(paper):
    assert paper_with_code(paper.code.lower().replace("-", " ")) == paper
    assert paper_with_digest(paper.document.sha256) == paper
    assert paper_of("ZZ", "ISI-1") == paper


def test_what_was_never_issued_is_not_found(paper):
    assert paper_with_code("ZZ-2222-2222-2222") is None
    assert paper_with_code("bukan kode") is None
    assert paper_with_digest("0" * 64) is None
    assert paper_of("ZZ", "ISI-2") is None


def test_the_database_dates_the_paper(paper, friday):
    paper.refresh_from_db()
    assert abs((paper.issued_at - friday).total_seconds()) < 60


def test_the_trail_says_that_sasando_issued_it(paper):
    event = AuditEvent.objects.get(action="paper.issued")
    assert (event.actor, event.subject_code) == (None, paper.code)
    assert event.after["sidik"] == paper.document.sha256


def test_a_subject_has_one_paper(paper, viewer):
    with pytest.raises(IntegrityError), transaction.atomic():
        issued(viewer("kadis"), pdf=small_pdf("Kedua"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE papers_issuedpaper SET title = 'Lain'",
        "UPDATE papers_issuedpaper SET signers = '[]'",
        "DELETE FROM papers_issuedpaper",
        "TRUNCATE papers_issuedpaper",
        "DELETE FROM papers_crest",
        "ALTER TABLE papers_issuedpaper DISABLE TRIGGER ALL",
    ],
)
def test_the_register_only_grows(paper, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert IssuedPaper.objects.get().title == "Surat Uji"


COLUMNS = "code, kind, subject_code, title, document_date, document_id, signers, signed_by"
WRONG = {
    "papers_code_form": ("'PK-1'", "'[]'", "document_id"),
    "papers_signers_list": ("'ZZ-2222-2222-2223'", "'{}'", "document_id"),
    "papers_document_is_pdf": (
        "'ZZ-2222-2222-2223'",
        "'[]'",
        "(SELECT max(id) FROM core_attachment)",
    ),
}


@pytest.mark.parametrize("constraint", WRONG)
def test_a_wrong_row_is_refused(paper, constraint):
    code, signers, document = WRONG[constraint]
    Attachment.objects.create(
        sha256="a" * 64, media_type="image/png", size=1, stored_by_id=paper.document.stored_by_id
    )
    with pytest.raises(IntegrityError) as refused, connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO papers_issuedpaper ({COLUMNS}, is_test_signature, is_example) "
            f"SELECT {code}, kind, 'LAIN', title, document_date, {document}, {signers}, signed_by, "
            "false, false FROM papers_issuedpaper"
        )
    assert refused.value.__cause__.diag.constraint_name == constraint


def test_an_instant_cannot_be_given(paper, friday):
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO papers_issuedpaper ({COLUMNS}, is_test_signature, is_example, issued_at) "
            "SELECT 'ZZ-2222-2222-2223', kind, 'LAIN', title, document_date, document_id, signers, "
            "signed_by, false, false, '2020-01-01' FROM papers_issuedpaper"
        )
    assert IssuedPaper.objects.get(subject_code="LAIN").issued_at.year == 2026


def test_a_lost_file_is_noticed(paper):
    attachments.path_of(paper.document.sha256).unlink()
    with pytest.raises(FileNotFoundError):
        file_of(paper)
