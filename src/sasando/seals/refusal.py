"""Why a seal, a note or a receipt is not accepted; without Django, so that anyone can run it."""

from enum import StrEnum


class Reason(StrEnum):
    """One cause of refusal. The Indonesian sentence of each stands in `sentences`."""

    KEY_MISSING = "key-missing"
    KEY_MALFORMED = "key-malformed"
    TOO_LARGE = "too-large"
    NOT_JSON = "not-json"
    NOT_CANONICAL = "not-canonical"
    DUPLICATE_KEY = "duplicate-key"
    TYPE_NOT_ALLOWED = "type-not-allowed"
    NUMBER_TOO_LARGE = "number-too-large"
    KEY_NOT_ASCII = "key-not-ascii"
    TEXT_NOT_UNICODE = "text-not-unicode"
    TOO_DEEP = "too-deep"
    FORMAT_UNKNOWN = "format-unknown"
    FIELDS_DIFFER = "fields-differ"
    VALUE_MALFORMED = "value-malformed"
    NOTE_MALFORMED = "note-malformed"
    SIGNATURE_MISSING = "signature-missing"
    SIGNATURE_WRONG = "signature-wrong"
    CHECKPOINT_MALFORMED = "checkpoint-malformed"
    ORIGIN_DIFFERS = "origin-differs"
    CODE_DIFFERS = "code-differs"
    DAY_DIFFERS = "day-differs"
    LEAF_DIFFERS = "leaf-differs"
    RECORDED_TOO_LATE = "recorded-too-late"
    DAY_HEAD_DIFFERS = "day-head-differs"
    LOG_HEAD_DIFFERS = "log-head-differs"
    ENTRY_NOT_INCLUDED = "entry-not-included"
    DAY_NOT_INCLUDED = "day-not-included"
    TILE_MALFORMED = "tile-malformed"
    TREE_RANGE = "tree-range"


class SealError(Exception):
    """Something about a seal does not hold: `reason` says what, `subject` names the value."""

    def __init__(self, reason: Reason, subject: str = "") -> None:
        super().__init__(reason.value, subject)
        self.reason = reason
        self.subject = subject
