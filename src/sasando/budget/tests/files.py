"""Files as people bring them, and what pages give back, read by other people's programs."""

import io
import re
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from .conftest import EXPORTS

MURNI, AMENDED = "buru_rekap5_2025_murni.csv", "buru_rekap5_2025_perubahan.csv"
MAPPED = (
    b"skpd;nama;rek;uraian;nilai\n"
    b"2.11.3.28.0.00.01.0000;Dinas Lingkungan Hidup;5.1.02.01.01.0024;ATK;7\n"
    b"2.11.3.28.0.00.01.0000;Dinas Lingkungan Hidup;5.9.99.01.01.0001;Asing;35\n"
)


def export(name=MURNI):
    return SimpleUploadedFile(name, (EXPORTS / name).read_bytes(), content_type="text/csv")


def upload_of(content, name="unggah.csv"):
    return SimpleUploadedFile(name, content, content_type="text/csv")


def sheet_of(content):
    """The cells of a workbook as a program sees them that does not compute."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def formulas_of(content):
    """Formula and stored value by cell, from the sheet's own XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        xml = packed.read("xl/worksheets/sheet1.xml").decode()
    found = re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f>(.*?)</f><v>(.*?)</v></c>', xml)
    return {cell: (formula.replace("&quot;", '"'), value) for cell, formula, value in found}
