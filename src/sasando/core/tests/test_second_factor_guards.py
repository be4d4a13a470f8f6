"""What the database itself refuses about second factors, tried as the application's role."""

import pytest
from django.db import IntegrityError, connection, transaction

from sasando.core.models import SealedTotp, User
from sasando.core.second_factor import example_code
from sasando.demo.errors import DemoRefusedHere
from sasando.demo.second_factor import code_for, enrol

pytestmark = pytest.mark.django_db


def refused(statement, *values):
    """The name of the constraint that stops a statement."""
    with (
        pytest.raises(IntegrityError) as failure,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)
    return failure.value.__cause__.diag.constraint_name


def test_a_plain_key_is_refused():
    assert (
        refused("UPDATE otp_totp_totpdevice SET key = %s", "0123456789" * 4)
        == "core_second_factor_sealed"
    )


def test_a_readable_recovery_code_is_refused():
    statement = (
        "INSERT INTO otp_static_statictoken (device_id, token) "
        "SELECT id, '123456789012' FROM otp_static_staticdevice LIMIT 1"
    )
    assert refused(statement) == "core_recovery_code_fingerprint"


def test_a_second_phone_or_a_second_set_of_codes_is_refused():
    user = User.objects.get(username="kadis")
    with pytest.raises(IntegrityError, match="core_second_factor_one"), transaction.atomic():
        SealedTotp.objects.create(user=user, name="Lain", key=SealedTotp.fresh_key(user))
    statement = (
        "INSERT INTO otp_static_staticdevice (user_id, name, confirmed, throttling_failure_count) "
        "VALUES (%s, 'Lain', true, 0)"
    )
    assert refused(statement, user.pk) == "core_recovery_codes_one_set"


def test_an_example_account_shows_the_code_its_phone_would_show():
    user = User.objects.get(username="kadis")
    assert example_code(user) in {code_for("kadis"), code_for("kadis", steps=-1)}


def test_a_real_account_never_shows_a_code():
    user = User.objects.get(username="kadis")
    user.is_example = False
    user.save(update_fields=["is_example"])
    assert example_code(user) == ""


def test_a_phone_the_owner_enrolled_himself_is_never_shown():
    SealedTotp.objects.filter(user__username="kadis").update(name="Ponsel")
    assert example_code(User.objects.get(username="kadis")) == ""


def test_only_examples_are_enrolled_by_the_demo():
    with pytest.raises(DemoRefusedHere):
        enrol(User.objects.create_user("nyata", "Kata-sandi-nyata-1"))


def test_enrolling_again_changes_nothing():
    before = SealedTotp.objects.get(user__username="kadis").key
    enrol(User.objects.get(username="kadis"))
    assert SealedTotp.objects.get(user__username="kadis").key == before
