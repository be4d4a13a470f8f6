"""Giving programmes of the nomenclature to the agencies that carry them out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from sasando.core import audit, clock
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.organization.models import Unit
from sasando.planning.errors import SupportServesAll
from sasando.planning.files import Row, read_table
from sasando.planning.models import AgencyProgramme, NomenclatureNode, Objective, PriorityProgramme
from sasando.planning.nomenclature import SUPPORT, Level
from sasando.planning.plan_access import may_write_city_plans
from sasando.planning.queries.programmes import nomenclature_version

if TYPE_CHECKING:
    from sasando.organization.queries import Viewer

EXAMPLE_LINKS = "contoh_program_sasaran.csv"


@transaction.atomic
def assign_programmes(year: int, path: Path | None = None) -> int:
    """Give each agency its programmes by the table `opd_bidang.csv`; how many are new.

    Every row names an agency and a field or programme; agencies the city does not have yet are
    passed over, so the table may be loaded again. Each agency also gets the support programme.
    `contoh_program_sasaran.csv` beside it links some programmes to example objectives (never in
    production). Raises DataFileRefused, NomenclatureMissing.
    """
    table = path or Path(settings.CITY_DATA_DIR) / "kupang" / "opd_bidang.csv"
    version = nomenclature_version(year)
    programmes = dict(
        NomenclatureNode.objects.filter(version=version, level=Level.PROGRAMME).values_list(
            "code", "pk"
        )
    )
    pairs = _pairs(read_table(table, "kode", "opd"), programmes)
    stand = set(AgencyProgramme.objects.values_list("unit_id", "node_id"))
    AgencyProgramme.objects.bulk_create(
        AgencyProgramme(unit_id=unit, node_id=node) for unit, node in sorted(pairs - stand)
    )
    _link_examples(table.with_name(EXAMPLE_LINKS), programmes, year)
    if pairs - stand:
        audit.record(
            actor=None,
            action="programmes.assigned",
            subject_kind="nomenclature",
            subject_code=str(version),
            after={"program": len(pairs - stand)},
        )
    return len(pairs - stand)


@transaction.atomic
def tie_programme(
    *, viewer: Viewer, unit_code: str, code: str, year: int, objective_code: str
) -> AgencyProgramme:
    """Say which objective in force a programme of an agency serves; an empty code unties it.

    The money of the programme then stands behind that objective. Raises NotPermitted,
    NotFoundForViewer, SupportServesAll.
    """
    if not may_write_city_plans(viewer):
        raise NotPermitted
    given = (
        AgencyProgramme.objects.select_for_update(of=("self",))
        .select_related("unit", "node", "objective")
        .filter(unit__code=unit_code, node__code=code, node__version=nomenclature_version(year))
        .first()
    )
    if given is None:
        raise NotFoundForViewer(kind="program")
    if given.node.code == SUPPORT:
        raise SupportServesAll
    before, given.objective = given.objective, _objective(objective_code)
    if given.objective == before:
        return given
    given.is_example = viewer.is_example and given.objective is not None
    given.save(update_fields=["objective", "is_example"])
    audit.record(
        actor=viewer,
        action="programmes.tied",
        subject_kind="unit",
        subject_code=unit_code,
        subject_label=f"{given.node.code} {given.node.name}",
        before={"sasaran": before.code if before else ""},
        after={"sasaran": objective_code},
    )
    return given


def _objective(code: str) -> Objective | None:
    if not code:
        return None
    found = Objective.objects.in_force().filter(code=code, kind=Objective.Kind.OBJECTIVE).first()
    if found is None:
        raise NotFoundForViewer(kind="sasaran")
    return found


def _pairs(rows: list[Row], programmes: dict[str, int]) -> set[tuple[int, int]]:
    units = dict(
        Unit.objects.filter(code__in={row["opd"] for row in rows}).values_list("code", "pk")
    )
    pairs = {
        (units[row["opd"]], node)
        for row in rows
        if row["opd"] in units
        for code, node in programmes.items()
        if code == row["kode"] or code.startswith(f"{row['kode']}.")
    }
    return pairs | {(unit, programmes[SUPPORT]) for unit in units.values() if SUPPORT in programmes}


def _link_examples(path: Path, programmes: dict[str, int], year: int) -> None:
    """Links are only added to programmes that have none: what a planner chose stays."""
    if not path.exists() or clock.is_production():
        return
    objectives = {row.code: row for row in Objective.objects.all()}
    named = PriorityProgramme.objects.filter(plan__first_year__lte=year, plan__last_year__gte=year)
    priorities = {str(row.number): row for row in named}
    links = {
        (programmes.get(row["program"]), row["opd"]): row
        for row in read_table(path, "program", "opd", "sasaran", "program_prioritas")
    }
    changed = []
    for assigned in AgencyProgramme.objects.filter(objective=None).select_related("unit"):
        row = links.get((assigned.node_id, assigned.unit.code)) or links.get((assigned.node_id, ""))
        if row and row["sasaran"] in objectives:
            assigned.objective = objectives[row["sasaran"]]
            assigned.priority = priorities.get(row["program_prioritas"])
            assigned.is_example = True
            changed.append(assigned)
    AgencyProgramme.objects.bulk_update(changed, ["objective", "priority", "is_example"])
