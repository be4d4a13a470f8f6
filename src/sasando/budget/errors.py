"""What the budget refuses, named after what failed."""

from sasando.core.errors import DomainError


class BudgetFileRefused(DomainError):
    """A file cannot be loaded: `problem` (a code of `imports.report`), `what`, `row`."""

    code = "budget-file-refused"
    status = 422


class VersionExists(DomainError):
    """This place in the chain of the year is taken. Values: year, number."""

    code = "budget-version-exists"


class VersionOutOfChain(DomainError):
    """A shift or amendment needs the version before it, adopted. Values: year."""

    code = "budget-version-out-of-chain"


class VersionFixed(DomainError):
    """An adopted version is never written to; the next version follows. Values: code."""

    code = "budget-version-fixed"


class VersionEmpty(DomainError):
    """There are no lines to adopt. Values: code."""

    code = "budget-version-empty"
    status = 422


class VersionUnbalanced(DomainError):
    """Revenue, expenditure and financing do not balance. Values: code, difference."""

    code = "budget-version-unbalanced"
    status = 422


class ActMissing(DomainError):
    """A version is adopted by a legal act with its number and day, approved before that day."""

    code = "budget-act-missing"
    status = 422


class VersionInUse(DomainError):
    """A draft that other records name cannot be thrown away. Values: code."""

    code = "budget-version-in-use"


class PrintedFigureRefused(DomainError):
    """A printed figure needs a known post, an amount above zero, and a version of its year.

    Values: year.
    """

    code = "printed-figure-refused"
    status = 422


class PaperTooLong(DomainError):
    """A comparison has more rows than paper takes. Values: rows, most."""

    code = "budget-paper-too-long"
    status = 422


class VersionsMissing(DomainError):
    """There are fewer than two versions, so there is nothing to compare."""

    code = "budget-versions-missing"
    status = 404


class TieRefused(DomainError):
    """A printed code is tied to what the year's budget knows, with a reason. Values: printed."""

    code = "budget-tie-refused"
    status = 422


class TagExists(DomainError):
    """A spending tag of this code stands already. Values: code."""

    code = "spending-tag-exists"


class TagRowEmpty(DomainError):
    """A row of a tag needs at least one code. Values: code."""

    code = "spending-tag-row-empty"
    status = 422


class TagRowTwice(DomainError):
    """The same row stands and has not ended. Values: code, number."""

    code = "spending-tag-row-twice"


class TagRowEndsEarly(DomainError):
    """A row ends at the earliest in the year before its first. Values: code, number, earliest."""

    code = "spending-tag-row-ends-early"
    status = 422


class TagRowEnded(DomainError):
    """A row that has ended is not ended again. Values: code, number."""

    code = "spending-tag-row-ended"


class ProgressRefused(DomainError):
    """Progress is told of a month that is over, from 0 to 100 %. Values: problem."""

    code = "budget-progress-refused"
    status = 422


class ScenarioBaseRefused(DomainError):
    """A scenario begins from an adopted version with expenditure. Values: code."""

    code = "scenario-base-refused"
    status = 422


class ScenarioFixed(DomainError):
    """A scenario that became a version stays as it was. Values: code, version."""

    code = "scenario-fixed"


class ScenarioRuleRefused(DomainError):
    """A rule has a value its operation cannot use. Values: code."""

    code = "scenario-rule-refused"
    status = 422


class ScenarioPartsRefused(DomainError):
    """Only a cap can hold for each agency or sub-activity by itself. Values: code."""

    code = "scenario-parts-refused"
    status = 422


class ScenarioRuleTakesNothing(DomainError):
    """A rule whose selection has no line would do nothing, silently. Values: code."""

    code = "scenario-rule-takes-nothing"
    status = 422


class ScenarioTooLong(DomainError):
    """A scenario has as many rules as one can still follow. Values: code, most."""

    code = "scenario-too-long"


class ScenarioWithoutEffect(DomainError):
    """A scenario that changes nothing makes no version. Values: code."""

    code = "scenario-without-effect"
    status = 422


class ScenarioOvertaken(DomainError):
    """Its base is no longer the last version of its year. Values: code, base, last."""

    code = "scenario-overtaken"


class ScenarioDraftStands(DomainError):
    """The place in the chain is taken by another version. Values: code, version."""

    code = "scenario-draft-stands"


class ScenariosNotAlike(DomainError):
    """Two scenarios are compared on the same base. Values: first, second."""

    code = "scenarios-not-alike"
    status = 422


class ScenarioTwice(DomainError):
    """A scenario is compared with another one, not with itself. Values: code."""

    code = "scenario-twice"
    status = 422
