"""Who may prepare an agreement, sign it, bring its paper, and enter budget dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasando.core.errors import NotPermitted
from sasando.organization.models import Duty
from sasando.rules.agreements import AgreementTier

from .parties import HEADS

if TYPE_CHECKING:
    from sasando.organization.models import Position
    from sasando.organization.queries import Viewer

    from .models import Agreement, AgreementParty

SCAN_CHECKERS = (Duty.PLANNER, Duty.INSPECTOR)
# Their second party is the mayor, whoever stands between them in the daily line of command.
UNDER_THE_MAYOR = frozenset({AgreementTier.CITY, AgreementTier.AGENCY})


def may_prepare(viewer: Viewer, agreement: Agreement) -> bool:
    """Whether the viewer may draft, propose and revise this agreement."""
    if agreement.position_id in viewer.position_ids:
        return True
    if agreement.tier not in UNDER_THE_MAYOR:
        above = agreement.position.reports_to_id
        if above is not None and above in viewer.position_ids:
            return True
    return may_prepare_unit(viewer, agreement.unit.path)


def may_prepare_post(viewer: Viewer, post: Position, *, under_mayor: bool) -> bool:
    """Whether the viewer may begin an agreement for a post: its holder, the one it reports to,
    a head of its unit or above, a planner.
    """
    if post.pk in viewer.position_ids:
        return True
    if not under_mayor and post.reports_to_id in viewer.position_ids:
        return True
    return may_prepare_unit(viewer, post.unit.path)


def may_prepare_unit(viewer: Viewer, unit_path: str) -> bool:
    """A planner within his scope; a head for his own unit and those below it."""
    if viewer.has(Duty.PLANNER) and viewer.may_see_path(unit_path):
        return True
    return any(post.duty in HEADS and unit_path.startswith(post.unit_path) for post in viewer.posts)


def may_prepare_any(viewer: Viewer) -> bool:
    """Whether there is any post the viewer may prepare for: at least his own."""
    return bool(viewer.posts)


def require_may_prepare(viewer: Viewer, agreement: Agreement) -> None:
    """Raises NotPermitted."""
    if not may_prepare(viewer, agreement):
        raise NotPermitted


def holds_named_post(viewer: Viewer, party: AgreementParty) -> bool:
    """Whether the viewer is the named person and holds the named post today."""
    return party.person_id == viewer.person_id and party.position_id in viewer.position_ids


def may_bring_scan(viewer: Viewer, agreement: Agreement) -> bool:
    """A planner in whose scope the unit lies."""
    return viewer.has(Duty.PLANNER) and viewer.may_see_path(agreement.unit.path)


def may_check_scan(viewer: Viewer, agreement: Agreement) -> bool:
    """A planner or inspector in whose scope the unit lies."""
    return viewer.has(*SCAN_CHECKERS) and viewer.may_see_path(agreement.unit.path)


def may_enter_budget_dates(viewer: Viewer) -> bool:
    """Planners enter them until the budget itself is loaded."""
    return viewer.has(Duty.PLANNER)


def sees_who_is_missing(viewer: Viewer) -> bool:
    """Only who has to do something about it: heads in their units, and city-wide duties."""
    return bool(viewer.scopes)
