"""Canonical JSON of RFC 8785 for what a seal may hold, and its strict reader [V].

Allowed: objects with ASCII keys, arrays, strings, integers within ±(2**53 - 1), booleans, null.
Amounts and fractions travel as strings; a float is refused, because its digits depend on the
program that wrote it. With ASCII keys the UTF-16 key order of RFC 8785 is the plain string order.
"""

import json
from typing import TypeAlias, cast

from .refusal import Reason, SealError

JsonValue: TypeAlias = "str | int | list[JsonValue] | dict[str, JsonValue] | None"
JsonObject: TypeAlias = dict[str, JsonValue]

MAX_INTEGER = 2**53 - 1
MAX_DEPTH = 16

# Python's string escaping without ensure_ascii is that of RFC 8785 section 3.2.2.2.
_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False
).encode


def canonical_bytes(value: object) -> bytes:
    """The one byte string that stands for `value`. SealError for a type or number not allowed."""
    _require_plain(value, MAX_DEPTH)
    try:
        return _encode(value).encode()
    except UnicodeEncodeError:
        raise SealError(Reason.TEXT_NOT_UNICODE) from None


def _require_plain(value: object, depth: int) -> None:
    if isinstance(value, str) or value is None:
        return
    if isinstance(value, int):
        if not -MAX_INTEGER <= value <= MAX_INTEGER:
            raise SealError(Reason.NUMBER_TOO_LARGE)
    elif not depth:
        raise SealError(Reason.TOO_DEEP)
    elif isinstance(value, dict):
        _require_plain_object(value, depth - 1)
    elif isinstance(value, list | tuple):
        for item in value:
            _require_plain(item, depth - 1)
    else:
        raise SealError(Reason.TYPE_NOT_ALLOWED, type(value).__name__)


def _require_plain_object(value: dict[object, object], depth: int) -> None:
    for key, item in value.items():
        if not isinstance(key, str) or not key.isascii():
            raise SealError(Reason.KEY_NOT_ASCII, str(key))
        if type(item) is not str:
            _require_plain(item, depth)


def parse_canonical(content: bytes) -> JsonObject:
    """Read an object from its canonical bytes; one newline may follow. SealError for others."""
    value = _parse(content)
    if not isinstance(value, dict):
        raise SealError(Reason.NOT_JSON)
    if canonical_bytes(value) != content.removesuffix(b"\n"):
        raise SealError(Reason.NOT_CANONICAL)
    return value


def _parse(content: bytes) -> JsonValue:
    try:
        return cast(JsonValue, json.loads(content.decode(), object_pairs_hook=_object))
    except (ValueError, RecursionError):
        raise SealError(Reason.NOT_JSON) from None


def _object(pairs: list[tuple[str, JsonValue]]) -> JsonObject:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise SealError(Reason.DUPLICATE_KEY)
    return value
