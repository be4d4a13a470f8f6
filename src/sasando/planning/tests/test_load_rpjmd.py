"""Loading the RPJMD of the city beside the cast's own rows."""

import json

import pytest

from sasando.core.models import AuditEvent
from sasando.planning.actions import load_rpjmd
from sasando.planning.errors import DataFileRefused
from sasando.planning.models import (
    Mission,
    Objective,
    PlanDocument,
    PriorityAgenda,
    PriorityProgramme,
)
from sasando.planning.tests.factories import KUPANG

pytestmark = pytest.mark.django_db
PATH = KUPANG / "rpjmd_2025_2029.json"


def test_the_plan_has_eight_missions_ten_programmes_and_five_agendas(plan):
    assert [mission.number for mission in plan.missions.all()] == list(range(1, 9))
    assert plan.priority_programmes.count() == 10
    agendas = PriorityAgenda.objects.all()
    assert [(row.number, row.year) for row in agendas] == [(n, 2024) for n in range(1, 6)]
    assert agendas[2].name == "Penanganan stunting"


def test_rows_of_the_cast_are_kept_and_completed(plan):
    assert PlanDocument.objects.get() == plan
    assert "ringkasan" in plan.note
    assert Mission.objects.get(code="MISI-7").objectives.get(code="SASARAN-7.1").text == (
        "Kota yang bersih (contoh)"
    )


def test_every_mission_has_an_example_objective_marked_as_such(plan):
    for mission in plan.missions.all():
        assert mission.objectives.filter(is_example=True).exists()
    assert not Objective.objects.filter(is_example=False).exists()


def test_loading_twice_adds_nothing_and_is_audited_once(db):
    Objective.objects.filter(code="SASARAN-1.1").delete()
    for _ in range(2):
        load_rpjmd(PATH)
    assert Mission.objects.count() == 8
    assert PriorityProgramme.objects.count() == 10
    assert Objective.objects.filter(code="SASARAN-1.1").count() == 1
    # The cast already brought the plan itself.
    assert not AuditEvent.objects.filter(action="rpjmd.loaded").exists()


def test_a_new_plan_is_audited(db, tmp_path):
    document = json.loads(PATH.read_text(encoding="utf-8")) | {
        "tahun_awal": 2030, "tahun_akhir": 2034, "misi": [],
    }  # fmt: skip
    path = tmp_path / "rpjmd.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert load_rpjmd(path).code == "RPJMD-2030-2034"
    assert AuditEvent.objects.get(action="rpjmd.loaded").actor_name == "Sasando"


def test_a_second_plan_may_not_take_over_the_missions_of_the_first(plan, tmp_path):
    document = json.loads(PATH.read_text(encoding="utf-8")) | {
        "tahun_awal": 2030, "tahun_akhir": 2034,
    }  # fmt: skip
    path = tmp_path / "rpjmd.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(DataFileRefused) as refusal:
        load_rpjmd(path)
    assert refusal.value.values["problem"] == "kode misi sudah dipakai rencana lain"
    assert not PlanDocument.objects.filter(first_year=2030).exists()


@pytest.mark.parametrize(
    ("text", "problem"),
    [("[]", "isian nama tidak ada"), ("{", "bukan JSON UTF-8"), (None, "berkas tidak ada")],
)
def test_a_file_that_is_no_plan_is_refused(db, tmp_path, text, problem):
    path = tmp_path / "rpjmd.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileRefused) as refusal:
        load_rpjmd(path)
    assert refusal.value.values == {"file": "rpjmd.json", "row": 0, "problem": problem}
