"""A page costs the same with ten times the rows, and the board no more than fifteen queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sasando.scoreboard.tests.steps import FRIDAY, THURSDAY, colleagues, log_in, two_days

pytestmark = pytest.mark.django_db

# Session, account, clock, viewer and the count of the queue stand around every page.
AROUND = 5
BOARD = ("/papan/", "/papan/DLHK/", "/papan/DLHK.SAMPAH/")
THREAD = (
    "/utas/", "/utas/misi/MISI-7/", "/utas/sasaran/SASARAN-7.1/", "/utas/butir/PK-DLHK-2026-1.1/",
    "/utas/hasil/H-KADIS-2026/", "/utas/hasil/H-KABID-2026/", "/utas/hasil/H-STAF-2026/",
)  # fmt: skip
LISTS = (
    "/utas/misi/MISI-7/?lihat=orang", "/utas/misi/MISI-7/?lihat=catatan",
    "/utas/hasil/H-KABID-2026/?lihat=catatan", "/utas/hasil/H-KABID-2026/?unduh=csv",
    f"/papan/DLHK/pengisian/{THURSDAY}/", f"/papan/DLHK/pengisian/{FRIDAY}/",
    f"/papan/DLHK/pengisian/{FRIDAY}/?unduh=csv", "/papan/DLHK/keputusan/",
    "/papan/DLHK/keputusan/?jabatan=DLHK.SAMPAH.KEPALA", "/papan/DLHK/capaian/",
)  # fmt: skip


@pytest.fixture(autouse=True)
def entries(at):
    two_days(at)


def queries(client, address: str) -> int:
    client.get(address)  # what the process remembers, such as policies, is remembered now
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("login", ["walikota", "kadis"])
def test_ten_times_the_rows_cost_no_query_more(client, login):
    log_in(client, login)
    addresses = [
        address
        for address in (*BOARD, *THREAD, *LISTS)
        if login == "walikota" or "KADIS" not in address
    ]
    before = {address: queries(client, address) for address in addresses}
    colleagues(30, entries=3)
    assert {address: queries(client, address) for address in addresses} == before


@pytest.mark.parametrize("address", BOARD)
def test_a_board_takes_at_most_fifteen_queries(client, address):
    log_in(client, "walikota")
    assert queries(client, address) <= 15


@pytest.mark.parametrize("address", THREAD)
def test_a_place_of_the_thread_takes_at_most_nine_of_its_own(client, address):
    """Eight for the thread, one for the rupiah behind it."""
    log_in(client, "kadis")
    assert queries(client, address) - AROUND <= 9
