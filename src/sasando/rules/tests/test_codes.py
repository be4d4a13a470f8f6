"""Codes as offices print them: vectors H1 to H5 of the planning reference, and what is refused."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.rules.codes import (
    TAX_BRIDGE,
    AccountLevel,
    Level,
    Notice,
    account_code,
    nomenclature_code,
    parse_account_code,
    parse_agency_code,
    parse_nomenclature_code,
)
from sasando.rules.errors import Problem, RuleInputError

DATA = Path(__file__).resolve().parents[4] / "data"


def problem_of(read, *arguments, **more):
    with pytest.raises(RuleInputError) as refused:
        read(*arguments, **more)
    return refused.value.problem


@pytest.mark.parametrize(
    ("printed", "level", "parent", "authority"),
    [
        ("1", Level.AFFAIR, "", None),
        ("X", Level.AFFAIR, "", None),
        ("1.02", Level.FIELD, "1", None),
        ("X.XX", Level.FIELD, "X", None),
        ("1.02.02", Level.PROGRAMME, "1.02", None),
        ("1.02.02.2.01", Level.ACTIVITY, "1.02.02", 2),
        ("1.02.02.2.01.0001", Level.SUB_ACTIVITY, "1.02.02.2.01", 2),
    ],
)
def test_a_code_knows_its_level_parent_and_authority(printed, level, parent, authority):
    code = parse_nomenclature_code(printed)
    assert (code.level, code.parent, code.authority) == (level, parent, authority)
    assert (code.text, code.notices) == (printed, ())


@pytest.mark.parametrize(
    ("printed", "text", "notices"),
    [
        ("1.01.01.02.01.0001", "1.01.01.2.01.0001", (Notice.STRAY_ZERO_REMOVED,)),
        ("1.02.02.02.01", "1.02.02.2.01", (Notice.STRAY_ZERO_REMOVED,)),
        ("1.02.02.2.001", "1.02.02.2.01", (Notice.STRAY_ZERO_REMOVED,)),
        ("1.02. 02.2.01", "1.02.02.2.01", (Notice.BLANKS_REMOVED,)),
        ("1.02\u00a0.02", "1.02.02", (Notice.BLANKS_REMOVED,)),
        ("x.xx.01", "X.XX.01", (Notice.LETTERS_RAISED,)),
        ("  1.02.02\n", "1.02.02", ()),
        ("2.10.03.7.01", "2.10.03.7.01", (Notice.OTHER_AUTHORITY,)),
        ("1.02.02.06.01", "1.02.02.6.01", (Notice.STRAY_ZERO_REMOVED, Notice.OTHER_AUTHORITY)),
    ],
)
def test_what_is_put_right_is_told(printed, text, notices):
    code = parse_nomenclature_code(printed)
    assert (code.text, code.notices) == (text, notices)
    assert code == parse_nomenclature_code(text)


@pytest.mark.parametrize(
    ("printed", "problem"),
    [
        ("", Problem.REQUIRED),
        (" \u00a0", Problem.REQUIRED),
        ("1.02.02.2", Problem.CODE_SEGMENTS),
        ("1.02.02.2.01.0001.1", Problem.CODE_SEGMENTS),
        ("1.02.02.2.01.0001.", Problem.CODE_SEGMENTS),
        ("0", Problem.CODE_DIGITS),
        ("1.1", Problem.CODE_DIGITS),
        ("1.02.", Problem.CODE_DIGITS),
        ("1.02.2", Problem.CODE_DIGITS),
        ("1.02.02.2.1", Problem.CODE_DIGITS),
        ("1.02.02.2.01.001", Problem.CODE_DIGITS),
        ("1,02", Problem.CODE_DIGITS),
        ("١.02", Problem.CODE_DIGITS),
        ("1.02.02.22.01", Problem.CODE_DIGITS),
    ],
)
def test_what_has_no_one_meaning_is_refused(printed, problem):
    assert problem_of(parse_nomenclature_code, printed) is problem


def test_an_old_sub_activity_asks_for_its_mapping_and_is_never_padded():
    old, new = "1.01.02.2.01.01", "1.01.02.2.01.0012"
    assert problem_of(parse_nomenclature_code, old) is Problem.CODE_NEEDS_MAPPING
    code = parse_nomenclature_code(old, mapping={old: new})
    assert (code.text, code.notices) == (new, (Notice.OLD_CODE_MAPPED,))
    for spoiled in ("1.01.02", "1.01.02.2.01.12", "?"):
        refused = problem_of(parse_nomenclature_code, old, mapping={old: spoiled})
        assert refused is Problem.CODE_DIGITS


@pytest.mark.parametrize(
    ("printed", "stored", "support"),
    [
        ("2.11.01.2.02.0001", "X.XX.01.2.02.0001", True),
        ("2.11.01", "X.XX.01", True),
        ("X.XX.01", "X.XX.01", True),
        ("2.11.11.2.01.0009", "2.11.11.2.01.0009", False),
        ("2.11", "2.11", False),
    ],
)
def test_the_support_programme_is_kept_once(printed, stored, support):
    code = parse_nomenclature_code(printed)
    assert (code.stored, code.is_support) == (stored, support)


def test_every_code_of_the_official_list_is_read_as_it_stands():
    path = DATA / "nasional" / "nomenklatur_pohon_kabkota_2027.csv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        code = parse_nomenclature_code(row["kode"])
        assert (code.text, code.level.value, code.parent, code.notices) == (
            row["kode"],
            row["tingkat"].upper(),
            row["kode_induk"],
            (),
        )
    assert len(rows) == 626


def test_skpd_codes():
    code = parse_agency_code("2.16.2.20.2.21.01.0000")
    assert (code.fields, code.number, code.unit) == (("2.16", "2.20", "2.21"), "01", "0000")
    assert code.parent == ""
    health = parse_agency_code("1.02.0.00.0.00.01.0003")
    assert health.fields == ("1.02",)
    assert health.parent == "1.02.0.00.0.00.01.0000"
    assert parse_agency_code(" 1.02.0.00. 0.00.01.0003").text == health.text


@pytest.mark.parametrize(
    ("printed", "problem"),
    [
        ("", Problem.REQUIRED),
        ("1.02.0.00.0.00.01", Problem.CODE_SEGMENTS),
        ("1.02.0.00.0.00.1.0000", Problem.CODE_DIGITS),
        ("0.00.0.00.0.00.01.0000", Problem.CODE_DIGITS),
        ("1.02.0.00.2.11.01.0000", Problem.CODE_DIGITS),
        ("1.02.0.00.0.00.01.000A", Problem.CODE_DIGITS),
    ],
)
def test_unreadable_skpd_codes_are_refused(printed, problem):
    assert problem_of(parse_agency_code, printed) is problem


def test_both_printed_widths_are_one_account():
    wide, narrow = (
        parse_account_code("5.1.02.01.001.00024"),
        parse_account_code("5.1.02.01.01.0024"),
    )
    assert wide == narrow
    assert (wide.text, wide.wide_text) == ("5.1.02.01.01.0024", "5.1.02.01.001.00024")
    assert wide.printed == "5.1.02.01.001.00024"
    assert wide.level is AccountLevel.SUB_DETAIL
    assert wide.at(AccountLevel.KIND).text == "5.1.02"
    assert wide.is_within(parse_account_code("5.1"))
    assert not wide.is_within(parse_account_code("5.2"))
    assert wide.parent.text == "5.1.02.01.01"


def test_a_short_account_has_no_deeper_level():
    revenue = parse_account_code("4")
    assert (revenue.level, revenue.parent, revenue.at(AccountLevel.KIND)) == (
        AccountLevel.ACCOUNT,
        None,
        None,
    )


@pytest.mark.parametrize(("old", "new"), TAX_BRIDGE.items())
def test_old_tax_objects_are_bridged(old, new):
    assert parse_account_code(old).bridged.text == new
    assert parse_account_code(f"{old}.01.0001").bridged.text == new
    assert parse_account_code(new).bridged is None


def test_hotel_tax_is_one_series_over_the_years():
    assert parse_account_code("4.1.01.06").bridged == parse_account_code("4.1.01.19.03.0001").parent


@pytest.mark.parametrize(
    ("printed", "problem"),
    [
        ("", Problem.REQUIRED),
        ("5.1.02.01.01.0024.1", Problem.CODE_SEGMENTS),
        ("5.1.2", Problem.CODE_DIGITS),
        ("5.1.02.01.1", Problem.CODE_DIGITS),
        ("5.1.02.01.01.24", Problem.CODE_DIGITS),
        ("51", Problem.CODE_DIGITS),
        ("0.1", Problem.CODE_DIGITS),
        ("5.1.٠٢", Problem.CODE_DIGITS),
    ],
)
def test_unreadable_accounts_are_refused(printed, problem):
    assert problem_of(parse_account_code, printed) is problem


def test_the_public_rules_explain_what_they_read():
    steps = nomenclature_code("2.10.01.07.01").steps
    told = " ".join(step.outcome for step in steps)
    assert all(words in told for words in ("2.10.01.7.01", "Aceh", "X.XX.01.7.01", "Periksa"))
    assert account_code("4.1.01.07").steps[-1].outcome == "4.1.01.19.01"


@given(st.text(alphabet="0123456789.X x", max_size=24))
def test_any_text_is_a_code_or_a_refusal(text):
    try:
        code = parse_nomenclature_code(text).text
    except RuleInputError:
        code = "1"
    assert parse_nomenclature_code(code).text == code
