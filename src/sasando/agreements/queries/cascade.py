"""Cascading between agreements: what a superior promised, and who below serves which item."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from sasando.agreements.models import Agreement, AgreementItem
from sasando.agreements.parties import second_post, signs_alone
from sasando.rules.aggregation import Aggregation
from sasando.rules.numerals import format_decimal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from django.db.models import QuerySet

    from sasando.organization.queries import Viewer

Key = tuple[int | None, str]


@dataclass(frozen=True)
class SupportLine:
    """One item below that serves an item of this agreement."""

    code: str
    url: str
    agreement_code: str
    unit_name: str
    post: str
    indicator: str
    target: str
    measure: str
    cascade: str
    cascade_label: str
    is_example: bool
    children: Sequence[SupportLine] = ()


@dataclass(frozen=True)
class CascadeLine:
    """One item of this agreement: what it serves above, and what serves it below.

    `shares` is said only where parts can be added up: direct shares of a counted indicator.
    """

    number: int
    code: str
    indicator: str
    target: str
    measure: str
    above: SupportLine | None
    below: Sequence[SupportLine]
    shares: str


def superior_items(agreement: Agreement, day: date) -> QuerySet[AgreementItem]:
    """Items of the superior's agreement in force of the same year; none for the mayor."""
    none = AgreementItem.objects.none()
    if signs_alone(agreement.position, day):
        return none
    above = second_post(agreement.position, day)
    if above is None:
        return none
    binding = Agreement.objects.in_force().filter(position=above, year=agreement.year)
    return (
        AgreementItem.objects.filter(agreement_id__in=binding.values("pk"))
        .select_related("objective", "indicator", "agreement")
        .order_by("number")
    )


def cascade_sheet(agreement: Agreement, viewer: Viewer) -> list[CascadeLine]:
    """Each item with the item it serves and those that serve it, two levels down.

    Every version of a superior's item counts as the same promise; below only what is signed by
    all and in force counts, and only what the viewer may see. Four queries, however long it is.
    """
    own = list(
        agreement.items.select_related("indicator", "supports__agreement__unit",
            "supports__agreement__position", "supports__indicator").order_by("number")
    )  # fmt: skip
    first = _serving(viewer, Agreement.objects.filter(pk=agreement.pk).values("position_id"),
                     agreement.year)  # fmt: skip
    positions = {row.agreement.position_id for row in first}
    second = _serving(viewer, positions, agreement.year)
    deeper = _by_promise(second)
    below = _by_promise(first)
    return [_line(row, below, deeper, agreement.position_id) for row in own]


def _serving(viewer: Viewer, positions: object, year: int) -> list[AgreementItem]:
    binding = Agreement.objects.visible_to(viewer).in_force().filter(year=year)
    return list(
        AgreementItem.objects.filter(
            supports__agreement__position__in=positions,
            supports__agreement__year=year,
            agreement_id__in=binding.values("pk"),
        )
        .select_related(
            "agreement__unit", "agreement__position", "indicator", "supports__agreement"
        )
        .order_by("agreement__unit__code", "agreement__code", "number")
    )


def _promise(row: AgreementItem) -> Key:
    return (row.indicator_id, "" if row.indicator_id else row.indicator_name)


def _by_promise(rows: list[AgreementItem]) -> dict[tuple[int, Key], list[AgreementItem]]:
    found: dict[tuple[int, Key], list[AgreementItem]] = defaultdict(list)
    for row in rows:
        assert row.supports is not None
        found[row.supports.agreement.position_id, _promise(row.supports)].append(row)
    return found


def _line(
    row: AgreementItem,
    below: dict[tuple[int, Key], list[AgreementItem]],
    deeper: dict[tuple[int, Key], list[AgreementItem]],
    position_id: int,
) -> CascadeLine:
    serving = below.get((position_id, _promise(row)), [])
    return CascadeLine(
        number=row.number,
        code=row.code,
        indicator=row.shown_indicator,
        target=row.shown_target,
        measure=row.shown_measure,
        above=_support(row.supports, row.cascade) if row.supports else None,
        below=[
            _support(
                item,
                item.cascade,
                [
                    _support(leaf, leaf.cascade)
                    for leaf in deeper.get((item.agreement.position_id, _promise(item)), [])
                ],
            )
            for item in serving
        ],
        shares=_shares(row, serving),
    )


def _support(row: AgreementItem, cascade: str, children: Sequence[SupportLine] = ()) -> SupportLine:
    agreement = row.agreement
    return SupportLine(
        code=row.code,
        url=f"{reverse('agreements:agreement', args=[agreement.code])}#{row.code}",
        agreement_code=agreement.code,
        unit_name=agreement.unit_name or agreement.unit.name,
        post=agreement.position.title,
        indicator=row.shown_indicator,
        target=row.shown_target,
        measure=row.shown_measure,
        cascade=cascade,
        cascade_label=AgreementItem.Cascade(cascade).label if cascade else "",
        is_example=agreement.is_example,
        children=children,
    )


def _shares(row: AgreementItem, serving: list[AgreementItem]) -> str:
    is_counted = row.indicator is not None and row.indicator.aggregation == Aggregation.SUM
    parts: list[Decimal] = [
        item.target
        for item in serving
        if item.cascade == AgreementItem.Cascade.DIRECT and item.target is not None
    ]
    if not is_counted or not parts or row.target is None:
        return ""
    whole = format_decimal(row.target, row.shown_decimals)
    return f"{format_decimal(sum(parts, start=parts[0] * 0), row.shown_decimals)} dari {whole}"
