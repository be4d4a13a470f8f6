"""Files as offices send them: one clear sentence each, exact numbers, nothing beyond the limit."""

import io
import resource
import time
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter

from sasando.core.listings import table, troubles
from sasando.core.listings.cells import (
    CellRefused,
    Noticed,
    NumberText,
    number,
    rupiah,
    text,
    whole,
)
from sasando.core.listings.columns import Column, Listing
from sasando.core.listings.files import csv_file, example_rows, xlsx_file
from sasando.core.listings.report import parsed_rows
from sasando.core.listings.table import read_table
from sasando.rules.errors import RuleInputError

LISTING = Listing(
    "uji",
    "Uji",
    "Daftar uji.",
    (
        Column("kode", "code", text(20), "Kode.", ("A", "B"), needed=True, filled=True),
        Column("nama", "name", text(40), "Nama.", ("a", "b"), needed=True),
        Column("nilai", "value", number(), "Nilai.", ("8,24", "1.234,5"), numeric=True),
        Column("pagu", "amount", rupiah, "Pagu.", ("1.500.000", "2"), numeric=True),
    ),
)


def csv(*lines):
    return "\r\n".join(lines).encode()


def workbook(*rows, merged=()):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(line, column, cell)
                elif cell is not None:
                    sheet.write(line, column, cell)
        for place in merged:
            sheet.merge_range(*place)
    return file.getvalue()


def told(content, listing=LISTING):
    return [(found.code, found.problem) for found in read_table(content, listing).troubles]


def rows(content):
    return parsed_rows(read_table(content, LISTING), LISTING)


def test_the_heading_below_a_title_is_pointed_at():
    content = csv("Daftar Program Kota;;;", ";;;", "kode;nama;nilai;pagu", "A;a;1;2")
    assert told(content) == [
        (
            "heading-below",
            "Judul kolom baru ditemukan pada baris 3, padahal harus pada baris pertama.",
        )
    ]


def test_a_header_of_two_rows_is_one_sentence():
    content = csv("Program;;Target;", "kode;nama;nilai;pagu", "A;a;1;2")
    assert [code for code, _ in told(content)] == ["heading-below"]


def test_merged_headings_leave_a_blank_over_data():
    content = workbook(
        ["kode", "nama", None, "nilai"], ["A", "a", "x", 1], merged=[(0, 1, 0, 2, "nama")]
    )
    assert told(content) == [("heading-blank", "Kolom ke-3 berisi data, tetapi judulnya kosong.")]


def test_two_hundred_strange_columns_are_one_sentence():
    strange = ";".join(f"kolom_{place}" for place in range(200))
    found = told(csv(f"kode;nama;{strange}", "A;a"))
    assert [code for code, _ in found] == ["columns-unknown"]
    assert found[0][1].startswith("200 kolom tidak dikenal, antara lain kolom_0, kolom_1, kolom_2")


def test_a_file_of_something_else_is_one_sentence():
    strange = ";".join(f"kolom_{place}" for place in range(200))
    assert [code for code, _ in told(csv(strange, strange))] == ["heading-none"]


@pytest.mark.parametrize(
    "write", [csv, lambda *lines: workbook(*(line.split(";") for line in lines))]
)
def test_far_too_many_columns_are_refused_before_they_are_read(write):
    wide = ";".join(f"k{place}" for place in range(table.MAX_COLUMNS + 1))
    assert [code for code, _ in told(write(wide, wide))] == ["file-too-wide"]


def test_several_missing_columns_are_one_sentence():
    assert told(csv("nilai;pagu", "1;2")) == [("column-missing", "Kolom “kode”, “nama” tidak ada.")]


