"""Keeping evidence: a file is judged by its content and stored once by its SHA-256."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from .errors import AttachmentRefused
from .models import Attachment

SIGNATURES: tuple[tuple[bytes, int, str], ...] = (
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"WEBP", 8, "image/webp"),
    (b"%PDF-", 0, "application/pdf"),
)


def media_type_of(content: bytes) -> str | None:
    """The accepted kind of a file by its first bytes, or None; names and headers are not asked."""
    for signature, offset, media_type in SIGNATURES:
        if content[offset : offset + len(signature)] == signature:
            return media_type
    return None


def store(*, upload: UploadedFile, by_id: int) -> Attachment:
    """Keep an uploaded file and return its row; the same content is kept once.

    Raises AttachmentRefused when it is empty, too large, or neither photo nor PDF.
    """
    if upload.size is None or upload.size == 0:
        raise AttachmentRefused(problem="berkas kosong")
    if upload.size > settings.ATTACHMENT_MAX_BYTES:
        raise AttachmentRefused(problem="lebih besar dari 5 MB")
    content = upload.read()
    media_type = media_type_of(content)
    if media_type is None:
        raise AttachmentRefused(problem="isinya bukan foto atau PDF")
    digest = hashlib.sha256(content).hexdigest()
    _write_once(path_of(digest), content)
    row, _created = Attachment.objects.get_or_create(
        sha256=digest,
        defaults={"media_type": media_type, "size": len(content), "stored_by_id": by_id},
    )
    return row


def path_of(digest: str) -> Path:
    """Where the file with this SHA-256 lies, outside the web root."""
    return Path(settings.ATTACHMENT_DIR) / digest[:2] / digest


def _write_once(path: Path, content: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    # A crash between writing and naming must not leave half a file under its final name.
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(temporary).replace(path)
