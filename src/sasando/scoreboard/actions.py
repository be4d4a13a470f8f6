"""The one deed of pages that only read: writing down who looked at named people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from sasando.core import audit

if TYPE_CHECKING:
    from sasando.organization.queries import Viewer


@transaction.atomic
def note_people_viewed(
    *, viewer: Viewer, subject_kind: str, subject_code: str, title: str, rows: int
) -> None:
    """Write down that the viewer was shown a list that names people, and how long it was."""
    audit.record(
        actor=viewer,
        action="people.viewed",
        subject_kind=subject_kind,
        subject_code=subject_code,
        subject_label=title,
        after={"baris": rows},
    )
