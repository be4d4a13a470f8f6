"""The forms of file that offices send, and those that are refused as a whole."""

import csv
import io
from datetime import date, time

import pytest

from sasando.core.errors import NotPermitted
from sasando.core.listings import table
from sasando.core.listings.files import csv_file, example_rows
from sasando.core.listings.troubles import masked
from sasando.organization.imports.columns import LISTINGS
from sasando.organization.models import Person, Unit

from .files import codes_of, csv_of, load, outcomes, xlsx_of

pytestmark = pytest.mark.django_db
HEAD = ("kode", "nama", "jenis", "induk", "sejak")
ROW = ("UJI", "Dinas Uji", "DINAS", "KOTA", "2026-01-01")
NIP = "198609262015051001"


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_comma_and_semicolon_with_and_without_mark(delimiter, encoding):
    content = csv_of(delimiter.join(HEAD), delimiter.join(ROW), encoding=encoding)
    assert outcomes(load("unit", content)) == ["baru"]


def test_quoted_cells_may_hold_delimiters_and_empty_lines_keep_the_numbers():
    content = csv_of(
        ",".join(HEAD), "", 'UJI,"Dinas Satu, Dua",DINAS,KOTA,01/01/2026', ",,,,", "UJI,X,,,"
    )
    report = load("unit", content)
    assert [row.line for row in report.rows] == [3, 5]
    assert report.rows[0].values["name"] == "Dinas Satu, Dua"
    assert report.rows[0].values["valid_from"] == date(2026, 1, 1)


def test_excel_is_read_as_text_with_dates_and_blanks_around():
    content = xlsx_of(
        (" Kode ", "NAMA", "jenis", "induk", "sejak", "contoh"),
        (" uji ", "Dinas   Uji", "Dinas", "KOTA", date(2026, 1, 1), True),
    )
    report = load("unit", content, apply=True)
    assert outcomes(report) == ["baru"]
    unit = Unit.objects.get(code="UJI")
    assert (unit.name, unit.valid_from, unit.is_example) == ("Dinas Uji", date(2026, 1, 1), True)


def test_excel_times_are_read():
    content = xlsx_of(
        ("pegawai", "tanggal", "gilir", "mulai", "selesai"),
        ("P-PERAWAT", date(2099, 1, 5), "Pagi", time(7, 0), "14.00"),
    )
    assert outcomes(load("jadwal-gilir", content)) == ["baru"]


def test_a_nip_that_excel_rounded_is_refused_and_not_guessed():
    head = ("kode", "nama", "status", "nip", "jabatan", "sejak")
    content = xlsx_of(
        head,
        ("P-UJI", "Uji", "PNS", int(NIP), "", ""),
        ("P-UJI2", "Uji", "PNS", NIP, "", ""),
    )
    report = load("pegawai", content)
    assert codes_of(report.rows[0]) == ["cell-rounded"]
    assert report.rows[0].troubles[0].field == "nip"
    assert codes_of(report.rows[1]) == []
    assert "1986" not in " ".join(report.lines())


def test_a_broken_number_in_a_text_column_is_refused():
    content = xlsx_of(HEAD, (53.71, *ROW[1:]))
    assert codes_of(load("unit", content).rows[0]) == ["cell-not-text"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"kode;nama\r\n", "file-empty"),
        (b"\xef\xbb\xbf\r\n;;\r\n", "file-empty"),
        ("kode;nama\nUJI;Dinas é".encode("latin-1"), "file-not-utf8"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64, "file-old-excel"),
        (b"PK\x03\x04" + b"\x00" * 64, "file-broken"),
        (b'kode;nama\nUJI;"Dinas\n', "file-bad-quotes"),
        (b"kode;nama;warna\nUJI;Dinas;merah\n", "column-unknown"),
        (b"kode;nama;kode\nUJI;Dinas;UJI\n", "column-twice"),
        (b"nama;jenis\nDinas;DINAS\n", "column-missing"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content, code):
    report = load("unit", content, apply=True)
    assert [found.code for found in report.troubles] == [code]
    assert report.rows == []
    assert not report.applied
    assert "Tidak ada yang dimuat." in report.summary


def test_unknown_columns_are_named_beside_those_that_are_known():
    report = load("unit", csv_of("kode;nama;warna", "UJI;Dinas;merah"))
    assert "warna" in report.troubles[0].problem
    assert "pola" in report.troubles[0].mend


def test_too_much_is_refused(settings, monkeypatch):
    content = csv_of(";".join(HEAD), *[";".join(ROW)] * 3)
    monkeypatch.setattr(table, "MAX_ROWS", 2)
    assert [found.code for found in load("unit", content).troubles] == ["file-too-long"]
    settings.LISTING_MAX_BYTES = 50
    assert [found.code for found in load("unit", content).troubles] == ["file-too-large"]


@pytest.mark.parametrize("kind", LISTINGS)
def test_the_template_is_a_file_whose_cells_can_all_be_read(kind):
    listing = LISTINGS[kind]
    content = csv_file(listing.headings, example_rows(listing))
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2
    report = load(kind, content)
    assert not report.troubles
    unreadable = {"choice-unknown", "date-malformed", "time-malformed", "code-malformed", "empty"}
    assert not unreadable.intersection(code for row in report.rows for code in codes_of(row))
    assert all(column.meaning.endswith(".") for column in listing.columns)


@pytest.mark.parametrize("login", ["kadis", "staf", "perencana", "pemeriksa", "sekda", "warga"])
def test_others_may_not_load_anything(login):
    with pytest.raises(NotPermitted):
        load("unit", csv_of(";".join(HEAD), ";".join(ROW)), by=login)


@pytest.mark.parametrize("login", ["kepegawaian", "pengelola"])
def test_personnel_and_system_officers_may(login):
    assert load("unit", csv_of(";".join(HEAD), ";".join(ROW)), by=login).is_accepted


@pytest.mark.parametrize("shown", [NIP, "19860926 201505 1 001", "1986.0926.2015.0510.01"])
def test_long_numbers_are_masked_wherever_they_stand(shown):
    assert masked(f"x {shown}").startswith("x …")
    assert "1986" not in masked(shown)


def test_a_nip_in_the_wrong_column_does_not_get_into_the_report():
    report = load("pegawai", csv_of("kode;nama;status;nip", f"{NIP};{NIP};{NIP};P-1"))
    assert not report.is_accepted
    told = " ".join(report.lines())
    assert "19860926" not in told
    assert not Person.objects.filter(name=NIP).exists()


def test_a_nip_as_heading_does_not_get_into_the_report():
    report = load("pegawai", csv_of(f"kode;{NIP}", "P-1;x"))
    assert [found.code for found in report.troubles] == ["column-unknown"]
    assert "19860926" not in " ".join(report.lines())
