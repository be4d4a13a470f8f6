"""Setting up, replacing, turning off and clearing a second factor."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django_otp.plugins.otp_static.models import (
    StaticDevice,
    StaticToken,
)
from django_otp.plugins.otp_totp.models import TOTPDevice

from . import audit
from .audit import Actor, ByUser
from .errors import SecondFactorNotBegun, SecondFactorWrong
from .models import SealedTotp, User
from .second_factor import (
    compact,
    has_second_factor,
    judged,
    new_recovery_code,
    recovery_fingerprint,
    spend_code,
)

RECOVERY_CODES: Final = 10
NAME: Final = "Ponsel"


def begin(*, user: User, code: str = "") -> SealedTotp:
    """A fresh secret that counts only once `finish` has seen its first code; an older one goes on.

    Who has a second factor already must give a current code of it. Raises as `spend_code`.
    """
    if has_second_factor(user):
        spend_code(user=user, code=code)
    return _begun(user)


@transaction.atomic
def _begun(user: User) -> SealedTotp:
    _lock(user)
    SealedTotp.objects.filter(user=user, confirmed=False).delete()
    return SealedTotp.objects.create(
        user=user, name=NAME, confirmed=False, key=SealedTotp.fresh_key(user)
    )


def pending(user: User, number: object) -> SealedTotp | None:
    """The secret this session began, as long as it waits for its first code."""
    return SealedTotp.objects.filter(user=user, confirmed=False, pk=number).first()


def finish(*, user: User, code: str) -> list[str]:
    """Take the first code of the fresh secret: it replaces the older one, which ends.

    Gives ten new recovery codes, told this once. Raises SecondFactorNotBegun, SecondFactorWrong,
    SecondFactorThrottled, SecondFactorUnreadable.
    """
    outcome = _finished(user, compact(code))
    if isinstance(outcome, SecondFactorWrong):
        raise outcome
    return outcome


@transaction.atomic(durable=True)
def _finished(user: User, code: str) -> list[str] | SecondFactorWrong:
    _lock(user)
    device = SealedTotp.objects.select_for_update().filter(user=user, confirmed=False).first()
    if device is None:
        raise SecondFactorNotBegun
    refusal = judged(user, device, code)
    if refusal is not None:
        return refusal
    ended, _kinds = SealedTotp.objects.filter(user=user, confirmed=True).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    _record(ByUser(user), user, "account.factor-replaced" if ended else "account.factor-enabled")
    return _new_codes(user)


def renew_codes(*, user: User, code: str) -> list[str]:
    """Ten new recovery codes, told this once; the old ones end. Raises as `spend_code`."""
    spend_code(user=user, code=code)
    with transaction.atomic():
        _lock(user)
        _record(ByUser(user), user, "account.codes-renewed")
        return _new_codes(user)


def turn_off(*, user: User, code: str) -> None:
    """End one's own second factor, with a current code of it. Raises as `spend_code`."""
    spend_code(user=user, code=code)
    with transaction.atomic():
        _lock(user)
        _remove(user)
        _record(ByUser(user), user, "account.factor-disabled")


@transaction.atomic
def clear(*, actor: Actor | None, user: User, label: str, reason: str) -> bool:
    """End somebody else's second factor, for whom it is lost; whether there was one.

    Who may do this is decided by the caller. `label` is the person's name for the trail.
    """
    _lock(user)
    if not has_second_factor(user):
        return False
    _remove(user)
    _record(actor, user, "account.factor-cleared", label=label, reason=reason)
    return True


def _lock(user: User) -> None:
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _remove(user: User) -> None:
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def _new_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="Kode pemulihan")
    codes = [new_recovery_code() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(
        StaticToken(device=device, token=recovery_fingerprint(user, code)) for code in codes
    )
    return codes


def _record(
    actor: Actor | None, user: User, action: str, *, label: str = "", reason: str = ""
) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject_kind="account",
        subject_code=user.username,
        subject_label=label,
        reason=reason,
    )
