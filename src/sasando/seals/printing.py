"""A receipt or promise on paper: what is printed beside the words, and a QR back to the seal.

The QR holds an address with the entry's hash, which tells nothing about the words. The full proof
is some kilobytes and stays in the file.
"""

import io
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from . import keys
from .note import Note
from .receipt import Promise, PromiseFile, Receipt
from .records import EntryRecord


@dataclass(frozen=True, slots=True)
class ReceiptSheet:
    """What `_receipt.html` prints. `position` (from 1) and `root` are empty before sealing."""

    code: str
    day: date
    leaf: str
    fingerprint: str
    address: str
    qr_svg: SafeString
    position: int | None = None
    entry_count: int | None = None
    root: str = ""
    recorded_at: datetime | None = None


def sheet_of_receipt(receipt: Receipt) -> ReceiptSheet:
    """The printed form of a receipt. SealKeyMissing, SealKeyUnsafe."""
    return replace(
        _sheet(receipt.entry),
        position=receipt.entry_proof.index + 1,
        entry_count=receipt.day.entry_count,
        root=receipt.day.root.hex(),
    )


def sheet_of_promise(promise: PromiseFile) -> ReceiptSheet:
    """The printed form of a promise, before its day is sealed. SealKeyMissing, SealKeyUnsafe."""
    promised = Promise.parse(Note.parse(promise.note).text)
    return replace(_sheet(promise.entry), recorded_at=promised.recorded_at)


def _sheet(entry: EntryRecord) -> ReceiptSheet:
    leaf = entry.leaf_hash().hex()
    path = reverse("seals:day", args=[entry.day.isoformat()])
    address = f"{settings.SITE_URL}{path}?{urlencode({'daun': leaf})}"
    return ReceiptSheet(
        code=entry.code,
        day=entry.day,
        leaf=leaf,
        fingerprint=keys.verifier_key().fingerprint,
        address=address,
        qr_svg=qr_svg(address),
    )


def qr_svg(text: str) -> SafeString:
    """A QR as an inline SVG element, without style attributes (the content policy forbids them)."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", scale=3, border=4, xmldecl=False, svgns=False, svgclass="qr", nl=False
    )
    return mark_safe(drawn.getvalue().decode())  # noqa: S308  drawn by segno from an address
