"""What reminders refuse, named after what failed."""

from sasando.core.errors import DomainError


class NoPersonToRemind(DomainError):
    """The account belongs to no civil servant, so nothing can wait for it."""

    code = "no-person-to-remind"
    status = 403


class AddressCodeWrong(DomainError):
    """The code is not the one that was sent, or there is none to confirm. Values: left."""

    code = "reminder-code-wrong"
    status = 422


class AddressCodeExpired(DomainError):
    """The code is too old or was tried too often; a new one is needed."""

    code = "reminder-code-expired"
    status = 422


class AddressCodesTooMany(DomainError):
    """A new code was sent a moment ago. Values: minutes."""

    code = "reminder-codes-too-many"
    status = 429


class LetterNotSent(DomainError):
    """The mail server did not take the letter."""

    code = "reminder-letter-not-sent"
    status = 502


class CalendarAskedTooOften(DomainError):
    """The calendar was fetched more often than any calendar needs. Values: minutes."""

    code = "calendar-asked-too-often"
    status = 429
