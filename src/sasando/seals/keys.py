"""The signing key of this installation: a file of its own, never a row.

Beside it lies a public file (`.pub`) with the verifier key, to be copied and published.
"""

import os
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from .errors import SealKeyExists, SealKeyMissing, SealKeyUnsafe
from .note import NoteSigner, VerifierKey


def create_key_file() -> VerifierKey:
    """Make a new key at `settings.SEAL_KEY_FILE` (mode 0600) and its public file. SealKeyExists."""
    path = Path(settings.SEAL_KEY_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    signer_made = NoteSigner(settings.SEAL_ORIGIN, Ed25519PrivateKey.generate())
    content = signer_made.private_key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise SealKeyExists from None
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    public_key_file().write_text(f"{signer_made.verifier}\n", encoding="utf-8")
    return signer_made.verifier


def public_key_file() -> Path:
    """Where the verifier key of this installation lies."""
    return Path(f"{settings.SEAL_KEY_FILE}.pub")


def signer() -> NoteSigner:
    """The signing key, read once per process. SealKeyMissing, SealKeyUnsafe."""
    return _read_signer(Path(settings.SEAL_KEY_FILE), settings.SEAL_ORIGIN)


def verifier_key() -> VerifierKey:
    """The public half of the signing key. SealKeyMissing, SealKeyUnsafe."""
    return signer().verifier


def published_key() -> VerifierKey | None:
    """The verifier key for pages that must open without one. SealKeyUnsafe."""
    try:
        return verifier_key()
    except SealKeyMissing:
        return None


@lru_cache(maxsize=4)
def _read_signer(path: Path, origin: str) -> NoteSigner:
    try:
        content = path.read_bytes()
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise SealKeyMissing from None
    # Windows has no such bits; there the folder's access list guards the file.
    if os.name == "posix" and mode & 0o077:
        raise SealKeyUnsafe
    return NoteSigner(origin, _private_key(content))


def _private_key(content: bytes) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(content, password=None)
    except ValueError:
        raise SealKeyUnsafe from None
    if not isinstance(key, Ed25519PrivateKey):
        raise SealKeyUnsafe
    return key
