"""Filling: millions of past entries, and one open day with as many entries as asked."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from time import perf_counter
from typing import TYPE_CHECKING

from sasando.demo.owner import connect, continue_ids, first_free_id, guards_off

from .report import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sasando.demo.owner import Connection

    from .site import Database, Site

PEOPLE = 5_400
ENTRIES_A_DAY = 5
# Everything before the first day that the example city has really sealed.
LAST_BULK_DAY = date(2026, 11, 12)
WRITERS = """
CREATE TEMP TABLE ukur_writer AS
SELECT row_number() OVER (ORDER BY p.id) - 1 AS place, p.id AS person_id, q.id AS position_id,
       q.unit_id, r.results
FROM organization_person p
JOIN organization_appointment a ON a.person_id = p.id AND a.kind = 'DEFINITIF'
    AND a.valid_to IS NULL
JOIN organization_position q ON q.id = a.position_id
JOIN (SELECT person_id, array_agg(id ORDER BY id) AS results FROM work_plannedresult
      WHERE state = 'DISEPAKATI' GROUP BY person_id) r ON r.person_id = p.id
"""
# Entries of a long day: everybody in turn, text of ordinary length, recorded in time.
DAY = """
INSERT INTO work_dailyentry (id, code, key, person_id, position_id, unit_id, result_id, day, kind,
    start_minute, end_minute, activity, quantity, measure, salt, recorded_at, closes_at,
    is_example)
SELECT %(first_id)s + n, 'C-' || lpad((%(first_id)s + n)::text, 10, '0'), gen_random_uuid(),
       w.person_id, w.position_id, w.unit_id, w.results[1 + n %% cardinality(w.results)],
       %(day)s, 'KERJA', 420 + n %% 800, 450 + n %% 800,
       (ARRAY['Memeriksa berkas permohonan warga dan mencatat yang belum lengkap',
              'Mengangkut sampah dari titik resmi di tiga kelurahan',
              'Menyusun bahan rapat koordinasi dan notulensinya',
              'Melayani warga di loket dan memperbarui buku register',
              'Memeriksa kelas, menilai tugas siswa, dan mengisi jurnal mengajar'])[1 + n %% 5]
           || ' nomor ' || n,
       1 + n %% 40, 'kegiatan', uuid_send(gen_random_uuid()),
       sasando_local_midnight(%(day)s) + interval '8 hours' + n * interval '0.5 second',
       sasando_local_midnight(%(day)s + 1), true
FROM generate_series(0, %(wanted)s - 1) n
JOIN ukur_writer w ON w.place = n %% (SELECT count(*) FROM ukur_writer)
"""


@dataclass(frozen=True)
class Filled:
    """How many entries a database holds, and how long filling it took."""

    entries: int
    seconds: float


def fill_day(database: Database, day: date, total: int) -> Filled:
    """Bring a day that is open by the city's clock to so many entries."""
    began_at = perf_counter()
    with connect(database.owner_url) as owner:
        with guards_off(owner, ("work_dailyentry",)):
            owner.execute(WRITERS)
            row = owner.execute("SELECT count(*) FROM work_dailyentry WHERE day = %s", [day])
            standing = row.fetchone()
            values = {
                "first_id": first_free_id(owner, "work_dailyentry"),
                "day": day,
                "wanted": total - (standing[0] if standing else 0),
            }
            owner.execute(DAY, values)
            continue_ids(owner, ["work_dailyentry"])
        owner.execute("ANALYZE work_dailyentry")
    return Filled(total, perf_counter() - began_at)


def fill_history(database: Database, total: int) -> Filled:
    """Bring the past up to about so many entries, with the totals of their days."""
    from sasando.demo.bulk import copy_entries

    began_at = perf_counter()
    with connect(database.owner_url) as owner:
        missing = total - _entries(owner)
        people, per_day = (PEOPLE, ENTRIES_A_DAY) if missing > 10 * PEOPLE else (PEOPLE, 1)
        days = max(1, round(missing / (people * per_day)))
        first_day = LAST_BULK_DAY - timedelta(days=days - 1)
        copy_entries(owner, people=people, first_day=first_day, days=days, per_day=per_day)
        return Filled(_entries(owner), perf_counter() - began_at)


def _entries(owner: Connection) -> int:
    row = owner.execute("SELECT count(*) FROM work_dailyentry").fetchone()
    return int(row[0]) if row else 0


@contextmanager
def city_with_history(site: Site, total: int) -> Iterator[tuple[Database, Filled]]:
    """A copy of the city with a long past, in use by Django; kept for later where asked."""
    from sasando.cli import postgres

    from .site import MORNING, TEMPLATE, clone, move_clock, tidy, use

    database = site.database(f"ukur_riwayat_{total}")
    seconds = 0.0
    if not postgres.database_exists(site.admin_url, database.name):
        say(f"menulis riwayat {total:,} catatan".replace(",", "."))
        building = site.database(f"{database.name}_belum_jadi")
        clone(site, TEMPLATE, building.name)
        seconds = fill_history(building, total).seconds
        tidy(site, building)
        postgres.rename_database(site.admin_url, building.name, database.name)
    use(database)
    move_clock(MORNING)
    with connect(database.owner_url) as owner:
        filled = Filled(_entries(owner), seconds)
    yield database, filled
