"""Sums of random budgets: from the file through the database to every page, exact to the sen."""

import csv
import io
from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sasando.budget.actions import import_lines, open_version
from sasando.budget.models import BudgetTotal
from sasando.budget.queries.comparison import Dimension, Scope, compare, sums_of
from sasando.budget.queries.rollup import Part, roll_up

from .factories import HEADINGS

AGENCIES = [(f"2.11.0.00.0.00.0{number}.0000", f"Dinas {number}") for number in (1, 2, 3)]
ACCOUNTS = [
    "5.1.01.01.01.0001", "5.1.02.01.01.0024", "5.1.02.01.001.00024", "5.2.03.01.01.0001",
    "4.1.01.09.01.0001", "6.1.01.05.01.0001",
]  # fmt: skip
amounts = st.one_of(
    st.integers(0, 10**15).map(str),
    st.decimals(0, 10**13, places=2).map("{:f}".format),
    # Written as Indonesian offices do.
    st.integers(1_000, 10**9).map(lambda whole: f"{whole:,}".replace(",", ".") + ",50"),
)


@st.composite
def lines(draw):
    """A line of a tree that grows at random; revenue and financing have no sub-activity."""
    account = draw(st.sampled_from(ACCOUNTS))
    programme, activity, sub = (draw(st.integers(1, 3)) for _level in range(3))
    chain = [""] * 6
    if account.startswith("5"):
        codes = (
            f"2.11.0{programme}", f"2.11.0{programme}.2.0{activity}",
            f"2.11.0{programme}.2.0{activity}.000{sub}",
        )  # fmt: skip
        chain = [part for code in codes for part in (code, f"Nama {code}")]
    agency = draw(st.sampled_from(AGENCIES))
    return ["2025", *agency, *agency, *chain, "1.1.01", "DAU", account, "Rek", draw(amounts)]


def rupiah(text):
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    return Decimal(text)


def loaded(version, rows):
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *rows])
    stream = io.BytesIO(text.getvalue().encode())
    report = import_lines(
        viewer=None, code=version.code, stream=stream, file_name="acak.csv", apply=True
    )
    assert report.applied, report.odd
    return report


def told(rows, *columns):
    """The sums of a file, added up here by the codes in some columns."""
    found = defaultdict(Decimal)
    for row in rows:
        found[tuple(row[column] for column in columns)] += rupiah(row[-1])
    return dict(found)


@pytest.mark.django_db
@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(before=st.lists(lines(), min_size=1, max_size=40), after=st.lists(lines(), max_size=40))
def test_every_sum_is_that_of_the_file(before, after):
    with transaction.atomic():
        murni = open_version(viewer=None, year=2025, stage="MURNI", as_of=date(2025, 1, 2))
        report = loaded(murni, before)
        assert report.total == sum(told(before).values())
        assert report.by_agency == {name: sum_ for (name,), sum_ in told(before, 2).items()}
        stored = sum(BudgetTotal.objects.filter(version=murni).values_list("amount", flat=True))
        assert stored == report.total
        for dimension in Dimension:
            assert sums_of(murni, dimension).after == report.total
        _compares_every_level(murni, [row for row in before if row[-3].startswith("5")])
        if after:
            _compares_two(murni, before, after)
        transaction.set_rollback(True)


def _compares_every_level(version, spent):
    """Each row of a roll-up is the sum of what stands below it, down to the sub-activity."""
    agencies = roll_up(version, Part.EXPENDITURE, Dimension.AGENCY, Scope())
    assert {(row.code,): row.amount for row in agencies.rows} == told(spent, 1)
    for agency in agencies.rows:
        for dimension, column in (
            (Dimension.PROGRAMME, 5), (Dimension.ACTIVITY, 7), (Dimension.SUB_ACTIVITY, 9),
        ):  # fmt: skip
            below = roll_up(version, Part.EXPENDITURE, dimension, Scope(agency_code=agency.code))
            own = [row for row in spent if row[1] == agency.code]
            assert {(row.code,): row.amount for row in below.rows} == told(own, column)
            assert below.total == agency.amount


def _compares_two(murni, before, after):
    other = open_version(viewer=None, year=2026, stage="MURNI", as_of=date(2026, 1, 2))
    loaded(other, [["2026", *row[1:]] for row in after])
    found = compare(murni, other, Dimension.AGENCY)
    assert found.change == sum(told(after).values()) - sum(told(before).values())
    assert sum(row.change for row in found.rows) == found.change
