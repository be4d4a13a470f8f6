"""Signatures: appended one after another, broken by one byte, from a file or a service."""

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from sasando.core import clock
from sasando.papers.errors import (
    SignerMissing,
    SignerUnusable,
    SigningServiceSilent,
    SigningServiceWrong,
)
from sasando.papers.local_signer import LocalSigner
from sasando.papers.local_signer import test_signer as demo_signer
from sasando.papers.remote_signer import RemoteSigner
from sasando.papers.signatures import read_signatures
from sasando.papers.signing import signer

from .reading import changed_in_signature, checked_by_qpdf, inside, signatures_by_poppler
from .samples import AT, certificate, pem_file, pkcs12_file, small_pdf

pytestmark = pytest.mark.usefixtures("outside_readers")
REST = {"reason": "Ditandatangani di Sasando", "place": "Kota Kupang", "at": AT}


def signed_by(pen, pdf, field, name="Yohanes Contoh, S.T."):
    return pen.sign(pdf, field=field, signer_name=name, **REST)


def test_a_signature_is_pades_and_found_valid_by_others(tmp_path):
    pdf = signed_by(demo_signer(), small_pdf(), "PihakPertama")
    assert signatures_by_poppler(pdf, tmp_path) == [("PihakPertama", True, True, True)]
    found = checked_by_qpdf(pdf, tmp_path)
    assert found.returncode == 0, found.stdout + found.stderr


def test_the_first_signature_stays_valid_after_the_second(tmp_path):
    pen = demo_signer()
    once = signed_by(pen, small_pdf(), "PihakPertama")
    twice = signed_by(pen, once, "PihakKedua", "dr. Christian Contoh")
    assert twice.startswith(once)
    assert signatures_by_poppler(twice, tmp_path) == [
        ("PihakPertama", True, True, False),
        ("PihakKedua", True, True, True),
    ]
    assert [(one.field, one.signer_name, one.is_sound) for one in read_signatures(twice)] == [
        ("PihakPertama", "Yohanes Contoh, S.T.", True),
        ("PihakKedua", "dr. Christian Contoh", True),
    ]


def test_a_signed_paper_still_says_that_it_is_pdf_a(tmp_path):
    objects = inside(signed_by(demo_signer(), small_pdf(), "PihakPertama"), tmp_path)
    assert b"<pdfaid:part>2</pdfaid:part>" in objects
    assert b"/F 132" in objects, "the field is printed, locked and not hidden, as PDF/A wants"


def test_one_changed_byte_of_the_paper_breaks_both_signatures(tmp_path):
    pen = demo_signer()
    pdf = signed_by(pen, signed_by(pen, small_pdf("Judul"), "PihakPertama"), "PihakKedua")
    changed = pdf.replace(b"Judul", b"Judol", 1)
    assert changed != pdf
    assert [one[1] for one in signatures_by_poppler(changed, tmp_path)] == [False, False]
    assert [one.is_sound for one in read_signatures(changed)] == [False, False]


def test_one_changed_digit_of_a_signature_breaks_it_and_what_follows(tmp_path):
    pen = demo_signer()
    pdf = signed_by(pen, signed_by(pen, small_pdf(), "PihakPertama"), "PihakKedua")
    for number, expected in ((0, [False, False]), (1, [True, False])):
        changed = changed_in_signature(pdf, number)
        assert [one[1] for one in signatures_by_poppler(changed, tmp_path)] == expected
        assert [one.is_sound for one in read_signatures(changed)] == expected


def test_the_signature_claims_the_instant_of_the_city(tmp_path):
    assert b"/M (D:20261120070400" in inside(
        signed_by(demo_signer(), small_pdf(), "PihakPertama"), tmp_path
    )


def test_the_test_certificate_says_what_it_is(settings):
    pen = demo_signer()
    assert pen.is_test
    assert "CONTOH - tidak sah" in pen.name
    assert settings.SIGNING_TEST_CERTIFICATE.stat().st_mode & 0o077 == 0
    assert demo_signer() == pen, "made once, used again"


@pytest.mark.parametrize("form", ["pem", "pkcs12"])
def test_a_certificate_file_signs(db, settings, tmp_path, form):
    key, made = certificate()
    if form == "pem":
        file = pem_file(tmp_path / "kota.pem", key, made)
    else:
        file = pkcs12_file(tmp_path / "kota.p12", key, made, "rahasia")
        settings.SIGNING_CERTIFICATE_PASSWORD = "rahasia"
    settings.SIGNING_CERTIFICATE_PATH = str(file)
    pen = signer()
    assert (pen.name, pen.is_test) == ("Pemerintah Kota Kupang", False)
    found = signatures_by_poppler(signed_by(pen, small_pdf(), "A"), tmp_path)
    assert found == [("A", True, True, True)]


