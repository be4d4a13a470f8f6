"""The base of all expected failures. A failure says what with values; sentences live elsewhere."""

from typing import Any, ClassVar


class DomainError(Exception):
    """Something the city's rules refuse, expected and explained to the person who tried.

    `code` names the failure for the sentence table (`core.sentences`), `status` is the HTTP status
    of the answer, `values` are what the sentence needs.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409

    def __init__(self, **values: Any) -> None:
        self.values = values
        super().__init__(self.code, values)


class NotPermitted(DomainError):
    """The person may see this but not do that to it."""

    code = "not-permitted"
    status = 403


class NotFoundForViewer(DomainError):
    """No such thing within what the viewer may know exists."""

    code = "not-found"
    status = 404


class ClockIsFixed(DomainError):
    """The clock of a production database cannot be moved."""

    code = "clock-is-fixed"


class PolicyMissing(DomainError):
    """No policy row of this name was in force on that date."""

    code = "policy-missing"


class AttachmentRefused(DomainError):
    """An uploaded file is too large, empty, or not of an accepted kind by its content."""

    code = "attachment-refused"
    status = 422


class SecondFactorNotSet(DomainError):
    """A signature needs a second factor, and the account has none yet."""

    code = "second-factor-not-set"


class SecondFactorWrong(DomainError):
    """The code is not the current one of this account, or was used before. `seconds` to wait."""

    code = "second-factor-wrong"
    status = 422


class SecondFactorThrottled(SecondFactorWrong):
    """After wrong codes one must wait `seconds` before the next try; this one was not looked at."""

    code = "second-factor-throttled"
    status = 429


class SecondFactorNotBegun(DomainError):
    """There is no fresh secret waiting for its first code."""

    code = "second-factor-not-begun"


class SecondFactorUnreadable(DomainError):
    """The kept secret cannot be opened: the machine's SECRET_KEY is another one now."""

    code = "second-factor-unreadable"
