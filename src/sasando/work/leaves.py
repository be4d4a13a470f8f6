"""What of an entry is sealed: its public codes and its words, in one fixed form.

The same form is used when the promise is signed at recording, when the day is sealed, when a
receipt is given and when the audit recomputes; so it stands here once.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection

from sasando.seals.records import EntryRecord

# PostgreSQL writes day, quantity and instants as text: half the time of writing them here.
FIELDS = """
    e.code, to_char(e.day, 'YYYY-MM-DD'), e.kind,
    p.code, q.code, u.code, r.code, e.start_minute, e.end_minute,
    e.activity, e.quantity::text, e.measure, coalesce(a.sha256, ''), coalesce(old.code, ''),
    to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    to_char(e.closes_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.salt
"""
SOURCE = """
    FROM work_dailyentry e
    JOIN organization_person p ON p.id = e.person_id
    JOIN organization_position q ON q.id = e.position_id
    JOIN organization_unit u ON u.id = e.unit_id
    JOIN work_plannedresult r ON r.id = e.result_id
    LEFT JOIN core_attachment a ON a.id = e.evidence_id
    LEFT JOIN work_dailyentry old ON old.id = e.replaces_id
"""
BATCH = 5_000


def records_of_day(day: date) -> Iterator[tuple[str, EntryRecord]]:
    """Every entry of a day as it is sealed, in the order of recording, with its code."""
    query = f"SELECT {FIELDS} {SOURCE} WHERE e.day = %s ORDER BY e.id"
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, [day])
        while rows := cursor.fetchmany(BATCH):
            for row in rows:
                yield row[0], record_from(row)


def record_of(code: str) -> EntryRecord:
    """One entry as it is sealed. The code must exist."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {FIELDS} {SOURCE} WHERE e.code = %s", [code])
        return record_from(cursor.fetchone())


def record_from(row: tuple[Any, ...]) -> EntryRecord:
    """The sealed form of a row of FIELDS."""
    fields = {
        "kode": row[0],
        "hari": row[1],
        "jenis": row[2],
        "orang": row[3],
        "jabatan": row[4],
        "unit": row[5],
        "hasil": row[6],
        "mulai": row[7],
        "selesai": row[8],
        "uraian": row[9],
        "jumlah": row[10],
        "satuan": row[11],
        "bukti": row[12],
        "mengganti": row[13],
        "dicatat": row[14],
        "tutup": row[15],
    }
    return EntryRecord.build(fields, bytes(row[16]))
