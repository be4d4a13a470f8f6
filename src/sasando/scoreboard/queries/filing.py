"""Who filed: by unit over the last closed days, and person by person on one day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Sum

from sasando.core import clock
from sasando.core.errors import NotFoundForViewer
from sasando.core.templatetags.sasando_format import hari_tanggal, menit
from sasando.rules.numerals import round_half_up
from sasando.scoreboard.addresses import marked, number
from sasando.scoreboard.tables import Cell, Column, ListPage, Slice, Table
from sasando.work.actions.totals import MINUTES, PATTERNS
from sasando.work.days import is_working_day, period_of
from sasando.work.models import DayClosing, UnitDay

from .units import ROW_KEY, Extent, Family, row_values

if TYPE_CHECKING:
    from collections.abc import Sequence

TREND_DAYS = 20
BY_ROW = f"""
SELECT {ROW_KEY.format(path="u.path")}, d.period, sum(d.expected)::bigint, sum(d.filed)::bigint
FROM work_unitday d JOIN organization_unit u ON u.id = d.unit_id
WHERE d.period = ANY(%(periods)s) AND u.path LIKE %(below)s
GROUP BY 1, 2
"""
# Everybody with a post in the unit on the day; expected are those whom the closing counts too.
PEOPLE = """
WITH post AS (
    SELECT a.person_id, a.kind, q.unit_id, q.title, w.pattern
    FROM organization_appointment a
    JOIN organization_position q ON q.id = a.position_id
    JOIN organization_unit w ON w.id = q.unit_id
    WHERE a.valid_from <= %(day)s AND (a.valid_to IS NULL OR a.valid_to >= %(day)s)
      AND w.path LIKE %(below)s
), expected AS (
    SELECT DISTINCT post.person_id, post.unit_id FROM post
    WHERE post.kind = 'DEFINITIF' AND post.pattern = ANY(%(patterns)s)
      AND (post.pattern <> 'GILIR' OR EXISTS (
          SELECT 1 FROM organization_rostershift s
          WHERE s.person_id = post.person_id AND s.day = %(day)s))
      AND EXISTS (SELECT 1 FROM work_plannedresult r
                  WHERE r.person_id = post.person_id AND r.state = 'DISEPAKATI'
                    AND r.agreed_at <= %(until)s)
), someone AS (SELECT DISTINCT person_id FROM post),
filed AS ({filed}),
lines AS (
    SELECT person_id, unit_id, f.minutes, f.entries,
           e.person_id IS NOT NULL AS is_expected, f.person_id IS NOT NULL AS has_filed
    FROM (SELECT *, true FROM expected) e
    FULL JOIN filed f USING (person_id, unit_id)
)
"""
FILED_CLOSED = """
    SELECT d.person_id, d.unit_id, d.minutes::bigint, d.entries::bigint
    FROM someone
    JOIN work_personday d ON d.person_id = someone.person_id AND d.period = %(period)s
    JOIN organization_unit u ON u.id = d.unit_id AND u.path LIKE %(below)s
"""
FILED_OPEN = f"""
    SELECT someone.person_id, done.unit_id, done.minutes, done.entries
    FROM someone
    CROSS JOIN LATERAL (
        SELECT min(c.unit_id) AS unit_id, {MINUTES} AS minutes, count(*) AS entries
        FROM work_dailyentry c
        LEFT JOIN work_dailyentry newer ON newer.replaces_id = c.id
        WHERE c.person_id = someone.person_id AND c.day = %(day)s
          AND c.kind = 'KERJA' AND newer.id IS NULL
        HAVING count(*) > 0
    ) done
    JOIN organization_unit u ON u.id = done.unit_id AND u.path LIKE %(below)s
