"""Loading units: the tree, its mends, and nothing twice."""

import pytest

from sasando.core.listings.report import Outcome
from sasando.core.models import AuditEvent
from sasando.organization.models import Unit

from .files import codes_of, csv_of, load, outcomes

pytestmark = pytest.mark.django_db
HEAD = "kode;nama;jenis;induk;sejak"


def units(*lines, head=HEAD, **options):
    return load("unit", csv_of(head, *lines), **options)


def test_children_may_come_before_their_parents():
    report = units(
        "UJI.A.1;Seksi;BIDANG;UJI.A;2026-01-01",
        "UJI.A;Bidang;BIDANG;UJI;2026-01-01",
        "UJI;Dinas Uji;DINAS;KOTA;2026-01-01",
        apply=True,
    )
    assert report.applied
    assert outcomes(report) == ["baru"] * 3
    city, agency, division, section = (
        Unit.objects.get(code=code) for code in ("KOTA", "UJI", "UJI.A", "UJI.A.1")
    )
    assert section.path == f"{city.pk}.{agency.pk}.{division.pk}.{section.pk}."
    assert section.parent == division
    assert section.pattern == Unit.Pattern.FIVE_DAYS
    assert not section.is_example


def test_a_dry_run_writes_nothing():
    report = units("UJI;Dinas Uji;DINAS;KOTA;2026-01-01")
    assert report.is_accepted
    assert not report.applied
    assert not Unit.objects.filter(code="UJI").exists()
    assert "Belum dimuat." in report.summary


def test_the_same_file_again_changes_nothing_and_says_so():
    line = "UJI;Dinas Uji;DINAS;KOTA;2026-01-01"
    units(line, apply=True)
    events = AuditEvent.objects.count()
    again = units(line, apply=True)
    assert again.changes_nothing
    assert not again.applied
    assert again.summary == "Semua 1 baris sudah tercatat sama. Tidak ada yang berubah."
    assert AuditEvent.objects.count() == events


def test_one_wrong_row_keeps_all_rows_out():
    report = units(
        "UJI;Dinas Uji;DINAS;KOTA;2026-01-01", "UJI2;Dinas;DINAZ;KOTA;2026-01-01", apply=True
    )
    assert not report.applied
    assert outcomes(report) == ["baru", "ditolak"]
    assert not Unit.objects.filter(code__startswith="UJI").exists()


@pytest.mark.parametrize(
    ("line", "field", "code"),
    [
        ("UJI;;DINAS;KOTA;2026-01-01", "nama", "empty"),
        ("UJI;Uji;DINAZ;KOTA;2026-01-01", "jenis", "choice-unknown"),
        ("UJI;Uji;DINAS;TIADA;2026-01-01", "induk", "unit-unknown"),
        ("UJI;Uji;DINAS;;2026-01-01", "induk", "empty"),
        ("UJI;Uji;DINAS;KOTA;2026-02-30", "sejak", "date-malformed"),
        ("UJI;Uji;DINAS;KOTA;", "sejak", "empty"),
        ("U/JI;Uji;DINAS;KOTA;2026-01-01", "kode", "code-malformed"),
        ("198609262015051001;Uji;DINAS;KOTA;2026-01-01", "kode", "code-personal"),
        ("UJI;" + "x" * 161 + ";DINAS;KOTA;2026-01-01", "nama", "too-long"),
        ("UJI;U\x00ji;DINAS;KOTA;2026-01-01", "nama", "control-character"),
        ("UJI;Uji;KOTA;;2026-01-01", "jenis", "second-root"),
        ("UJI;Uji;KOTA;KOTA;2026-01-01", "induk", "root-has-parent"),
        ("UJI;Uji;DINAS;UJI;2026-01-01", "induk", "cycle"),
        ("UJI;Uji;DINAS;KOTA;2026-01-01;lebih", "", "row-too-wide"),
    ],
)
def test_what_is_wrong_is_named_with_line_field_and_mend(line, field, code):
    report = units("UJI0;Uji Nol;DINAS;KOTA;2026-01-01", line)
    wrong = report.rows[1]
    assert wrong.line == 3
    assert wrong.outcome is Outcome.REFUSED
    found = {(trouble.field, trouble.code): trouble for trouble in wrong.troubles}
    assert (field, code) in found
    assert found[field, code].problem.endswith(".")
    assert found[field, code].mend.endswith(".")


