"""Files that are not what they should be: a clear refusal, nothing half loaded."""

import io

import pytest
import xlsxwriter

from sasando.budget.actions import import_lines
from sasando.budget.errors import BudgetFileRefused
from sasando.budget.imports.layouts import RECAP
from sasando.budget.models import BudgetActivity, BudgetLine

HEADINGS = [word.upper() for word in RECAP.values()]
GOOD = [
    "2025", "2.11.3.28.0.00.01.0000", "Dinas Lingkungan Hidup", "2.11.3.28.0.00.01.0000",
    "Dinas Lingkungan Hidup", "2.11.11", "PROGRAM PERSAMPAHAN", "2.11.11.2.01",
    "Pengelolaan Sampah", "2.11.11.2.01.0004", "Penanganan Sampah", "1.1.04",
    "Hasil pajak", "5.1.02.01.01.0024", "Alat Tulis Kantor", "1000",
]  # fmt: skip


def csv_of(*rows, headings=HEADINGS, delimiter=";"):
    lines = [delimiter.join(cells) for cells in (headings, *rows)]
    return "\n".join(lines).encode()


def changed(**cells):
    row = list(GOOD)
    for field, text in cells.items():
        row[list(RECAP).index(field)] = text
    return row


@pytest.fixture
def offer(planner, draft):
    def offered(content, mapping=None):
        return import_lines(
            viewer=planner, code=draft.code, stream=io.BytesIO(content), file_name="u.csv",
            apply=True, mapping=mapping,
        )  # fmt: skip

    return offered


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "file-empty"),
        (b"\xd0\xcf\x11\xe0rest", "file-old-excel"),
        (b"PK\x03\x04broken", "file-broken"),
        ("KODE SKPD;PAGU\n\u00e9".encode("latin-1"), "file-not-utf8"),
        (b"a;b;c;d\n1;2;3;4", "headings-unknown"),
        (b"<html><body>Sesi habis</body></html>", "headings-none"),
        (b"Rekap belanja 2026;;;;\nKODE SKPD;PAGU;A;B;C\n", "headings-none"),
        (csv_of(GOOD, headings=[*HEADINGS[:-1], "NILAI"]), "heading-missing"),
        (csv_of([*GOOD, "1"], headings=[*HEADINGS, "PAGU"]), "heading-twice"),
        (csv_of(GOOD) + b'\n"open', "quotes-open"),
    ],
)
def test_files_that_cannot_be_read(offer, content, problem):
    with pytest.raises(BudgetFileRefused) as refusal:
        offer(content)
    assert refusal.value.values["problem"] == problem
    assert not BudgetLine.objects.exists()


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"amount": "Jumlah (Rp)"}, "amount-unreadable"),
        ({"amount": "-5"}, "amount-negative"),
        ({"amount": "1.2345"}, "amount-too-fine"),
        ({"account_code": "", "amount": "5"}, "amount-without-account"),
        ({"agency_code": ""}, "agency-missing"),
        ({"account_code": "5.1.2"}, "account-malformed"),
        ({"sub_activity_code": "2.11.11.2"}, "activity-malformed"),
        ({"programme_code": ""}, "activity-malformed"),
        ({"year": "2024"}, "year-differs"),
    ],
)
def test_rows_that_keep_the_file_out(offer, cells, code):
    report = offer(csv_of(GOOD, changed(**cells)))
    assert (report.odd[0].row, report.odd[0].code) == (3, code)
    assert not report.is_accepted
    assert all(report.odd[0].words)
    assert not BudgetLine.objects.exists()
    assert not BudgetActivity.objects.exists()


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"sub_activity_code": "", "sub_activity_name": ""}, "sub-activity-missing"),
        ({"sub_activity_code": "2.11.11.2.01.9999"}, "activity-unknown"),
        (
            {"activity_code": "2.11.11.7.01", "sub_activity_code": "2.11.11.7.01.0001"},
            "authority-foreign",
        ),
        ({"account_code": "5.9.99.01.01.0001"}, "account-unknown"),
        ({"funding_code": "9.9"}, "funding-unknown"),
        ({"agency_code": "DLH"}, "agency-malformed"),
    ],
)  # fmt: skip
def test_odd_rows_are_kept_and_told(offer, draft, cells, code):
    report = offer(csv_of(GOOD, changed(**cells)))
    assert report.odd_counts[code] == 1
    assert report.applied
    assert draft.lines.count() == 2


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("137.68", "137.68"),
        ("1.234.567", "1234567"),
        ("1.234.567,5", "1234567.5"),
        ("0", "0"),
        ("", None),
        (" 15 ", "15"),
    ],
)
def test_amounts_as_they_are_written(offer, draft, text, amount):
    offer(csv_of(changed(amount=text)))
    found = draft.lines.get().amount
    assert (
        found is None
        if amount is None
        else str(found.normalize()) == str(type(found)(amount).normalize())
    )


def test_a_stray_zero_is_read_as_meant(offer, draft):
    offer(csv_of(changed(activity_code="2.11.11.02.01", sub_activity_code="2.11.11.02.01.0004")))
    assert draft.lines.get().activity.code == "2.11.11.2.01.0004"


def test_columns_in_another_order_with_others_between(offer, draft):
    headings = ["NO", *reversed(HEADINGS), "CATATAN"]
    offer(csv_of(["1", *reversed(GOOD), "x"], headings=headings, delimiter=","))
    assert draft.lines.get().amount == 1000


def test_a_file_of_another_program_with_a_map(offer, draft):
    content = b"skpd\tnama\trek\tnilai\n2.11.3.28.0.00.01.0000\tDLH\t4.1.01.19.01.0001\t7\n"
    mapping = {
        "agency_code": "SKPD", "agency_name": "Nama", "account_code": "rek", "amount": "nilai",
    }  # fmt: skip
    offer(content, mapping)
    line = draft.lines.get()
    assert (line.activity, line.account.code, line.amount) == (None, "4.1.01.19.01.0001", 7)


@pytest.mark.parametrize(
    ("mapping", "problem"),
    [({"colour": "x"}, "field-unknown"), ({"amount": "PAGU"}, "field-missing")],
)
def test_maps_that_cannot_be(offer, mapping, problem):
    with pytest.raises(BudgetFileRefused) as refusal:
        offer(csv_of(GOOD), mapping)
    assert refusal.value.values["problem"] == problem


def test_excel_cells_that_claim_to_be_numbers(offer, draft):
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for column, text in enumerate(GOOD):
            sheet.write_string(1, column, text)
        sheet.write_number(1, 0, 2025)
        sheet.write_number(1, len(GOOD) - 1, 137.68)
    offer(book.getvalue())
    assert str(draft.lines.get().amount) == "137.68"
