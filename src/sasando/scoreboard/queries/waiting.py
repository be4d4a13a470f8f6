"""What waits for a decision in a unit: entries, results to agree, objections, agreements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count, Min, Q

from sasando.agreements.models import State
from sasando.core import clock
from sasando.core.templatetags.sasando_format import hari_tanggal, tanggal, waktu
from sasando.organization.models import Appointment, Position, valid_on
from sasando.scoreboard.addresses import (
    ENTRY,
    RESULT,
    marked,
    node_url,
    number,
    reverse,
    waiting_url,
)
from sasando.scoreboard.tables import Cell, Column, ListPage, Slice, Table
from sasando.work.models import Objection, PendingDecision, PlannedResult

from .agreements import agreements_below, past_due
from .units import OWN, ROW_KEY, Extent, Family, row_values

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

ENTRIES, RESULTS, OBJECTIONS, AGREEMENTS = "catatan", "hasil", "keberatan", "perjanjian"
KINDS = (
    (ENTRIES, "catatan harian"),
    (RESULTS, "hasil kerja yang menunggu kesepakatan"),
    (OBJECTIONS, "keberatan"),
    (AGREEMENTS, "perjanjian lewat batas tanda tangan"),
)
# Materialised, so that three small lists do not start parallel workers.
SUMMARY = f"""
WITH entries AS MATERIALIZED (
    SELECT {ROW_KEY.format(path="p.unit_path")} AS key, count(*) AS rows, min(p.decide_by) AS oldest
    FROM work_pendingdecision p
    WHERE p.unit_path LIKE %(below)s AND p.decide_by <= %(now)s
    GROUP BY 1
), results AS MATERIALIZED (
    SELECT count(*) AS rows
    FROM work_plannedresult r JOIN organization_unit u ON u.id = r.unit_id
    WHERE r.state = 'DIAJUKAN' AND u.path LIKE %(below)s
), objections AS MATERIALIZED (
    SELECT count(*) AS rows, min(o.filed_at) AS oldest
    FROM work_objection o
    WHERE o.outcome = 'TERBUKA' AND EXISTS (
        SELECT 1 FROM organization_appointment a
        JOIN organization_position q ON q.id = a.position_id
        JOIN organization_unit u ON u.id = q.unit_id
        WHERE a.person_id = o.person_id AND a.kind = 'DEFINITIF' AND a.valid_from <= %(day)s
          AND (a.valid_to IS NULL OR a.valid_to >= %(day)s) AND u.path LIKE %(below)s
    )
)
SELECT 'catatan', key, rows, oldest FROM entries
UNION ALL SELECT 'hasil', '', rows, NULL FROM results
UNION ALL SELECT 'keberatan', '', rows, oldest FROM objections
"""


@dataclass(frozen=True)
class Waiting:
    """How much waits, and since when the oldest of it."""

    count: int = 0
    oldest: datetime | None = None


@dataclass(frozen=True)
class WaitingSummary:
    """Overdue decisions by row of the board; results and objections of the whole unit."""

    overdue: dict[str, Waiting]
    results: Waiting
    objections: Waiting


def waiting_summary(family: Family, now: datetime) -> WaitingSummary:
    """What a unit's board says about decisions. One query."""
    values = {**row_values(family.unit), "now": now, "day": clock.local_day(now)}
    overdue: dict[str, Waiting] = {}
    others = {RESULTS: Waiting(), OBJECTIONS: Waiting()}
    with connection.cursor() as cursor:
        cursor.execute(SUMMARY, values)
        for kind, key, count, oldest in cursor.fetchall():
            if kind == ENTRIES:
                overdue[key] = Waiting(count, oldest)
            else:
                others[kind] = Waiting(count, oldest)
    return WaitingSummary(overdue, others[RESULTS], others[OBJECTIONS])


@dataclass(frozen=True)
class Ask:
    """What is asked of the list: one kind, perhaps one deciding post, perhaps overdue only."""

    kind: str = ENTRIES
    post_code: str = ""
    only_overdue: bool = False


