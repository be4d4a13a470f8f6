"""Handing a made file to the browser, to be kept."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse

CSV_TYPE: Final = "text/csv; charset=utf-8"
JSON_TYPE: Final = "application/json"
PDF_TYPE: Final = "application/pdf"


def download(name: str, content: bytes | str = b"", content_type: str = CSV_TYPE) -> HttpResponse:
    """A file under its whole name; without content one that is still to be written to."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
