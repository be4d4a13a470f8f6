"""Papers and certificates to test with: one page of our own look, keys made on the spot."""

import struct
import zlib
from datetime import UTC, date, datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from sasando.papers.typesetting import typeset

DAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 7, 4, tzinfo=UTC)
CREST = "papers/typst/crest.typ"
SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    '<rect width="9" height="9"/></svg>'
)


def small_pdf(title="Uji"):
    """One page with a black square."""
    return typeset(CREST, {}, title=title, document_date=DAY, files={"crest": SQUARE})


def png(width, height, *, body=None):
    """A grey PNG of this size; `body` replaces the picture itself."""
    rows = b"".join(b"\0" + b"\x80" * width for _row in range(height)) if body is None else body
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def certificate(name="Pemerintah Kota Kupang"):
    """A key and a certificate of its own, as a city would be given."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2030, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    return key, made


def pem_file(path, key, made):
    content = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return _written(path, content + made.public_bytes(Encoding.PEM))


def pkcs12_file(path, key, made, password):
    secret = BestAvailableEncryption(password.encode())
    return _written(path, pkcs12.serialize_key_and_certificates(b"x", key, made, None, secret))


def _written(path, content):
    path.write_bytes(content)
    path.chmod(0o600)
    return path
