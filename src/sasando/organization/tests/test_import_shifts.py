"""Loading the roster: night shifts, overlaps, and days that are past."""

from datetime import UTC, datetime

import pytest

from sasando.organization.models import RosterShift

from .files import codes_of, csv_of, load, outcomes

pytestmark = pytest.mark.django_db
HEAD = "pegawai;tanggal;gilir;mulai;selesai"


@pytest.fixture(autouse=True)
def _today(db, at):
    at("2026-11-20 09.00")


def shifts(*lines, **options):
    return load("jadwal-gilir", csv_of(HEAD, *lines), **options)


def test_a_night_shift_ends_on_the_following_day():
    report = shifts("P-PERAWAT;2026-11-21;Malam;21.00;07:00", apply=True)
    assert report.applied
    shift = RosterShift.objects.get(person__code="P-PERAWAT")
    assert shift.starts_at == datetime(2026, 11, 21, 13, tzinfo=UTC)
    assert shift.ends_at == datetime(2026, 11, 21, 23, tzinfo=UTC)
    assert shifts("P-PERAWAT;2026-11-21;Malam;21.00;07:00").changes_nothing


def test_a_shift_to_come_may_change_and_the_report_shows_both():
    shifts("P-PERAWAT;2026-11-21;Pagi;07.00;14.00", apply=True)
    report = shifts("P-PERAWAT;2026-11-21;Sore;14.00;21.00", apply=True)
    assert outcomes(report) == ["berubah"]
    assert [change.field for change in report.rows[0].changes] == ["gilir", "mulai", "selesai"]
    assert RosterShift.objects.get().name == "Sore"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("P-PERAWAT;2026-11-19;Pagi;07.00;14.00", "shift-past"),
        ("P-TIADA;2026-11-21;Pagi;07.00;14.00", "person-unknown"),
        ("P-STAF;2026-11-21;Pagi;07.00;14.00", "shift-not-roster"),
        ("P-PERAWAT;2026-11-21;Pagi;7;14.00", "time-malformed"),
        ("P-PERAWAT;2026-11-21;Pagi;25.00;14.00", "time-malformed"),
        ("P-PERAWAT;21 Nov;Pagi;07.00;14.00", "date-malformed"),
        ("P-PERAWAT;2026-11-21;;07.00;14.00", "empty"),
    ],
)
def test_what_is_wrong_is_named(line, code):
    assert codes_of(shifts(line).rows[0]) == [code]


def test_the_same_day_twice_is_refused():
    report = shifts(*["P-PERAWAT;2026-11-21;Pagi;07.00;14.00"] * 2)
    assert [codes_of(row) for row in report.rows] == [[], ["duplicate"]]


def test_a_shift_into_the_next_one_is_refused_in_the_file_and_beside_what_stands():
    night, early = "P-PERAWAT;2026-11-21;Malam;21.00;07.00", "P-PERAWAT;2026-11-22;Dini;06.00;12.00"
    assert [codes_of(row) for row in shifts(night, early).rows] == [[], ["shift-overlaps"]]
    shifts(early, apply=True)
    assert codes_of(shifts(night).rows[0]) == ["shift-overlaps"]
