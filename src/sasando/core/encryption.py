"""Small secrets kept in the database, unreadable without the machine's own SECRET_KEY.

A copy of the database alone tells nobody such a secret. Whoever changes SECRET_KEY makes all of
them unreadable, which is meant: a leaked SECRET_KEY has betrayed them.
"""

import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KEY_BYTES = 64


class Unreadable(Exception):
    """Sealed under another SECRET_KEY, for another owner or purpose, or damaged."""


def sealed(plain: bytes, *, purpose: str, owner: int) -> bytes:
    """The secret under AES-SIV (RFC 5297), 16 bytes longer, bound to its purpose and owner.

    The same secret of the same owner gives the same bytes, so seal only what is random.
    """
    return AESSIV(_key(purpose)).encrypt(plain, [str(owner).encode()])


def opened(kept: bytes, *, purpose: str, owner: int) -> bytes:
    """The secret again. Raises Unreadable."""
    try:
        return AESSIV(_key(purpose)).decrypt(kept, [str(owner).encode()])
    except (InvalidTag, ValueError) as failure:
        raise Unreadable(purpose) from failure


def fingerprint(text: str, *, purpose: str, owner: int) -> bytes:
    """32 bytes by which a text is known again and from which it cannot be read back."""
    return hmac.new(_key(purpose), f"{owner}:{text}".encode(), hashlib.sha256).digest()


def _key(purpose: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode())
    return derivation.derive(settings.SECRET_KEY.encode())
