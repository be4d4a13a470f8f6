"""Scales of predicates: a stored figure is a place on the scale, shown as its label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasando.rules.achievement import AUDIT_OPINION, SAKIP_PREDICATE

from .models import Indicator

if TYPE_CHECKING:
    from decimal import Decimal

    from sasando.rules.achievement import PredicateScale

_SCALES = {
    Indicator.Scale.SAKIP.value: SAKIP_PREDICATE,
    Indicator.Scale.AUDIT_OPINION.value: AUDIT_OPINION,
}


def scale_of(indicator: Indicator) -> PredicateScale | None:
    """The scale of a predicate indicator, None when it is measured in plain numbers."""
    return _SCALES.get(indicator.scale)


def label_at(scale: PredicateScale, place: Decimal) -> str | None:
    """The label at a place on the scale, None for a figure between or outside the places."""
    index = int(place) - 1
    whole = place == place.to_integral_value() and 0 <= index < len(scale.labels)
    return scale.labels[index] if whole else None
