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


class TargetMustBeNumber(DomainError):
    """The indicator is measured in numbers. Values: label."""

    code = "agreement-target-must-be-number"
    status = 422


class TargetLabelUnknown(DomainError):
    """The label is not on the indicator's scale. Values: label, known."""

    code = "agreement-target-label-unknown"
    status = 422


class ActionPlanExists(DomainError):
    """This agreement has an action plan; that one is mended or changed. Values: code."""

    code = "action-plan-exists"


class ActionPlanFixed(DomainError):
    """A proposed or agreed action plan cannot be written to. Values: code."""

    code = "action-plan-fixed"


class ActionPlanEmpty(DomainError):
    """No target and no activity is planned yet. Values: code."""

    code = "action-plan-empty"
    status = 422


class ActionPlanNeedsSignedAgreement(DomainError):
    """Only the plan of the agreement in force is proposed and agreed. Values: code."""

    code = "action-plan-needs-signed-agreement"


class ActionPlanNotProposed(DomainError):
    """The plan does not wait for an answer. Values: code."""

    code = "action-plan-not-proposed"


class ActionPlanNotAgreed(DomainError):
    """Only an agreed plan, the newest one, is changed by a new version. Values: code."""

    code = "action-plan-not-agreed"


class ActionPlanChangeUnexplained(DomainError):
    """A new version of an agreed plan needs a reason in words."""

    code = "action-plan-change-unexplained"
    status = 422


class NotTheSuperior(DomainError):
    """Only who holds a post above answers. Values: title."""

    code = "not-the-superior"
    status = 403


class AgreesWithOneself(DomainError):
    """Who proposed a plan does not agree to it himself. Values: code."""

    code = "agrees-with-oneself"
    status = 403


class SuperiorNoteMissing(DomainError):
    """Sending back, deciding and answering need words."""

    code = "superior-note-missing"
    status = 422


class ActivityMonthsReversed(DomainError):
    """The activity would end before it begins."""

    code = "activity-months-reversed"
    status = 422


class NoAgreedActionPlan(DomainError):
    """There is no agreed action plan to report on. Values: title, year."""

    code = "no-agreed-action-plan"


class QuarterStillRunning(DomainError):
    """A quarter is reported from its last day on. Values: quarter, last_day."""

    code = "quarter-still-running"
    status = 422


class NotReportingPost(DomainError):
    """Only who holds the post reports on its plan. Values: title."""

    code = "not-reporting-post"
    status = 403


class RealisationUnexplained(DomainError):
    """An item has neither a figure nor a word on why there is none. Values: number."""

    code = "realisation-unexplained"
    status = 422


class RealisationTooFine(DomainError):
    """More decimals than the indicator is measured with. Values: number, decimals."""

    code = "realisation-too-fine"
    status = 422


class ReportOutdated(DomainError):
    """A newer version of the report stands; that one is reviewed. Values: code."""

    code = "report-outdated"


class ObstacleAlreadyClosed(DomainError):
    """The obstacle was said to be solved. Values: code."""

    code = "obstacle-already-closed"


class ObstacleAlreadyPassedUp(DomainError):
    """A request for help is waiting for its answer. Values: title."""

    code = "obstacle-already-passed-up"


class NobodyAbove(DomainError):
    """The post has no post above that could help. Values: title."""

    code = "nobody-above"


class NoRequestWaiting(DomainError):
    """No request for help waits for the viewer. Values: code."""

    code = "no-request-waiting"
