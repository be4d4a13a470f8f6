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


class PositionVacant(DomainError):
    """Nobody holds the first party's post today. Values: title."""

    code = "agreement-position-vacant"


class ChainTooLong(DomainError):
    """The line of superiors, or of supported items, does not end. Values: title."""

    code = "agreement-chain-too-long"


class DictionaryIndicatorNeeded(DomainError):
    """City and agencies promise indicators of the dictionary only. Values: tier."""

    code = "agreement-dictionary-indicator-needed"
    status = 422


class OwnIndicatorIncomplete(DomainError):
    """An indicator in own words needs its words and its unit of measure."""

    code = "agreement-own-indicator-incomplete"
    status = 422


class ObjectiveMissing(DomainError):
    """An item needs an objective of the plan, or an item of the superior that it supports."""

    code = "agreement-objective-missing"
    status = 422


class DirectNeedsSameIndicator(DomainError):
    """A direct share is a part of the same indicator. Values: indicator."""

    code = "agreement-direct-needs-same-indicator"
    status = 422


class TargetMissing(DomainError):
    """An item promises a number, a range or a label."""

    code = "agreement-target-missing"
    status = 422


class QuarterNeedsNumber(DomainError):
    """Only a target in one number can be split over quarters."""

    code = "agreement-quarter-needs-number"
    status = 422


class TargetAlreadyRealised(DomainError):
    """The city lets no target be changed that already has a realisation. Values: indicator."""

    code = "agreement-target-already-realised"


class BudgetCodeTaken(DomainError):
    """The line stands in the table already. Values: code."""

    code = "agreement-budget-code-taken"
    status = 422


class NoPlanLines(DomainError):
    """No adopted plan of that year has lines of this level for the unit. Values: unit, year."""

    code = "agreement-no-plan-lines"


class AmendedBudgetDateMissing(DomainError):
    """A change of strategy or budget needs the day its DPPA was authorised."""

    code = "agreement-amended-budget-date-missing"
    status = 422


class NotYourTurn(DomainError):
    """The other party signs first. Values: code, name."""

    code = "agreement-not-your-turn"


class ReturnReasonMissing(DomainError):
    """Sending a proposal back needs words."""

    code = "agreement-return-reason-missing"
    status = 422


class HolderUnchanged(DomainError):
    """The named official still holds the post; there is nothing to hand over. Values: title."""

    code = "agreement-holder-unchanged"


class ScanExists(DomainError):
    """A scan is waiting for its second person. Values: code."""

    code = "agreement-scan-exists"


class ScanMissing(DomainError):
    """No scan is waiting to be compared. Values: code."""

    code = "agreement-scan-missing"


class ScanOfOwnPaper(DomainError):
    """A party neither brings nor checks the scan of his own agreement. Values: code."""

    code = "agreement-scan-of-own-paper"
    status = 403


class ScanNeedsOtherPerson(DomainError):
    """Who brought the scan does not find it right himself. Values: code."""

    code = "agreement-scan-needs-other-person"
    status = 403


class ScanRolesWrong(DomainError):
    """The scan must carry the missing signatures of named parties."""

    code = "agreement-scan-roles-wrong"
    status = 422


class PaperDateImpossible(DomainError):
    """The date on the paper lies in the future, or before the agreement was begun. Values: day."""

    code = "agreement-paper-date-impossible"
    status = 422


class PactExists(DomainError):
    """The pact of this year for this post is signed already. Values: code."""

    code = "pact-exists"


class PactPostMissing(DomainError):
    """Only the holder of a post signs its pact."""

    code = "pact-post-missing"
    status = 403


class PactAlreadyWitnessed(DomainError):
    """A witness has signed already. Values: code."""

    code = "pact-already-witnessed"


class PactNotWitness(DomainError):
    """Only whoever holds the post above is the witness. Values: code."""

    code = "pact-not-witness"
    status = 403


class PactTextChanged(DomainError):
    """The text read is not the one in force today."""

    code = "pact-text-changed"


class TargetLabelUnknown(DomainError):
    """The label is not on the indicator's scale. Values: label, known."""

    code = "agreement-target-label-unknown"
    status = 422
