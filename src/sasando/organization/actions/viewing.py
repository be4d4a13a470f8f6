"""Looking at a person's data is a deed too: it is traced, so that it can be asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from sasando.core import audit, clock
from sasando.organization.pages import PersonPage, person_page

if TYPE_CHECKING:
    from datetime import datetime

    from sasando.organization.queries import Viewer


@transaction.atomic
def view_person(*, viewer: Viewer, now: datetime, code: str) -> PersonPage:
    """The page of a person; seeing anybody but oneself is written into the trail.

    Raises NotFoundForViewer.
    """
    page = person_page(viewer, clock.local_day(now), code)
    if not page.is_self:
        audit.record(
            actor=viewer,
            action="person.viewed",
            subject_kind="pegawai",
            subject_code=page.code,
            subject_label=page.name,
            after={"nip": "terlihat" if page.shows_number else "tidak terlihat"},
        )
    return page
