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
