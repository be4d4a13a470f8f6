"""What planning refuses, named after what failed."""

from sasando.core.errors import DomainError


class DataFileRefused(DomainError):
    """A data file cannot be used: `file`, `row` (0 for the whole file) and the `problem` code."""

    code = "data-file-refused"
    status = 422


class MeasurementPeriodOpen(DomainError):
    """The period has not ended, so nothing can be reported for it yet."""

    code = "measurement-period-open"
    status = 422


class MeasurementPeriodUnknown(DomainError):
    """No such period for this indicator: the year, its quarter, or a quarter of a yearly one."""

    code = "measurement-period-unknown"
    status = 422


class MeasurementIncomplete(DomainError):
    """A report without its figure or source, a figure without a report, or half a ratio."""

    code = "measurement-incomplete"
    status = 422


class CorrectionUnexplained(DomainError):
    """A figure that stands already is changed without saying why."""

    code = "correction-unexplained"
    status = 422


class MeasurementFromSystem(DomainError):
    """The indicator fills itself from a source of the system; nobody types its figures."""

    code = "measurement-from-system"
    status = 409


class PeriodClosed(DomainError):
    """The period takes no more figures, files or verifications: `period`, `closed`."""

    code = "period-closed"


class PeriodStillOpen(DomainError):
    """The period has not closed yet, so there is nothing to reopen: `period`, `until`."""

    code = "period-still-open"


class ReopeningUnexplained(DomainError):
    """A period is reopened without a reason, or longer than the policy allows: `days`."""

    code = "reopening-unexplained"
    status = 422


class RunningTotalFalls(DomainError):
    """A running total of the year is below that of an earlier quarter: `period`."""

    code = "running-total-falls"
    status = 422


class ReasonMissing(DomainError):
    """A figure that does not apply is reported without saying why: `period`."""

    code = "measurement-reason-missing"
    status = 422


class DraftNotPossible(DomainError):
    """The period has a submitted figure already, so it can be corrected but not drafted."""

    code = "measurement-draft-not-possible"


class NotWaitingForVerification(DomainError):
    """The figure is not submitted, or was changed or decided on meanwhile: `state`."""

    code = "not-waiting-for-verification"


class VerifiesOneself(DomainError):
    """Somebody verifies a figure he reported himself."""

    code = "verifies-oneself"
    status = 403


class ReturnUnexplained(DomainError):
    """A figure goes back without a note on what to mend."""

    code = "return-unexplained"
    status = 422


class IndicatorCodeTaken(DomainError):
    """An indicator with this code stands already: `code`."""

    code = "indicator-code-taken"


class IndicatorIncomplete(DomainError):
    """The definition of an indicator lacks what is needed or contradicts itself: `parts`."""

    code = "indicator-incomplete"
    status = 422


class RevisionUnexplained(DomainError):
    """A definition or a target changes without saying why."""

    code = "revision-unexplained"
    status = 422


class TargetPeriodOver(DomainError):
    """A target is set or changed after its period has ended: `period`."""

    code = "target-period-over"


class TargetIncomplete(DomainError):
    """A target without its basis, off its scale, or with its ends in the wrong order."""

    code = "target-incomplete"
    status = 422


class NomenclatureMissing(DomainError):
    """No version of the official nomenclature has been loaded yet."""

    code = "nomenclature-missing"
    status = 409


class SupportServesAll(DomainError):
    """The support programme keeps the office running and serves no single objective."""

    code = "support-serves-all"
    status = 422


class TreeExists(DomainError):
    """The unit has a tree that begins in that year already: `code`."""

    code = "tree-exists"


class TreeNotForUnit(DomainError):
    """A tree belongs to the city or to an agency, for one year or a span of at most ten."""

    code = "tree-not-for-unit"
    status = 422


class NodeChangedMeanwhile(DomainError):
    """Somebody else changed the node after the page was opened: `name`, `moment`."""

    code = "node-changed-meanwhile"


class NodeBelowItself(DomainError):
    """A node cannot be moved below itself or into another tree."""

    code = "node-below-itself"
    status = 422


class NodeLinkWrong(DomainError):
    """A link the node cannot have: a factor in a plan, or a branch node on the city's tree."""

    code = "node-link-wrong"
    status = 422


