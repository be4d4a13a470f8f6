"""The audit trail: who may search it, by what, in pages of equal cost, and as a table."""

import csv
from datetime import datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from sasando.core import audit
from sasando.core.models import AuditEvent
from sasando.core.trail import PAGE_SIZE, TrailFilter, safe_cell, trail_page

from .files import viewer

pytestmark = pytest.mark.django_db


def deed(login="kadis", action="uji.perbuatan", code="X-1", **more):
    with transaction.atomic():
        audit.record(
            actor=viewer(login), action=action, subject_kind="uji", subject_code=code, **more
        )


def codes(asked=None, cursor=""):
    return [row.subject_code for row in trail_page(asked or TrailFilter(), cursor).rows]


@pytest.mark.parametrize("address", ["/jejak/", "/jejak/unduh.csv"])
@pytest.mark.parametrize(
    ("login", "expected"),
    [
        ("pemeriksa", 200), ("pengelola", 200), ("sekda", 200), ("walikota", 403), ("kadis", 403),
        ("kepegawaian", 403), ("perencana", 403), ("staf", 403), ("warga", 403),
    ],
)  # fmt: skip
def test_who_may_read_it(as_, login, expected, address):
    assert as_(login).get(address).status_code == expected


def test_filters_narrow_by_actor_action_and_subject():
    deed(code="X-1")
    deed("camat", code="X-2")
    deed(action="lain.perbuatan", code="X-3")
    assert codes(TrailFilter(actor="adriana")) == ["X-2"]
    assert codes(TrailFilter(action="lain.")) == ["X-3"]
    assert codes(TrailFilter(subject="X-1")) == ["X-1"]
    assert codes() == ["X-3", "X-2", "X-1"]


def test_days_are_those_of_the_city(at):
    at("2026-11-19 23.59")
    deed(code="X-1")
    at("2026-11-20 00.01")
    deed(code="X-2")
    day = datetime(2026, 11, 20).date()
    assert codes(TrailFilter(first=day)) == ["X-2"]
    assert codes(TrailFilter(last=day.replace(day=19))) == ["X-1"]
    assert codes(TrailFilter(first=day, last=day)) == ["X-2"]


def test_paging_shows_every_deed_once_and_survives_a_strange_cursor():
    for number in range(2 * PAGE_SIZE + 3):
        deed(code=f"X-{number}")
    first = trail_page(TrailFilter())
    second = trail_page(TrailFilter(), first.older)
    third = trail_page(TrailFilter(), second.older)
    seen = [row.subject_code for page in (first, second, third) for row in page.rows]
    assert seen == [f"X-{number}" for number in reversed(range(2 * PAGE_SIZE + 3))]
    assert third.older == ""
    assert codes(cursor="bukan-punya-kami") == codes()


def test_a_full_page_takes_the_same_queries_as_a_short_one(as_):
    client = as_("pemeriksa")
    deed()
    client.get("/jejak/")
    with CaptureQueriesContext(connection) as few:
        client.get("/jejak/")
    for number in range(PAGE_SIZE + 5):
        deed(code=f"X-{number}")
    with CaptureQueriesContext(connection) as many:
        text = client.get("/jejak/").content.decode()
    assert len(many) == len(few)
    assert "Lebih lama" in text


def test_the_page_keeps_its_filter_in_every_link(as_):
    for number in range(PAGE_SIZE + 1):
        deed(code=f"X-{number}")
    client = as_("pemeriksa")
    text = client.get("/jejak/", {"pelaku": "Yohana"}).content.decode()
    assert "/jejak/unduh.csv?pelaku=Yohana" in text
    assert "?pelaku=Yohana&amp;sebelum=" in text
    assert "Terbaru" not in text


def test_the_page_shows_both_sides_of_a_change_and_explains_a_wrong_date(as_):
    deed(before={"golongan": "III/a"}, after={"golongan": "III/b"}, reason="surat 1")
    text = as_("pemeriksa").get("/jejak/", {"dari": "kemarin"}).content.decode()
    assert "golongan: III/a → III/b" in text
    assert "surat 1" in text
    assert "Tulis tanggal seperti 2026-11-20." in text


def table(response):
    content = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(content.splitlines()))


def test_the_download_holds_the_filtered_rows_and_is_traced(as_):
    deed(code="X-1", after={"a": "b"})
    deed("camat", code="X-2")
    rows = table(as_("pemeriksa").get("/jejak/unduh.csv", {"pelaku": "Yohana"}))
    assert [(row["kode"], row["sesudah"]) for row in rows] == [("X-1", "a: b")]
    event = AuditEvent.objects.get(action="trail.downloaded")
    assert (event.actor_name, event.after) == ("Agustinus Contoh", {"pelaku": "Yohana"})


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(as_, text):
    assert safe_cell(text) == f"'{text}"
    deed(code="X-1", subject_label=text)
    rows = table(as_("pemeriksa").get("/jejak/unduh.csv", {"kode": "X-1"}))
    assert rows[0]["sebutan"].startswith("'")


def test_ordinary_text_stays_as_it_is():
    assert safe_cell("Dinas - Uji = 1") == "Dinas - Uji = 1"


def test_a_very_long_download_says_that_it_is_cut(as_, monkeypatch):
    monkeypatch.setattr("sasando.core.trail.DOWNLOAD_LIMIT", 2)
    for number in range(4):
        deed(code=f"X-{number}")
    rows = table(as_("pemeriksa").get("/jejak/unduh.csv"))
    assert len(rows) == 3
    assert "Dipotong" in rows[-1]["waktu"]