"""
# The sums come with every row, and alone when no row is asked for.
ROWS = """
SELECT sums.expected, sums.filed, sums.matching, shown.*
FROM (
    SELECT count(*) FILTER (WHERE is_expected) AS expected,
           count(*) FILTER (WHERE has_filed) AS filed, count(*) FILTER (WHERE {state}) AS matching
    FROM lines
) sums LEFT JOIN (
    SELECT p.name, p.is_example, u.name AS unit_name, lines.minutes, lines.entries,
           lines.is_expected, lines.has_filed,
           (SELECT string_agg(DISTINCT post.title, ', ') FROM post
            WHERE post.person_id = lines.person_id AND post.unit_id = lines.unit_id)
    FROM lines
    JOIN organization_person p ON p.id = lines.person_id
    JOIN organization_unit u ON u.id = lines.unit_id
    WHERE {state}
    ORDER BY lines.has_filed, NOT lines.is_expected, p.name, p.id
    LIMIT %(limit)s OFFSET %(offset)s
) shown ON true
ORDER BY shown.has_filed, NOT shown.is_expected, shown.name
"""
STATES = {
    "": "true",
    "belum": "lines.is_expected AND NOT lines.has_filed",
    "mengisi": "lines.has_filed",
    "tidak-wajib": "lines.has_filed AND NOT lines.is_expected",
}


@dataclass(frozen=True)
class FilingDay:
    """A closed day of a unit with everything below it: how many had to file, how many did."""

    day: date
    expected: int
    filed: int

    @property
    def rate(self) -> Decimal:
        """Filed of expected, in percent, two decimals. Somebody not expected may file too."""
        return round_half_up(Decimal(self.filed * 100) / Decimal(self.expected))

    @property
    def counted_text(self) -> str:
        return f"{number(self.filed)} dari {number(self.expected)} orang"


def filing_by_row(family: Family, days: Sequence[date]) -> dict[str, list[FilingDay]]:
    """The working days among some closed days, oldest first, by row of the board. One query.

    A day on which nobody of a unit had to file is no working day of that unit.
    """
    values = {**row_values(family.unit), "periods": [period_of(day) for day in days]}
    found: dict[str, list[FilingDay]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(BY_ROW, values)
        for key, period, expected, filed in sorted(cursor.fetchall()):
            if expected:
                found[key].append(FilingDay(day_of_period(period), expected, filed))
    return {key: rows[-TREND_DAYS:] for key, rows in found.items()}


def day_of_period(period: int) -> date:
    """The day behind a key of totals: 20261120 is 20 November 2026."""
    return date(period // 10_000, period // 100 % 100, period % 100)


def filing_list(*, extent: Extent, day: date, now: datetime, state: str, wanted: Slice) -> ListPage:
    """Who of a unit had to file on a day, who did and what; today as it stands now.

    The number of queries is fixed. Raises NotFoundForViewer for a day to come.
    """
    if day > clock.local_day(now):
        raise NotFoundForViewer(kind="hari")
    closing = DayClosing.objects.filter(day=day).first()
    values = _values(extent, day, closing.closed_at if closing else now)
    people = PEOPLE.format(filed=FILED_CLOSED if closing else FILED_OPEN)
    limits = {"limit": None if wanted.is_everything else wanted.size, "offset": wanted.start}
    with connection.cursor() as cursor:
        cursor.execute(people + ROWS.format(state=STATES[state]), {**values, **limits})
        found = cursor.fetchall()
    expected, filed, matching = found[0][:3]
    people_shown = [row[3:] for row in found if row[3] is not None]
    columns = (
        Column("Nama"), Column("Jabatan"), Column("Unit"), Column("Keadaan"),
        Column("Waktu tercatat", is_number=True), Column("Catatan", is_number=True),
    )  # fmt: skip
    return ListPage(
        title=f"Pengisian {hari_tanggal(day)}",
        lead=f"{extent.name}: {number(filed)} mengisi, {number(expected)} wajib mengisi.",
        table=Table(columns, [_row(row) for row in people_shown], matching),
        empty="Tidak ada orang yang cocok dengan saringan ini.",
        notes=_notes(extent, day, (expected, filed), is_closed=closing is not None),
        file_name=f"pengisian-{extent.unit.code}-{day.isoformat()}",
        names_people=bool(people_shown),
    )


def _values(extent: Extent, day: date, until: datetime) -> dict[str, Any]:
    return {
        "below": extent.pattern,
        "day": day,
        "period": period_of(day),
        "until": until,
        "patterns": [pattern for pattern in PATTERNS if is_working_day(pattern, day)],
    }


def _row(row: tuple[Any, ...]) -> tuple[Cell, ...]:
    name, is_example, unit, minutes, entries, is_expected, has_filed, titles = row
    if has_filed:
        state = Cell("mengisi" if is_expected else "mengisi, tidak wajib")
    else:
        state = Cell("belum mengisi", is_behind=True)
    return (
        Cell(marked(name, is_example=is_example)),
        Cell(titles or ""),
        Cell(unit),
        state,
        Cell(menit(int(minutes)) if has_filed else "–"),
        Cell(number(int(entries)) if has_filed else "–"),
    )


def _notes(
    extent: Extent, day: date, counted: tuple[int, int], *, is_closed: bool
) -> tuple[str, ...]:
    if not is_closed:
        return ("Hari ini belum tutup; angka ini masih dapat bertambah.",)
    stored = UnitDay.objects.filter(extent.within("unit__path"), period=period_of(day)).aggregate(
        expected=Sum("expected"), filed=Sum("filed")
    )
    at_closing = (stored["expected"] or 0, stored["filed"] or 0)
    if at_closing == counted:
        return ()
    filed, expected = number(at_closing[1]), number(at_closing[0])
    note = f"Saat ditutup tercatat {filed} mengisi dan {expected} wajib mengisi; susunan pegawai"
    return (f"{note} berubah sesudahnya.",)
