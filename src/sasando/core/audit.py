"""Writing the audit trail. Every action calls `record` inside its own transaction."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import transaction

from .models import AuditEvent, User

request_code: ContextVar[str] = ContextVar("request_code", default="")


class Actor(Protocol):
    """Whoever does a deed: the viewer of the request."""

    @property
    def user_id(self) -> int: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class ByUser:
    """An account acting in its own name, where no viewer is known."""

    user: User

    @property
    def user_id(self) -> int:
        return self.user.pk

    @property
    def name(self) -> str:
        return self.user.username


def record(
    *,
    actor: Actor | None,
    action: str,
    subject_kind: str,
    subject_code: str,
    subject_label: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Write down one deed. `actor` None is Sasando itself (for example the closing).

    Raises RuntimeError outside a transaction: a deed and its trace stand or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("audit.record must run inside the transaction of the deed")
    AuditEvent.objects.bulk_create(
        [
            AuditEvent(
                actor_id=actor.user_id if actor else None,
                actor_name=actor.name if actor else "Sasando",
                action=action,
                subject_kind=subject_kind,
                subject_code=subject_code,
                subject_label=subject_label[:200],
                before=before,
                after=after,
                reason=reason,
                request_code=request_code.get(),
            )
        ]
    )
