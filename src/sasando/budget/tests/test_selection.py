"""Choosing lines of expenditure by code, tag and contract."""

from datetime import date
from decimal import Decimal

import pytest

from sasando.budget.forms.selection import SelectionForm
from sasando.budget.models import Contract, SpendingTag, SpendingTagRow
from sasando.budget.queries.selection import (
    Selection,
    selected_lines,
    selection_choices,
    selection_names,
    selection_words,
)

from .factories import AGENCY, BUILDING, FIRST, GOODS, NAME, SECOND, agency_with_lines, line

OTHER_AGENCY = ("1.02.0.00.0.00.01.0000", "Dinas Kesehatan")
SUPPORT = (
    "2.11.01", "Program penunjang", "2.11.01.2.02", "Administrasi keuangan", "2.11.01.2.02.0001",
    "Penyediaan gaji",
)  # fmt: skip
THIRD = "2.11.03.2.01.0003"
SALARY, REVENUE = "5.1.01.01.01.0001", "4.1.01.09.01.0001"


def line_of(chain, account, amount, agency=(AGENCY, NAME), funding=("1.1.01", "DAU")):
    return ("2025", *agency, *agency, *chain, *funding, account, "Rekening", str(amount))


@pytest.fixture
def version(draft):
    """Two agencies, support and main programmes, two funding sources, and revenue."""
    agency_with_lines(
        draft,
        [
            line(FIRST, GOODS, 8_000),
            line(SECOND, BUILDING, 4_000),
            line(THIRD, GOODS, 16_000, agency=OTHER_AGENCY),
            line_of(SUPPORT, SALARY, 32_000),
            line_of(SUPPORT, GOODS, 64_000, funding=("2.2.01.08.02.0004", "DAK")),
            line_of(("",) * 6, REVENUE, 128_000, funding=("", "")),
        ],
    )
    return draft


@pytest.fixture
def tag(db):
    """A tag to which rows are added by the fields of a selection."""
    made = SpendingTag.objects.create(code="CONTOH", name="Contoh")

    def add(sign=1, from_year=2025, **taken):
        return SpendingTagRow.objects.create(
            tag=made, number=made.rows.count() + 1, sign=sign, from_year=from_year,
            legal_act="Keputusan contoh", **taken,
        )  # fmt: skip

    return add


def total(version, **wanted):
    return sum(row.amount for row in selected_lines(version, Selection(**wanted)))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param({}, 124_000, id="everything-is-expenditure-only"),
        pytest.param({"agency": AGENCY}, 108_000, id="agency"),
        pytest.param({"activity": "2.11.03"}, 28_000, id="programme"),
        pytest.param({"activity": "2.11"}, 124_000, id="field"),
        pytest.param({"activity": "2.11.0"}, 0, id="half-a-segment-takes-nothing"),
        pytest.param({"activity": FIRST}, 8_000, id="sub-activity"),
        pytest.param({"activity": "X.XX.01"}, 96_000, id="support-of-every-field"),
        pytest.param({"activity": "X.XX.01.2.02"}, 96_000, id="support-activity"),
        pytest.param({"activity": "X.XX.0"}, 0, id="half-of-support"),
        pytest.param({"account": "5.1"}, 120_000, id="account-group"),
        pytest.param({"account": "5.1.02.01.01"}, 88_000, id="account-detail"),
        pytest.param({"account": "5.1.0"}, 0, id="half-an-account"),
        pytest.param({"funding": "2"}, 64_000, id="earmarked"),
        pytest.param({"agency": AGENCY, "account": "5.1.02"}, 72_000, id="both-must-fit"),
    ],
)
def test_codes_take_whole_segments_of_expenditure(version, wanted, expected):
    assert total(version, **wanted) == expected


def test_a_tag_counts_a_line_once_and_leaves_out_what_it_says(version, tag):
    tag(activity="2.11.03")
    tag(agency=AGENCY, account="5")
    assert total(version, tag="CONTOH") == 124_000
    tag(sign=-1, funding="2")
    assert total(version, tag="CONTOH") == 60_000


def test_leaving_out_by_funding_keeps_lines_without_funding(draft, tag):
    """A line whose funding is not named is not earmarked."""
    agency_with_lines(
        draft,
        [
            line(FIRST, GOODS, 8_000),
            line(SECOND, BUILDING, 4_000),
            line_of(SUPPORT, SALARY, 32_000, funding=("", "")),
        ],
    )
    tag(account="5")
    tag(sign=-1, funding="1.1.01")
    assert total(draft, tag="CONTOH") == 32_000


