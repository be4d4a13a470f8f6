"""Parsing what a person types about an agreement. No rule is decided here."""

from .lists import ListFilter, MissingFilter
from .preparing import (
    BudgetDateForm,
    BudgetLineForm,
    DraftForm,
    ItemForm,
    ProposeForm,
    ReviseForm,
    TargetForm,
    UnitChoice,
)
from .signing import NoteForm, PactSignForm, ScanForm, SignForm

__all__ = [
    "BudgetDateForm",
    "BudgetLineForm",
    "DraftForm",
    "ItemForm",
    "ListFilter",
    "MissingFilter",
    "NoteForm",
    "PactSignForm",
    "ProposeForm",
    "ReviseForm",
    "ScanForm",
    "SignForm",
    "TargetForm",
    "UnitChoice",
]
