"""Loading the official lists of accounts and funding sources."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.db import transaction

from sasando.budget.errors import BudgetFileRefused
from sasando.budget.models import Account, FundingSource
from sasando.core import audit
from sasando.rules.codes import parse_account_code
from sasando.rules.errors import RuleInputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BATCH = 2_000


@transaction.atomic
def load_accounts(path: Path) -> int:
    """Load accounts from a CSV with `kode` and `nama`; how many are new or became listed.

    An account met in an export before becomes a listed one. Raises BudgetFileRefused.
    """
    rows: dict[str, str] = {}
    for number, row in _rows(path):
        try:
            rows[parse_account_code(row["kode"]).text] = row["nama"]
        except RuleInputError as refusal:
            raise BudgetFileRefused(
                problem="account-malformed", what=row["kode"], row=number
            ) from refusal
    before = Account.objects.filter(is_listed=True).count()
    Account.objects.bulk_create(
        (Account(code=code, name=name) for code, name in rows.items()),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "is_listed"],
    )
    return _traced(path, Account.objects.filter(is_listed=True).count() - before)


@transaction.atomic
def load_funding_sources(path: Path) -> int:
    """Load funding sources from a CSV with `kode` and `nama`. Raises BudgetFileRefused."""
    before = FundingSource.objects.filter(is_listed=True).count()
    FundingSource.objects.bulk_create(
        (FundingSource(code=row["kode"], name=row["nama"]) for _number, row in _rows(path)),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code", "name"],
        update_fields=["is_listed"],
    )
    return _traced(path, FundingSource.objects.filter(is_listed=True).count() - before)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        if not {"kode", "nama"} <= set(reader.fieldnames or ()):
            raise BudgetFileRefused(problem="heading-missing", what="kode, nama", row=1)
        yield from enumerate(reader, start=2)


def _traced(path: Path, added: int) -> int:
    if added:
        audit.record(
            actor=None,
            action="budget.list-loaded",
            subject_kind="budget-list",
            subject_code=path.stem[:60],
            after={"baris": added},
        )
    return added
