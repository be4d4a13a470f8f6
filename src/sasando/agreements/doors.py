"""Where a viewer may go from an agreement's page; the actions decide again."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.urls import reverse

from .access import holds_named_post, may_bring_scan, may_check_scan, may_prepare
from .models import OPEN_STATES, Agreement, State
from .turns import whose_turn

if TYPE_CHECKING:
    from datetime import date

    from sasando.organization.queries import Viewer

    from .models import AgreementParty

WAITING = frozenset({State.PROPOSED, State.PARTLY_SIGNED})


class Doors(TypedDict):
    """Addresses of what may be done now, None where it may not."""

    edit_url: str | None
    withdraw_url: str | None
    sign_url: str | None
    return_url: str | None
    revise_url: str | None
    handover_url: str | None
    scan_url: str | None
    check_scan_url: str | None


def doors_of(
    *,
    agreement: Agreement,
    stored: list[AgreementParty],
    state: State,
    viewer: Viewer,
    today: date,
    has_new_holder: bool,
    has_open_scan: bool,
) -> Doors:
    """What this viewer may do to it today."""
    prepares = may_prepare(viewer, agreement)
    is_last = not Agreement.objects.filter(supersedes=agreement).exists()
    signed = any(row.signed_at for row in stored)
    is_party = any(row.person_id == viewer.person_id for row in stored)
    own = any(row.signed_at is None and holds_named_post(viewer, row) for row in stored)
    turn = any(holds_named_post(viewer, row) for row in whose_turn(stored, today))
    waits = is_last and state in WAITING

    def door(name: str, *, is_open: bool) -> str | None:
        return reverse(f"agreements:{name}", args=[agreement.code]) if is_open else None

    return Doors(
        edit_url=door("edit", is_open=prepares and state in OPEN_STATES),
        withdraw_url=door("withdraw", is_open=prepares and state == State.PROPOSED),
        sign_url=door("sign", is_open=waits and turn),
        return_url=door("return", is_open=waits and own),
        revise_url=door("revise", is_open=prepares and is_last and signed),
        handover_url=door("handover", is_open=prepares and is_last and signed and has_new_holder),
        scan_url=door(
            "scan",
            is_open=waits
            and not is_party
            and not has_open_scan
            and may_bring_scan(viewer, agreement),
        ),
        check_scan_url=door(
            "check_scan",
            is_open=waits and not is_party and has_open_scan and may_check_scan(viewer, agreement),
        ),
    )
