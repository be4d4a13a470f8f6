"""Keeping a figure that was printed elsewhere."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from sasando.budget.access import require_may_manage
from sasando.budget.errors import BudgetFileRefused, PrintedFigureRefused
from sasando.budget.models import BudgetVersion, PrintedFigure
from sasando.budget.queries.printed import POSTS
from sasando.core import audit
from sasando.rules.errors import RuleInputError
from sasando.rules.numerals import NumberStyle, format_rupiah, parse_decimal
from sasando.rules.printed import rounding_of

if TYPE_CHECKING:
    from pathlib import Path

    from sasando.organization.queries import Viewer

_COLUMNS = ("tahun", "versi", "pos", "nilai_rupiah", "sumber")


@dataclass(frozen=True)
class Printed:
    """A figure as printed: the document it is of, the sum it names, the amount, where it stands.

    `version_code` is empty when the document is not among the versions.
    """

    year: int
    document: str
    post: str
    amount: Decimal
    source: str
    rounded_to: int = 1
    version_code: str = ""


@transaction.atomic
def record_printed(*, viewer: Viewer | None, printed: Printed) -> PrintedFigure:
    """Keep a printed figure; the same document, post and source again corrects it.

    Raises NotPermitted, PrintedFigureRefused.
    """
    require_may_manage(viewer)
    version = _version(printed)
    if printed.post not in POSTS or printed.amount <= 0 or not printed.source.strip():
        raise PrintedFigureRefused(year=printed.year)
    place: dict[str, Any] = {
        "year": printed.year,
        "document": printed.document.strip(),
        "post": printed.post,
        "source": printed.source.strip(),
    }
    before = PrintedFigure.objects.select_for_update(of=("self",)).filter(**place).first()
    values = {"amount": printed.amount, "rounded_to": printed.rounded_to, "version": version}
    figure, _made = PrintedFigure.objects.update_or_create(**place, defaults=values)
    audit.record(
        actor=viewer,
        action="budget.figure-printed",
        subject_kind="printed-figure",
        subject_code=f"{printed.year}-{printed.post}"[:60],
        subject_label=f"{place['document']}, {place['source']}",
        before={"nilai": format_rupiah(before.amount)} if before else None,
        after={"nilai": format_rupiah(printed.amount)},
    )
    return figure


@transaction.atomic
def load_printed(path: Path) -> int:
    """Load published totals from a CSV (`tahun`, `versi`, `pos`, `nilai_rupiah`, `sumber`).

    What they were rounded to is seen from all figures of one document and source. Standing ones
    are left alone; how many are new. Raises BudgetFileRefused.
    """
    rows = list(_read(path))
    together: dict[tuple[int, str, str], list[Decimal]] = defaultdict(list)
    for row in rows:
        together[row.year, row.document, row.source].append(row.amount)
    made = 0
    for row in rows:
        _figure, is_new = PrintedFigure.objects.get_or_create(
            year=row.year,
            document=row.document,
            post=row.post,
            source=row.source,
            defaults={
                "amount": row.amount,
                "rounded_to": rounding_of(together[row.year, row.document, row.source]),
            },
        )
        made += is_new
    if made:
        audit.record(
            actor=None,
            action="budget.figures-loaded",
            subject_kind="printed-figure",
            subject_code=path.stem[:60],
            after={"baris": made},
        )
    return made


def _version(printed: Printed) -> BudgetVersion | None:
    if not printed.version_code:
        return None
    version = BudgetVersion.objects.filter(code=printed.version_code, year=printed.year).first()
    if version is None:
        raise PrintedFigureRefused(year=printed.year)
    return version


def _read(path: Path) -> list[Printed]:
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        if not set(_COLUMNS) <= set(reader.fieldnames or ()):
            raise BudgetFileRefused(problem="heading-missing", what=", ".join(_COLUMNS), row=1)
        return [_printed(number, row) for number, row in enumerate(reader, start=2)]


def _printed(number: int, row: dict[str, str]) -> Printed:
    try:
        amount = parse_decimal(row["nilai_rupiah"], style=NumberStyle.PLAIN)
    except RuleInputError as refusal:
        what = row["nilai_rupiah"]
        raise BudgetFileRefused(problem="amount-unreadable", what=what, row=number) from refusal
    if row["pos"] not in POSTS or not row["tahun"].isdigit():
        raise BudgetFileRefused(problem="post-unknown", what=row["pos"], row=number)
    return Printed(int(row["tahun"]), row["versi"], row["pos"], amount, row["sumber"])
