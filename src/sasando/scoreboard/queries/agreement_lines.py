"""Agreement items of an objective, all versions of one promise taken together.

A revision gives an item a new code, while the planned results made before keep hanging on the old
one. What one walks is the line: one indicator promised by the holder of one post in one year.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Case, Exists, OuterRef, Q, Value, When

from sasando.agreements.models import AgreementItem, AgreementParty
from sasando.agreements.queries.money import line_codes
from sasando.scoreboard.addresses import ITEM, marked, node_url

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class AgreementLine:
    """One promise of a post: the item that binds now, codes and paths of all its versions.

    `budget_codes` are those in the budget table of its agreement.
    """

    item: AgreementItem
    codes: tuple[str, ...]
    paths: tuple[str, ...]
    is_in_force: bool
    budget_codes: Sequence[str] = ()

    @property
    def url(self) -> str:
        return node_url(ITEM, self.item.code)

    @property
    def label(self) -> str:
        return self.item.shown_indicator

    @property
    def kind_label(self) -> str:
        agreement = self.item.agreement
        whose = agreement.unit.name if agreement.leads_unit else agreement.position.title
        return marked(f"Butir perjanjian · {whose}", is_example=agreement.is_example)


def lines_of_objective(
    objective_id: int, year: int, position_id: int | None = None
) -> list[AgreementLine]:
    """The promises of unit heads that serve an objective in a year; drafts bind nobody.

    With a post, those of its holder besides, whatever he leads.
    """
    whose = Q(agreement__leads_unit=True) | Q(agreement__position_id=position_id or 0)
    parties = AgreementParty.objects.filter(agreement=OuterRef("agreement_id"))
    rows = (
        AgreementItem.objects.filter(whose, objective_id=objective_id, agreement__year=year)
        .annotate(
            is_signed=Exists(parties.filter(signed_at__isnull=False)),
            is_waited_for=Exists(parties.filter(signed_at__isnull=True)),
            budget_codes=line_codes("agreement"),
        )
        .select_related("agreement__unit", "agreement__position", "indicator")
        .order_by(
            "agreement__unit__code", "agreement__position_id", "indicator_id",
            Case(When(indicator__isnull=True, then="indicator_name"), default=Value("")),
            "-agreement__version",
        )
    )  # fmt: skip

    def promise(row: AgreementItem) -> tuple[int, int | None, str]:
        name = "" if row.indicator_id else row.indicator_name
        return row.agreement.position_id, row.indicator_id, name

    lines = (_line(list(group)) for _key, group in groupby(rows, key=promise))
    return [line for line in lines if line is not None]


def line_with(lines: Sequence[AgreementLine], code: str) -> AgreementLine | None:
    """The promise one of whose versions has this code."""
    return next((line for line in lines if code in line.codes), None)


def _line(versions: list[AgreementItem]) -> AgreementLine | None:
    signed = [row for row in versions if getattr(row, "is_signed", False)]
    if not signed:
        return None
    in_force = [row for row in signed if not getattr(row, "is_waited_for", True)]
    item = in_force[0] if in_force else signed[0]
    codes, paths = zip(*((row.code, row.path) for row in versions), strict=True)
    return AgreementLine(item, codes, paths, bool(in_force), getattr(item, "budget_codes", ()))
