"""What was paid stays; the sums of payments follow in the same statement and only so."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import Error, connection, transaction

from sasando.budget.models import BudgetUnit, Payment, PaymentTotal, PhysicalProgress
from sasando.budget.tests.factories import agency_with_lines


@pytest.fixture
def place(draft):
    return agency_with_lines(draft)


def payment(place, number, amount, **facts):
    given = {
        "year": 2025, "part": 1, "paid_on": date(2025, 3, 4), "kind": "LS",
        "agency": place.agency, "sub_unit": place.agency, "activity": place.activity,
        "account_code": "5.1.02.01.01.0024",
    }  # fmt: skip
    return Payment(number=number, amount=Decimal(amount), **(given | facts))


def refused(statement, *values):
    with pytest.raises(Error) as failure, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(failure.value)


def test_sums_follow_payments(place):
    Payment.objects.bulk_create(
        [payment(place, "1", "100.25"), payment(place, "2", "-40"), payment(place, "3", "7",
         paid_on=date(2025, 4, 1))]
    )  # fmt: skip
    payment(place, "4", "9.75").save()
    found = PaymentTotal.objects.order_by("month").values_list(
        "month", "group", "amount", "payments", "programme__code"
    )
    assert list(found) == [
        (3, "5.1.02", Decimal("70.00"), 3, place.programme.code),
        (4, "5.1.02", Decimal("7.00"), 1, place.programme.code),
    ]


def test_sums_hold_payments_without_sub_activity_once(place):
    for number in "12":
        payment(place, number, "5", activity=None, account_code="").save()
    total = PaymentTotal.objects.get()
    assert (total.group, total.amount, total.payments) == ("", Decimal(10), 2)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE budget_payment SET amount = 1",
        "DELETE FROM budget_payment",
        "UPDATE budget_physicalprogress SET percent = 100",
        "DELETE FROM budget_physicalprogress",
        "UPDATE budget_paymenttotal SET amount = 1",
        "DELETE FROM budget_paymenttotal",
        """INSERT INTO budget_paymenttotal (year, month, agency_id, "group", amount, payments)
           SELECT 2025, 5, id, '', 1, 1 FROM budget_budgetunit LIMIT 1""",
    ],
)
def test_what_was_recorded_stays(place, statement):
    payment(place, "1", "100").save()
    PhysicalProgress.objects.create(
        agency=place.agency, activity=place.activity, year=2025, month=1, number=1, percent=5
    )
    words = refused(statement)
    assert "permission denied" in words or "append-only" in words or "follow" in words


def test_a_reversal_takes_back_one_payment_whole(place):
    first = payment(place, "1", "100")
    first.save()
    for wrong in (
        payment(place, "R", "-99", reverses=first),
        payment(place, "R", "-100", reverses=first, account_code="5.1.02.01.01.0052"),
        payment(place, "R", "-100", reverses=first, activity=None),
    ):
        with pytest.raises(Error, match="takes back one payment"), transaction.atomic():
            wrong.save()
    back = payment(place, "R", "-100", reverses=first)
    back.save()
    for wrong in (
        payment(place, "R2", "-100", reverses=first),
        payment(place, "R3", "100", reverses=back),
    ):
        with pytest.raises(Error), transaction.atomic():
            wrong.save()
    assert PaymentTotal.objects.get().amount == 0


def test_a_payment_is_of_its_year_and_not_zero(place):
    for wrong in (payment(place, "1", "0"), payment(place, "1", "5", year=2024)):
        with pytest.raises(Error), transaction.atomic():
            wrong.save()
    assert BudgetUnit.objects.filter(pk=place.agency.pk).exists()
