"""Copying thousands of lines that were written a moment ago, before the database knows of them."""

from django.db import connection

from sasando.organization.models import Unit
from sasando.planning.actions.copying import copy_lines
from sasando.planning.models import PlanDocument, PlanRow

LINES = 4_000
# Every tenth line is a programme, the nine after it hang below it.
FILL = """
INSERT INTO planning_planrow (document_id, unit_id, level, code, name, location, funding, reason,
    is_example)
SELECT %(document)s, %(unit)s, CASE WHEN n %% 10 = 0 THEN 'PROGRAM' ELSE 'KEGIATAN' END,
    'K-' || n, 'Baris', '', '', '', true FROM generate_series(0, %(last)s) n
"""
HANG = """
UPDATE planning_planrow child SET parent_id = above.id FROM planning_planrow above
WHERE child.document_id = %(document)s AND above.document_id = %(document)s
    AND child.level = 'KEGIATAN'
    AND above.code = 'K-' || (substr(child.code, 3)::int / 10 * 10)
"""


def _document(number):
    return PlanDocument.objects.create(
        code=f"RKPD-203{number}-1", kind="RKPD", name="RKPD contoh",
        first_year=2030 + number, last_year=2030 + number, is_example=True,
    )  # fmt: skip


def test_a_copy_of_fresh_lines_takes_seconds_not_minutes(db):
    source, copy = _document(1), _document(2)
    facts = {"document": source.pk, "unit": Unit.objects.get(code="DLHK").pk, "last": LINES - 1}
    with connection.cursor() as cursor:
        cursor.execute(FILL, facts)
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(HANG, facts)
        cursor.execute("SET LOCAL enable_nestloop TO DEFAULT")
        cursor.execute("SET LOCAL statement_timeout = '8s'")
    copy_lines(source.pk, copy.pk)
    rows = PlanRow.objects.filter(document=copy).select_related("parent")
    assert rows.count() == LINES
    assert {row.parent.document_id for row in rows if row.parent} == {copy.pk}
    assert rows.filter(parent=None).count() == LINES // 10


def test_the_databases_own_habits_come_back(db):
    source, copy = _document(1), _document(2)
    copy_lines(source.pk, copy.pk)
    with connection.cursor() as cursor:
        cursor.execute("SHOW enable_nestloop")
        assert cursor.fetchone() == ("on",)
