"""Handing a made file to the browser."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse

PDF: Final = "pdf"
PDF_TYPE: Final = "application/pdf"


def download(name: str, content: bytes, content_type: str) -> HttpResponse:
    """A file to be saved under a name."""
    disposition = f'attachment; filename="{name}"'
    headers = {"Content-Disposition": disposition}
    return HttpResponse(content, content_type=content_type, headers=headers)