def test_a_tag_without_rows_takes_nothing(version, tag):
    assert total(version, tag="CONTOH") == 0
    tag(from_year=2026, account="5")
    assert total(version, tag="CONTOH") == 0


def test_a_contract_binds_its_sub_activity_or_its_account(version):
    taken = {
        row.activity.code: (row.agency, row.activity, row.account)
        for row in selected_lines(version, Selection(agency=AGENCY)).select_related(
            "activity", "account", "agency"
        )
        if row.account.code != SALARY
    }
    assert total(version, contracted=True) == 0
    _contract(*taken[FIRST][:2], None)
    assert total(version, contracted=True) == 8_000
    _contract(*taken["2.11.01.2.02.0001"])
    assert total(version, contracted=True) == 72_000
    _contract(*taken[SECOND][:2], None, year=2024)
    assert total(version, contracted=True) == 72_000


def _contract(agency, activity, account, year=2025):
    Contract.objects.create(
        number=f"K-{year}-{activity.code}", year=year, agency=agency, activity=activity,
        account=account, amount=Decimal(5_000), signed_on=date(2025, 2, 1),
        ends_on=date(2025, 8, 1), firm="CV Contoh",
    )  # fmt: skip


def test_words_name_every_part(version):
    selection = Selection(
        agency=AGENCY, account="5.1.02", funding="2", results="MELESET", contracted=True
    )
    names = selection_names([selection, Selection(activity="2.11.03")])
    assert names["agency", AGENCY] == NAME
    support = Selection(activity="X.XX.01")
    assert selection_words(support, selection_names([support])).startswith(
        "program X.XX.01 PROGRAM PENUNJANG"
    )
    field = Selection(activity="1.02")
    assert "bidang urusan 1.02 " in selection_words(field, selection_names([field]))
    assert selection_words(selection) == (
        f"SKPD {AGENCY}, rekening 5.1.02, sumber dana 2, program yang meleset dari target, "
        "yang terikat kontrak"
    )
    assert f"SKPD {AGENCY} {NAME}," in selection_words(selection, names)
    assert selection_words(Selection()) == "seluruh belanja"


def asked(**given):
    form = SelectionForm(given, choices=selection_choices())
    form.is_valid()
    return form


def test_the_form_reads_codes_as_people_write_them(version, tag):
    form = asked(
        agency=AGENCY, activity="x.xx.01", account="5.1.02.01.001.00024", funding=" 2. ",
        tag="CONTOH", results="MELESET", contracted="on",
    )  # fmt: skip
    assert form.selection() == Selection(
        AGENCY, "X.XX.01", GOODS, "2", "CONTOH", "MELESET", contracted=True
    )
    assert asked().selection() == Selection()


@pytest.mark.parametrize(
    ("field", "text", "mend"),
    [
        pytest.param("agency", "9.99", "9.99", id="agency"),
        pytest.param("activity", "1.02.02.2", "1.02.02.2.01", id="no-such-level"),
        pytest.param("activity", "9.01.02", "rincian versi", id="activity-nobody-has"),
        pytest.param("account", "lima", "5.1.02", id="no-account"),
        pytest.param("account", "4.1.01", "berawal 5", id="revenue"),
        pytest.param("account", "5.9.99", "rincian versi", id="account-nobody-has"),
        pytest.param("funding", "7.7", "rincian versi", id="funding-nobody-has"),
        pytest.param("tag", "LAIN", "LAIN", id="tag"),
        pytest.param("results", "BAGUS", "BAGUS", id="results"),
    ],
)
def test_the_form_refuses_codes_nobody_knows(version, field, text, mend):
    form = asked(**{field: text})
    assert list(form.errors) == [field]
    assert mend in str(form.errors[field])


def test_results_take_programmes_whose_result_nobody_traced(version):
    """The programmes are tied to no objective, so nobody can say what came of them."""
    day = date(2025, 6, 1)
    taken = Selection(results="TAK_TERTELUSUR")
    assert sum(row.amount for row in selected_lines(version, taken, day=day)) == 28_000
    support = Selection(results="PENUNJANG", account="5.1.01")
    assert sum(row.amount for row in selected_lines(version, support, day=day)) == 32_000
    reached = Selection(results="TERCAPAI")
    assert not selected_lines(version, reached, results_year=2025, day=day).exists()
