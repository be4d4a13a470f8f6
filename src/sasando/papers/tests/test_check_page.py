"""`/periksa/`: anybody may ask whether a paper is the city's; nothing sent there is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from sasando.core.models import Attachment
from sasando.papers import public
from sasando.papers.public import Standing

from .factories import issued
from .samples import small_pdf

HOLDS = Standing("berlaku", "good", "Surat ini mengikat.")


@pytest.fixture
def paper(viewer):
    return issued(viewer("kadis"), pdf=small_pdf("Surat Uji"))


def sent(pdf, name="surat.pdf"):
    return {"berkas": SimpleUploadedFile(name, pdf, content_type="application/pdf")}


def shown(paper, standing=HOLDS, file=None):
    """The page as the package that issued the paper answers with it."""
    made = RequestFactory()
    request = made.post("/", file) if file else made.get("/")
    return public.answer(request, paper, standing).content.decode()


def test_a_code_leads_to_its_page(client, paper):
    answer = client.get("/periksa/", {"kode": paper.code.lower()})
    assert (answer.status_code, answer["Location"]) == (302, f"/periksa/{paper.code}/")


def test_a_mistyped_code_is_explained(client, db):
    page = client.get("/periksa/", {"kode": "PK-0000"}).content.decode()
    assert "Ini bukan kode dokumen kami" in page


@pytest.mark.parametrize("code", ["ZZ-2222-2222-2222", "apa saja", "<b>", "x" * 300])
def test_an_unknown_code_is_not_found_and_says_so(client, db, code):
    answer = client.get(f"/periksa/{code}/")
    assert answer.status_code == 404
    assert "Kode ini tidak terdaftar" in answer.content.decode()
    assert "<b>" not in answer.content.decode()


def test_the_page_tells_what_is_printed(paper):
    page = shown(paper)
    for words in ("Surat Uji", paper.code, "Yohanes Contoh, S.T.", "Kepala Dinas", "berlaku",
                  "20 November 2026 15.04 WITA", paper.document.sha256, "CONTOH - tidak sah",
                  "Tanda tangan uji: tidak sah."):  # fmt: skip
        assert words in page


def test_a_replaced_paper_names_its_successor(paper):
    page = shown(paper, Standing("digantikan", "attention", "Digantikan.", "ZZ-3333-3333-3333"))
    assert "/periksa/ZZ-3333-3333-3333/" in page


def test_the_same_file_is_known(paper):
    assert "sama, huruf demi huruf" in shown(paper, file=sent(small_pdf("Surat Uji")))


def test_one_changed_byte_is_known(paper):
    changed = small_pdf("Surat Uji").replace(b"Surat", b"Surut", 1)
    assert "tidak sama dengan yang kami terbitkan" in shown(paper, file=sent(changed))


def test_another_paper_of_ours_is_named(paper, viewer):
    other = issued(viewer("kadis"), subject="ISI-2", title="Surat Lain", pdf=small_pdf("Lain"))
    page = shown(paper, file=sent(small_pdf("Lain")))
    assert "dokumen lain" in page
    assert f"/periksa/{other.code}/" in page


def test_a_file_alone_finds_its_paper(client, paper):
    page = client.post("/periksa/", sent(small_pdf("Surat Uji"))).content.decode()
    assert "Berkas ini terbitan kami" in page
    assert f"/periksa/{paper.code}/" in page
    assert "tidak terdaftar" in client.post("/periksa/", sent(small_pdf("X"))).content.decode()


def test_nothing_that_is_sent_is_kept(client, paper):
    before = Attachment.objects.count()
    client.post("/periksa/", sent(small_pdf("Baru")))
    assert Attachment.objects.count() == before


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html>", "Isi berkas ini bukan PDF"),
        (b"", "Berkas ini kosong"),
        (b"%PDF-" + b"0" * (5 * 1024 * 1024), "lebih besar dari 5 MB"),
    ],
)
def test_what_is_no_paper_is_explained(client, db, content, words):
    assert words in client.post("/periksa/", sent(content)).content.decode()


def test_the_page_costs_two_queries_at_most(paper, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        shown(paper)
