"""Judging and writing roster shifts: days to come only, one shift a day, none into the next."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sasando.core import clock
from sasando.core.listings.judging import BATCH, note_missing, update_rows
from sasando.organization.models import Appointment, Person, RosterShift, Unit

from .columns import SHIFTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.core.listings.report import Row

    from .context import Context

ONE_DAY = timedelta(days=1)
FIELDS = ("name", "starts_at", "ends_at")
Key = tuple[str, date]


class ShiftImport:
    """Shifts from a file beside those that stand around the same days."""

    def __init__(self, rows: Sequence[Row], context: Context) -> None:
        self.rows = rows
        self.context = context
        codes = {row.values["person"] for row in rows if row.values.get("person")}
        self.people = dict(Person.objects.filter(code__in=codes).values_list("code", "id"))
        days = [row.values["day"] for row in rows if row.values.get("day")]
        first, last = (min(days), max(days)) if days else (context.today, context.today)
        around = RosterShift.objects.filter(
            person__code__in=codes, day__range=(first - ONE_DAY, last + ONE_DAY)
        ).select_related("person")
        self.shifts: dict[Key, RosterShift] = {(row.person.code, row.day): row for row in around}
        self.on_roster = _on_roster(codes)

    def judge(self) -> None:
        self.by_key: dict[Key, Row] = {}
        for row in self.rows:
            person, day = row.values.get("person"), row.values.get("day")
            if person and person not in self.people:
                row.refuse("pegawai", "person-unknown", value=person)
            elif person and day and (person, day) in self.by_key:
                row.refuse("tanggal", "duplicate", line=self.by_key[person, day].line)
            elif person and day and not row.troubles:
                self.by_key[person, day] = row
                self._judge_row((person, day), row)
        self._judge_overlaps()

    def _judge_row(self, key: Key, row: Row) -> None:
        row.values["starts_at"], row.values["ends_at"] = _instants(key[1], row.values)
        shift = self.shifts.get(key)
        row.is_new = shift is None
        if shift is None:
            note_missing(row, SHIFTS)
        else:
            _note_differences(row, shift)
        if row.outcome == "tetap":
            return
        if key[1] < self.context.today:
            row.refuse("tanggal", "shift-past")
        if not any(first <= key[1] <= last for first, last in self.on_roster[key[0]]):
            row.refuse("pegawai", "shift-not-roster")

    def _judge_overlaps(self) -> None:
        spans: dict[str, dict[date, tuple[datetime, datetime]]] = defaultdict(dict)
        for (person, day), shift in self.shifts.items():
            spans[person][day] = (shift.starts_at, shift.ends_at)
        for (person, day), row in self.by_key.items():
            spans[person][day] = (row.values["starts_at"], row.values["ends_at"])
        for person, found in spans.items():
            for day, following in pairwise(sorted(found)):
                if found[day][1] > found[following][0]:
                    self._refuse_overlap((person, following), (person, day))

    def _refuse_overlap(self, later: Key, earlier: Key) -> None:
        at, other = (later, earlier) if later in self.by_key else (earlier, later)
        row = self.by_key.get(at)
        if row is not None:
            row.refuse("mulai", "shift-overlaps", day=other[1].isoformat())

    def write(self) -> None:
        added, changed = [], []
        for (person, day), row in self.by_key.items():
            shift = self.shifts.get((person, day)) or RosterShift(
                person_id=self.people[person], day=day
            )
            for name in FIELDS:
                setattr(shift, name, row.values[name])
            if row.is_new:
                added.append(shift)
            elif row.changes:
                changed.append(shift)
        update_rows(RosterShift, changed, FIELDS)
        RosterShift.objects.bulk_create(added, batch_size=BATCH)


def _on_roster(codes: set[str]) -> dict[str, list[tuple[date, date]]]:
    """The days on which people hold a post in a unit that works by roster."""
    found: dict[str, list[tuple[date, date]]] = defaultdict(list)
    held = Appointment.objects.filter(
        person__code__in=codes, position__unit__pattern=Unit.Pattern.ROSTER
    )
    for code, first, last in held.values_list("person__code", "valid_from", "valid_to"):
        found[code].append((first, last or date.max))
    return found


def _instants(day: date, values: dict[str, Any]) -> tuple[datetime, datetime]:
    """Begin and end in the city; an end not after the begin is on the following day."""
    start, end = values["start"], values["end"]
    last_day = day if end > start else day + ONE_DAY
    return (
        datetime.combine(day, start, clock.zone()),
        datetime.combine(last_day, end, clock.zone()),
    )


def _note_differences(row: Row, shift: RosterShift) -> None:
    if shift.name != row.values["name"]:
        row.note("gilir", shift.name, row.values["name"])
    for heading, name in (("mulai", "starts_at"), ("selesai", "ends_at")):
        before: datetime = getattr(shift, name)
        if before != row.values[name]:
            shown = [moment.astimezone(clock.zone()) for moment in (before, row.values[name])]
            row.note(heading, f"{shown[0]:%d/%m/%Y %H.%M}", f"{shown[1]:%d/%m/%Y %H.%M}")
