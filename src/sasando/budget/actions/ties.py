"""Saying what a printed code of payments means, and taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction

from sasando.budget.access import require_may_manage
from sasando.budget.errors import TieRefused
from sasando.budget.models import PaymentTie
from sasando.budget.queries.loose_payments import account_of, activities_of, loose_code
from sasando.core import audit
from sasando.core.listings.loading import LOCK
from sasando.rules.codes import parse_account_code
from sasando.rules.errors import RuleInputError

from .execution import IMPORT_LOCK

if TYPE_CHECKING:
    from sasando.budget.models import Account, BudgetActivity
    from sasando.budget.queries.loose_payments import LooseCode
    from sasando.organization.queries import Viewer


@transaction.atomic
def tie_payment_code(
    *,
    viewer: Viewer,
    year: int,
    kind: str,
    agency_code: str,
    printed: str,
    meaning: str,
    reason: str,
) -> PaymentTie | None:
    """Tie a printed code of a year's payments to what it means; an empty meaning takes it back.

    The payments are not touched: the database moves their sums. A sub-activity must be in a
    budget of the agency in that year, an account in the official list or such a budget. Saying
    the same again adds nothing (None). Raises NotPermitted, NotFoundForViewer (no payment has
    that unknown code), TieRefused.
    """
    require_may_manage(viewer)
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [IMPORT_LOCK])
    row = loose_code(year, kind, agency_code, printed)
    if not reason.strip() or (not meaning and not row.is_tied):
        raise TieRefused(printed=printed)
    target = _target(row, meaning) if meaning else None
    if target == row.meaning:
        return None
    made = PaymentTie.objects.create(
        kind=kind,
        year=year,
        agency=row.agency,
        printed=printed,
        number=row.tie.number + 1 if row.tie else 1,
        reason=reason.strip(),
        tied_by_id=viewer.person_id or None,
        is_example=viewer.is_example,
        **{"account" if row.agency is None else "activity": target},
    )
    audit.record(
        actor=viewer,
        action="budget.code-tied" if target else "budget.code-untied",
        subject_kind="budget-payment-code",
        subject_code=f"{kind}-{year}-{printed}"[:60],
        subject_label=" ".join(filter(None, (agency_code, printed))),
        before={"arti": row.meaning.code if row.meaning else ""},
        after={"arti": target.code if target else "", "alasan": made.reason},
    )
    return made


def _target(row: LooseCode, meaning: str) -> BudgetActivity | Account:
    found: BudgetActivity | Account | None
    if row.agency is not None:
        known = {one.code: one for one in activities_of(row.year, row.agency)}
        found = known.get(meaning)
    else:
        found = account_of(row.year, _usual(row, meaning))
    if found is None:
        raise TieRefused(printed=row.printed)
    return found


def _usual(row: LooseCode, meaning: str) -> str:
    try:
        return parse_account_code(meaning).text
    except RuleInputError as refusal:
        raise TieRefused(printed=row.printed) from refusal
