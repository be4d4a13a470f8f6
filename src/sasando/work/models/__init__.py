"""SKP, the day's entries, decisions on them, and closed days, by noun."""

from .closings import DayClosing, ObjectiveDay, PersonDay, ResultDay, UnitDay
from .decisions import EntryDecision, Objection, PendingDecision
from .entries import DailyEntry, DayWindow
from .skp import PlannedResult, Skp

__all__ = [
    "DailyEntry",
    "DayClosing",
    "DayWindow",
    "EntryDecision",
    "Objection",
    "ObjectiveDay",
    "PendingDecision",
    "PersonDay",
    "PlannedResult",
    "ResultDay",
    "Skp",
    "UnitDay",
]
