"""An adopted version cannot be changed by SQL as the application's role."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from sasando.budget.actions import adopt_version

STATEMENTS = (
    "UPDATE budget_budgetline SET amount = 1 WHERE version_id = %s",
    "DELETE FROM budget_budgetline WHERE version_id = %s",
    "UPDATE budget_budgettotal SET amount = 1 WHERE version_id = %s",
    "DELETE FROM budget_budgettotal WHERE version_id = %s",
    "UPDATE budget_budgetversion SET name = 'lain' WHERE id = %s",
    "UPDATE budget_budgetversion SET adopted_on = NULL WHERE id = %s",
    "DELETE FROM budget_budgetversion WHERE id = %s",
    """INSERT INTO budget_budgetline (version_id, row, agency_id, sub_unit_id, package)
    SELECT version_id, row + 1000, agency_id, sub_unit_id, '' FROM budget_budgetline
    WHERE version_id = %s""",
)


@pytest.fixture
def adopted(planner, draft, load):
    load(draft)
    return adopt_version(
        viewer=planner, code=draft.code, legal_act="Perda 9/2024", adopted_on=date(2024, 12, 30)
    )


@pytest.mark.parametrize("statement", STATEMENTS)
def test_nothing_of_it_can_be_written(adopted, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [adopted.pk])
    assert sum(adopted.totals.values_list("amount", flat=True)) == Decimal(9_239_668_432)


def test_a_line_cannot_be_moved_into_it(adopted, planner, load):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO budget_budgetversion (code, year, number, stage, name, legal_act, as_of,"
            " source, file_digest, scope, is_example) VALUES ('APBD-2030-0', 2030, 0, 'MURNI',"
            " 'n', '', '2030-01-01', '', '', '', true) RETURNING id"
        )
        (other,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO budget_budgetline (version_id, row, agency_id, sub_unit_id, package)"
            " SELECT %s, 1, agency_id, sub_unit_id, '' FROM budget_budgetline LIMIT 1",
            [other],
        )
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE budget_budgetline SET version_id = %s, row = 5000 WHERE version_id = %s",
            [adopted.pk, other],
        )


@pytest.mark.parametrize("change", ["year = 2031", "number = 4", "code = 'X'"])
def test_a_draft_keeps_its_place_in_the_chain(draft, change):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE budget_budgetversion SET {change} WHERE id = %s", [draft.pk])


LINKED = ("agency_id", "sub_unit_id", "activity_id", "account_id", "funding_id")


@pytest.mark.parametrize("column", LINKED)
def test_a_line_names_only_codes_that_stand(draft, load, column):
    load(draft)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE budget_budgetline SET {column} = 999999999 WHERE row = 3")


@pytest.mark.parametrize(
    "table",
    ["budget_budgetunit", "budget_budgetactivity", "budget_account", "budget_fundingsource"],
)
def test_codes_that_were_met_stay(draft, load, table):
    load(draft)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")