def test_a_certificate_others_may_read_is_not_used(tmp_path):
    file = pem_file(tmp_path / "kota.pem", *certificate())
    file.chmod(0o644)
    with pytest.raises(SignerUnusable):
        LocalSigner.from_file(file)


@pytest.mark.parametrize("trouble", ["missing", "nonsense", "password", "other key"])
def test_a_certificate_that_does_not_fit_is_refused(tmp_path, trouble):
    key, made = certificate()
    file = tmp_path / "kota.pem"
    if trouble == "nonsense":
        file.write_bytes(b"bukan sertifikat")
        file.chmod(0o600)
    elif trouble == "password":
        pkcs12_file(file, key, made, "rahasia")
    elif trouble == "other key":
        pem_file(file, certificate()[0], made)
    with pytest.raises(SignerUnusable):
        LocalSigner.from_file(file, "keliru" if trouble == "password" else "")


def test_production_never_signs_with_a_test_certificate(db, monkeypatch):
    monkeypatch.setattr(clock, "is_production", lambda: True)
    with pytest.raises(SignerMissing):
        signer()


# A signing service, on this machine.


class Service(HTTPServer):
    """Answers as told, and remembers what it was asked."""

    def __init__(self, reply):
        super().__init__(("127.0.0.1", 0), Answering)
        self.reply = reply
        self.asked = []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/tanda-tangan"


class Answering(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.headers.get("Authorization"), body))
        status, answer = self.server.reply(body)
        self.send_response(status)
        if status == 302:
            self.send_header("Location", self.server.url)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_words):
        pass


@pytest.fixture
def service():
    running = []

    def start(reply):
        server = Service(reply)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        running.append((server, thread))
        return server

    yield start
    for server, thread in running:
        server.shutdown()
        server.server_close()
        thread.join()


def packed(pdf):
    return json.dumps({"file": base64.b64encode(pdf).decode()}).encode()


def honest(body):
    pdf = base64.b64decode(body["file"])
    return 200, packed(signed_by(demo_signer(), pdf, body["field"], body["signer_name"]))


def test_a_service_signs(db, service, settings, tmp_path):
    server = service(honest)
    settings.SIGNING_SERVICE_URL, settings.SIGNING_SERVICE_TOKEN = server.url, "kunci-layanan"
    pen = signer()
    assert not pen.is_test
    once = signed_by(pen, small_pdf(), "PihakPertama")
    twice = signed_by(pen, once, "PihakKedua")
    assert [one[1] for one in signatures_by_poppler(twice, tmp_path)] == [True, True]
    token, body = server.asked[0]
    assert token == "Bearer kunci-layanan"
    assert body["at"] == AT.isoformat()


def another_paper(body):
    return 200, packed(signed_by(demo_signer(), small_pdf("Lain"), body["field"]))


def another_field(body):
    return 200, packed(signed_by(demo_signer(), base64.b64decode(body["file"]), "Lain"))


def unsigned(body):
    return 200, packed(base64.b64decode(body["file"]))


def with_more_behind(body):
    return 200, packed(base64.b64decode(json.loads(honest(body)[1])["file"]) + b"\n% tambahan\n")


def broken(body):
    pdf = base64.b64decode(json.loads(honest(body)[1])["file"])
    return 200, packed(changed_in_signature(pdf, 0))


def nonsense(_body):
    return 200, b"<html>"


def list_of_nothing(_body):
    return 200, b"[]"


@pytest.mark.parametrize(
    "reply",
    [another_paper, another_field, unsigned, with_more_behind, broken, nonsense, list_of_nothing],
)
def test_a_wrong_answer_is_not_taken(service, reply):
    pen = RemoteSigner(service(reply).url)
    with pytest.raises(SigningServiceWrong):
        signed_by(pen, small_pdf(), "PihakPertama")


@pytest.mark.parametrize("status", [302, 401, 500])
def test_a_refusing_service_is_silent_to_us(service, status):
    server = service(lambda _body: (status, b""))
    with pytest.raises(SigningServiceSilent):
        signed_by(RemoteSigner(server.url), small_pdf(), "PihakPertama")
    assert len(server.asked) == 1, "no redirect is followed"


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "file:///etc/hostname", "ftp://127.0.0.1/"])
def test_a_service_that_cannot_be_reached(url):
    with pytest.raises(SigningServiceSilent):
        signed_by(RemoteSigner(url), small_pdf(), "PihakPertama")
