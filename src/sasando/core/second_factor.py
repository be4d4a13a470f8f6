"""The second factor: a code of six digits from one's own phone, asked for at a signature.

The code is RFC 6238 (TOTP, thirty seconds, one step of drift) as django-otp computes it. It follows
the real time of the machine, never the moved clock of a demo: the phone does not move with it.
Twelve digits are one of ten recovery codes, each good for one use. Neither the secret nor a code
is ever written into the trail or the log.
"""

from __future__ import annotations

import math
import re
import secrets
from base64 import b32encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice

from . import audit, clock, encryption, policies
from .audit import ByUser
from .errors import SecondFactorNotSet, SecondFactorThrottled, SecondFactorWrong
from .models import SealedTotp

if TYPE_CHECKING:
    from datetime import date, datetime

    from .models import User

POLICY: Final = "faktor-kedua-tanda-tangan"
EXAMPLE: Final = "contoh"
RECOVERY_DIGITS: Final = 12
RECOVERY_PURPOSE: Final = "sasando.recovery-code"
NEVER_A_CODE: Final = "-"


@dataclass(frozen=True)
class SigningFactor:
    """What a signature page asks: whether a code is needed, and whether the signer has any."""

    asked: bool
    is_set: bool


def has_second_factor(user: User) -> bool:
    """Whether the account has a second factor that was confirmed by a first code."""
    return SealedTotp.objects.filter(user=user, confirmed=True).exists()


def required_for_signing(day: date) -> bool:
    """Whether signing needs a second factor on a day: policy `faktor-kedua-tanda-tangan` [P]."""
    return bool(policies.value_on(POLICY, day)["wajib"])


def signing_factor(*, user: User, day: date) -> SigningFactor:
    """For the page of a signature. Who has a second factor is asked even where none is required."""
    is_set = has_second_factor(user)
    return SigningFactor(asked=is_set or required_for_signing(day), is_set=is_set)


def confirm_second_factor(*, user: User, code: str, now: datetime) -> None:
    """Let a signature at `now` pass only with a current code of this account; the code is spent.

    Where the policy of the day requires none and the account has none, nothing is asked. Must be
    called before the transaction of the signature: a wrong code is counted and stays counted.
    Raises SecondFactorNotSet, SecondFactorWrong (wrong, or used before), SecondFactorThrottled,
    SecondFactorUnreadable; RuntimeError inside a transaction.
    """
    if signing_factor(user=user, day=clock.local_day(now)).asked:
        spend_code(user=user, code=code)


def spend_code(*, user: User, code: str) -> None:
    """Accept a code of this account once. Raises as `confirm_second_factor`."""
    refusal = _spent(user, compact(code))
    if refusal is not None:
        raise refusal


@transaction.atomic(durable=True)
def _spent(user: User, code: str) -> SecondFactorWrong | None:
    """The lock on the device lets one code through at a time; a refusal is kept, so it returns."""
    device = SealedTotp.objects.select_for_update().filter(user=user, confirmed=True).first()
    if device is None:
        raise SecondFactorNotSet
    if len(code) != RECOVERY_DIGITS:
        return judged(user, device, code)
    codes = StaticDevice.objects.select_for_update().get(user=user)
    return judged(user, codes, code)


def judged(user: User, device: SealedTotp | StaticDevice, code: str) -> SecondFactorWrong | None:
    """Try a code on a locked device and write down what came of it; None when it was right."""
    wait = _seconds_to_wait(device)
    if wait:
        return SecondFactorThrottled(seconds=wait)
    by_phone = isinstance(device, SealedTotp)
    is_right = device.verify_token(
        _phone_code(code) if by_phone else recovery_fingerprint(user, code)
    )
    audit.record(
        actor=ByUser(user),
        action="account.factor-confirmed" if is_right else "account.factor-refused",
        subject_kind="account",
        subject_code=user.username,
        after={"cara": "ponsel"} if by_phone else {"cara": "pemulihan", "sisa": codes_left(user)},
    )
    return None if is_right else SecondFactorWrong(seconds=_seconds_to_wait(device))


def _phone_code(code: str) -> str:
    """Six digits as they are; anything else is certainly wrong, and counted."""
    return code if re.fullmatch(r"[0-9]{6}", code) else NEVER_A_CODE


def _seconds_to_wait(device: SealedTotp | StaticDevice) -> int:
    """1, 2, 4, 8 … seconds after each wrong code in a row, by real time; 0 when none."""
    allowed, facts = device.verify_is_allowed()
    if allowed:
        return 0
    return max(1, math.ceil((facts["locked_until"] - clock.system_now()).total_seconds()))


def compact(code: str) -> str:
    """A code as typed, without the spaces and hyphens people group it by."""
    return re.sub(r"[\s-]", "", code)


def codes_left(user: User) -> int:
    """How many recovery codes the account has not used yet."""
    found = StaticDevice.objects.filter(user=user).first()
    return found.token_set.count() if found else 0


def new_recovery_code() -> str:
    """Twelve random digits: forty bits, typed on the same keys as the code of the phone."""
    return f"{secrets.randbelow(10**RECOVERY_DIGITS):0{RECOVERY_DIGITS}d}"


def recovery_fingerprint(user: User, code: str) -> str:
    """What is kept of a recovery code: 80 bits of a keyed fingerprint, sixteen letters."""
    found = encryption.fingerprint(code, purpose=RECOVERY_PURPOSE, owner=user.pk)
    return b32encode(found[:10]).decode().lower()


def example_code(user: User) -> str:
    """The running code of an example account; empty on production and for everybody else.

    Only a device the demo itself enrolled (named *contoh*) is shown; the database refuses that
    name on production.
    """
    if clock.is_production() or not user.is_example:
        return ""
    device = SealedTotp.objects.filter(user=user, confirmed=True, name=EXAMPLE).first()
    return f"{totp(device.bin_key):06d}" if device else ""
