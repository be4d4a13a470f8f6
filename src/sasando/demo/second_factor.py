"""Second factors of the cast, with secrets everybody may know; never in a production database."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from django.db import transaction
from django_otp.oath import hotp
from django_otp.plugins.otp_static.models import StaticDevice

from sasando.core import clock
from sasando.core.models import SealedTotp, User
from sasando.core.second_factor import EXAMPLE

from .errors import DemoRefusedHere

STEP_SECONDS: Final = 30


@transaction.atomic
def enrol(user: User) -> None:
    """Give an example account its known secret. A second factor that stands is left as it is.

    Raises DemoRefusedHere for a production database or an account that is no example.
    """
    if clock.is_production() or not user.is_example:
        raise DemoRefusedHere
    if SealedTotp.objects.filter(user=user, confirmed=True).exists():
        return
    key = SealedTotp.sealed_key(user, _secret(user.username))
    SealedTotp.objects.create(user=user, name=EXAMPLE, confirmed=True, key=key)
    StaticDevice.objects.get_or_create(user=user, defaults={"name": EXAMPLE})


def code_for(username: str, *, steps: int = 0) -> str:
    """The code an example account's phone would show now, by real time; no database is asked.

    `steps` of thirty seconds earlier or later: a code is good once, and -1, 0 and 1 are accepted,
    so whoever signs several times in a test goes forward.
    """
    moment = int(clock.system_now().timestamp()) // STEP_SECONDS
    return f"{hotp(_secret(username), moment + steps):06d}"


def _secret(username: str) -> bytes:
    return sha256(f"contoh/{username}".encode()).digest()[:20]
