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


class ImportOverlaps(DomainError):
    """Somebody changed the same posts or codes while the file was being loaded; nothing was."""

    code = "import-overlaps"


class ActingHolderStands(DomainError):
    """The post has an acting holder on some of those days already."""

    code = "acting-holder-stands"


class ActingKindWrong(DomainError):
    """Plt. is for a vacant post, Plh. for one whose holder is away."""

    code = "acting-kind-wrong"
    status = 422


class ActingPersonWrong(DomainError):
    """The person cannot act for this post: holds it, holds none, or is the officer himself."""

    code = "acting-person-wrong"
    status = 422


class ActingDatesWrong(DomainError):
    """The dates of an acting appointment are reversed, past, or outside those of the post."""

    code = "acting-dates-wrong"
    status = 422


class AccountMissing(DomainError):
    """The person has no account that could be given a password."""

    code = "account-missing"


class OwnPasswordNotIssued(DomainError):
    """Nobody issues a first password to himself."""

    code = "own-password-not-issued"


class OwnSecondFactorNotReset(DomainError):
    """Nobody clears his own second factor as an officer."""

    code = "own-second-factor-not-reset"


class SecondFactorAbsent(DomainError):
    """The account has no second factor that could be cleared."""

    code = "second-factor-absent"


class SecondFactorResetUnexplained(DomainError):
    """A second factor is cleared only for a reason that is written down."""

    code = "second-factor-reset-unexplained"
    status = 422
