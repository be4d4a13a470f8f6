"""What can be done to a plan and to a day. Permission, rule, write and audit in one transaction."""

from .closing import close_day, close_due_days
from .decisions import decide
from .entries import Draft, Recorded, record_entry, withdraw_entry
from .money import tie_sub_activity
from .objections import decide_objection, file_objection
from .plans import add_result, agree_result, return_result, submit_result

__all__ = [
    "Draft",
    "Recorded",
    "add_result",
    "agree_result",
    "close_day",
    "close_due_days",
    "decide",
    "decide_objection",
    "file_objection",
    "record_entry",
    "return_result",
    "submit_result",
    "tie_sub_activity",
    "withdraw_entry",
]
