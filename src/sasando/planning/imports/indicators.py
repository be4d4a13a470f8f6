"""Judging and writing the list of indicators with their targets; what stands keeps its history."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sasando.core.listings.judging import (
    BATCH,
    defaults_of,
    new_ids,
    note_changes,
    note_missing,
    once_each,
)
from sasando.core.listings.writing import copy_rows
from sasando.organization.models import Position, Unit
from sasando.planning.actions.dictionary import RANGES
from sasando.planning.actions.measurements import OWN_SERIES
from sasando.planning.models import (
    Indicator,
    IndicatorSeries,
    IndicatorTarget,
    Objective,
    PriorityAgenda,
)
from sasando.planning.models.indicators import EVER, LEVELS
from sasando.planning.periods import Span
from sasando.planning.readings import trimmed
from sasando.planning.scales import scale_of
from sasando.rules.achievement import Polarity
from sasando.rules.aggregation import Aggregation, EntryMode

from .indicator_columns import ABOUT, MEASURED, Figure, target_heading, target_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sasando.core.listings.columns import Listing
    from sasando.core.listings.report import Row
    from sasando.organization.queries import Viewer

SAID = {column.name for column in (*ABOUT, *MEASURED)} - {"code", "baseline"}
LINKS = ("objective", "agenda", "owner", "owner_position")
LINK_HEADINGS = dict(zip(LINKS, ("sasaran", "agenda", "penanggung_jawab", "jabatan"), strict=True))
SAID_IN_ORDER = tuple(sorted(SAID))
COPIED = (
    "id", "code", *SAID_IN_ORDER, "baseline_value", *(f"{name}_id" for name in LINKS),
    "is_example", "revised_by_id", "source_code", "revision", "revised_from", "revision_reason",
)  # fmt: skip
COPIED_TARGET = (
    "indicator_id", "year", "quarter", "value", "upper", "basis", "is_example", "version",
    "reason", "recorded_by_id",
)  # fmt: skip
WRITTEN = [
    *sorted(SAID), "baseline_value", *LINKS, "revision", "revision_reason", "revised_by",
]  # fmt: skip


class IndicatorImport:
    """Indicators from a file beside those that stand, with their targets."""

    def __init__(
        self, rows: Sequence[Row], *, listing: Listing, years: Iterable[int], viewer: Viewer,
        now: datetime,
    ) -> None:  # fmt: skip
        self.rows, self.listing, self.viewer, self.now = rows, listing, viewer, now
        self.spans = [Span(year, quarter) for year in years for quarter in range(5)]
        self.defaults = defaults_of(listing)
        codes = [row.values["code"] for row in rows if "code" in row.values]
        found = Indicator.objects.filter(code__in=codes).select_related(*LINKS)
        self.standing = {row.code: row for row in found}
        self.targets = {
            (row.indicator_id, row.year, row.quarter): row
            for row in IndicatorTarget.objects.filter(indicator__in=self.standing.values())
        }
        self.links = {
            "objective": _ids(Objective, "code"),
            "agenda": _ids(PriorityAgenda, "number"),
            "owner": _ids(Unit, "code"),
            "owner_position": _ids(Position, "code"),
        }

    def judge(self) -> None:
        self.by_code = once_each(self.rows, "code", "kode")
        for code, row in self.by_code.items():
            indicator = self.standing.get(code)
            row.is_new = indicator is None
            if indicator is None:
                note_missing(row, self.listing)
            self._judge_links(row)
            final = self._final(indicator, row)
            self._judge_definition(row, final)
            self._judge_baseline(row, indicator, final)
            self._judge_targets(row, indicator, final)
            if indicator is not None:
                self._judge_changes(row, indicator)

    def _judge_links(self, row: Row) -> None:
        for name in LINKS:
            code = row.values.get(name)
            if code and code not in self.links[name]:
                row.refuse(LINK_HEADINGS[name], "link-unknown", value=code)

    def _final(self, indicator: Indicator | None, row: Row) -> Indicator:
        """The definition as it would stand, not saved."""
        values = {**self.defaults, **row.values} if row.is_new else row.values
        final = Indicator(is_example=bool(values.get("is_example")))
        for name in SAID:
            before = getattr(indicator, name) if indicator is not None else None
            setattr(final, name, values.get(name, before))
        return final

    def _judge_definition(self, row: Row, final: Indicator) -> None:
        if final.scale and final.polarity != Polarity.PREDICATE:
            row.refuse("skala", "scale-needs-predicate")
        if final.entry_mode == EntryMode.RUNNING_TOTAL and final.aggregation in LEVELS:
            row.refuse("cara_mengisi", "running-total-of-level")
        parts = (final.numerator_definition, final.denominator_definition)
        if final.aggregation == Aggregation.RATIO_OF_SUMS and not all(parts):
            row.refuse("arti_pembilang", "ratio-parts-undefined")

    def _judge_baseline(self, row: Row, indicator: Indicator | None, final: Indicator) -> None:
        standing = indicator.baseline_value if indicator is not None else None
        final.baseline_value = standing
        if "baseline" in row.values:
            found = row.values["baseline"]
            resolved = None if found is None else self._resolved(row, "kondisi_awal", found, final)
            row.values["baseline"] = resolved
            final.baseline_value = None if resolved is None else resolved.value
            if indicator is not None and standing != final.baseline_value:
                row.note("kondisi_awal", standing, resolved)
        if (final.baseline_year is None) != (final.baseline_value is None):
            row.refuse("tahun_awal", "baseline-half")

    def _judge_targets(self, row: Row, indicator: Indicator | None, final: Indicator) -> None:
        for span in self.spans:
            found = row.values.get(target_name(span))
            if found is None:
                continue
            heading = target_heading(span)
            figure = self._resolved(row, heading, found, final)
            if figure is None:
                continue
            if (figure.upper is not None) != (final.polarity in RANGES):
                is_range = figure.upper is not None
                row.refuse(heading, "range-unexpected" if is_range else "range-needed")
                continue
            row.values[target_name(span)] = figure
            self._judge_target(row, indicator, span, figure)

    def _judge_target(
        self, row: Row, indicator: Indicator | None, span: Span, figure: Figure
    ) -> None:
        standing = self._target(indicator, span)
        if standing is not None and (standing.value, standing.upper) == (
            figure.value,
            figure.upper,
        ):
            return
        before = None if standing is None else _figure_of(standing)
        if span.is_over(self.now):
            row.refuse(
                target_heading(span), "target-over", period=span.label, value=str(before or "–")
            )
        elif standing is None and not row.values.get("basis"):
            row.refuse("dasar_target", "basis-needed")
        elif indicator is not None:
            row.note(target_heading(span), before, figure)
            if standing is not None and not row.values.get("reason"):
                row.refuse("alasan", "reason-needed")

    def _resolved(self, row: Row, heading: str, found: Figure, final: Indicator) -> Figure | None:
        """A figure as the indicator means it: a label becomes its place on the scale."""
        scale = scale_of(final)
        if scale is None:
            if found.label:
                row.refuse(heading, "label-unexpected", value=found.label)
                return None
            return found
        if found.label not in scale.labels:
            known = ", ".join(scale.labels)
            row.refuse(heading, "label-unknown", value=str(found), known=known)
            return None
        return Figure(scale.score(found.label, heading), label=found.label)

    def _judge_changes(self, row: Row, indicator: Indicator) -> None:
        current = {name: getattr(indicator, name) for name in SAID}
        changes_before = len(row.changes)
        note_changes(row, self.listing, current, SAID)
        is_revised = len(row.changes) > changes_before or any(
            change.field == "kondisi_awal" for change in row.changes
        )
        for name in LINKS:
            if name in row.values and row.values[name] != _code_of(indicator, name):
                row.note(LINK_HEADINGS[name], _code_of(indicator, name), row.values[name])
        told = {trouble.code for trouble in row.troubles}
        if is_revised and not row.values.get("reason") and "reason-needed" not in told:
            row.refuse("alasan", "reason-needed")

    def _target(self, indicator: Indicator | None, span: Span) -> IndicatorTarget | None:
        if indicator is None:
            return None
        return self.targets.get((indicator.pk, span.year, span.quarter))

    def write(self) -> None:
        added = [row for row in self.rows if row.is_new]
        ids = new_ids(Indicator, len(added))
        self.ids = {row.code: row.pk for row in self.standing.values()}
        self.ids |= {row.values["code"]: pk for row, pk in zip(added, ids, strict=True)}
        copy_rows(Indicator, COPIED, map(self._copied, added))
        copy_rows(
            IndicatorSeries,
            ("indicator_id", "name", "is_current"),
            ((pk, OWN_SERIES, True) for pk in ids),
        )
        changed = [row for row in self.rows if not row.is_new and row.changes]
        for row in changed:
            self._fill(self.standing[row.values["code"]], row)
        Indicator.objects.bulk_update(
            [self.standing[row.values["code"]] for row in changed], WRITTEN, batch_size=BATCH
        )
        self._write_targets([*added, *changed])

    def _copied(self, row: Row) -> tuple[Any, ...]:
        """A new indicator in the order of its columns."""
        values = {**self.defaults, **row.values}
        baseline = values.get("baseline")
        links = (self.links[name].get(values[name]) for name in LINKS)
        return (
            self.ids[values["code"]], values["code"], *(values[name] for name in SAID_IN_ORDER),
            None if baseline is None else baseline.value, *links, values["is_example"],
            self.viewer.person_id, "", 1, EVER, "",
        )  # fmt: skip

    def _fill(self, indicator: Indicator, row: Row) -> None:
        """Bring a standing indicator to what its row says; a changed definition is a revision."""
        values = row.values
        before = {name: getattr(indicator, name) for name in (*SAID, "baseline_value")}
        for name in SAID.intersection(values):
            setattr(indicator, name, values[name])
        if "baseline" in values:
            found = values["baseline"]
            indicator.baseline_value = None if found is None else found.value
        for name in LINKS:
            if name in values:
                setattr(indicator, f"{name}_id", self.links[name].get(values[name]))
        if any(getattr(indicator, name) != value for name, value in before.items()):
            indicator.revision += 1
            indicator.revision_reason = values["reason"]
            indicator.revised_by_id = self.viewer.person_id

    def _write_targets(self, rows: Iterable[Row]) -> None:
        new, revised = [], []
        for row in rows:
            standing = None if row.is_new else self.standing[row.values["code"]]
            is_example = standing.is_example if standing else bool(row.values.get("is_example"))
            for span in self.spans:
                figure = row.values.get(target_name(span))
                if figure is None:
                    continue
                target = self._target(standing, span)
                if target is None:
                    new.append((
                        self.ids[row.values["code"]], span.year, span.quarter, figure.value,
                        figure.upper, row.values["basis"], is_example, 1, "",
                        self.viewer.person_id,
                    ))  # fmt: skip
                elif (target.value, target.upper) != (figure.value, figure.upper):
                    revised.append(self._revised(target, figure, row.values))
        copy_rows(IndicatorTarget, COPIED_TARGET, new)
        IndicatorTarget.objects.bulk_update(
            revised,
            ["value", "upper", "basis", "version", "reason", "recorded_by"],
            batch_size=BATCH,
        )

    def _revised(
        self, standing: IndicatorTarget, figure: Figure, values: dict[str, Any]
    ) -> IndicatorTarget:
        assert figure.value is not None
        standing.value, standing.upper = figure.value, figure.upper
        standing.basis = values.get("basis") or standing.basis
        standing.version += 1
        standing.reason = values["reason"]
        standing.recorded_by_id = self.viewer.person_id
        return standing


def exported(
    indicator: Indicator, targets: dict[Span, IndicatorTarget], listing: Listing
) -> list[Any]:
    """An indicator as a row of its list; loading it again changes nothing."""
    values: dict[str, Any] = {name: getattr(indicator, name) for name in SAID}
    values |= {name: _code_of(indicator, name) for name in LINKS}
    values |= {"code": indicator.code, "is_example": indicator.is_example}
    values["baseline"] = _typed(indicator, indicator.baseline_value, None)
    values |= {
        target_name(span): _typed(indicator, row.value, row.upper) for span, row in targets.items()
    }
    values["basis"] = next((row.basis for row in targets.values()), "")
    return [values.get(column.name, "") for column in listing.columns]


def _typed(indicator: Indicator, value: Decimal | None, upper: Decimal | None) -> Any:
    """A figure as it is typed: exact, a range with its dash, a place as its label."""
    if value is None:
        return ""
    scale = scale_of(indicator)
    if scale is not None:
        return scale.labels[int(value) - 1]
    if upper is not None:
        return str(Figure(trimmed(value), trimmed(upper)))
    return trimmed(value)


def _figure_of(target: IndicatorTarget) -> Figure:
    upper = None if target.upper is None else trimmed(target.upper)
    return Figure(trimmed(target.value), upper)


def _code_of(indicator: Indicator, name: str) -> str:
    linked = getattr(indicator, name)
    if linked is None:
        return ""
    return str(linked.number if name == "agenda" else linked.code)


def _ids(model: Any, key: str) -> dict[str, int]:
    return {str(code): pk for code, pk in model.objects.values_list(key, "pk")}
