"""Lines of a plan from CSV and Excel: vectors of planning_budget H, bad input, all or nothing."""

import io
from decimal import Decimal

import pytest
import xlsxwriter

from sasando.core.errors import NotPermitted
from sasando.core.listings.files import csv_file, xlsx_file
from sasando.planning.actions.documents import LegalAct, adopt_plan
from sasando.planning.actions.plan_import import import_plan, listings_of
from sasando.planning.errors import PlanIsFixed
from sasando.planning.models import PlanCeiling, PlanRow, PlanRowIndicator, PlanRowTarget
from sasando.planning.queries.plan_export import export_rows

from .factories import NOVEMBER, load_lines, plan_draft, troubles_of

pytestmark = pytest.mark.django_db
HEAD = (
    "perangkat_daerah;tingkat;kode;induk;uraian;nomor_indikator;indikator;satuan;kondisi_awal;"
    "target_2025;target_2026;pagu_2025;pagu_2026;lokasi;sumber_dana;alasan;hapus"
)
PROGRAMME = (
    ";;2.11.11;;Program Persampahan;1;Sampah terangkut;persen;70;75;80-90;1.500.000;2000000;;;;"
)
ACTIVITY = ";;2.11.11.2.01;;Kegiatan Persampahan;1;Titik;titik;;5;0;;;;;;"
SUB = ";;2.11.11.2.01.0009;;Sub Persampahan;1;Opini;predikat;;WTP;;;;Kota Kupang;PAD;;"


def stood(document):
    """Every line of a document as plain values."""
    return [
        (row.code, row.level, row.parent.code if row.parent else "", row.name)
        for row in document.rows.select_related("parent").order_by("code")
    ]


def workbook(*rows):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(line, column, cell)
                else:
                    sheet.write(line, column, cell)
    return file.getvalue()


def test_children_may_stand_above_their_parents(plan):
    document = plan_draft()
    report = load_lines(document, HEAD, SUB, ACTIVITY, PROGRAMME)
    assert report.applied, report.lines()
    assert stood(document) == [
        ("2.11.11", "PROGRAM", "", "Program Persampahan"),
        ("2.11.11.2.01", "KEGIATAN", "2.11.11", "Kegiatan Persampahan"),
        ("2.11.11.2.01.0009", "SUBKEGIATAN", "2.11.11.2.01", "Sub Persampahan"),
    ]


def test_targets_are_numbers_ranges_words_and_never_zero_for_blank(plan):
    document = plan_draft()
    load_lines(document, HEAD, PROGRAMME, ACTIVITY, SUB)
    aims = PlanRowTarget.objects.filter(indicator__row__document=document)
    found = aims.order_by("indicator__row__code", "year").values_list(
        "indicator__row__code", "year", "value", "upper", "text"
    )
    assert list(found) == [
        ("2.11.11", 2025, Decimal(75), None, ""),
        ("2.11.11", 2026, Decimal(80), Decimal(90), ""),
        ("2.11.11.2.01", 2025, Decimal(5), None, ""),
        ("2.11.11.2.01", 2026, Decimal(0), None, ""),
        ("2.11.11.2.01.0009", 2025, None, None, "WTP"),
    ]
    amounts = PlanCeiling.objects.filter(row__document=document).values_list("year", "amount")
    assert sorted(amounts) == [(2025, Decimal(1_500_000)), (2026, Decimal(2_000_000))]


def test_the_same_file_again_changes_nothing(plan):
    document = plan_draft()
    load_lines(document, HEAD, PROGRAMME, ACTIVITY, SUB)
    before = list(PlanRow.objects.values())
    again = load_lines(document, HEAD, PROGRAMME, ACTIVITY, SUB)
    assert not again.applied
    assert again.changes_nothing
    assert again.summary == "Semua 3 baris sudah tercatat sama. Tidak ada yang berubah."
    assert list(PlanRow.objects.values()) == before


def test_nothing_is_written_before_it_is_asked_for(plan):
    document = plan_draft()
    assert load_lines(document, HEAD, PROGRAMME, apply=False).is_accepted
    assert not document.rows.exists()


def test_one_wrong_row_holds_back_the_whole_file(plan):
    document = plan_draft()
    report = load_lines(document, HEAD, PROGRAMME, ";;1.02.02.2;;Salah;;;;;;;;;;;;")
    assert not report.applied
    assert troubles_of(report) == {3: ["CODE_SEGMENTS"]}
    assert not document.rows.exists()


