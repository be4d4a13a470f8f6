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


class ProgressRefused(DomainError):
    """Progress is told of a month that is over, from 0 to 100 %. Values: problem."""

    code = "budget-progress-refused"
    status = 422
