"""The money behind a draft, and the days on which budget documents were authorised."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from sasando.agreements.access import may_enter_budget_dates
from sasando.agreements.errors import BudgetCodeTaken, NoPlanLines
from sasando.agreements.models import AgreementBudgetLine, BudgetDocumentDate
from sasando.agreements.queries.budget import level_for, plan_lines
from sasando.core import audit
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.organization.models import Unit

from .finding import draft_to_edit, trace

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from sasando.organization.queries import Viewer


@transaction.atomic
def add_budget_line(
    *,
    viewer: Viewer,
    code: str,
    line_code: str,
    name: str,
    amount: Decimal,
    funding: str = "",
    level: str = "",
) -> AgreementBudgetLine:
    """Write one line of money into a draft; `level` empty takes the one usual for the tier.

    Raises NotFoundForViewer, NotPermitted, ContentFixed, BudgetCodeTaken.
    """
    agreement = draft_to_edit(viewer, code)
    if agreement.budget_lines.filter(code=line_code).exists():
        raise BudgetCodeTaken(code=line_code)
    number = (agreement.budget_lines.aggregate(last=Max("number"))["last"] or 0) + 1
    line = AgreementBudgetLine.objects.create(
        agreement=agreement,
        number=number,
        level=level or level_for(agreement),
        code=line_code,
        name=name.strip(),
        amount=amount,
        funding=funding.strip(),
    )
    trace(viewer, agreement, "agreement.budget-added", after=_facts(line))
    return line


@transaction.atomic
def remove_budget_line(*, viewer: Viewer, code: str, number: int) -> None:
    """Take a line of money out of a draft.

    Raises NotFoundForViewer, NotPermitted, ContentFixed.
    """
    agreement = draft_to_edit(viewer, code)
    line = agreement.budget_lines.filter(number=number).first()
    if line is None:
        raise NotFoundForViewer(kind="baris anggaran")
    before = _facts(line)
    line.delete()
    trace(viewer, agreement, "agreement.budget-removed", before=before)


@transaction.atomic
def prefill_budget(*, viewer: Viewer, code: str) -> int:
    """Take the missing lines from the adopted plan of the year; how many were taken.

    Sen are rounded half up to whole rupiah. Raises NotFoundForViewer, NotPermitted, ContentFixed,
    NoPlanLines.
    """
    agreement = draft_to_edit(viewer, code)
    lines = plan_lines(agreement)
    if not lines:
        raise NoPlanLines(unit=agreement.unit.name, year=agreement.year)
    known = set(agreement.budget_lines.values_list("code", flat=True))
    number = agreement.budget_lines.aggregate(last=Max("number"))["last"] or 0
    rows = [
        AgreementBudgetLine(
            agreement=agreement,
            number=number + place,
            level=line.level,
            code=line.code,
            name=line.name,
            amount=line.amount.quantize(Decimal(1), rounding=ROUND_HALF_UP),
            funding=line.funding,
        )
        for place, line in enumerate((row for row in lines if row.code not in known), start=1)
    ]
    AgreementBudgetLine.objects.bulk_create(rows)
    trace(viewer, agreement, "agreement.budget-prefilled", after={"baris": len(rows)})
    return len(rows)


@transaction.atomic
def set_budget_date(
    *,
    viewer: Viewer,
    year: int,
    kind: str,
    authorised_on: date,
    unit_code: str = "",
    number: str = "",
) -> BudgetDocumentDate:
    """Write down when a budget document was authorised, for the city or one agency.

    A correction keeps what stood before in the audit; proposals keep the day they were made with.
    Raises NotPermitted, NotFoundForViewer.
    """
    if not may_enter_budget_dates(viewer):
        raise NotPermitted
    unit = None
    if unit_code:
        unit = Unit.objects.visible_to(viewer).filter(code=unit_code).first()
        if unit is None:
            raise NotFoundForViewer(kind="unit")
    before = (
        BudgetDocumentDate.objects.select_for_update(of=("self",))
        .filter(year=year, kind=kind, unit=unit)
        .order_by()
        .values("authorised_on", "number")
        .first()
    )
    row, _created = BudgetDocumentDate.objects.update_or_create(
        year=year,
        kind=kind,
        unit=unit,
        defaults={
            "authorised_on": authorised_on,
            "number": number.strip(),
            "entered_by_id": viewer.person_id,
            "is_example": viewer.is_example,
        },
    )
    audit.record(
        actor=viewer,
        action="agreement.budget-date-set",
        subject_kind="budget-date",
        subject_code=f"{kind}-{year}-{unit_code or 'KOTA'}",
        subject_label=str(row),
        before={"disahkan": before["authorised_on"].isoformat()} if before else None,
        after={"disahkan": authorised_on.isoformat(), "nomor": row.number},
    )
    return row


def _facts(line: AgreementBudgetLine) -> dict[str, Any]:
    return {"kode": line.code, "rupiah": f"{line.amount:f}", "sumber": line.funding}
