"""What the database itself refused: the name of the constraint or guard behind a failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db import IntegrityError

PERIOD_IS_CLOSED = "planning_period_is_closed"
REPORTED_ONCE = "planning_measurement_once"
RUNNING_TOTAL_FALLS = "planning_running_total_falls"
DECIDES_ON_ONESELF = "planning_decides_on_oneself"
DECIDES_ON_SUBMITTED = "planning_decides_on_submitted"
DECISION_ONCE = "planning_decision_once"


def constraint_of(failure: IntegrityError) -> str:
    """The constraint a statement ran into; empty when the database named none."""
    return getattr(getattr(failure.__cause__, "diag", None), "constraint_name", None) or ""