@pytest.mark.parametrize(
    ("cells", "line", "codes"),
    [
        # Vector H 3 and the list of bad input.
        (";;1.02.02.2;;X;;;;;;;;;;;;", 2, ["CODE_SEGMENTS"]),
        (";;kode;;X;;;;;;;;;;;;", 2, ["CODE_SEGMENTS", "CODE_DIGITS"]),
        (";;2.11.11.2.01.01;;X;;;;;;;;;;;;", 2, ["CODE_NEEDS_MAPPING"]),
        (";KEGIATAN;2.11.11;;X;;;;;;;;;;;;", 2, ["plan-level-wrong"]),
        (";;2.11.11.2.01;;X;;;;;;;;;;;;", 2, ["plan-parent-missing"]),
        (";;2.11.11;;;;;;;;;;;;;;", 2, ["plan-name-missing"]),
        (";;2.11.11;;X;;;persen;;;;;;;;;", 2, ["plan-indicator-missing"]),
        (";;2.11.11;;X;;;;;75;;;;;;;", 2, ["plan-indicator-missing"]),
        (";;2.11.11;;X;;I;;;1.234;;;;;;;", 2, ["AMBIGUOUS_NUMBER"]),
        (";;2.11.11;;X;;I;;;8.24;;;;;;;", 2, ["DOT_IS_NOT_DECIMAL"]),
        (";;2.11.11;;X;;I;;;90-80;;;;;;;", 2, ["OUT_OF_ORDER"]),
        (";;2.11.11;;X;;I;;;12 ekor 3;;;;;;;", 2, ["NOT_A_NUMBER"]),
        (";;2.11.11;;X;;I;;;0,00001;;;;;;;", 2, ["number-too-fine"]),
        (";;2.11.11;;X;;;;;;;-5;;;;;", 2, ["number-below"]),
        (";;2.11.11;;X;;;;;;;lima juta;;;;;", 2, ["NOT_A_NUMBER"]),
        ("DINKES;;2.11.11;;X;;;;;;;;;;;;", 2, ["plan-unit-outside"]),
        (";SASARAN;T 1;;X;;;;;;;;;;;;", 2, ["code-malformed"]),
        (";;2.11.11;HILANG;X;;;;;;;;;;;;", 2, ["plan-parent-missing"]),
        (";;2.11.11;;X;0;I;;;;;;;;;;", 2, ["number-below"]),
    ],
)
def test_bad_input_is_named_where_it_stands(plan, cells, line, codes):
    report = load_lines(plan_draft(), HEAD, cells)
    assert not report.applied
    found = troubles_of(report)[line]
    assert set(found) <= set(codes)
    assert found


def test_a_stray_zero_is_taken_out_and_told(plan):
    document = plan_draft(unit="DLHK")
    report = load_lines(
        document, HEAD,
        ";;1.01.01;;Penunjang;;;;;;;;;;;;",
        ";;1.01.01.02.01;;Perencanaan;;;;;;;;;;;;",
        ";;1.01.01.02.01.0001;;Dokumen;;;;;;;;;;;;",
    )  # fmt: skip
    assert report.applied, report.lines()
    assert [row.code for row in document.rows.order_by("code")] == [
        "1.01.01", "1.01.01.2.01", "1.01.01.2.01.0001"
    ]  # fmt: skip
    told = [found.problem for row in report.rows for found in row.notices]
    assert any("1.01.01.2.01.0001" in sentence for sentence in told)


def test_support_programmes_find_their_row_of_the_nomenclature(nomenclature):
    document = plan_draft(nomenclature_version=2027)
    load_lines(
        document, HEAD,
        ";;2.11.01;;;;;;;;;;;;;;",
        ";;2.11.01.2.02;;;;;;;;;;;;;;",
        ";;2.11.01.2.02.0001;;;;;;;;;;;;;;",
        ";;2.11.11;;;;;;;;;;;;;;",
    )  # fmt: skip
    rows = {row.code: row for row in document.rows.select_related("node")}
    assert rows["2.11.01.2.02.0001"].node.code == "X.XX.01.2.02.0001"
    assert rows["2.11.01.2.02.0001"].name == "Penyediaan Gaji dan Tunjangan ASN"
    assert rows["2.11.11"].node.code == "2.11.11"


def test_a_code_outside_the_nomenclature_is_noted_not_refused(nomenclature):
    document = plan_draft(nomenclature_version=2027)
    report = load_lines(document, HEAD, ";;2.10.99;;Program karangan;;;;;;;;;;;;")
    assert report.applied
    assert [found.code for found in report.rows[0].notices] == ["plan-code-not-listed"]


