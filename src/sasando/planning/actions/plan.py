"""Loading the RPJMD: vision, missions, priority programmes, priority agendas."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from sasando.core import audit, clock
from sasando.planning.errors import DataFileRefused
from sasando.planning.files import read_document, read_table, whole
from sasando.planning.models import (
    Mission,
    Objective,
    PlanDocument,
    PriorityAgenda,
    PriorityProgramme,
)

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLE_OBJECTIVES = "contoh_sasaran.csv"
_KEYS = ("nama", "tahun_awal", "tahun_akhir", "ditetapkan", "visi", "misi", "program_prioritas")
_AGENDAS = re.compile(r"agenda_prioritas_(\d{4})")


@transaction.atomic
def load_rpjmd(path: Path) -> PlanDocument:
    """Load a plan from its JSON file; rows that stand already are left as they are.

    A table `contoh_sasaran.csv` beside it gives example objectives, never loaded into a
    production database. Raises DataFileRefused.
    """
    document = read_document(path, *_KEYS)
    plan, created = PlanDocument.objects.get_or_create(
        code=f"RPJMD-{document['tahun_awal']}-{document['tahun_akhir']}", defaults=_facts(document)
    )
    if not plan.note:
        plan.note = document.get("catatan", "")
        plan.save(update_fields=["note"])
    _load_missions(plan, document["misi"], path)
    _load_priorities(plan, document)
    examples = path.with_name(EXAMPLE_OBJECTIVES)
    if examples.exists() and not clock.is_production():
        _load_example_objectives(plan, examples)
    if created:
        audit.record(
            actor=None,
            action="rpjmd.loaded",
            subject_kind="rpjmd",
            subject_code=plan.code,
            subject_label=plan.name,
        )
    return plan


def _facts(document: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": document["nama"],
        "vision": document["visi"],
        "first_year": document["tahun_awal"],
        "last_year": document["tahun_akhir"],
        "adopted_on": date.fromisoformat(document["ditetapkan"]),
        "note": document.get("catatan", ""),
        # Read in news reports: what it says below its missions is still to be entered.
        "is_summary": True,
    }


def _load_missions(plan: PlanDocument, texts: list[str], path: Path) -> None:
    Mission.objects.bulk_create(
        (
            Mission(plan=plan, code=f"MISI-{number}", number=number, text=text)
            for number, text in enumerate(texts, 1)
        ),
        ignore_conflicts=True,
    )
    if plan.missions.count() < len(texts):
        problem = "kode misi sudah dipakai rencana lain"
        raise DataFileRefused(file=path.name, row=0, problem=problem)


def _load_priorities(plan: PlanDocument, document: dict[str, Any]) -> None:
    PriorityProgramme.objects.bulk_create(
        (
            PriorityProgramme(plan=plan, number=number, name=name)
            for number, name in enumerate(document["program_prioritas"], 1)
        ),
        ignore_conflicts=True,
    )
    for key, names in document.items():
        found = _AGENDAS.fullmatch(key)
        if found:
            PriorityAgenda.objects.bulk_create(
                (
                    PriorityAgenda(number=number, name=name, year=int(found[1]))
                    for number, name in enumerate(names, 1)
                ),
                ignore_conflicts=True,
            )


def _load_example_objectives(plan: PlanDocument, path: Path) -> None:
    missions = {mission.number: mission for mission in plan.missions.all()}
    objectives = []
    for number, row in enumerate(read_table(path, "kode", "misi", "jenis", "rumusan"), 2):
        mission = missions.get(whole(path, number, row, "misi"))
        if mission is None:
            raise DataFileRefused(file=path.name, row=number, problem="misi tidak ada")
        objectives.append(
            Objective(
                code=row["kode"],
                mission=mission,
                kind=row["jenis"],
                text=row["rumusan"],
                is_example=True,
            )
        )
    Objective.objects.bulk_create(objectives, ignore_conflicts=True)
