"""Signing with a certificate file on this machine: PKCS#12, or PEM with key and certificates.

It is the city's own seal (segel elektronik): it attests that the named person signed in Sasando,
and when. It is not that person's own certified signature; that needs a signing service.
"""

from __future__ import annotations

import asyncio
import io
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from .errors import SignerUnusable

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
    from pyhanko.sign.signers.pdf_signer import PdfSigningSession

TEST_NAME: Final = "CONTOH - tidak sah"
# Room for the signature in the file, in hexadecimal digits; a chain of three RSA-4096 fits.
RESERVED: Final = 16_384


@dataclass(frozen=True)
class LocalSigner:
    """A key of this machine with its certificate."""

    inner: signers.SimpleSigner
    name: str
    is_test: bool = False

    @classmethod
    def from_file(cls, path: str | Path, password: str = "") -> LocalSigner:
        """Read a certificate file once per process and state of the file. SignerUnusable."""
        file = Path(path)
        try:
            changed = file.stat().st_mtime_ns
        except OSError:
            raise SignerUnusable from None
        return _read(file, changed, password)

    def sign(
        self, pdf: bytes, *, field: str, signer_name: str, reason: str, place: str, at: datetime
    ) -> bytes:
        """See `signing.Signer.sign`."""
        details = signers.PdfSignatureMetadata(
            field_name=field,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            name=signer_name,
            reason=reason,
            location=place,
        )
        pen = _DatedSigner(details, signer=self.inner, new_field_spec=SigFieldSpec(field))
        pen.at = at.astimezone(UTC)
        writer = _Appending(io.BytesIO(pdf))
        signed = asyncio.run(pen.async_sign_pdf(writer, bytes_reserved=RESERVED))
        content: bytes = signed.getvalue()
        return content


class _Appending(IncrementalPdfFileWriter):
    """Appends the signature and nothing else.

    pyHanko would write the paper's description anew, in a form that PDF/A does not know, and with
    the machine's clock in it; what the typesetter wrote there stays as it is.
    """

    def _update_meta(self) -> None:
        return None


class _DatedSigner(signers.PdfSigner):
    """Claims the city's instant, not the machine's: a demo's clock may be moved."""

    at: datetime

    def init_signing_session(self, *args: Any, **kwargs: Any) -> PdfSigningSession:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.at
        return session


def test_signer() -> LocalSigner:
    """A signer whose certificate says of itself that it is not valid; made on first use."""
    path = Path(settings.SIGNING_TEST_CERTIFICATE)
    if not path.exists():
        _write_once(path, _test_certificate())
    return LocalSigner.from_file(path)


@cache
def _read(path: Path, _changed: int, password: str) -> LocalSigner:
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise SignerUnusable
    content = path.read_bytes()
    try:
        key, certificates = _key_and_certificates(content, password)
    except (ValueError, TypeError):
        raise SignerUnusable from None
    own = next((one for one in certificates if one.public_key() == key.public_key()), None)
    if own is None:
        raise SignerUnusable
    store = SimpleCertificateStore()
    store.register_multiple(_asn1(one) for one in certificates)
    name = _subject_words(own)
    return LocalSigner(
        signers.SimpleSigner(
            signing_cert=_asn1(own), signing_key=_asn1_key(key), cert_registry=store
        ),
        name,
        is_test=TEST_NAME in name,
    )


def _subject_words(certificate: x509.Certificate) -> str:
    """The subject as people read it: name, then organisation."""
    wanted = (x509.NameOID.COMMON_NAME, x509.NameOID.ORGANIZATION_NAME)
    found = [row.value for oid in wanted for row in certificate.subject.get_attributes_for_oid(oid)]
    return " · ".join(str(value) for value in found)


def _key_and_certificates(
    content: bytes, password: str
) -> tuple[PrivateKeyTypes, list[x509.Certificate]]:
    """Raises ValueError or TypeError when the file is neither, or the password is another."""
    secret = password.encode() or None
    if b"-----BEGIN" in content:
        return load_pem_private_key(content, secret), x509.load_pem_x509_certificates(content)
    key, own, others = pkcs12.load_key_and_certificates(content, secret)
    if key is None or own is None:
        raise ValueError("no key or no certificate in this file")
    return key, [own, *others]


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _asn1_key(key: PrivateKeyTypes) -> asn1_keys.PrivateKeyInfo:
    content = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return asn1_keys.PrivateKeyInfo.load(content)


def _test_certificate() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Sasando, tanda tangan uji"),
            x509.NameAttribute(x509.NameOID.COMMON_NAME, TEST_NAME),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    # Wide dates, because the clock of a demo may stand in any year.
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2018, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2049, 1, 1, tzinfo=UTC))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    own_key = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return own_key + certificate.public_bytes(Encoding.PEM)


def _write_once(path: Path, content: bytes) -> None:
    """Two workers may come here at once; the file of the first stays, and it is never half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    mine = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    try:
        os.link(mine, path)
    except FileExistsError:
        pass
    finally:
        mine.unlink()
