"""The example LRA: marked, made once, and different from the payments in ways that can be named."""

import pytest

from sasando.budget.models import RealisationReport
from sasando.budget.queries.statements import statement_page
from sasando.demo.statements import load_statement
from sasando.planning.tests.factories import NOVEMBER
from sasando.rules.statements import Naming

from .test_execution import executed  # noqa: F401  the example payments

pytestmark = pytest.mark.django_db


def test_the_example_report_shows_named_differences_and_is_made_once(executed):  # noqa: F811
    assert load_statement(NOVEMBER) == 1
    report = RealisationReport.objects.get()
    assert report.is_example
    assert (report.as_of.month, report.as_of.day) == (9, 30)
    page = statement_page(report)
    assert {Naming.ONLY_REPORT, Naming.REPORT_MORE, Naming.REPORT_LESS} <= set(page.named)
    assert any(row.naming is Naming.SAME for row in page.rows)
    assert page.left_out == 1
    assert load_statement(NOVEMBER) == 0


def test_without_payments_there_is_no_report(db):
    assert load_statement(NOVEMBER) == 0
