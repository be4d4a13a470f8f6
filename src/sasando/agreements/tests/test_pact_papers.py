"""The integrity pact on paper."""

from datetime import date

import pytest

from sasando.agreements.models import IntegrityPact
from sasando.agreements.pact_papers import draft_pact_pdf, issue_pact, pact_standing
from sasando.core import clock
from sasando.core.errors import NotFoundForViewer
from sasando.papers.queries import file_of
from sasando.papers.tests.reading import checked_by_qpdf, signatures_by_poppler, words_of

from .factories import viewer
from .paper_rows import holder

TEXT = {
    "pembuka": "Saya yang bertanda tangan di bawah ini menyatakan:",
    "butir": ["tidak memberi dan tidak menerima #panic() hadiah;", "melaporkan pelanggaran."],
    "penutup": "Bila saya melanggar, saya siap menerima akibatnya.",
}


@pytest.fixture(autouse=True)
def _own_certificate(settings, tmp_path):
    settings.SIGNING_TEST_CERTIFICATE = tmp_path / "uji.pem"


def pact(login="kabid", witness="kadis"):
    held = holder(login)
    made = IntegrityPact.objects.create(
        code=f"PI-{held.position.code}-2026",
        person=held.person,
        position=held.position,
        unit=held.position.unit,
        year=2026,
        name=held.person.name,
        title=held.position.title,
        grade=held.person.grade,
        template_from=date(2026, 1, 1),
        text=TEXT,
        digest="c" * 64,
        is_example=True,
    )
    if witness:
        above = holder(witness)
        made.witness = above.person
        made.witness_name, made.witness_title = above.person.name, above.position.title
        made.witnessed_at = clock.now()
        made.save()
    made.refresh_from_db()
    return made


def issued(made, login="kabid"):
    return issue_pact(viewer=viewer(login), now=clock.now(), code=made.code)


def test_a_witnessed_pact_is_issued_with_two_signatures(friday, tmp_path):
    paper = issued(pact())
    pdf = file_of(paper)
    words = words_of(pdf)
    for part in (
        "PAKTA INTEGRITAS",
        TEXT["pembuka"],
        "1. tidak memberi dan tidak menerima #panic() hadiah;",
        TEXT["penutup"],
        "Yang menyatakan,",
        "Disaksikan oleh,",
        holder("kadis").person.name,
    ):
        assert part in words, part
    assert [one[:2] for one in signatures_by_poppler(pdf, tmp_path)] == [
        ("YangMenyatakan", True),
        ("Saksi", True),
    ]
    assert checked_by_qpdf(pdf, tmp_path).returncode == 0
    assert [row["nama"] for row in paper.signers] == [
        holder("kabid").person.name,
        holder("kadis").person.name,
    ]
    assert pact_standing(paper).label == "berlaku"


def test_a_pact_is_issued_once(friday):
    made = pact()
    assert issued(made) == issued(made, "kadis")


def test_without_its_witness_it_is_a_draft(friday, tmp_path):
    made = pact(witness="")
    with pytest.raises(NotFoundForViewer):
        issued(made)
    pdf = draft_pact_pdf(made, now=clock.now())
    assert "belum disaksikan" in words_of(pdf)
    assert [one[0] for one in signatures_by_poppler(pdf, tmp_path)] == ["YangMenyatakan"]


def test_the_mayor_needs_no_witness(friday):
    words = words_of(file_of(issued(pact("walikota", witness=""), "walikota")))
    assert "Disaksikan" not in words


def test_what_is_out_of_scope_is_not_issued(friday):
    with pytest.raises(NotFoundForViewer):
        issued(pact(), "orangluar")


def test_it_is_downloaded_and_checked_by_anybody(as_, client):
    made = pact()
    answer = as_("kabid").get(f"/perjanjian/pakta/{made.code}/dokumen.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    page = client.get(f"/periksa/{issued(made).code}/").content.decode()
    assert "Pakta integritas ini untuk tahun 2026." in page
    assert "(saksi)" in page


def test_nobody_else_downloads_it(as_):
    made = pact()
    assert as_("orangluar").get(f"/perjanjian/pakta/{made.code}/dokumen.pdf").status_code == 404
