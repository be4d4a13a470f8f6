"""The dictionary of indicators: new ones, revisions that keep what was, targets with a basis."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sasando.core import audit
from sasando.core.errors import NotFoundForViewer
from sasando.organization.models import Position, Unit
from sasando.planning.completeness import label_of, lacking
from sasando.planning.errors import (
    IndicatorCodeTaken,
    IndicatorIncomplete,
    RevisionUnexplained,
    TargetIncomplete,
    TargetPeriodOver,
)
from sasando.planning.indicator_access import require_may_define
from sasando.planning.models import (
    Indicator,
    IndicatorSeries,
    IndicatorTarget,
    Objective,
    PeriodReopening,
    PriorityAgenda,
)
from sasando.planning.models.indicators import LEVELS
from sasando.planning.readings import trimmed
from sasando.planning.scales import label_at, scale_of
from sasando.rules.achievement import Polarity
from sasando.rules.aggregation import EntryMode

from .measurements import OWN_SERIES

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from sasando.organization.queries import Viewer
    from sasando.planning.periods import Span

RANGES = (Polarity.RANGE_HIGHER, Polarity.RANGE_LOWER)


@dataclass(frozen=True)
class Definition:
    """What an indicator measures and how it is judged (sakip 3.1); every change is a revision."""

    name: str
    measure: str
    unit_type: str
    level_type: str
    polarity: str
    aggregation: str
    definition: str
    data_source: str
    collection_method: str
    frequency: str
    decimals: int = 2
    entry_mode: str = EntryMode.PERIODIC
    formula: str = ""
    numerator_definition: str = ""
    denominator_definition: str = ""
    release_lag: int = 0
    baseline_year: int | None = None
    baseline_value: Decimal | None = None
    display_cap: Decimal | None = None
    zero_target: str = ""
    scale: str = ""


@dataclass(frozen=True)
class Place:
    """What an indicator serves and who answers for it, by public codes; empty means none."""

    objective: str = ""
    agenda: str = ""
    owner: str = ""
    owner_position: str = ""
    source_code: str = ""


@transaction.atomic
def create_indicator(
    *, viewer: Viewer, code: str, definition: Definition, place: Place, is_example: bool = False
) -> Indicator:
    """Put a new indicator into the dictionary, with its first series; planners only.

    Raises NotPermitted, IndicatorCodeTaken, IndicatorIncomplete.
    """
    require_may_define(viewer)
    if Indicator.objects.filter(code=code).exists():
        raise IndicatorCodeTaken(code=code)
    row = Indicator(code=code, is_example=is_example, revised_by_id=viewer.person_id)
    _define(row, definition)
    _put(row, place)
    refuse_incomplete(row)
    row.save()
    IndicatorSeries.objects.create(indicator=row, name=OWN_SERIES, is_current=True)
    audit.record(
        actor=viewer,
        action="indicator.created",
        subject_kind="indicator",
        subject_code=code,
        subject_label=row.name,
        after=said_of(row),
    )
    return row


@transaction.atomic
def revise_indicator(
    *, viewer: Viewer, code: str, definition: Definition, place: Place, reason: str
) -> Indicator:
    """Change an indicator. What it said before stays as its former revision; planners only.

    A changed definition is a dated revision with its reason; a changed place is written down
    alone. Nothing changed leaves everything as it is. Raises NotPermitted, NotFoundForViewer,
    IndicatorIncomplete, RevisionUnexplained.
    """
    require_may_define(viewer)
    row = _locked(code)
    before, place_before = said_of(row), _placed(row)
    _define(row, definition)
    _put(row, place)
    refuse_incomplete(row)
    if said_of(row) == before and _placed(row) == place_before:
        return row
    is_revision = said_of(row) != before
    if is_revision and not reason.strip():
        raise RevisionUnexplained
    if is_revision:
        row.revision += 1
        row.revision_reason = reason.strip()
        row.revised_by_id = viewer.person_id
    row.save()
    row.refresh_from_db()
    audit.record(
        actor=viewer,
        action="indicator.revised" if is_revision else "indicator.placed",
        subject_kind="indicator",
        subject_code=code,
        subject_label=row.name,
        before={**before, **place_before},
        after={**said_of(row), **_placed(row)},
        reason=reason.strip(),
    )
    return row


@dataclass(frozen=True)
class Target:
    """A target of a period with the document it rests on; a range has both ends."""

    span: Span
    value: Decimal
    basis: str
    upper: Decimal | None = None


@transaction.atomic
def set_target(
    *, viewer: Viewer, now: datetime, code: str, target: Target, reason: str = ""
) -> IndicatorTarget:
    """Set or revise a target while its period still runs; the former one stays readable.

    A revision needs a reason. Raises NotPermitted, NotFoundForViewer, TargetIncomplete,
    TargetPeriodOver, RevisionUnexplained.
    """
    require_may_define(viewer)
    indicator = _locked(code)
    refuse_odd_target(indicator, target)
    span = target.span
    row = indicator.targets.filter(year=span.year, quarter=span.quarter).first()
    wanted = (target.value, target.upper, target.basis.strip())
    if row is not None and (row.value, row.upper, row.basis) == wanted:
        return row
    if span.is_over(now) and not _is_reopened(indicator, span, now):
        raise TargetPeriodOver(period=span.label)
    before = None if row is None else told_of_target(row)
    if row is None:
        row = IndicatorTarget(
            indicator=indicator, year=span.year, quarter=span.quarter,
            is_example=indicator.is_example,
        )  # fmt: skip
    elif not reason.strip():
        raise RevisionUnexplained
    else:
        row.version += 1
    row.value, row.upper, row.basis = wanted
    row.reason, row.recorded_by_id = reason.strip(), viewer.person_id
    row.save()
    row.refresh_from_db()
    audit.record(
        actor=viewer,
        action="indicator.target-revised" if before else "indicator.target-set",
        subject_kind="indicator",
        subject_code=code,
        subject_label=f"{indicator.name}, {span.label}",
        before=before,
        after=told_of_target(row),
        reason=reason.strip(),
    )
    return row


def refuse_incomplete(row: Indicator) -> None:
    """Raises IndicatorIncomplete, naming every column to look at."""
    wrong = [*lacking(row)]
    if row.scale and row.polarity != Polarity.PREDICATE:
        wrong.append(label_of(row, "scale"))
    if row.entry_mode == EntryMode.RUNNING_TOTAL and row.aggregation in LEVELS:
        wrong.append(label_of(row, "entry_mode"))
    if (row.baseline_year is None) != (row.baseline_value is None):
        wrong.append(label_of(row, "baseline_year"))
    if row.display_cap is not None and row.display_cap <= 0:
        wrong.append(label_of(row, "display_cap"))
    try:
        row.clean_fields(exclude=["owner", "owner_position", "objective", "agenda", "revised_by"])
    except ValidationError as failure:
        wrong += [label_of(row, name) for name in failure.message_dict]
    if wrong:
        raise IndicatorIncomplete(parts=", ".join(dict.fromkeys(wrong)))


def refuse_odd_target(indicator: Indicator, target: Target) -> None:
    """Raises TargetIncomplete."""
    is_range = indicator.polarity in RANGES
    scale = scale_of(indicator)
    off_scale = scale is not None and label_at(scale, target.value) is None
    reversed_ends = target.upper is not None and target.upper < target.value
    if not target.basis.strip() or off_scale or reversed_ends:
        raise TargetIncomplete
    if is_range != (target.upper is not None):
        raise TargetIncomplete


def said_of(row: Indicator) -> dict[str, Any]:
    """What an indicator says of measuring and judging, as the audit trail keeps it."""
    said = {part.name: getattr(row, part.name) for part in fields(Definition)}
    for name in ("baseline_value", "display_cap"):
        said[name] = None if said[name] is None else str(trimmed(said[name]))
    return {name: str(value) if value is not None else None for name, value in said.items()}


def told_of_target(row: IndicatorTarget) -> dict[str, Any]:
    """A target as the audit trail keeps it."""
    upper = None if row.upper is None else str(trimmed(row.upper))
    return {"target": str(trimmed(row.value)), "batas_atas": upper, "dasar": row.basis}


def _define(row: Indicator, definition: Definition) -> None:
    for name, value in asdict(definition).items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)


def _put(row: Indicator, place: Place) -> None:
    """Raises NotFoundForViewer for a code nobody has."""
    row.objective = _by_code(Objective, "sasaran", code=place.objective)
    row.agenda = _by_code(PriorityAgenda, "agenda", number=place.agenda)
    row.owner = _by_code(Unit, "unit", code=place.owner)
    row.owner_position = _by_code(Position, "jabatan", code=place.owner_position)
    row.source_code = place.source_code


def _by_code(model: Any, kind: str, **key: str) -> Any:
    if not next(iter(key.values())):
        return None
    found = model.objects.filter(**key).first()
    if found is None:
        raise NotFoundForViewer(kind=kind)
    return found


def _placed(row: Indicator) -> dict[str, Any]:
    return {
        "objective": row.objective.code if row.objective else "",
        "agenda": str(row.agenda.number) if row.agenda else "",
        "owner": row.owner.code if row.owner else "",
        "owner_position": row.owner_position.code if row.owner_position else "",
        "source_code": row.source_code,
    }


def _locked(code: str) -> Indicator:
    row = (
        Indicator.objects.select_for_update(of=("self",))
        .select_related("objective", "agenda", "owner", "owner_position")
        .filter(code=code)
        .first()
    )
    if row is None:
        raise NotFoundForViewer(kind="indikator")
    return row


def _is_reopened(indicator: Indicator, span: Span, now: datetime) -> bool:
    return PeriodReopening.objects.filter(
        indicator=indicator, year=span.year, quarter=span.quarter, open_until__gt=now
    ).exists()