def waiting_list(*, extent: Extent, now: datetime, ask: Ask, wanted: Slice) -> ListPage:
    """What waits in a unit and everything below it; the number of queries is fixed."""
    if ask.kind == ENTRIES and not ask.post_code:
        return _posts(extent, now, ask, wanted)
    builders: dict[str, Callable[[Extent, datetime, Ask, Slice], ListPage]] = {
        ENTRIES: _entries,
        RESULTS: _results,
        OBJECTIONS: _objections,
        AGREEMENTS: _agreements,
    }
    return builders[ask.kind](extent, now, ask, wanted)


def _pending(extent: Extent, now: datetime, ask: Ask) -> QuerySet[PendingDecision]:
    rows = PendingDecision.objects.filter(extent.within("unit_path"))
    if ask.post_code:
        rows = rows.filter(decider__code=ask.post_code)
    return rows.filter(decide_by__lte=now) if ask.only_overdue else rows


def _posts(extent: Extent, now: datetime, ask: Ask, wanted: Slice) -> ListPage:
    rows = list(
        _pending(extent, now, ask)
        .values("decider_id")
        .annotate(
            waiting=Count("pk"),
            overdue=Count("pk", filter=Q(decide_by__lte=now)),
            oldest=Min("decide_by"),
        )
        .order_by("-overdue", "oldest", "decider_id")
    )
    shown = rows[wanted.start : wanted.stop]
    posts = Position.objects.select_related("unit").in_bulk([row["decider_id"] for row in shown])
    unit, only = extent.unit, {"unit": OWN} if extent.only_itself else {}
    cells = []
    for row in shown:
        post = posts[row["decider_id"]]
        address = {**only, "jabatan": post.code}
        late = waiting_url(unit.code, **address, lewat="on")
        cells.append(
            (
                Cell(post.title),
                Cell(post.unit.name),
                Cell(number(row["waiting"]), waiting_url(unit.code, **address)),
                Cell(number(row["overdue"]), late, is_behind=row["overdue"] > 0),
                Cell(age_of(row["oldest"], now)),
            )
        )
    waiting, overdue = (sum(row[name] for row in rows) for name in ("waiting", "overdue"))
    columns = (
        Column("Jabatan yang memutus"), Column("Unit"), Column("Menunggu", is_number=True),
        Column("Lewat tenggat", is_number=True), Column("Tenggat terlama"),
    )  # fmt: skip
    return ListPage(
        title="Keputusan yang menunggu",
        lead=f"{extent.name}: {number(waiting)} catatan menunggu, {number(overdue)} lewat tenggat.",
        table=Table(columns, cells, len(rows)),
        empty="Tidak ada yang menunggu keputusan.",
        file_name=f"keputusan-{extent.unit.code}",
    )


def _entries(extent: Extent, now: datetime, ask: Ask, wanted: Slice) -> ListPage:
    found = _pending(extent, now, ask).select_related("decider", "author", "entry__unit")
    rows = found.order_by("decide_by", "entry_id")[wanted.start : wanted.stop]
    cells = [
        (
            Cell(row.entry.activity, node_url(ENTRY, row.entry.code)),
            Cell(marked(row.author.name, is_example=row.author.is_example)),
            Cell(row.entry.unit.name),
            Cell(hari_tanggal(row.day)),
            Cell(waktu(row.decide_by)),
            Cell(age_of(row.decide_by, now), is_behind=row.decide_by <= now),
            Cell(row.decider.title),
        )
        for row in rows
    ]
    columns = ("Catatan", "Pegawai", "Unit", "Hari kerja", "Tenggat", "Keadaan", "Yang memutus")
    return ListPage(
        title="Catatan yang menunggu keputusan",
        lead=f"{extent.name}, yang paling lama di atas.",
        table=Table([Column(label) for label in columns], cells, found.count()),
        empty="Tidak ada catatan yang menunggu.",
        file_name=f"catatan-menunggu-{extent.unit.code}",
        names_people=bool(cells),
    )


