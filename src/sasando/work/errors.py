"""What the working day refuses, named after what failed."""

from sasando.core.errors import DomainError


class DayAlreadyClosed(DomainError):
    """The closing instant of that day has come; nothing can be written to it any more."""

    code = "day-already-closed"


class DayNotOpen(DomainError):
    """That day has not begun for this person."""

    code = "day-not-open"
    status = 422


class DayStillOpen(DomainError):
    """The day cannot be sealed before the last of its closing instants."""

    code = "day-still-open"


class ResultNotOpen(DomainError):
    """The planned result is not the author's own, or not yet agreed."""

    code = "result-not-open"
    status = 422


class EntryAlreadyReplaced(DomainError):
    """The entry was corrected or withdrawn before."""

    code = "entry-already-replaced"


class EntryAlreadyDecided(DomainError):
    """A superior already decided on this entry."""

    code = "entry-already-decided"


class NotTheDecider(DomainError):
    """Neither the post whose turn it is, nor the next one after the deadline; never oneself."""

    code = "not-the-decider"
    status = 403


class NoteMissing(DomainError):
    """Returning needs a note that says what to mend."""

    code = "note-missing"
    status = 422


class SubActivityNotBudgeted(DomainError):
    """The agency of the result has no money for this sub-activity in the version in force."""

    code = "sub-activity-not-budgeted"
    status = 422


class ResultNotTied(DomainError):
    """A planned result hangs on exactly one thing: the superior's result or an agreement item."""

    code = "result-not-tied"
    status = 422


class ResultStateWrong(DomainError):
    """The planned result is not in a state in which this can be done to it."""

    code = "result-state-wrong"


class NothingToObject(DomainError):
    """An objection is about a closed day; while the day is open the entry itself can be mended."""

    code = "nothing-to-object"
