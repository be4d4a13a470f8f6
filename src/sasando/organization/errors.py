"""What the organisation refuses."""

from sasando.core.errors import DomainError


class NoPositionHeld(DomainError):
    """The person holds no post today, so there is nothing to act as."""

    code = "no-position-held"
    status = 403


class ImportRefused(DomainError):
    """An import file has rows that do not fit; nothing of it was loaded."""

    code = "import-refused"
    status = 422
