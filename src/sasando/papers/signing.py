"""Signing papers: one small face, whoever holds the key.

A signature is PAdES B-B (ETSI EN 319 142-1): a field of its own, appended to the file, so that the
signatures before it stay valid. Which signer this installation has is a matter of place: a signing
service (`SIGNING_SERVICE_URL`), a certificate file (`SIGNING_CERTIFICATE_PATH`), or, in a database
that is no production one, a test certificate made here, whose papers say that it is not valid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from django.conf import settings

from sasando.core import clock

from .errors import SignerMissing
from .local_signer import LocalSigner, test_signer
from .remote_signer import RemoteSigner

if TYPE_CHECKING:
    from datetime import datetime


class Signer(Protocol):
    """Whoever can sign a PDF."""

    @property
    def name(self) -> str:
        """Who stands behind the signature, as the register shows it: a certificate's subject."""

    @property
    def is_test(self) -> bool:
        """Whether the signature proves nothing to anybody."""

    def sign(
        self, pdf: bytes, *, field: str, signer_name: str, reason: str, place: str, at: datetime
    ) -> bytes:
        """The PDF with one signature more, in a new field of that name.

        `at` is the instant the signature claims; no trusted timestamp stands behind it yet.
        Raises SigningServiceSilent, SigningServiceWrong.
        """


def signer() -> Signer:
    """The signer of this installation. Raises SignerMissing, SignerUnusable."""
    if settings.SIGNING_SERVICE_URL:
        return RemoteSigner(settings.SIGNING_SERVICE_URL, settings.SIGNING_SERVICE_TOKEN)
    if settings.SIGNING_CERTIFICATE_PATH:
        return LocalSigner.from_file(
            settings.SIGNING_CERTIFICATE_PATH, settings.SIGNING_CERTIFICATE_PASSWORD
        )
    if clock.is_production():
        raise SignerMissing
    return test_signer()
