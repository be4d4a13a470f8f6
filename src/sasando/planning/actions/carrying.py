"""Carrying the lines of a draft to another version of the nomenclature, by the official map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from sasando.core import audit
from sasando.core.errors import NotFoundForViewer
from sasando.core.listings.judging import update_rows
from sasando.planning.errors import NomenclatureVersionMissing, PlanIsFixed
from sasando.planning.models import PlanDocument, PlanRow
from sasando.planning.plan_access import require_may_write
from sasando.planning.queries.nomenclature import AMBIGUOUS, Carried, carried_lines, versions
from sasando.rules.codes import parse_nomenclature_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.organization.queries import Viewer


@transaction.atomic
def carry_plan(*, viewer: Viewer | None, code: str, version: int) -> list[Carried]:
    """Give every line of a draft the code it has in another version; what became of each line.

    A line that went to several, nowhere, or onto a code that another line has keeps its code and
    loses its row of the nomenclature, so that the findings name it. Raises NotFoundForViewer,
    NotPermitted, PlanIsFixed and NomenclatureVersionMissing.
    """
    found = PlanDocument.objects.select_for_update(of=("self",)).select_related("unit")
    document = found.filter(code=code).first()
    if document is None:
        raise NotFoundForViewer(kind="dokumen rencana")
    require_may_write(viewer, document.unit)
    if document.is_fixed:
        raise PlanIsFixed(name=document.name)
    if version not in versions():
        raise NomenclatureVersionMissing(version=version)
    carried = settled(carried_lines(document, version))
    _write(carried)
    before = document.nomenclature_version
    document.nomenclature_version = version
    document.save(update_fields=["nomenclature_version"])
    audit.record(
        actor=viewer,
        action="plan.carried",
        subject_kind="plan",
        subject_code=document.code,
        subject_label=document.name,
        before={"nomenklatur": before},
        after={"nomenklatur": version, "tanpa_padanan": sum(not row.code for row in carried)},
    )
    return carried


def settled(carried: Sequence[Carried]) -> list[Carried]:
    """Of lines that would meet on one code only the one that has it already goes there."""
    taken = {(row.row.unit_id, row.row.code) for row in carried}
    settled_rows = []
    for row in carried:
        wanted = (row.row.unit_id, row.code)
        if row.code and row.code != row.row.code:
            if wanted in taken:
                settled_rows.append(Carried(row.row, "", AMBIGUOUS))
                continue
            taken.add(wanted)
        settled_rows.append(row)
    return settled_rows


def _write(carried: Sequence[Carried]) -> None:
    for row in carried:
        row.row.node_id = row.node_id
        if row.code:
            row.row.code = row.code
    by_code = {(row.row.unit_id, row.row.code): row.row for row in carried}
    for row in carried:
        above = by_code.get((row.row.unit_id, parse_nomenclature_code(row.row.code).parent))
        if above is not None and above.pk != row.row.pk:
            row.row.parent_id = above.pk
    update_rows(PlanRow, [row.row for row in carried], ("code", "node", "parent"))
