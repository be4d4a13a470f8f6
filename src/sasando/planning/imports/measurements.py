"""Judging and writing the list of figures: open periods wait for a check, history stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sasando.core import clock
from sasando.core.listings.judging import BATCH
from sasando.core.listings.writing import copy_rows
from sasando.planning.actions.measurements import (
    OWN_SERIES,
    RELEASED,
    Report,
    contents_of,
    refuse_wrong_period,
)
from sasando.planning.closings import Windows
from sasando.planning.errors import (
    MeasurementFromSystem,
    MeasurementIncomplete,
    MeasurementPeriodOpen,
    MeasurementPeriodUnknown,
)
from sasando.planning.models import Indicator, IndicatorSeries, Measurement
from sasando.planning.periods import Span
from sasando.planning.policies import is_history
from sasando.planning.scales import scale_of
from sasando.planning.shown import figure_text
from sasando.rules.aggregation import EntryMode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

    from sasando.core.listings.report import Row
    from sasando.organization.queries import Viewer

    from .indicator_columns import Figure

Status, State = Measurement.Status, Measurement.State
Key = tuple[str, int, int]
CONTENT = ("status", "value", "numerator", "denominator", "source", "released_on")
COPIED = (
    "series_id", "year", "quarter", *CONTENT, "reason", "state", "version", "recorded_by_id",
    "is_example",
)  # fmt: skip
HEADINGS = dict(
    zip(
        CONTENT,
        ("keadaan", "nilai", "pembilang", "penyebut", "sumber", "tanggal_terbit"),
        strict=True,
    )
)
REFUSED_AS = {
    MeasurementFromSystem: ("kode", "measured-by-system"),
    MeasurementPeriodUnknown: ("triwulan", "period-unknown"),
    MeasurementPeriodOpen: ("triwulan", "period-open"),
    MeasurementIncomplete: ("nilai", "figure-incomplete"),
}


class MeasurementImport:
    """Figures from a file beside those that stand in the current series."""

    def __init__(self, rows: Sequence[Row], *, viewer: Viewer, now: datetime) -> None:
        self.rows, self.viewer, self.now = rows, viewer, now
        self.today = clock.local_day(now)
        codes = {row.values["code"] for row in rows if "code" in row.values}
        self.indicators = {row.code: row for row in Indicator.objects.filter(code__in=codes)}
        standing = Measurement.objects.filter(
            series__indicator__code__in=codes, series__is_current=True
        ).select_related("series__indicator")
        self.standing: dict[Key, Measurement] = {
            (row.series.indicator.code, row.year, row.quarter): row for row in standing
        }
        self.windows = Windows(self.indicators.values(), now)
        self.wanted: dict[Key, dict[str, Any]] = {}

    def judge(self) -> None:
        seen: dict[Key, int] = {}
        for row in self.rows:
            key = self._key(row)
            if key is None:
                continue
            if key in seen:
                row.refuse("triwulan", "duplicate", line=seen[key])
                continue
            seen[key] = row.line
            indicator = self.indicators.get(key[0])
            if indicator is None:
                row.refuse("kode", "indicator-unknown", value=key[0])
            elif not row.troubles:
                self._judge_figure(row, key, indicator)
        self._judge_running_totals()

    @staticmethod
    def _key(row: Row) -> Key | None:
        names = ("code", "year", "quarter")
        if any(name not in row.values for name in names):
            return None
        code, year, quarter = (row.values[name] for name in names)
        return code, year, quarter

    def _judge_figure(self, row: Row, key: Key, indicator: Indicator) -> None:
        report = self._report(row, indicator)
        if report is None:
            return
        standing = self.standing.get(key)
        row.is_new = standing is None
        try:
            wanted = contents_of(indicator, report)
            if standing is not None and _says(standing, wanted):
                return
            refuse_wrong_period(indicator, report, self.now)
        except tuple(REFUSED_AS) as refusal:
            row.refuse(*REFUSED_AS[type(refusal)])
            return
        if report.status == Status.NOT_APPLICABLE and not row.values.get("reason"):
            row.refuse("alasan", "why-needed")
        self._judge_window(row, indicator, Span(*key[1:]), standing)
        if standing is not None:
            self._note_correction(row, indicator, standing, wanted)
        self.wanted[key] = wanted

    def _report(self, row: Row, indicator: Indicator) -> Report | None:
        found: Figure | None = row.values.get("figure")
        value: Decimal | None = None
        if found is not None:
            scale = scale_of(indicator)
            if found.upper is not None:
                row.refuse("nilai", "range-unexpected")
                return None
            if scale is not None and found.label not in scale.labels:
                known = ", ".join(scale.labels)
                row.refuse("nilai", "label-unknown", value=str(found), known=known)
                return None
            if scale is None and found.label:
                row.refuse("nilai", "label-unexpected", value=found.label)
                return None
            value = found.value if scale is None else scale.score(found.label, "nilai")
        values = row.values
        return Report(
            year=values["year"], quarter=values["quarter"], source=values["source"],
            status=values.get("status") or Status.REPORTED, value=value,
            numerator=values.get("numerator"), denominator=values.get("denominator"),
            released_on=values.get("released_on"),
        )  # fmt: skip

    def _judge_window(
        self, row: Row, indicator: Indicator, span: Span, standing: Measurement | None
    ) -> None:
        if standing is None and is_history(span.last_day, self.today):
            return
        window = self.windows.of(indicator, span)
        if not window.is_open:
            row.refuse("triwulan", "period-closed", period=span.label, closed=window.last_moment)

    def _note_correction(
        self, row: Row, indicator: Indicator, standing: Measurement, wanted: dict[str, Any]
    ) -> None:
        for name in CONTENT:
            before, after = getattr(standing, name), wanted[name]
            if before != after:
                exact = name == "value"
                row.note(
                    HEADINGS[name],
                    figure_text(indicator, before) if exact else before,
                    figure_text(indicator, after) if exact else after,
                )
        releases = standing.status == Status.NOT_RELEASED and wanted["status"] == Status.REPORTED
        if not row.values.get("reason") and standing.state != State.DRAFT and not releases:
            row.refuse("alasan", "reason-needed")

    def _judge_running_totals(self) -> None:
        """Refuse a running total below that of an earlier quarter or above that of a later one."""
        lines = {key: row for row in self.rows if (key := self._key(row)) is not None}
        for key in self.wanted:
            code, year, quarter = key
            if self.indicators[code].entry_mode != EntryMode.RUNNING_TOTAL or not quarter:
                continue
            for other in (number for number in range(1, 5) if number != quarter):
                pair = (self._totals(key), self._totals((code, year, other)))
                low, high = pair if quarter < other else pair[::-1]
                if any(
                    a is not None and b is not None and a > b
                    for a, b in zip(low, high, strict=True)
                ):
                    lines[key].refuse("nilai", "running-total-falls")
                    break

    def _totals(self, key: Key) -> tuple[Decimal | None, ...]:
        """What only grows: both parts of a ratio, else the figure."""
        row = self.wanted.get(key)
        standing = self.standing.get(key)
        if row is None:
            row = {name: getattr(standing, name, None) for name in CONTENT}
        if row["numerator"] is not None:
            return row["numerator"], row["denominator"]
        return row["value"], None

    def write(self) -> None:
        new: list[Measurement] = []
        corrected: list[Measurement] = []
        series = self._series()
        reasons = {self._key(row): row.values.get("reason") or "" for row in self.rows}
        for key, wanted in self.wanted.items():
            standing = self.standing.get(key)
            row = standing or Measurement(
                series=series[key[0]], year=key[1], quarter=key[2],
                is_example=self.indicators[key[0]].is_example,
            )  # fmt: skip
            releases = standing is not None and standing.status == Status.NOT_RELEASED
            for name, value in wanted.items():
                setattr(row, name, value)
            row.reason = reasons[key] or (RELEASED if releases else "")
            row.recorded_by_id = self.viewer.person_id
            row.state = State.SUBMITTED if standing else self._first_state(key)
            (new if standing is None else corrected).append(row)
        copy_rows(Measurement, COPIED, ([getattr(row, name) for name in COPIED] for row in new))
        Measurement.objects.bulk_update(
            corrected, [*CONTENT, "reason", "recorded_by", "state"], batch_size=BATCH
        )

    def _first_state(self, key: Key) -> str:
        """An open period waits for a second person; what has closed before is history."""
        window = self.windows.of(self.indicators[key[0]], Span(*key[1:]))
        return State.SUBMITTED if window.is_open else State.LOADED

    def _series(self) -> dict[str, IndicatorSeries]:
        """The current series of each indicator; made where there is none."""
        current = IndicatorSeries.objects.filter(
            indicator__in=self.indicators.values(), is_current=True
        ).select_related("indicator")
        found = {row.indicator.code: row for row in current}
        missing = [row for code, row in self.indicators.items() if code not in found]
        made = IndicatorSeries.objects.bulk_create(
            (IndicatorSeries(indicator=row, name=OWN_SERIES, is_current=True) for row in missing),
            batch_size=BATCH,
        )
        return found | {row.indicator.code: row for row in made}


def _says(standing: Measurement, wanted: dict[str, Any]) -> bool:
    return all(getattr(standing, name) == value for name, value in wanted.items())
