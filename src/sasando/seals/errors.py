"""What the seals refuse, and what they report when something does not fit."""

from sasando.core.errors import DomainError


class DayNotSealed(DomainError):
    """That day has no seal (yet). Values: day."""

    code = "day-not-sealed"
    status = 404


class SealTooEarly(DomainError):
    """A day cannot be sealed before its last closing instant. Values: day, closes_at."""

    code = "seal-too-early"


class DayHeadMismatch(DomainError):
    """The day is already sealed with other contents: something was changed since. Values: day."""

    code = "day-head-mismatch"
    status = 500


class LogHeadMismatch(DomainError):
    """The stored log no longer leads to its last signed head; nothing is signed. Values: size."""

    code = "log-head-mismatch"
    status = 500


class EntryNotInDay(DomainError):
    """An entry's words do not stand in the sealed day where they should. Values: code, day."""

    code = "entry-not-in-day"
    status = 500


class TileNotFound(DomainError):
    """No such tile is published."""

    code = "tile-not-found"
    status = 404


class SealKeyMissing(DomainError):
    """This installation has no signing key file."""

    code = "seal-key-missing"
    status = 503


class SealKeyUnsafe(DomainError):
    """The signing key file can be read by other accounts of the machine, or is not a key."""

    code = "seal-key-unsafe"
    status = 503


class SealKeyExists(DomainError):
    """A signing key is there already; it is never overwritten."""

    code = "seal-key-exists"
