"""The city's crest: judged by its bytes, kept through time, in the administrator's hands."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sasando.core.errors import NotPermitted
from sasando.papers.actions import set_crest
from sasando.papers.errors import CrestRefused
from sasando.papers.head import crest_url, official_files
from sasando.papers.models import Crest
from sasando.papers.pictures import picture_of

from .samples import png

PAGE = "/dokumen/lambang/"
# The smallest whole JPEG: one grey pixel, said to be 80 by 90.
JPEG_HEAD = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc0000b08005a005001011100")
REFUSED = {
    "html": b"<html><script>alert(1)</script></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    "gif": b"GIF89a" + b"\0" * 60,
    "png-signature-only": b"\x89PNG\r\n\x1a\n" + b"<html>" * 20,
    "png-without-picture": png(100, 100, body=b"\0"),
    "jpeg-without-picture": JPEG_HEAD,
    "cut": png(200, 200)[:80],
    "speck": png(8, 8),
    "bomb": png(40_000, 40_000, body=b"\0" * 100),
    "heavy": png(100, 100) + b"\0" * 300_000,
}


def upload(content, name="lambang.png"):
    return {"image": SimpleUploadedFile(name, content, content_type="image/png")}


def test_without_a_crest_papers_carry_the_neutral_mark(db):
    assert "#0b5d66" in official_files()["crest"]


def test_the_administrator_sets_it_and_the_history_stays(viewer):
    first = set_crest(viewer=viewer("pengelola"), content=png(120, 150))
    second = set_crest(viewer=viewer("pengelola"), content=png(200, 200))
    assert list(Crest.objects.all()) == [second, first]
    assert 'width="200" height="200"' in official_files()["crest"]


@pytest.mark.parametrize("login", ["walikota", "sekda", "kadis", "kepegawaian", "staf", "warga"])
def test_nobody_else_does(viewer, login):
    with pytest.raises(NotPermitted):
        set_crest(viewer=viewer(login), content=png(120, 150))


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_crest_is_refused(viewer, kind):
    with pytest.raises(CrestRefused):
        set_crest(viewer=viewer("pengelola"), content=REFUSED[kind])
    assert not Crest.objects.exists()


def test_the_size_is_read_from_the_header():
    assert (picture_of(png(70, 90)).width, picture_of(png(70, 90)).height) == (70, 90)
    whole = picture_of(JPEG_HEAD + b"\xff\xda\0\x08\x01\x01\0\0\x3f\0\x7f\xff\xd9")
    assert (whole.media_type, whole.width, whole.height) == ("image/jpeg", 80, 90)
    assert picture_of(b"\xff\xd8\xff\xe0\x00\x00") is None


def test_the_page_takes_a_picture_and_shows_it(as_):
    browser = as_("pengelola")
    assert "tanda Sasando" in browser.get(PAGE).content.decode()
    assert browser.post(PAGE, upload(png(120, 150))).status_code == 302
    shown = browser.get(PAGE).content.decode()
    assert "120 × 150" in shown
    image = browser.get("/dokumen/lambang/gambar")
    assert (image.status_code, image["Content-Type"]) == (200, "image/png")
    assert image.content == png(120, 150)


def test_html_named_png_is_refused_in_words(as_):
    answer = as_("pengelola").post(PAGE, upload(REFUSED["html"]))
    assert answer.status_code == 422
    assert "isinya bukan PNG atau JPEG" in answer.content.decode()


def test_a_file_too_heavy_is_refused_in_words(as_):
    answer = as_("pengelola").post(PAGE, upload(REFUSED["heavy"]))
    assert answer.status_code == 422
    assert "256 KB" in answer.content.decode()


def test_the_picture_is_not_there_before_it_was_given(client, db):
    assert client.get("/dokumen/lambang/gambar").status_code == 404


@pytest.mark.parametrize("login", ["kepegawaian", "staf"])
def test_the_page_is_for_the_administrator(as_, login):
    assert as_(login).get(PAGE).status_code == 403
    assert as_(login).post(PAGE, upload(png(120, 150))).status_code == 403


def test_printed_pages_carry_the_crest_once_it_was_given(viewer):
    assert crest_url() is None
    set_crest(viewer=viewer("pengelola"), content=png(120, 150))
    assert crest_url() == "/dokumen/lambang/gambar"


@pytest.mark.parametrize(("login", "leads"), [("pengelola", True), ("kadis", False)])
def test_the_account_leads_the_administrator_to_it(as_, login, leads):
    page = as_(login).get("/akun/").content.decode()
    assert ('href="/dokumen/lambang/"' in page) is leads
    assert 'href="/pengingat/"' in page
