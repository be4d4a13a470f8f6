"""Reading the inner numbers of SIPD, and loading what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sasando.budget.models import BudgetTotal, BudgetUnit, SipdId
from sasando.core.listings.judging import BATCH, note_missing, update_rows

from .columns import SIPD_IDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sasando.core.listings.report import Row

Kind = SipdId.Kind
# The value of a row that holds each kind.
HELD: Final = {Kind.PLACE: "place_id", Kind.AGENCY: "unit_id", Kind.SUB_ACTIVITY: "activity_id"}
# What is sought: its heading, where its meaning stands, and the kinds that say it, widest last.
SOUGHT: Final = {
    "sub_unit": ("kode_sub_skpd", "unit_code", (Kind.PLACE, Kind.AGENCY)),
    "activity": ("kode_sub_giat", "activity_code", (Kind.PLACE, Kind.SUB_ACTIVITY)),
}
MEANT_HEADINGS: Final = {"unit_code": "kode_sub_skpd", "activity_code": "kode_sub_giat"}
Key = tuple[int, str, str]
# Kind, number, what was sought.
Unknown = tuple[str, str, str]


class SipdPlaces:
    """What the inner numbers in the rows of a file mean; one query."""

    def __init__(self, years: Iterable[int]) -> None:
        rows = SipdId.objects.filter(year__in=set(years))
        self._meant = {(row.year, row.kind, row.sipd_id): row for row in rows}
        self._unknown: dict[Unknown, list[Row]] = {}

    def fill(
        self,
        rows: Sequence[Row],
        year_of: Callable[[Row], int | None],
        *,
        needs_activity: bool = False,
    ) -> None:
        """Put printed codes where rows only have numbers; a printed code that is there stays.

        A number nobody explained is told once, in the first row that has it, with how many rows
        wait for it.
        """
        for row in rows:
            year = year_of(row)
            if year is not None and not row.troubles:
                self._put(row, year, "sub_unit", needed=True)
                self._put(row, year, "activity", needed=needs_activity)
        for (kind, number, name), waiting in self._unknown.items():
            shown = {"value": f"{kind} “{number}”", "count": len(waiting)}
            if name == "sub_unit":
                waiting[0].refuse(kind, "sipd-unit-unknown", **shown)
            elif needs_activity:
                waiting[0].refuse(kind, "sipd-activity-needed", **shown)
            else:
                waiting[0].notice(kind, "sipd-activity-unknown", **shown)

    def _put(self, row: Row, year: int, name: str, *, needed: bool) -> None:
        if row.values.get(name):
            return
        heading, field, kinds = SOUGHT[name]
        told = [(kind, number) for kind in kinds if (number := row.values.get(HELD[kind]))]
        meant = (self._meant.get((year, *one)) for one in told)
        row.values[name] = next((getattr(found, field) for found in meant if found), "")
        if row.values[name]:
            return
        if told:
            self._unknown.setdefault((*told[-1], name), []).append(row)
        elif needed:
            row.refuse(heading, "empty")


def unexplained(row: Row) -> str:
    """How a line without a known sub-activity is kept apart: by the number SIPD gave it."""
    for kind in (Kind.PLACE, Kind.SUB_ACTIVITY):
        found = row.values.get(HELD[kind])
        if found:
            return f"{kind.value} {found}"[:40]
    return ""


class SipdIdImport:
    """Meanings of a file beside those that stand."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        years = {row.values["year"] for row in rows if row.values.get("year")}
        standing = SipdId.objects.filter(year__in=years)
        self.standing: dict[Key, SipdId] = {(s.year, s.kind, s.sipd_id): s for s in standing}
        self.units = set(BudgetUnit.objects.values_list("code", flat=True))
        totals = BudgetTotal.objects.filter(version__year__in=years, activity__isnull=False)
        self.budgeted = set(totals.values_list("version__year", "activity__code").distinct())
        self.told: dict[Key, Row] = {}

    def judge(self) -> None:
        """Each number means one thing in its year."""
        for row in self.rows:
            note_missing(row, SIPD_IDS)
            if row.troubles:
                continue
            values = row.values
            key = (values["year"], values["kind"], values["sipd_id"])
            if key in self.told:
                row.refuse("id", "duplicate", line=self.told[key].line)
                continue
            self.told[key] = row
            self._judge_row(row)
            stands = self.standing.get(key)
            row.is_new = stands is None
            for name, heading in MEANT_HEADINGS.items():
                if stands is not None and getattr(stands, name) != values[name]:
                    row.note(heading, getattr(stands, name), values[name])

    def write(self) -> None:
        """Add what is new, change what means something else now."""
        added: list[SipdId] = []
        changed: list[SipdId] = []
        for key, row in self.told.items():
            found = self.standing.get(key) or SipdId(
                year=key[0], kind=key[1], sipd_id=key[2],
                is_example=bool(row.values.get("is_example")),
            )  # fmt: skip
            for name in MEANT_HEADINGS:
                setattr(found, name, row.values[name])
            (added if row.is_new else changed).append(found)
        SipdId.objects.bulk_create(added, batch_size=BATCH)
        update_rows(SipdId, changed, MEANT_HEADINGS)

    def _judge_row(self, row: Row) -> None:
        values = row.values
        kind = Kind(values["kind"])
        unit, activity = (values.setdefault(name, "") for name in MEANT_HEADINGS)
        wanted = (kind is not Kind.SUB_ACTIVITY, kind is not Kind.AGENCY)
        if (bool(unit), bool(activity)) != wanted:
            row.refuse("jenis", "sipd-id-unsaid", kind=kind.value)
        elif unit and unit not in self.units:
            row.refuse("kode_sub_skpd", "budget-agency-unknown", value=unit)
        elif activity and (values["year"], activity) not in self.budgeted:
            shown = {"value": activity, "year": values["year"]}
            row.notice("kode_sub_giat", "sipd-activity-unbudgeted", **shown)
