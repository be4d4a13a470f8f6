"""People of the example city with open sessions, as if each had logged in this morning."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import NamedTuple

SEED = 5371
BACKEND = "sasando.organization.login.NumberOrNameBackend"
# Weekday staff with an agreed result: all of their days close at the same midnight.
WRITERS = """
SELECT p.user_id FROM organization_person p
JOIN organization_appointment a ON a.person_id = p.id AND a.kind = 'DEFINITIF'
    AND a.valid_to IS NULL
JOIN organization_position q ON q.id = a.position_id
JOIN organization_unit u ON u.id = q.unit_id
WHERE u.pattern <> 'GILIR' AND EXISTS (
    SELECT 1 FROM work_plannedresult r WHERE r.person_id = p.id AND r.state = 'DISEPAKATI')
ORDER BY p.id
"""
SUPERVISORS = """
SELECT p.user_id FROM work_pendingdecision w
JOIN organization_appointment a ON a.position_id = w.decider_id AND a.kind = 'DEFINITIF'
JOIN organization_person p ON p.id = a.person_id
GROUP BY p.user_id ORDER BY count(*) DESC, p.user_id LIMIT 100
"""


class Visitor(NamedTuple):
    """An account with the key of its open session."""

    user_id: int
    session_key: str

    @property
    def cookies(self) -> dict[str, str]:
        from django.conf import settings

        return {settings.SESSION_COOKIE_NAME: self.session_key}


def writers(most: int) -> list[Visitor]:
    """So many of those who may record today, in a mixed but always the same order."""
    user_ids = _ids(WRITERS)
    Random(SEED).shuffle(user_ids)  # noqa: S311  not a secret
    return with_sessions(user_ids[:most])


def supervisors() -> list[Visitor]:
    """Those with the longest queues."""
    return with_sessions(_ids(SUPERVISORS))


def named(login: str) -> Visitor:
    """One of the cast."""
    from sasando.core.models import User

    return with_sessions([User.objects.get(username=login).pk])[0]


def _ids(query: str) -> list[int]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(query)
        return [row[0] for row in cursor.fetchall()]


def with_sessions(user_ids: list[int]) -> list[Visitor]:
    """Write the sessions that a log-in would have left; nobody waits for a password's hash."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils.crypto import get_random_string

    from sasando.core import clock
    from sasando.core.models import User

    store = SessionStore()
    expires = clock.system_now() + timedelta(hours=12)
    users = User.objects.in_bulk(user_ids)
    rows = []
    for user_id in user_ids:
        content = {
            SESSION_KEY: str(user_id),
            BACKEND_SESSION_KEY: BACKEND,
            HASH_SESSION_KEY: users[user_id].get_session_auth_hash(),
        }
        key = get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789")
        rows.append(
            Session(session_key=key, session_data=store.encode(content), expire_date=expires)
        )
    Session.objects.bulk_create(rows, batch_size=2_000)
    return [Visitor(user_id, row.session_key) for user_id, row in zip(user_ids, rows, strict=True)]
