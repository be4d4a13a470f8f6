"""A small budget with known codes: one agency, one programme, two sub-activities."""

import csv
import io
from typing import NamedTuple

from sasando.budget.actions import import_lines
from sasando.budget.models import BudgetActivity, BudgetTotal, BudgetUnit

AGENCY = "2.11.0.00.0.00.01.0000"
NAME = "Dinas Lingkungan Hidup"
FIRST, SECOND = "2.11.03.2.01.0001", "2.11.03.2.01.0002"
GOODS, BUILDING = "5.1.02.01.01.0024", "5.2.03.01.01.0001"
HEADINGS = (
    "TAHUN", "KODE SKPD", "NAMA SKPD", "KODE SUB UNIT", "NAMA SUB UNIT", "KODE PROGRAM",
    "NAMA PROGRAM", "KODE KEGIATAN", "NAMA KEGIATAN", "KODE SUB KEGIATAN", "NAMA SUB KEGIATAN",
    "KODE SUMBER DANA", "NAMA SUMBER DANA", "KODE REKENING", "NAMA REKENING", "PAGU",
)  # fmt: skip


class Stood(NamedTuple):
    """What the small budget consists of."""

    agency: BudgetUnit
    programme: BudgetActivity
    activity: BudgetActivity
    other: BudgetActivity


def line(activity, account, amount, year=2025, agency=(AGENCY, NAME)):
    return (
        str(year), *agency, *agency, "2.11.03", "Program pengendalian", "2.11.03.2.01",
        "Kegiatan pencegahan", activity, f"Sub kegiatan {activity[-4:]}", "1.1.01", "DAU", account,
        "Rekening", str(amount),
    )  # fmt: skip


def agency_with_lines(version, lines=None):
    """Load lines into a draft through the real import."""
    rows = lines or [
        line(FIRST, GOODS, 8_000_000_000, version.year),
        line(SECOND, BUILDING, 4_000_000_000, version.year),
    ]
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *rows])
    report = import_lines(
        viewer=None, code=version.code, stream=io.BytesIO(text.getvalue().encode()),
        file_name="kecil.csv", apply=True,
    )  # fmt: skip
    assert report.applied, report.odd
    total = BudgetTotal.objects.filter(version=version, activity__code=FIRST).get()
    other = BudgetTotal.objects.filter(version=version, activity__code=SECOND).get()
    assert total.activity is not None
    assert other.activity is not None
    assert total.programme is not None
    return Stood(total.agency, total.programme, total.activity, other.activity)
