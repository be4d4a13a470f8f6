"""Tables as files and pages, without a database."""

import csv
import io

import pytest

from sasando.scoreboard.tables import Cell, Column, Slice, Table, csv_text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_file_is_a_formula(start):
    table = Table([Column("Nama")], [[Cell(f"{start}1+1")]], 1)
    (_heading, row) = csv.reader(io.StringIO(csv_text(table), newline=""))
    assert row == [f"'{start}1+1"]


def test_a_note_has_a_column_of_its_own_where_it_has_a_name():
    table = Table(
        [Column("Nilai", note="Sumber"), Column("Unit")],
        [[Cell("3", note="BPS"), Cell("x", note="y")]],
        1,
    )
    assert csv_text(table).splitlines() == ["Nilai,Sumber,Unit", "3,BPS,x"]


def test_commas_and_quotes_survive():
    table = Table([Column("Uraian")], [[Cell('Rapat, "singkat"')]], 1)
    assert list(csv.reader(io.StringIO(csv_text(table))))[1] == ['Rapat, "singkat"']


@pytest.mark.parametrize(
    ("page", "shown", "total", "links"),
    [
        (1, 50, 120, (None, "?jenis=hasil&halaman=2")),
        (2, 50, 120, ("?jenis=hasil&halaman=1", "?jenis=hasil&halaman=3")),
        (3, 20, 120, ("?jenis=hasil&halaman=2", None)),
        (1, 50, 51, (None, "?jenis=hasil&halaman=2")),
        (9, 0, 120, ("?jenis=hasil&halaman=8", None)),
    ],
)
def test_the_links_of_a_page_keep_the_filter(page, shown, total, links):
    pager = Slice(page=page, query={"jenis": "hasil"}).pager(shown, total)
    assert (pager.previous_url, pager.next_url) == links
    assert pager.total == total


def test_one_page_has_no_links():
    assert Slice().pager(50, 50) is None
    assert Slice(is_everything=True).pager(500, 500) is None
