"""A tie and the payments it means, in the same instant on real connections: no sum is lost."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Sum

from sasando.budget.actions import load_accounts, load_funding_sources, open_version
from sasando.budget.actions.ties import tie_payment_code
from sasando.budget.models import PaymentTie, PaymentTotal
from sasando.planning.actions import load_nomenclature
from sasando.planning.tests.factories import DATA
from sasando.planning.tests.test_tree_at_once import together

from .conftest import viewer_of
from .factories import AGENCY, FIRST, agency_with_lines
from .test_execution_imports import pay, sp2d

pytestmark = pytest.mark.concurrency
STRANGE = "2.11.09.2.01.0007"


@pytest.fixture
def city(own_database, at):
    at("2025-08-20 10.00")
    load_nomenclature(DATA / "nasional")
    load_accounts(DATA / "nasional" / "kode_rekening.csv")
    load_funding_sources(DATA / "nasional" / "sumber_dana_2026.csv")
    planner = viewer_of("perencana")
    agency_with_lines(
        open_version(viewer=planner, year=2025, stage="MURNI", as_of=date(2025, 1, 2))
    )
    assert pay(sp2d("0", "1", activity=STRANGE)).applied
    return planner


def tie(planner, meaning=FIRST):
    return tie_payment_code(
        viewer=planner, year=2025, kind="SUB", agency_code=AGENCY, printed=STRANGE,
        meaning=meaning, reason="Salah ketik",
    )  # fmt: skip


def test_payments_and_their_tie_arrive_together(city):
    met = together(
        lambda: tie(city),
        lambda: pay(*(sp2d(f"A{number}", "10", activity=STRANGE) for number in range(50))),
        lambda: pay(*(sp2d(f"B{number}", "10", activity=STRANGE) for number in range(50))),
    )
    assert met == [None, None, None]
    placed = PaymentTotal.objects.filter(activity__code=FIRST)
    assert placed.aggregate(Sum("amount"), Sum("payments")) == {
        "amount__sum": Decimal(1001), "payments__sum": 101,
    }  # fmt: skip
    assert not PaymentTotal.objects.filter(activity=None).exclude(amount=0).exists()


def test_two_that_tie_the_same_code_leave_one_word(city):
    met = together(lambda: tie(city), lambda: tie(city))
    assert met == [None, None]
    assert PaymentTie.objects.count() == 1
    assert PaymentTotal.objects.get(activity__code=FIRST).amount == 1
