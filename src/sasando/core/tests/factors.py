"""Codes, right and wrong, of the cast, for the tests of the second factor."""

import time
from datetime import timedelta

from django_otp.plugins.otp_static.models import StaticDevice

from sasando.core import clock
from sasando.core import second_factor_setup as setup
from sasando.core.models import AuditEvent, SealedTotp, User
from sasando.core.second_factor import confirm_second_factor
from sasando.demo.second_factor import code_for


def account(login="kadis"):
    return User.objects.get(username=login)


def confirm(code, login="kadis"):
    confirm_second_factor(user=account(login), code=code, now=clock.now())


def wrong_code(login="kadis"):
    """Six digits that are none of the codes accepted around now."""
    near = {code_for(login, steps=steps) for steps in range(-3, 4)}
    return next(f"{number:06d}" for number in range(10) if f"{number:06d}" not in near)


def wait_is_over(login="kadis"):
    """As if the pause after wrong codes had passed."""
    for device in (SealedTotp, StaticDevice):
        rows = device.objects.filter(user=account(login), throttling_failure_count__gt=0)
        rows.update(throttling_failure_timestamp=clock.system_now() - timedelta(days=1))


def early_in_a_step():
    """Not so near the end of thirty seconds that a step would pass during the test."""
    left = 30 - clock.system_now().timestamp() % 30
    if left < 4:
        time.sleep(left)


def deeds(action):
    return AuditEvent.objects.filter(action=action)


def recovery_codes(login="kadis"):
    return setup.renew_codes(user=account(login), code=code_for(login))