def test_a_circle_through_a_unit_that_stands_is_named():
    units("UJI;Uji;DINAS;KOTA;2026-01-01", "UJI.A;A;BIDANG;UJI;2026-01-01", apply=True)
    report = units("UJI;Uji;DINAS;UJI.A;2026-01-01", apply=True)
    assert codes_of(report.rows[0]) == ["cycle"]
    assert "UJI → UJI.A → UJI" in report.rows[0].troubles[0].problem


def test_a_circle_below_a_sound_row_is_told_only_where_it_is():
    report = units("A;A;DINAS;B;2026-01-01", "B;B;DINAS;A;2026-01-01", "C;C;BIDANG;A;2026-01-01")
    assert [codes_of(row) for row in report.rows] == [["cycle"], ["cycle"], []]


def test_the_same_code_twice_names_the_first_line():
    report = units("UJI;Uji;DINAS;KOTA;2026-01-01", "uji;Uji;DINAS;KOTA;2026-01-01")
    assert codes_of(report.rows[1]) == ["duplicate"]
    assert "baris 2" in report.rows[1].troubles[0].problem


def test_dates_the_wrong_way_round_are_refused():
    report = units("UJI;Uji;DINAS;KOTA;2026-05-01;2026-04-30", head=f"{HEAD};sampai")
    assert codes_of(report.rows[0]) == ["dates-reversed"]


def test_a_tree_that_is_too_deep_is_refused():
    lines = [f"U{n};U{n};BIDANG;{f'U{n - 1}' if n else 'KOTA'};2026-01-01" for n in range(12)]
    report = units(*lines)
    assert codes_of(report.rows[9]) == []
    assert codes_of(report.rows[10]) == ["too-deep"]


def test_moving_a_unit_moves_the_paths_of_all_below():
    units(
        "UJI;Uji;DINAS;KOTA;2026-01-01",
        "UJI.A;A;BIDANG;UJI;2026-01-01",
        "UJI.A.1;B;BIDANG;UJI.A;2026-01-01",
        apply=True,
    )
    report = units("UJI.A;DISHUB", head="kode;induk", apply=True)
    assert outcomes(report) == ["berubah"]
    above = Unit.objects.get(code="DISHUB")
    moved = Unit.objects.get(code="UJI.A")
    below = Unit.objects.get(code="UJI.A.1")
    assert moved.path == f"{above.path}{moved.pk}."
    assert below.path == f"{moved.path}{below.pk}."
    assert moved.name == "A"


def test_a_column_that_is_not_there_leaves_the_unit_alone():
    before = Unit.objects.get(code="RSUD")
    report = units("RSUD;RSUD S. K. Lerik", head="kode;nama", apply=True)
    after = Unit.objects.get(code="RSUD")
    assert [change.field for change in report.rows[0].changes] == ["nama"]
    assert (after.pattern, after.path, after.valid_from) == (
        before.pattern,
        before.path,
        before.valid_from,
    )
    event = AuditEvent.objects.get(action="import.row-changed", subject_code="RSUD")
    assert event.before == {"nama": "RSUD S.K. Lerik"}
    assert event.after == {"nama": "RSUD S. K. Lerik"}


def test_a_new_unit_needs_the_columns_it_cannot_do_without():
    report = units("UJI;Uji", head="kode;nama")
    assert {(found.field, found.code) for found in report.rows[0].troubles} >= {
        ("jenis", "empty"),
        ("sejak", "empty"),
    }
