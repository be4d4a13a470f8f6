"""Where a judged file waits for its confirmation: outside the web root, half an hour, then gone.

The page only carries a signed ticket; the file is found by the SHA-256 of its content, so that what
is loaded is what was judged.
"""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core import signing

from sasando.core import clock

from .errors import ImportTokenExpired

LIFETIME_SECONDS: Final = 30 * 60
SALT: Final = "sasando.core.listings.uploads"
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Kept:
    """A file that waits: its content and the digest by which it is found."""

    digest: str
    content: bytes


def keep(*, owner: int, kind: str, content: bytes) -> str:
    """Put a file aside and give the ticket for it, good for this account and this kind only."""
    _sweep()
    digest = sha256(content).hexdigest()
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(temporary).replace(folder / digest)
    return signing.dumps([owner, kind, digest], salt=SALT)


def fetch(*, owner: int, kind: str, ticket: str) -> Kept:
    """The file of a ticket. Raises ImportTokenExpired when it is too old, foreign or gone."""
    try:
        user_id, for_kind, digest = signing.loads(ticket, salt=SALT, max_age=LIFETIME_SECONDS)
    except signing.BadSignature as failure:
        raise ImportTokenExpired from failure
    if (user_id, for_kind) != (owner, kind) or not _DIGEST.fullmatch(digest):
        raise ImportTokenExpired
    try:
        content = (_folder() / digest).read_bytes()
    except FileNotFoundError as failure:
        raise ImportTokenExpired from failure
    if sha256(content).hexdigest() != digest:
        raise ImportTokenExpired
    return Kept(digest, content)


def discard(kept: Kept) -> None:
    """Remove a file that has been loaded."""
    (_folder() / kept.digest).unlink(missing_ok=True)


def _sweep() -> None:
    """Remove what nobody came back for: these files hold personal data."""
    oldest = clock.system_now().timestamp() - LIFETIME_SECONDS
    for path in _folder().glob("*"):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "impor"
