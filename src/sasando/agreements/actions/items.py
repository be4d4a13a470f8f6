"""The promises of a draft: an indicator, its target, and what it serves above."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.db.models import Max

from sasando.agreements.access import UNDER_THE_MAYOR
from sasando.agreements.addendum import require_may_change
from sasando.agreements.errors import (
    ChainTooLong,
    DictionaryIndicatorNeeded,
    DirectNeedsSameIndicator,
    IndicatorAlreadyPromised,
    IndicatorOfOtherObjective,
    ObjectiveMissing,
    OwnIndicatorIncomplete,
    QuarterNeedsNumber,
    TargetLabelUnknown,
    TargetMissing,
    TargetMustBeNumber,
    TargetTooFine,
)
from sasando.agreements.models import AgreementItem
from sasando.agreements.models.items import PATH_LENGTH
from sasando.agreements.queries.cascade import superior_items
from sasando.core import clock
from sasando.core.errors import NotFoundForViewer
from sasando.planning.models import Indicator, Objective
from sasando.planning.scales import scale_of
from sasando.rules.achievement import Polarity
from sasando.rules.targets import Target

from .finding import draft_to_edit, trace

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Any

    from sasando.agreements.models import Agreement
    from sasando.organization.queries import Viewer

STORED_DECIMALS = 4
Cascade = AgreementItem.Cascade
Quarters = tuple["Decimal | None", "Decimal | None", "Decimal | None", "Decimal | None"]
IN_WORDS = frozenset({Polarity.PREDICATE, Polarity.MILESTONE})
NO_QUARTERS: Quarters = (None, None, None, None)


@dataclass(frozen=True)
class ItemDraft:
    """What somebody promises.

    Either `indicator_code` of the dictionary or, below agency level, `own_indicator` with its
    `measure`. `supports_code` is an item of the superior, `cascade` how it is served; a direct
    share takes its indicator from there. Without it `objective_code` says what is served.
    """

    target: Target
    objective_code: str = ""
    indicator_code: str = ""
    own_indicator: str = ""
    measure: str = ""
    decimals: int = 2
    statement: str = ""
    supports_code: str = ""
    cascade: str = ""
    quarters: Quarters = NO_QUARTERS


class _Measured(NamedTuple):
    """By what an item is measured: of the dictionary, or in own words."""

    indicator: Indicator | None
    name: str
    measure: str
    decimals: int


@transaction.atomic
def add_item(*, viewer: Viewer, now: datetime, code: str, item: ItemDraft) -> AgreementItem:
    """Promise a target for an indicator, in a draft.

    Raises NotFoundForViewer, NotPermitted, ContentFixed, ObjectiveMissing, OwnIndicatorIncomplete,
    DictionaryIndicatorNeeded, DirectNeedsSameIndicator, IndicatorOfOtherObjective,
    IndicatorAlreadyPromised, TargetMissing, TargetMustBeNumber,
    TargetLabelUnknown, TargetTooFine, QuarterNeedsNumber, ChainTooLong.
    """
    agreement = draft_to_edit(viewer, code)
    supports = _supported(agreement, item, clock.local_day(now))
    objective = _objective(item, supports)
    measured = _measured(agreement, item, supports)
    if measured.indicator and measured.indicator.objective_id not in {None, objective.pk}:
        raise IndicatorOfOtherObjective(indicator=measured.name, objective=objective.text)
    _require_new(agreement, measured)
    number = (agreement.items.aggregate(last=Max("number"))["last"] or 0) + 1
    own_code = f"{agreement.code}.{number}"
    path = f"{supports.path if supports else ''}{own_code}/"
    if len(path) > PATH_LENGTH:
        raise ChainTooLong(title=agreement.position.title)
    is_own = measured.indicator is None
    row = AgreementItem(
        agreement=agreement,
        number=number,
        code=own_code,
        path=path,
        objective=objective,
        statement=item.statement.strip(),
        indicator=measured.indicator,
        supports=supports,
        cascade=item.cascade if supports else "",
        indicator_name=measured.name if is_own else "",
        measure=measured.measure if is_own else "",
        decimals=measured.decimals if is_own else None,
    )
    _promise(row, item.target, item.quarters)
    row.save()
    trace(viewer, agreement, "agreement.item-added", after=item_facts(row))
    return row


@transaction.atomic
def change_target(
    *,
    viewer: Viewer,
    code: str,
    number: int,
    target: Target,
    quarters: Quarters = NO_QUARTERS,
    now: datetime,
) -> AgreementItem:
    """Promise another target for an item of a draft.

    Raises NotFoundForViewer, NotPermitted, ContentFixed, TargetMissing, TargetTooFine,
    QuarterNeedsNumber, TargetAlreadyRealised.
    """
    agreement = draft_to_edit(viewer, code)
    row = _item(agreement, number)
    before = item_facts(row)
    _promise(row, target, quarters)
    require_may_change(agreement, [row.indicator_id], clock.local_day(now))
    row.save()
    trace(viewer, agreement, "agreement.item-changed", before=before, after=item_facts(row))
    return row


@transaction.atomic
def remove_item(*, viewer: Viewer, now: datetime, code: str, number: int) -> None:
    """Take a line out of a draft.

    Raises NotFoundForViewer, NotPermitted, ContentFixed, TargetAlreadyRealised.
    """
    agreement = draft_to_edit(viewer, code)
    row = _item(agreement, number)
    require_may_change(agreement, [row.indicator_id], clock.local_day(now))
    before = item_facts(row)
    row.delete()
    trace(viewer, agreement, "agreement.item-removed", before=before)


def item_facts(row: AgreementItem) -> dict[str, Any]:
    """What the audit remembers of an item."""
    return {
        "butir": row.code,
        "indikator": row.indicator.code if row.indicator else row.indicator_name,
        "target": row.shown_target,
    }


def _item(agreement: Agreement, number: int) -> AgreementItem:
    row = agreement.items.select_related("indicator").filter(number=number).first()
    if row is None:
        raise NotFoundForViewer(kind="butir")
    return row


def _supported(agreement: Agreement, item: ItemDraft, day: date) -> AgreementItem | None:
    if not item.supports_code:
        return None
    found = superior_items(agreement, day).filter(code=item.supports_code).first()
    if found is None or item.cascade not in set(Cascade):
        raise NotFoundForViewer(kind="butir atasan")
    return found


def _objective(item: ItemDraft, supports: AgreementItem | None) -> Objective:
    if supports is not None:
        return supports.objective
    if not item.objective_code:
        raise ObjectiveMissing
    objective = Objective.objects.filter(code=item.objective_code).first()
    if objective is None:
        raise NotFoundForViewer(kind="sasaran")
    return objective


def _measured(agreement: Agreement, item: ItemDraft, supports: AgreementItem | None) -> _Measured:
    is_direct = supports is not None and item.cascade == Cascade.DIRECT
    if supports is not None and is_direct and not item.indicator_code and not item.own_indicator:
        return _taken_over(supports)
    measured = _from_dictionary(item) if item.indicator_code else _own_words(agreement, item)
    if supports is not None and is_direct and not _is_same(measured, supports):
        raise DirectNeedsSameIndicator(indicator=supports.shown_indicator)
    return measured


def _taken_over(supports: AgreementItem) -> _Measured:
    return _Measured(
        supports.indicator,
        supports.shown_indicator,
        supports.shown_measure,
        supports.shown_decimals,
    )


def _is_same(measured: _Measured, supports: AgreementItem) -> bool:
    if measured.indicator is None:
        return supports.indicator_id is None and measured.name == supports.indicator_name
    return measured.indicator.pk == supports.indicator_id


def _from_dictionary(item: ItemDraft) -> _Measured:
    row = Indicator.objects.filter(code=item.indicator_code).first()
    if row is None:
        raise NotFoundForViewer(kind="indikator")
    return _Measured(row, row.name, row.measure, row.decimals)


def _own_words(agreement: Agreement, item: ItemDraft) -> _Measured:
    name, measure = item.own_indicator.strip(), item.measure.strip()
    if not name or not measure:
        raise OwnIndicatorIncomplete
    if agreement.tier in UNDER_THE_MAYOR:
        raise DictionaryIndicatorNeeded(tier=agreement.get_tier_display())
    return _Measured(None, name, measure, item.decimals)


def _require_new(agreement: Agreement, measured: _Measured) -> None:
    if measured.indicator is not None:
        taken = agreement.items.filter(indicator=measured.indicator)
    else:
        taken = agreement.items.filter(indicator=None, indicator_name=measured.name)
    if taken.exists():
        raise IndicatorAlreadyPromised(indicator=measured.name)


def _promise(row: AgreementItem, target: Target, quarters: Quarters) -> None:
    if target.is_blank:
        raise TargetMissing
    place = _place(row, target.label)
    if target.label and place is None and not _may_be_label(row):
        raise TargetMustBeNumber(label=target.label)
    row.target = target.value if place is None else place
    row.target_upper = target.upper
    row.target_text = "" if row.target is not None else target.label
    if any(value is not None for value in quarters) and (row.target is None or row.target_upper):
        raise QuarterNeedsNumber
    row.quarter_1, row.quarter_2, row.quarter_3, row.quarter_4 = quarters
    decimals = min(row.shown_decimals, STORED_DECIMALS)
    figures = (row.target, row.target_upper, *quarters)
    if any(value is not None and value != round(value, decimals) for value in figures):
        raise TargetTooFine(decimals=decimals)


def _may_be_label(row: AgreementItem) -> bool:
    """Words stand as a target where words are measured, or where the indicator is one's own."""
    return row.indicator is None or row.indicator.polarity in IN_WORDS


def _place(row: AgreementItem, label: str) -> Decimal | None:
    """On a scale a label is kept as its place, the lowest being 1."""
    scale = scale_of(row.indicator) if row.indicator and label else None
    if scale is None:
        return None
    known = {name.casefold(): place for place, name in enumerate(scale.labels, start=1)}
    if label.casefold() not in known:
        raise TargetLabelUnknown(label=label, known=", ".join(scale.labels))
    return Decimal(known[label.casefold()])