def test_a_line_with_several_indicators_takes_several_rows(plan):
    document = plan_draft()
    report = load_lines(
        document, HEAD, PROGRAMME,
        ";;2.11.11;;;2;Timbulan;ton;;10;9;;;;;;",
        ";;2.11.11;;Program Persampahan;3;Armada;unit;;3;;;;;;;",
    )  # fmt: skip
    assert report.applied, report.lines()
    held = PlanRowIndicator.objects.filter(row__document=document).order_by("number")
    assert [row.text for row in held] == ["Sampah terangkut", "Timbulan", "Armada"]


SECOND = ";;2.11.11;;;2;Timbulan;ton;;10;9;;;;;;"


def test_a_further_indicator_of_a_new_line_is_new_too(plan):
    report = load_lines(plan_draft(), HEAD, PROGRAMME, SECOND)
    assert [row.outcome for row in report.rows] == ["baru", "baru"]


def test_a_file_sorted_anew_says_the_same(plan):
    document = plan_draft()
    report = load_lines(document, HEAD, SECOND, ACTIVITY, PROGRAMME)
    assert report.applied, report.lines()
    assert list(document.rows.order_by("code").values_list("name", flat=True)) == [
        "Program Persampahan", "Kegiatan Persampahan"
    ]  # fmt: skip
    assert load_lines(document, HEAD, PROGRAMME, ACTIVITY, SECOND).changes_nothing


def test_a_file_with_only_a_further_indicator_leaves_its_line_as_it_is(plan):
    document = plan_draft()
    load_lines(document, HEAD, PROGRAMME)
    before = stood(document), list(PlanCeiling.objects.values_list("year", "amount"))
    report = load_lines(document, HEAD, SECOND)
    assert report.applied, report.lines()
    assert (stood(document), list(PlanCeiling.objects.values_list("year", "amount"))) == before
    held = PlanRowIndicator.objects.filter(row__document=document).order_by("number")
    assert [row.text for row in held] == ["Sampah terangkut", "Timbulan"]


@pytest.mark.parametrize(
    ("measure", "cell", "looks"),
    [("persen", "delapan", True), ("persen", "WTP", False), ("predikat", "Sangat Baik", False)],
)
def test_a_word_where_a_number_is_usual_is_kept_and_pointed_out(plan, measure, cell, looks):
    row = f";;2.11.11;;Program;1;Sampah;{measure};;{cell};;;;;;;"
    document = plan_draft()
    report = load_lines(document, HEAD, row)
    assert report.applied, report.lines()
    told = [(found.field, found.code) for found in report.rows[0].notices]
    assert told == ([("target_2025", "plan-target-word")] if looks else [])
    assert load_lines(document, HEAD, row).rows[0].notices == []


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (";;2.11.11;;;1;Lain;;;;;;;;;;", "duplicate"),
        (";;2.11.11;;Nama lain;2;Lain;;;;;;;;;;", "differs-in-file"),
        (";;2.11.11;;;2;Lain;;;;;9;;;;;", "differs-in-file"),
    ],
)
def test_two_rows_that_do_not_fit_together_name_the_first(plan, second, code):
    report = load_lines(plan_draft(), HEAD, PROGRAMME, second)
    assert troubles_of(report) == {3: [code]}
    assert "baris 2" in report.rows[1].troubles[0].problem


def test_a_circle_is_told_with_its_chain(plan):
    report = load_lines(
        plan_draft(), HEAD,
        ";TUJUAN;T-1;S-1;Tujuan;;;;;;;;;;;;",
        ";SASARAN;S-1;T-1;Sasaran;;;;;;;;;;;;",
    )  # fmt: skip
    assert troubles_of(report) == {2: ["cycle"], 3: ["cycle"]}
    assert "T-1" in report.rows[0].troubles[0].problem


def test_goals_and_objectives_of_an_agency_carry_its_programmes(plan):
    document = plan_draft()
    report = load_lines(
        document, HEAD,
        ";;2.11.11;S-1;Program;;;;;;;;;;;;",
        ";SASARAN;S-1;T-1;Kota bersih;;;;;;;;;;;;",
        ";TUJUAN;T-1;;Lingkungan sehat;;;;;;;;;;;;",
    )  # fmt: skip
    assert report.applied, report.lines()
    assert [(code, parent) for code, _, parent, _ in stood(document)] == [
        ("2.11.11", "S-1"), ("S-1", "T-1"), ("T-1", "")
    ]  # fmt: skip


