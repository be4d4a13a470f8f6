"""Signing through a service of the network, as BSrE's esign client is run inside a city's network.

The whole PDF is sent and comes back with one signature more; where a service signs hashes only, a
small gateway beside it can speak this form. The real interface of BSrE could not be read: field
names, log-in and the official's own pass phrase have to be fitted when the city has its agreement
with BSrE. What is certain is what we accept back: our own bytes first, unchanged, then exactly one
valid signature more, in the field we named, over the whole file.
"""

from __future__ import annotations

import base64
import binascii
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from .errors import SigningServiceSilent, SigningServiceWrong
from .signatures import read_signatures

if TYPE_CHECKING:
    from datetime import datetime

TIMEOUT_SECONDS: Final = 20
LARGEST_ANSWER: Final = 16 * 1024 * 1024


@dataclass(frozen=True)
class RemoteSigner:
    """A signing service at an address of this installation's environment."""

    url: str
    token: str = ""

    @property
    def name(self) -> str:
        return f"layanan tanda tangan {self.url.partition('://')[2].partition('/')[0]}"

    @property
    def is_test(self) -> bool:
        return False

    def sign(
        self, pdf: bytes, *, field: str, signer_name: str, reason: str, place: str, at: datetime
    ) -> bytes:
        """See `signing.Signer.sign`. Raises SigningServiceSilent, SigningServiceWrong."""
        signed = self._asked(
            {
                "file": base64.b64encode(pdf).decode("ascii"),
                "field": field,
                "signer_name": signer_name,
                "reason": reason,
                "place": place,
                "at": at.isoformat(),
            }
        )
        before = len(read_signatures(pdf))
        found = read_signatures(signed) if signed.startswith(pdf) else []
        if len(found) != before + 1 or not found[-1].is_sound or found[-1].field != field:
            raise SigningServiceWrong
        if not found[-1].covers_whole_file:
            raise SigningServiceWrong
        return signed

    def _asked(self, question: dict[str, str]) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if not self.url.startswith(("https://", "http://")):
            raise SigningServiceSilent
        request = urllib.request.Request(  # noqa: S310  only http and https, see above
            self.url, json.dumps(question).encode(), headers
        )
        try:
            with _opener().open(request, timeout=TIMEOUT_SECONDS) as answer:
                content: bytes = answer.read(LARGEST_ANSWER + 1)
        except (OSError, urllib.error.URLError):
            raise SigningServiceSilent from None
        return _file_in(content)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A paper and its token go to the named address and nowhere else."""

    def redirect_request(self, *_request: object) -> None:
        return None


def _opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(_NoRedirect)


def _file_in(content: bytes) -> bytes:
    if len(content) > LARGEST_ANSWER:
        raise SigningServiceWrong
    try:
        answer: Any = json.loads(content)
        return base64.b64decode(answer["file"], validate=True)
    except (ValueError, TypeError, KeyError, binascii.Error):
        raise SigningServiceWrong from None
