"""Tying a printed SKPD code to a unit of the city, and untying it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from sasando.budget.access import require_may_manage
from sasando.budget.models import BudgetUnit
from sasando.core import audit
from sasando.core.errors import NotFoundForViewer
from sasando.organization.models import Unit

if TYPE_CHECKING:
    from sasando.organization.queries import Viewer


@transaction.atomic
def tie_agency(*, viewer: Viewer | None, code: str, unit_code: str) -> None:
    """Say which unit a printed SKPD code means; an empty unit unties it.

    Every name printed under the code is tied alike. Figures are not changed, only where they are
    shown: an adopted version's objectives follow. Raises NotPermitted, NotFoundForViewer.
    """
    require_may_manage(viewer)
    rows = list(BudgetUnit.objects.select_for_update(of=("self",)).filter(code=code, parent=None))
    unit = Unit.objects.filter(code=unit_code).first() if unit_code else None
    if not rows or (unit_code and unit is None):
        raise NotFoundForViewer(kind="kode SKPD")
    before = {row.unit.code for row in rows if row.unit}
    if before == ({unit_code} - {""}) and all(row.unit == unit for row in rows):
        return
    BudgetUnit.objects.filter(pk__in=[row.pk for row in rows]).update(unit=unit)
    audit.record(
        actor=viewer,
        action="budget.agency-tied" if unit else "budget.agency-untied",
        subject_kind="budget-unit",
        subject_code=code,
        subject_label=rows[0].name,
        before={"unit": sorted(before)},
        after={"unit": unit_code},
    )
