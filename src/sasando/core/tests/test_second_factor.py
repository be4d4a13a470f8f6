"""A signature passes with a current code of one's own phone, once, and with nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticDevice

from sasando.core import clock, policies
from sasando.core import second_factor_setup as setup
from sasando.core.errors import (
    SecondFactorNotSet,
    SecondFactorThrottled,
    SecondFactorUnreadable,
    SecondFactorWrong,
)
from sasando.core.models import AuditEvent, Policy, SealedTotp
from sasando.core.second_factor import (
    POLICY,
    SigningFactor,
    codes_left,
    confirm_second_factor,
    has_second_factor,
    required_for_signing,
    signing_factor,
)
from sasando.core.sentences import sentence_for
from sasando.core.tests.factors import (
    account,
    confirm,
    deeds,
    early_in_a_step,
    recovery_codes,
    wait_is_over,
    wrong_code,
)
from sasando.demo.second_factor import code_for

pytestmark = pytest.mark.django_db
NOBODYS_CODE = "000000000000"


def test_a_current_code_passes_and_is_traced_without_the_code():
    code = code_for("kadis")
    confirm(code)
    event = deeds("account.factor-confirmed").get()
    assert (event.actor_name, event.subject_code) == ("kadis", "kadis")
    assert event.after == {"cara": "ponsel"}
    assert code not in str(event.__dict__)


def test_spaces_and_hyphens_of_display_do_not_matter():
    code = code_for("kadis")
    confirm(f"{code[:3]} {code[3:]}")


def test_a_wrong_code_is_refused_counted_and_traced():
    code = wrong_code()
    with pytest.raises(SecondFactorWrong) as refusal:
        confirm(code)
    assert not isinstance(refusal.value, SecondFactorThrottled)
    assert refusal.value.values == {"seconds": 1}
    assert SealedTotp.objects.get(user=account()).throttling_failure_count == 1
    assert code not in str(deeds("account.factor-refused").get().__dict__)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "-1", "１２３４５６", " " * 6])
def test_what_is_no_code_is_wrong_and_counted(code):
    with pytest.raises(SecondFactorWrong):
        confirm(code)
    assert SealedTotp.objects.get(user=account()).throttling_failure_count == 1


def test_the_same_code_does_not_pass_twice():
    code = code_for("kadis")
    confirm(code)
    with pytest.raises(SecondFactorWrong):
        confirm(code)


def test_a_code_before_the_last_one_does_not_pass():
    early_in_a_step()
    confirm(code_for("kadis"))
    with pytest.raises(SecondFactorWrong):
        confirm(code_for("kadis", steps=-1))
    wait_is_over()
    confirm(code_for("kadis", steps=1))


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_one_step_of_drift_is_accepted(steps):
    early_in_a_step()
    confirm(code_for("kadis", steps=steps))
    assert SealedTotp.objects.get(user=account()).drift == 0


@pytest.mark.parametrize("steps", [-2, 2])
def test_two_steps_of_drift_are_not(steps):
    early_in_a_step()
    with pytest.raises(SecondFactorWrong):
        confirm(code_for("kadis", steps=steps))


def test_the_phone_does_not_move_with_the_clock_of_the_city(at):
    at("2026-03-01 08.00")
    confirm(code_for("kadis"))


def test_after_wrong_codes_even_the_right_one_waits():
    for _ in range(3):
        with pytest.raises(SecondFactorWrong):
            confirm(wrong_code())
        wait_is_over()
    with pytest.raises(SecondFactorWrong) as fourth:
        confirm(wrong_code())
    assert fourth.value.values == {"seconds": 8}
    with pytest.raises(SecondFactorThrottled) as waiting:
        confirm(code_for("kadis"))
    assert 1 <= waiting.value.values["seconds"] <= 8
    assert str(waiting.value.values["seconds"]) in sentence_for(waiting.value)
    wait_is_over()
    confirm(code_for("kadis"))
    assert SealedTotp.objects.get(user=account()).throttling_failure_count == 0


def test_the_code_of_somebody_else_does_not_pass():
    with pytest.raises(SecondFactorWrong):
        confirm(code_for("kabid"), login="kadis")
    confirm(code_for("kabid"), login="kabid")


def test_a_kept_secret_copied_to_another_account_opens_nothing():
    stolen = SealedTotp.objects.get(user=account("kabid")).key
    SealedTotp.objects.filter(user=account("kadis")).update(key=stolen)
    with pytest.raises(SecondFactorUnreadable):
        confirm(code_for("kabid"), login="kadis")


def test_another_key_of_the_machine_is_explained(settings):
    settings.SECRET_KEY = "kunci lain"
    with pytest.raises(SecondFactorUnreadable) as refusal:
        confirm(code_for("kadis"))
    assert "kepegawaian" in sentence_for(refusal.value)


def test_who_has_none_is_told_where_to_set_it_up():
    with pytest.raises(SecondFactorNotSet) as refusal:
        confirm("123456", login="orangluar")
    assert reverse("core:second_factor") in sentence_for(refusal.value)


def test_a_fresh_secret_does_not_count_before_its_first_code():
    user = account("orangluar")
    setup.begin(user=user)
    assert not has_second_factor(user)
    with pytest.raises(SecondFactorNotSet):
        confirm("123456", login="orangluar")


# Recovery codes


def test_a_recovery_code_passes_once():
    codes = recovery_codes()
    assert len(set(codes)) == 10
    confirm(codes[3])
    assert codes_left(account()) == 9
    assert deeds("account.factor-confirmed").latest("pk").after == {"cara": "pemulihan", "sisa": 9}
    with pytest.raises(SecondFactorWrong):
        confirm(codes[3])
    wait_is_over()
    confirm(" ".join([codes[4][:4], codes[4][4:8], codes[4][8:]]))


def test_a_recovery_code_of_somebody_else_does_not_pass():
    code = recovery_codes("kabid")[0]
    with pytest.raises(SecondFactorWrong):
        confirm(code, login="kadis")
    assert codes_left(account("kabid")) == 10


def test_guessing_recovery_codes_is_slowed_down():
    with pytest.raises(SecondFactorWrong):
        confirm(NOBODYS_CODE)
    with pytest.raises(SecondFactorThrottled):
        confirm(NOBODYS_CODE)
    assert deeds("account.factor-refused").count() == 1


def test_recovery_codes_are_not_kept_readable():
    codes = recovery_codes()
    device = StaticDevice.objects.get(user=account())
    kept = list(device.token_set.values_list("token", flat=True))
    assert len(kept) == 10
    assert not set(kept) & set(codes)
    for row in AuditEvent.objects.all():
        assert not any(code in str(row.__dict__) for code in codes)


# Policy


def not_required_from(day):
    Policy.objects.create(
        name=POLICY, valid_from=day, value={"wajib": False}, legal_basis="uji", evidence="P"
    )
    policies.forget()


def test_the_first_policy_requires_it_and_calls_itself_a_proposal():
    assert required_for_signing(clock.local_day(clock.now()))
    assert Policy.objects.get(name=POLICY).evidence == Policy.Evidence.PROPOSAL


def test_a_city_may_decide_otherwise_from_a_day_on(at):
    now = at("2026-11-20 15.00")
    later = now + timedelta(days=5)
    not_required_from(clock.local_day(later))
    confirm_second_factor(user=account("orangluar"), code="", now=later)
    with pytest.raises(SecondFactorNotSet):
        confirm_second_factor(user=account("orangluar"), code="", now=now)


def test_who_has_one_is_asked_even_where_none_is_required(at):
    later = at("2026-11-20 15.00") + timedelta(days=5)
    not_required_from(clock.local_day(later))
    with pytest.raises(SecondFactorWrong):
        confirm_second_factor(user=account("kadis"), code="", now=later)


def test_what_a_signature_page_asks(at):
    day = clock.local_day(at("2026-11-20 15.00"))
    assert signing_factor(user=account("kadis"), day=day) == SigningFactor(True, True)
    assert signing_factor(user=account("orangluar"), day=day) == SigningFactor(True, False)
    free = day + timedelta(days=5)
    not_required_from(free)
    assert signing_factor(user=account("orangluar"), day=free) == SigningFactor(False, False)
    assert signing_factor(user=account("kadis"), day=free) == SigningFactor(True, True)
