"""Second factors in a database that commits: two at once, a refused signature, production."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from sasando.core import clock
from sasando.core.errors import SecondFactorWrong
from sasando.core.models import SealedTotp, User
from sasando.core.second_factor import EXAMPLE, example_code
from sasando.core.tests.factors import account, confirm, deeds, recovery_codes, wrong_code
from sasando.demo.errors import DemoRefusedHere
from sasando.demo.second_factor import code_for, enrol


@pytest.fixture
def production(own_database):
    """A database that was created as a production one; only its owner can pretend that."""
    with psycopg.connect(own_database.owner_url) as owner:
        owner.execute("ALTER TABLE core_deployment DISABLE TRIGGER core_deployment_fixed")
        owner.execute("UPDATE core_deployment SET kind = 'production'")
    clock.is_production.cache_clear()
    return own_database


def test_a_code_is_never_spent_inside_another_transaction(own_database):
    """There, the count of wrong codes would be taken back along with the refused signature."""
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        confirm(code_for("kadis"))


def test_a_wrong_code_stays_counted(own_database):
    with pytest.raises(SecondFactorWrong):
        confirm(wrong_code())
    connection.close()
    assert SealedTotp.objects.get(user=account()).throttling_failure_count == 1
    assert deeds("account.factor-refused").count() == 1


@pytest.mark.concurrency
@pytest.mark.parametrize("kind", ["phone", "recovery"])
def test_two_at_once_with_the_same_code_one_passes(own_database, kind):
    code = code_for("kadis") if kind == "phone" else recovery_codes()[0]

    def attempt(_number):
        try:
            confirm(code)
        except SecondFactorWrong:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(attempt, range(4))) == [False, False, False, True]


def test_production_shows_no_code_and_enrols_no_example(production):
    user = User.objects.get(username="kadis")
    assert example_code(user) == ""
    with pytest.raises(DemoRefusedHere):
        enrol(User.objects.get(username="orangluar"))


def test_production_itself_refuses_an_example_secret(production):
    user = User.objects.get(username="orangluar")
    key = SealedTotp.sealed_key(user, bytes(20))
    with pytest.raises(IntegrityError, match="production"), transaction.atomic():
        SealedTotp.objects.create(user=user, name=EXAMPLE, key=key)
    with pytest.raises(IntegrityError, match="production"), transaction.atomic():
        SealedTotp.objects.filter(user__username="kadis").update(last_t=5)