def _results(extent: Extent, _now: datetime, _ask: Ask, wanted: Slice) -> ListPage:
    found = PlannedResult.objects.filter(
        extent.within("unit__path"), state=PlannedResult.State.SUBMITTED
    )
    rows = found.select_related("person", "unit", "skp__position__reports_to").order_by("id")
    cells = [
        (
            Cell(marked(row.text, is_example=row.is_example), node_url(RESULT, row.code)),
            Cell(marked(row.person.name, is_example=row.person.is_example)),
            Cell(row.unit.name),
            Cell(_superior(row)),
        )
        for row in rows[wanted.start : wanted.stop]
    ]
    columns = ("Hasil kerja", "Pegawai", "Unit", "Yang menyepakati")
    return ListPage(
        title="Hasil kerja yang menunggu kesepakatan",
        lead=extent.name,
        table=Table([Column(label) for label in columns], cells, found.count()),
        empty="Tidak ada hasil kerja yang menunggu kesepakatan.",
        file_name=f"hasil-menunggu-{extent.unit.code}",
        names_people=bool(cells),
    )


def _superior(row: PlannedResult) -> str:
    above = row.skp.position.reports_to
    return above.title if above else "belum ditetapkan"


def _objections(extent: Extent, now: datetime, _ask: Ask, wanted: Slice) -> ListPage:
    people = Appointment.objects.filter(
        valid_on(clock.local_day(now)),
        extent.within("position__unit__path"),
        kind=Appointment.Kind.DEFINITIVE,
    )
    found = Objection.objects.filter(
        outcome=Objection.Outcome.OPEN, person__in=people.values("person_id")
    )
    rows = found.select_related("person").order_by("filed_at", "code")
    cells = [
        (
            Cell(row.code),
            Cell(marked(row.person.name, is_example=row.person.is_example)),
            Cell(hari_tanggal(row.day)),
            Cell(waktu(row.filed_at)),
            Cell(age_of(row.filed_at, now)),
        )
        for row in rows[wanted.start : wanted.stop]
    ]
    columns = ("Keberatan", "Pegawai", "Hari kerja", "Diajukan", "Umur")
    return ListPage(
        title="Keberatan yang menunggu putusan",
        lead=f"{extent.name}. Yang memutus adalah pengelola kepegawaian.",
        table=Table([Column(label) for label in columns], cells, found.count()),
        empty="Tidak ada keberatan yang menunggu.",
        file_name=f"keberatan-{extent.unit.code}",
        names_people=bool(cells),
    )


def _agreements(extent: Extent, now: datetime, _ask: Ask, wanted: Slice) -> ListPage:
    today = clock.local_day(now)
    rows = past_due(agreements_below(extent.unit, today.year), today)
    cells = [
        (
            Cell(row.code, reverse("agreements:agreement", args=[row.code])),
            Cell(row.unit_name),
            Cell(State(row.state).label),
            Cell(tanggal(due)),
            Cell(f"lewat {number((today - due).days)} hari", is_behind=True),
        )
        for row, due in rows[wanted.start : wanted.stop]
    ]
    columns = ("Perjanjian", "Unit", "Keadaan", "Batas tanda tangan", "Umur")
    return ListPage(
        title="Perjanjian lewat batas tanda tangan",
        lead=f"{extent.name}. Batas: satu bulan setelah dokumen anggaran disahkan.",
        table=Table([Column(label) for label in columns], cells, len(rows)),
        empty="Tidak ada perjanjian yang lewat batas.",
        file_name=f"perjanjian-{extent.unit.code}",
    )


def age_of(instant: datetime, now: datetime) -> str:
    """How long ago an instant was, or how far ahead, in words."""
    gap = abs(now - instant)
    if gap >= timedelta(days=1):
        words = f"{number(gap.days)} hari"
    elif gap >= timedelta(hours=1):
        words = f"{gap.seconds // 3600} jam"
    else:
        words = f"{gap.seconds // 60} menit"
    return f"lewat {words}" if instant <= now else f"{words} lagi"
