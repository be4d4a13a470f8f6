"""The agreement an action works on: found in scope, locked, and its trace in the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasando.agreements.access import require_may_prepare
from sasando.agreements.errors import ContentFixed, RevisionExists
from sasando.agreements.models import Agreement
from sasando.core import audit
from sasando.core.errors import NotFoundForViewer

if TYPE_CHECKING:
    from typing import Any

    from sasando.organization.queries import Viewer


def locked_agreement(viewer: Viewer, code: str) -> Agreement:
    """The agreement, locked, if the viewer may know of it. Raises NotFoundForViewer."""
    agreement = (
        Agreement.objects.visible_to(viewer)
        .select_related("unit__parent", "position__unit__parent")
        .select_for_update(of=("self",))
        .filter(code=code)
        .first()
    )
    if agreement is None:
        raise NotFoundForViewer(kind="perjanjian")
    return agreement


def prepared_agreement(viewer: Viewer, code: str) -> Agreement:
    """The same for somebody who may prepare it. Raises NotPermitted besides."""
    agreement = locked_agreement(viewer, code)
    require_may_prepare(viewer, agreement)
    return agreement


def draft_to_edit(viewer: Viewer, code: str) -> Agreement:
    """The same while its content is open. Raises ContentFixed besides."""
    agreement = prepared_agreement(viewer, code)
    if agreement.proposed_at is not None:
        raise ContentFixed(code=code)
    return agreement


def has_signature(agreement: Agreement) -> bool:
    """Whether any party has signed."""
    return agreement.parties.filter(signed_at__isnull=False).exists()


def require_last(agreement: Agreement) -> None:
    """Raises RevisionExists."""
    later = Agreement.objects.filter(supersedes=agreement).first()
    if later is not None:
        raise RevisionExists(code=agreement.code, later=later.code)


def trace(
    viewer: Viewer,
    agreement: Agreement,
    action: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Write the deed into the audit, in the transaction of the deed."""
    audit.record(
        actor=viewer,
        action=action,
        subject_kind="agreement",
        subject_code=agreement.code,
        subject_label=str(agreement),
        before=before,
        after=after,
        reason=reason,
    )