class NodeHasRequests(DomainError):
    """The node, or one below it, has asked for something that still stands: `requests`."""

    code = "node-has-requests"


class NodeAnswersRequest(DomainError):
    """The node, or one below it, is what an agency promised to another: `requests`."""

    code = "node-answers-request"


class NodeCarriesOthers(DomainError):
    """Roots of agencies' trees hang on the node or on one below it: `nodes`."""

    code = "node-carries-others"


class NothingToUndo(DomainError):
    """No change of the viewer in this tree is left to be undone."""

    code = "nothing-to-undo"


class UndoOvertaken(DomainError):
    """Somebody changed the node after the change that should be undone: `name`, `moment`."""

    code = "undo-overtaken"


class UndoHasNoPlace(DomainError):
    """What the node would go back to is gone or stands below the node itself now."""

    code = "undo-has-no-place"


class CrosscuttingAsksItself(DomainError):
    """An agency asks another agency or an institution outside, never itself, and only one."""

    code = "crosscutting-asks-itself"
    status = 422


class CrosscuttingDueTooEarly(DomainError):
    """The date by which something is asked lies in the past."""

    code = "crosscutting-due-too-early"
    status = 422


class CrosscuttingSettled(DomainError):
    """The request has been answered or withdrawn already: `state`."""

    code = "crosscutting-settled"


class CrosscuttingReasonMissing(DomainError):
    """A refusal, the end of what was accepted, or an outside answer without its reason."""

    code = "crosscutting-reason-missing"
    status = 422


class PlanIsFixed(DomainError):
    """The plan is adopted, so its rows are fixed: `name`."""

    code = "plan-is-fixed"
    status = 409


class PlanNotAdopted(DomainError):
    """Only an adopted plan can be amended: `name`."""

    code = "plan-not-adopted"
    status = 409


class PlanExists(DomainError):
    """Such a plan stands already for that unit and year: `name`."""

    code = "plan-exists"
    status = 409


class PlanAmendmentOpen(DomainError):
    """The plan has a later version already: `name`."""

    code = "plan-amendment-open"
    status = 409


class PlanYearsWrong(DomainError):
    """The years of a plan are reversed, too many, or not one where one is wanted."""

    code = "plan-years-wrong"
    status = 422


class PlanUnitWrong(DomainError):
    """A Renstra or Renja needs its agency, the plans of the city have none."""

    code = "plan-unit-wrong"
    status = 422


class PlanActMissing(DomainError):
    """A plan is adopted by a legal act with number and date."""

    code = "plan-act-missing"
    status = 422


class PlanActDateWrong(DomainError):
    """The date of a legal act lies in the future or before the act it amends."""

    code = "plan-act-date-wrong"
    status = 422


class PlanEmpty(DomainError):
    """A plan without a single line cannot be adopted: `name`."""

    code = "plan-empty"
    status = 409


class PlanNotSummary(DomainError):
    """The plan is not a summary, so there is nothing to complete: `name`."""

    code = "plan-not-summary"
    status = 409


class NomenclatureVersionMissing(DomainError):
    """That version of the nomenclature has not been loaded: `version`."""

    code = "nomenclature-version-missing"
    status = 422


class HigherGoalExists(DomainError):
    """A goal of the province has that number already: its `code`."""

    code = "higher-goal-exists"
    status = 409


class HabitYearUnknown(DomainError):
    """No adopted yearly plan of that year, so there is nothing to judge: `year`."""

    code = "habit-year-unknown"


class HabitNotAsked(DomainError):
    """The line was not judged a habit or on paper, so no answer is asked: `code`, `verdict`."""

    code = "habit-not-asked"


class HabitAnswerIncomplete(DomainError):
    """An answer lacks its objective, its year, its reason or its legal duty: `parts`."""

    code = "habit-answer-incomplete"
    status = 422


class HabitAnswerOvertaken(DomainError):
    """The answer was reviewed already, or the agency has answered anew since."""

    code = "habit-answer-overtaken"


class HabitReviewsOneself(DomainError):
    """Somebody reviews an answer he gave himself."""

    code = "habit-reviews-oneself"
    status = 403


class HabitReturnUnexplained(DomainError):
    """An answer goes back without a note on what is missing."""

    code = "habit-return-unexplained"
    status = 422