def test_a_hundred_thousand_rows_are_answered_in_seconds_and_little_memory():
    content = csv("kode;nama;nilai;pagu", *["A;a;1;2"] * 100_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    assert [code for code, _ in told(content)] == ["file-too-long"]
    assert time.perf_counter() - start < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024


def test_a_hundred_thousand_rows_of_a_workbook_are_refused_too():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for column, name in enumerate(LISTING.headings):
            sheet.write_string(0, column, name)
        for line in range(1, 100_001):
            sheet.write_string(line, 0, "A")
    assert [code for code, _ in told(file.getvalue())] == ["file-too-long"]


def test_the_last_row_that_is_allowed_is_read(monkeypatch):
    monkeypatch.setattr(table, "MAX_ROWS", 3)
    assert told(csv("kode;nama", *["A;a"] * 3)) == []
    assert [code for code, _ in told(csv("kode;nama", *["A;a"] * 4))] == ["file-too-long"]


def test_rows_above_the_data_keep_their_numbers():
    content = workbook([None], ["kode", "nama"], ["A", "a"])
    assert [row.line for row in read_table(content, LISTING).rows] == [3]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (8.24, "8.24"), (0.1 + 0.2, "0.3"), (1234.5, "1234.5"), (7, "7"), (7.0, "7"),
        (-3.5, "-3.5"), (0, "0"), (1e-7, "0.0000001"), (999_999_999_999_999, "999999999999999"),
        ("8,24", "8.24"), ("1.234,5", "1234.5"), ("-1", "-1"),
    ],
)  # fmt: skip
def test_a_number_is_exact_however_it_is_written(cell, value):
    listing = Listing("u", "U", "U.", (*LISTING.columns[:2], Column(
        "nilai", "value", number(decimals=9), "N.", ("1", "2"), numeric=True)))  # fmt: skip
    content = workbook(["kode", "nama", "nilai"], ["A", "a", cell])
    (row,) = parsed_rows(read_table(content, listing), listing)
    assert row.troubles == []
    assert row.values["value"] == Decimal(value)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1.234", "AMBIGUOUS_NUMBER"), ("8.24", "DOT_IS_NOT_DECIMAL"), ("banyak", "NOT_A_NUMBER"),
        ("12 %", "NOT_A_NUMBER"), ("8,00001", "number-too-fine"), (8.00001, "number-too-fine"),
        (10**15, "cell-rounded"), (True, "NOT_A_NUMBER"), (date(2026, 1, 10), "NOT_A_NUMBER"),
    ],
)  # fmt: skip
def test_what_is_no_clear_number_says_what_to_write(cell, code):
    (row,) = rows(workbook(["kode", "nama", "nilai"], ["A", "a", cell]))
    assert [found.code for found in row.troubles] == [code]
    assert row.troubles[0].field == "nilai"


@pytest.mark.parametrize(("cell", "kept"), [(1.1, None), (7, "7"), ("1.10", "1.10")])
def test_codes_are_text_and_a_broken_number_is_none(cell, kept):
    (row,) = rows(workbook(["kode", "nama"], [cell, "a"]))
    if kept is None:
        assert [found.code for found in row.troubles] == ["cell-not-text"]
    else:
        assert row.values["code"] == kept
        assert type(row.values["code"]) is str


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (rupiah, "Rp 1.234.567", "1234567"), (rupiah, "1.234", "1234"),
        (rupiah, "5.000,50", "5000.5"),
        (rupiah, NumberText("1234.5"), "1234.5"), (whole(1, 9), "4", "4"),
        (whole(1, 9), NumberText("4"), "4"), (number(lowest=Decimal(0)), "0", "0"),
    ],
)  # fmt: skip
def test_readers_of_money_and_counts(read, cell, value):
    assert read(cell) == Decimal(value)


@pytest.mark.parametrize(
    ("read", "cell"),
    [
        (rupiah, "-5"), (rupiah, NumberText("0.001")), (whole(1, 9), "0"), (whole(1, 9), "10"),
        (whole(1, 9), "1,5"), (number(highest=Decimal(1)), "2"), (rupiah, "1.50"), (rupiah, "x"),
    ],
)  # fmt: skip
def test_readers_refuse_what_does_not_fit(read, cell):
    with pytest.raises((CellRefused, RuleInputError)):
        read(cell)


def test_a_value_read_otherwise_than_written_is_noted():
    def read(cell):
        return Noticed(cell.upper(), "too-long", {"limit": 1})

    listing = Listing(
        "u", "U", "U.", (Column("kode", "code", read, "K.", ("a", "b"), needed=True),)
    )
    (row,) = parsed_rows(read_table(csv("kode", "a"), listing), listing)
    assert row.values["code"] == "A"
    assert row.troubles == []
    assert [found.code for found in row.notices] == ["too-long"]


@pytest.mark.parametrize("write", [csv_file, xlsx_file])
def test_what_is_written_is_read_back(write):
    cells = ["-A", "=1+1 'x'", Decimal("1234.5600"), Decimal("12345678901234567.89")]
    table_read = read_table(write(LISTING.headings, [cells]), LISTING)
    (row,) = parsed_rows(table_read, LISTING)
    assert row.troubles == []
    assert row.values == {
        "code": "-A", "name": "=1+1 'x'", "value": Decimal("1234.56"),
        "amount": Decimal("12345678901234567.89"),
    }  # fmt: skip


def test_a_csv_holds_nothing_a_spreadsheet_would_compute():
    assert b"'=1+1" in csv_file(("a",), [["=1+1"]])
    assert b"\"'" not in csv_file(("a",), [[Decimal("-5.5")]])
    assert b"-5,5" in csv_file(("a",), [[Decimal("-5.50")]])


@pytest.mark.parametrize("write", [csv_file, xlsx_file])
def test_the_template_can_be_loaded(write):
    content = write(LISTING.headings, example_rows(LISTING))
    assert [row.troubles for row in rows(content)] == [[], []]


def test_agency_codes_are_shown_and_personal_numbers_are_not():
    assert troubles.masked("2.16.2.20.2.21.01.0000") == "2.16.2.20.2.21.01.0000"
    assert "1986" not in troubles.masked("19860926 201505 1 001")


def test_a_sentence_of_another_package_is_not_overwritten():
    with pytest.raises(ValueError, match="empty"):
        troubles.add_sentences({"empty": ("Lain.", "Lain.")})
