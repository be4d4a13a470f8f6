"""What a Perjanjian Kinerja refuses, named after what failed."""

from sasando.core.errors import DomainError


class YearNotOpen(DomainError):
    """Agreements are made for the running year or the next. Values: year, running."""

    code = "agreement-year-not-open"
    status = 422


class AgreementExists(DomainError):
    """This unit has one for this year; only a revision can follow it. Values: code."""

    code = "agreement-exists"


class UnitWithoutHead(DomainError):
    """No single post leads this unit, or nobody holds it today. Values: unit."""

    code = "unit-without-head"


class SuperiorMissing(DomainError):
    """The first party's post has no superior post, or nobody holds it today. Values: title."""

    code = "agreement-superior-missing"


class SignsWithSelf(DomainError):
    """One person would be both parties, for example as acting head. Values: name."""

    code = "agreement-signs-with-self"


class ContentFixed(DomainError):
    """Proposed or signed content cannot be written to. Values: code."""

    code = "agreement-content-fixed"


class AgreementEmpty(DomainError):
    """There is no item to promise. Values: code."""

    code = "agreement-empty"
    status = 422


class IndicatorOfOtherObjective(DomainError):
    """The indicator measures another objective. Values: indicator, objective."""

    code = "indicator-of-other-objective"
    status = 422


class IndicatorAlreadyPromised(DomainError):
    """The indicator stands in this agreement already. Values: indicator."""

    code = "indicator-already-promised"
    status = 422


class TargetTooFine(DomainError):
    """The target has more decimals than its indicator is measured with. Values: decimals."""

    code = "target-too-fine"
    status = 422


class NotProposed(DomainError):
    """Still a draft: there is nothing to sign or to take back. Values: code."""

    code = "agreement-not-proposed"


class AlreadySigned(DomainError):
    """A signature stands already. Values: code."""

    code = "agreement-already-signed"


class NotSigned(DomainError):
    """Nobody signed yet: a draft is mended, not revised. Values: code."""

    code = "agreement-not-signed"


class NotAParty(DomainError):
    """Only the persons named in the agreement sign it. Values: code."""

    code = "agreement-not-a-party"
    status = 403


class PostNoLongerHeld(DomainError):
    """The person is named, but does not hold the named post today. Values: title."""

    code = "agreement-post-no-longer-held"
    status = 403


class ContentDiffers(DomainError):
    """What would be signed is not what was proposed or read. Values: code."""

    code = "agreement-content-differs"


class RevisionExists(DomainError):
    """A later version stands beside it; that one is to be worked on. Values: code, later."""

    code = "agreement-revision-exists"


class RevisionGroundMissing(DomainError):
    """A revision needs one of the three legal grounds, and an explanation in words."""

    code = "agreement-revision-ground-missing"
    status = 422
