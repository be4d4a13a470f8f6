"""A person's own address and calendar, and whose calendar a secret address is."""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Case, F, Q, Value, When

from sasando.core.errors import NotFoundForViewer

from .actions import digest_of
from .errors import CalendarAskedTooOften
from .models import Address, CalendarFeed

if TYPE_CHECKING:
    from datetime import datetime

    from sasando.organization.queries import Viewer

WINDOW: Final = timedelta(hours=1)
MOST_READS: Final = 30


def own_address(viewer: Viewer) -> Address | None:
    """Where the viewer's own reminders go."""
    return Address.objects.filter(person_id=viewer.person_id or -1).first()


def own_feed(viewer: Viewer) -> CalendarFeed | None:
    """The viewer's own calendar, if he opened one."""
    return CalendarFeed.objects.filter(person_id=viewer.person_id or -1).first()


def feed_of(token: str, now: datetime) -> CalendarFeed:
    """The calendar behind a secret address, counted as one read.

    Raises NotFoundForViewer (unknown, revoked, or of an account that is closed) and
    CalendarAskedTooOften.
    """
    digest = digest_of(token)
    row = (
        CalendarFeed.objects.select_related("person__user")
        .filter(token_digest=digest, person__user__is_active=True)
        .first()
    )
    if row is None or not hmac.compare_digest(row.token_digest, digest):
        raise NotFoundForViewer(kind="kalender")
    is_over = Q(window_began_at__lte=now - WINDOW)
    CalendarFeed.objects.filter(pk=row.pk).update(
        reads=Case(When(is_over, then=Value(1)), default=F("reads") + 1),
        window_began_at=Case(When(is_over, then=Value(now)), default=F("window_began_at")),
    )
    row.refresh_from_db(fields=["reads"])
    if row.reads > MOST_READS:
        raise CalendarAskedTooOften(minutes=int(WINDOW.total_seconds() // 60))
    return row