def test_a_changed_row_says_what_changes_and_nothing_else_is_touched(plan):
    document = plan_draft()
    load_lines(document, HEAD, PROGRAMME, ACTIVITY)
    changed = PROGRAMME.replace(";75;80-90;1.500.000;", ";76;80-90;1.600.000;")
    report = load_lines(document, HEAD, changed, ACTIVITY)
    told = {(c.field, c.before, c.after) for c in report.rows[0].changes}
    assert told == {("target_2025", "75", "76"), ("pagu_2025", "1.500.000", "1.600.000")}
    assert [row.outcome for row in report.rows] == ["berubah", "tetap"]
    aims = PlanRowTarget.objects.filter(indicator__row__document=document).order_by("pk")
    assert {(aim.year, aim.value) for aim in aims} == {
        (2025, 76), (2026, 80), (2025, 5), (2026, 0)
    }  # fmt: skip


def test_an_emptied_cell_takes_away_and_a_missing_column_leaves(plan):
    document = plan_draft()
    load_lines(document, HEAD, PROGRAMME)
    load_lines(document, "kode;target_2025;pagu_2025", "2.11.11;;")
    aims = PlanRowTarget.objects.filter(indicator__row__document=document)
    assert [aim.year for aim in aims] == [2026]
    assert [row.year for row in PlanCeiling.objects.filter(row__document=document)] == [2026]
    assert document.rows.get().name == "Program Persampahan"


def test_a_line_can_be_taken_out_with_all_below_it(plan):
    document = plan_draft()
    load_lines(document, HEAD, PROGRAMME, ACTIVITY, SUB)
    alone = load_lines(document, "kode;hapus", "2.11.11;ya")
    assert troubles_of(alone) == {2: ["plan-has-children"]}
    out = ["2.11.11;ya", "2.11.11.2.01;ya", "2.11.11.2.01.0009;ya"]
    assert load_lines(document, "kode;hapus", *out).applied
    assert not document.rows.exists()
    assert load_lines(document, "kode;hapus", *out).changes_nothing


@pytest.mark.parametrize("write", [csv_file, xlsx_file])
def test_what_is_exported_is_read_back_as_it_stands(plan, write):
    document = plan_draft()
    fine = ";;2.11.04;;-1 bukan rumus;1;Indeks =A1;poin;8,24;8,24;1234567,8912;123456789012,50;;;;;"
    assert load_lines(document, HEAD, PROGRAMME, ACTIVITY, SUB, fine).applied
    listing = listings_of(document)["baris"]
    content = write(listing.headings, export_rows(document, listing))
    report = import_plan(viewer=None, document=document, kind="baris", content=content, apply=True)
    assert report.changes_nothing, report.lines()


def test_number_cells_stay_exact_and_codes_stay_text(plan):
    document = plan_draft()
    head = ("kode", "uraian", "indikator", "target_2025", "target_2026", "pagu_2025")
    report = import_plan(
        viewer=None, document=document, kind="baris", apply=True,
        content=workbook(head, ("2.11.11", "Program", "I", 8.24, 0.1 + 0.2, 1234.5)),
    )  # fmt: skip
    assert report.applied, report.lines()
    aims = PlanRowTarget.objects.filter(indicator__row__document=document).order_by("year")
    assert [aim.value for aim in aims] == [Decimal("8.24"), Decimal("0.3")]
    assert PlanCeiling.objects.get(row__document=document).amount == Decimal("1234.5")


def test_a_code_that_became_a_number_is_refused_with_how_to_mend(plan):
    content = workbook(("kode", "uraian"), (1.1, "Program"))
    report = import_plan(
        viewer=None, document=plan_draft(), kind="baris", content=content, apply=True
    )
    assert troubles_of(report) == {2: ["cell-not-text"]}
    found = report.rows[0].troubles[0]
    assert "1,1" in found.problem
    assert "Teks" in found.mend


def test_an_adopted_plan_takes_no_list(plan):
    document = plan_draft()
    load_lines(document, HEAD, PROGRAMME)
    act = LegalAct("Perwal 1", NOVEMBER.date())
    adopted = adopt_plan(viewer=None, now=NOVEMBER, code=document.code, act=act)
    with pytest.raises(PlanIsFixed):
        load_lines(adopted, HEAD, PROGRAMME)


@pytest.mark.parametrize(
    ("login", "unit", "may"),
    [
        ("perencana", "DLHK", True), ("kadis", "DLHK", True), ("dirrsud", "DLHK", False),
        ("staf", "DLHK", False), ("sekda", "DLHK", False), ("pemeriksa", "DLHK", False),
        ("kadis", "DINKES", False),
    ],
)  # fmt: skip
def test_planners_and_the_agency_s_own_head_may_load(indicators, viewer, login, unit, may):
    document = plan_draft(unit=unit)
    if may:
        assert load_lines(document, HEAD, PROGRAMME, by=viewer(login)).applied
    else:
        with pytest.raises(NotPermitted):
            load_lines(document, HEAD, PROGRAMME, by=viewer(login))
