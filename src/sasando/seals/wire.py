"""Strict readers of the small values inside receipts and notes: each has exactly one spelling.

A value with two spellings would let a file be changed without any hash noticing. Every reader
raises SealError and names the field.
"""

import base64
import binascii
from collections.abc import Iterable
from datetime import UTC, date, datetime

from .canonical import JsonObject, JsonValue
from .refusal import Reason, SealError


def exact_fields(value: JsonValue, names: Iterable[str], subject: str) -> JsonObject:
    """`value` as an object that has exactly these fields, no more and no fewer."""
    if not isinstance(value, dict) or set(value) != set(names):
        raise SealError(Reason.FIELDS_DIFFER, subject)
    return value


def text_of(value: JsonValue, subject: str) -> str:
    """A string that is not empty."""
    if not isinstance(value, str) or not value:
        raise SealError(Reason.VALUE_MALFORMED, subject)
    return value


def count_of(value: JsonValue, subject: str) -> int:
    """A whole number, zero or more."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise SealError(Reason.VALUE_MALFORMED, subject)
    return value


def list_of(value: JsonValue, subject: str) -> list[JsonValue]:
    """An array."""
    if not isinstance(value, list):
        raise SealError(Reason.VALUE_MALFORMED, subject)
    return value


def hex_bytes(value: JsonValue, length: int, subject: str) -> bytes:
    """`length` bytes written as lower-case hexadecimal."""
    text = text_of(value, subject)
    if len(text) != 2 * length or set(text) - set("0123456789abcdef"):
        raise SealError(Reason.VALUE_MALFORMED, subject)
    return bytes.fromhex(text)


def base64_bytes(text: str, reason: Reason, subject: str = "") -> bytes:
    """Bytes in standard base64 with padding; spare bits of the last letter must be zero."""
    try:
        content = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise SealError(reason, subject) from None
    if base64_text(content) != text:
        raise SealError(reason, subject)
    return content


def base64_text(content: bytes) -> str:
    """Standard base64 with padding."""
    return base64.b64encode(content).decode("ascii")


def day_of(value: JsonValue, subject: str) -> date:
    """A calendar day written as 2026-11-20."""
    text = text_of(value, subject)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise SealError(Reason.VALUE_MALFORMED, subject) from None
    if day.isoformat() != text:
        raise SealError(Reason.VALUE_MALFORMED, subject)
    return day


def instant_of(value: JsonValue, subject: str) -> datetime:
    """An instant written by `instant_text`."""
    text = text_of(value, subject)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise SealError(Reason.VALUE_MALFORMED, subject) from None
    if instant.tzinfo is None or instant_text(instant) != text:
        raise SealError(Reason.VALUE_MALFORMED, subject)
    return instant


def instant_text(instant: datetime) -> str:
    """An aware instant in UTC: 2026-11-20T15:59:00Z; microseconds only when there are any."""
    if instant.tzinfo is None:
        raise SealError(Reason.VALUE_MALFORMED, "waktu")
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
