"""The dictionary of indicators as its keepers read it: one row, its revisions, its targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sasando.core.errors import NotFoundForViewer
from sasando.planning.completeness import label_of
from sasando.planning.judging import Goal
from sasando.planning.models import Indicator
from sasando.planning.periods import Span
from sasando.planning.readings import revised, trimmed
from sasando.planning.shown import (
    AGGREGATIONS,
    ENTRY_MODES,
    MISSING,
    POLARITIES,
    ZERO_TARGETS,
    figure_text,
    goal_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sasando.planning.models import IndicatorRevision, IndicatorTarget, IndicatorTargetVersion

WORDS: Mapping[str, Mapping[Any, str]] = {
    "polarity": POLARITIES,
    "aggregation": AGGREGATIONS,
    "entry_mode": ENTRY_MODES,
    "zero_target": ZERO_TARGETS,
    "level_type": dict(Indicator.LevelType.choices),
    "unit_type": dict(Indicator.UnitType.choices),
    "frequency": dict(Indicator.Frequency.choices),
    "scale": dict(Indicator.Scale.choices),
}


def to_edit(code: str) -> Indicator:
    """One indicator with what it belongs to. Raises NotFoundForViewer."""
    found = (
        Indicator.objects.select_related("objective__mission", "agenda", "owner", "owner_position")
        .filter(code=code)
        .first()
    )
    if found is None:
        raise NotFoundForViewer(kind="indikator")
    return found


@dataclass(frozen=True)
class ChangedPart:
    """One thing a revision changed, both sides as people read them."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RevisionView:
    """One revision with what it changed of the one before it."""

    revision: IndicatorRevision
    parts: tuple[ChangedPart, ...]

    @property
    def by(self) -> str:
        return self.revision.revised_by.name if self.revision.revised_by else ""


def revisions_of(row: Indicator) -> tuple[RevisionView, ...]:
    """Every revision, newest first. One query."""
    found = list(row.revisions.select_related("revised_by").order_by("number"))
    pairs = zip([None, *found], found, strict=False)
    views = [
        RevisionView(now, tuple(_changed(row, before, now)) if before else ())
        for before, now in pairs
    ]
    return tuple(reversed(views))


def _changed(
    row: Indicator, before: IndicatorRevision, now: IndicatorRevision
) -> Iterator[ChangedPart]:
    sides = (revised(row, before.content), revised(row, now.content))
    for name in now.content:
        old, new = (_said(side, name) for side in sides)
        if old != new:
            yield ChangedPart(label_of(row, name), old, new)


def _said(row: Indicator, name: str) -> str:
    value = getattr(row, name)
    if value in (None, ""):
        return MISSING
    if name == "baseline_value":
        return figure_text(row, value)
    if name == "display_cap":
        return f"{trimmed(value):f}"
    return str(WORDS[name].get(value, value)) if name in WORDS else str(value)


@dataclass(frozen=True)
class TargetView:
    """A target with its former versions, and whether it can still change."""

    span: Span
    text: str
    target: IndicatorTarget
    former: tuple[tuple[str, IndicatorTargetVersion], ...]
    may_change: bool


def targets_of(row: Indicator, now: datetime) -> tuple[TargetView, ...]:
    """The targets of an indicator, newest year first. Two queries."""
    found = row.targets.prefetch_related("versions").order_by("-year", "quarter")
    return tuple(
        TargetView(
            span=span,
            text=goal_text(row, Goal(target.value, target.upper)),
            target=target,
            former=tuple(
                (goal_text(row, Goal(old.value, old.upper)), old)
                for old in list(target.versions.all())[-2::-1]
            ),
            may_change=not span.is_over(now),
        )
        for target in found
        for span in (Span(target.year, target.quarter),)
    )
