"""What can be seen of a difference between a report and the payment orders."""

from decimal import Decimal

import pytest

from sasando.rules.errors import RuleInputError
from sasando.rules.statements import Naming, statement_difference


@pytest.mark.parametrize(
    ("realised", "orders", "stands", "found"),
    [
        (100, {"paid": 100, "count": 3}, True, Naming.SAME),
        (0, {}, False, Naming.SAME),
        (5, {}, True, Naming.ONLY_REPORT),
        (0, {"paid": 5, "count": 1}, False, Naming.ONLY_ORDERS),
        # A group the report shows as zero is in the report.
        (0, {"paid": 5, "count": 1}, True, Naming.REPORT_LESS),
        (120, {"paid": 100, "refunds": -20, "count": 2}, True, Naming.REFUNDS),
        (119, {"paid": 100, "refunds": -20, "count": 2}, True, Naming.REPORT_MORE),
        (130, {"paid": 100, "later": 30, "count": 2}, True, Naming.LATER),
        ("130.01", {"paid": 100, "later": 30, "count": 2}, True, Naming.REPORT_MORE),
        # Both fit: the refund is the more certain, for it is already recorded.
        (120, {"paid": 100, "refunds": -20, "later": 20, "count": 2}, True, Naming.REFUNDS),
        (90, {"paid": 100, "count": 2}, True, Naming.REPORT_LESS),
    ],
)
def test_only_what_the_figures_show_is_said(realised, orders, stands, found):
    amounts = {
        name: value if name == "count" else Decimal(value)
        for name, value in {"paid": 0, "count": 0, **orders}.items()
    }
    outcome = statement_difference(realised=Decimal(realised), stands_in_report=stands, **amounts)
    assert outcome.value is found


def test_it_says_so_in_words():
    outcome = statement_difference(realised=Decimal(120), paid=Decimal(100), refunds=Decimal(-20))
    assert outcome.steps[0].outcome == "sebesar pengembalian"


@pytest.mark.parametrize("wrong", [{"refunds": Decimal(1)}, {"count": -1}])
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(RuleInputError):
        statement_difference(realised=Decimal(1), paid=Decimal(1), **wrong)
