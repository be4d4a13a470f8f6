"""Missions, goals and objectives of an RPJMD from a list, and what an amendment does to them."""

import pytest

from sasando.core.listings.files import csv_file, xlsx_file
from sasando.planning.actions.documents import (
    LegalAct,
    adopt_plan,
    amend_plan,
    complete_plan,
    discard_draft,
)
from sasando.planning.actions.plan_import import import_plan, listings_of
from sasando.planning.models import Mission, Objective, PlanDocument, PlanRow
from sasando.planning.queries.plan_export import export_rows

from .factories import NOVEMBER, load_lines, plan_draft, troubles_of

pytestmark = pytest.mark.django_db
HEAD = "jenis;kode;induk;uraian;nomor_indikator;indikator;satuan;kondisi_awal;target_2030;hapus"
ROWS = (
    "SASARAN;S-2030-1;T-2030-1;Kota sehat;1;Usia harapan hidup;tahun;70;72,5;",
    "TUJUAN;T-2030-1;M-2030-1;Derajat kesehatan;;;;;;",
    "MISI;M-2030-1;;Manusia unggul;;;;;;",
    "SASARAN;S-2030-1;T-2030-1;Kota sehat;2;Stunting;persen;12;<kosong>;".replace("<kosong>", ""),
)


def next_plan():
    return plan_draft("RPJMD", "", 2030, 2034)


def test_the_thread_of_a_new_plan_comes_from_one_list(plan):
    document = next_plan()
    report = load_lines(document, HEAD, *ROWS, kind="sasaran")
    assert report.applied, report.lines()
    objective = Objective.objects.select_related("goal", "mission").get(code="S-2030-1")
    assert (objective.goal.code, objective.mission.code) == ("T-2030-1", "M-2030-1")
    line = PlanRow.objects.get(document=document, code="S-2030-1")
    assert (line.level, line.unit.code, line.objective) == ("SASARAN", "KOTA", objective)
    assert line.indicators.count() == 2
    assert load_lines(document, HEAD, *ROWS, kind="sasaran").changes_nothing


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("MISI;M-9;X;Misi;;;;;;", "plan-mission-parent"),
        ("TUJUAN;T-9;;Tujuan;;;;;;", "empty"),
        ("TUJUAN;T-9;HILANG;Tujuan;;;;;;", "plan-thread-parent"),
        ("TUJUAN;T-9;T-2030-1;Tujuan;;;;;;", "plan-thread-parent"),
        ("SASARAN;S-9;S-2030-1;Sasaran;;;;;;", "plan-thread-parent"),
        ("SASARAN;SASARAN-7.1;M-2030-1;Milik rencana lain;;;;;;", "plan-thread-code"),
        ("MISI;MISI-7;;Milik rencana lain;;;;;;", "plan-thread-code"),
        ("MISI;M-2030-1;;Dua kali;;;;;;", "duplicate"),
        ("PROGRAM;P-1;M-2030-1;Program;;;;;;", "choice-unknown"),
    ],
)
def test_what_does_not_hang_right_is_refused(plan, row, code):
    report = load_lines(next_plan(), HEAD, *ROWS, row, kind="sasaran")
    assert code in troubles_of(report)[6]
    assert not Mission.objects.filter(code="M-2030-1").exists()


def test_a_summary_can_be_completed_and_then_no_more(plan):
    row = "SASARAN;SASARAN-7.9;MISI-7;Kota hijau;1;RTH;persen;20;;"
    head = HEAD.replace("2030", "2026")
    assert load_lines(plan, head, row, kind="sasaran").applied
    complete_plan(viewer=None, code=plan.code, act="Perda Nomor 5 Tahun 2025")
    plan.refresh_from_db()
    assert plan.is_fixed


def adopted_next_plan():
    document = next_plan()
    load_lines(document, HEAD, *ROWS, kind="sasaran")
    act = LegalAct("Perda 1/2026", NOVEMBER.date())
    return adopt_plan(viewer=None, now=NOVEMBER, code=document.code, act=act)


def test_an_amendment_adds_and_ends_without_overwriting(plan):
    document = adopted_next_plan()
    draft = amend_plan(viewer=None, code=document.code)
    report = load_lines(
        draft, HEAD,
        "SASARAN;S-2030-1;T-2030-1;Kota yang lebih sehat;1;Usia harapan hidup;tahun;70;73;",
        "SASARAN;S-2030-2;T-2030-1;Kota ramah lansia;1;Lansia terlayani;persen;;80;",
        kind="sasaran",
    )  # fmt: skip
    assert report.applied, report.lines()
    old, new = (Objective.objects.get(code=code) for code in ("S-2030-1", "S-2030-2"))
    assert old.text == "Kota sehat"
    assert PlanRow.objects.get(document=draft, code="S-2030-1").name == "Kota yang lebih sehat"
    assert new.added_by == draft
    in_force = Objective.objects.in_force()
    assert old in in_force
    assert new not in in_force
    adopt_plan(
        viewer=None, now=NOVEMBER, code=draft.code, act=LegalAct("Perda 2/2026", NOVEMBER.date())
    )
    assert new in Objective.objects.in_force()


def test_an_objective_ends_with_the_adoption_and_not_before(plan):
    document = adopted_next_plan()
    draft = amend_plan(viewer=None, code=document.code)
    row = "SASARAN;S-2030-1;T-2030-1;Kota sehat;1;;;;;ya"
    assert load_lines(draft, HEAD, row, kind="sasaran").applied
    objective = Objective.objects.get(code="S-2030-1")
    assert objective.ended_by == draft
    assert objective in Objective.objects.in_force()
    adopt_plan(
        viewer=None, now=NOVEMBER, code=draft.code, act=LegalAct("Perda 2/2026", NOVEMBER.date())
    )
    assert objective not in Objective.objects.in_force()
    assert PlanRow.objects.filter(document=document, code="S-2030-1").exists()


def test_a_discarded_amendment_leaves_no_trace_in_the_thread(plan):
    document = adopted_next_plan()
    draft = amend_plan(viewer=None, code=document.code)
    load_lines(
        draft, HEAD,
        "SASARAN;S-2030-1;T-2030-1;Kota sehat;1;;;;;ya",
        "SASARAN;S-2030-2;T-2030-1;Baru;;;;;;",
        kind="sasaran",
    )  # fmt: skip
    discard_draft(viewer=None, code=draft.code)
    assert not PlanDocument.objects.filter(pk=draft.pk).exists()
    assert not Objective.objects.filter(code="S-2030-2").exists()
    assert Objective.objects.get(code="S-2030-1").ended_by is None


def test_missions_keep_their_words_in_an_amendment(plan):
    document = adopted_next_plan()
    draft = amend_plan(viewer=None, code=document.code)
    report = load_lines(draft, HEAD, "MISI;M-2030-1;;Bunyi lain;;;;;;", kind="sasaran")
    assert troubles_of(report) == {2: ["plan-mission-fixed"]}


@pytest.mark.parametrize("write", [csv_file, xlsx_file])
def test_what_is_exported_is_read_back_as_it_stands(plan, write):
    document = next_plan()
    load_lines(document, HEAD, *ROWS, kind="sasaran")
    listing = listings_of(document)["sasaran"]
    content = write(listing.headings, export_rows(document, listing))
    report = import_plan(
        viewer=None, document=document, kind="sasaran", content=content, apply=True
    )
    assert len(report.rows) == 4
    assert report.changes_nothing, report.lines()
