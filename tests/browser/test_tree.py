"""The performance tree by keyboard and by mouse, with JavaScript and without it."""

from __future__ import annotations

import re

import psycopg
import pytest
from playwright.sync_api import expect

from .conftest import DESK, watch
from .test_pages import AXE, RUN_AXE, WCAG

TREE = "/perencanaan/pohon/POHON-DLHK-2026/"
ROOT = "Sampah kota terangkut sesuai jadwal"
ROUTE = "Rute angkut melayani semua titik resmi"
FLEET = "Kendaraan laik jalan setiap hari"
WILD = "Titik liar ditutup dan diawasi"
RECORD = "Timbulan sampah tercatat harian"
SCALE = "Timbangan TPA berfungsi dan ditera"


def row(window, text: str):
    """The row of a node that says exactly this."""
    link = window.get_by_role("link", name=text, exact=True)
    return window.locator(".tree-row", has=link)


@pytest.fixture
def desk(open_as):
    """The head of DLHK before the tree of his agency, on a desk."""
    # High enough for the whole tree: a page that scrolls under a drag begins another one.
    context = open_as("kadis", size={**DESK, "height": 1600})
    seen = watch(context)
    window = context.new_page()
    window.goto(TREE)
    expect(window.get_by_role("tree")).to_be_visible()
    yield window
    # A browser notes every refusal; what we refuse on purpose is 409 and 422.
    assert [line for line in seen if not re.search("status of (409|422)", line)] == []


def parent_of(city, text: str) -> str | None:
    with psycopg.connect(city.database_url) as connection:
        found = connection.execute(
            "SELECT above.text FROM planning_performancenode own "
            "LEFT JOIN planning_performancenode above ON above.id = own.parent_id "
            "WHERE own.text = %s AND NOT own.is_removed",
            [text],
        ).fetchone()
    return found[0] if found else "tidak ada"


def stands_under(window, city, text: str, parent: str) -> None:
    """Wait until the database says so: the browser is ahead of the server."""
    for _attempt in range(60):
        if parent_of(city, text) == parent:
            return
        window.wait_for_timeout(100)
    assert parent_of(city, text) == parent


def press(window, *keys: str) -> None:
    for key in keys:
        window.keyboard.press(key)


def test_arrows_lead_through_the_tree(desk):
    row(desk, ROOT).focus()
    press(desk, "ArrowDown")
    expect(row(desk, ROUTE)).to_be_focused()
    expect(row(desk, ROUTE)).to_have_attribute("aria-level", "2")
    press(desk, "ArrowLeft")
    expect(row(desk, ROUTE)).to_have_attribute("aria-expanded", "false")
    expect(row(desk, FLEET)).to_be_hidden()
    press(desk, "ArrowDown")
    expect(row(desk, RECORD)).to_be_focused()
    press(desk, "ArrowUp", "ArrowRight", "ArrowRight")
    expect(row(desk, FLEET)).to_be_focused()
    press(desk, "ArrowLeft", "ArrowLeft")
    expect(row(desk, ROUTE)).to_be_focused()
    press(desk, "End")
    expect(row(desk, SCALE)).to_be_focused()
    press(desk, "Home")
    expect(row(desk, ROOT)).to_be_focused()
    press(desk, "t")
    expect(row(desk, WILD)).to_be_focused()


def test_a_node_is_changed_added_moved_removed_and_all_undone_by_keys(desk, city):
    row(desk, SCALE).focus()
    press(desk, "Enter")
    words = desk.get_by_label("Kondisi")
    expect(words).to_be_visible()
    words.fill("Timbangan TPA selalu ditera")
    desk.get_by_role("button", name="Simpan").click()
    expect(row(desk, "Timbangan TPA selalu ditera")).to_be_focused()
    expect(desk.get_by_role("status").first).to_contain_text("Tersimpan")

    press(desk, "Insert")
    expect(desk.get_by_role("heading", name="Tambah simpul")).to_be_visible()
    desk.get_by_label("Kondisi").fill("Juru timbang terlatih")
    desk.get_by_role("button", name="Simpan").click()
    expect(row(desk, "Juru timbang terlatih")).to_be_focused()
    stands_under(desk, city, "Juru timbang terlatih", "Timbangan TPA selalu ditera")

    press(desk, "Alt+ArrowLeft")
    expect(row(desk, "Juru timbang terlatih")).to_have_attribute("aria-level", "3")
    expect(row(desk, "Juru timbang terlatih")).to_be_focused()
    press(desk, "Alt+ArrowUp")
    expect(row(desk, "Juru timbang terlatih")).to_have_attribute("aria-posinset", "1")
    stands_under(desk, city, "Juru timbang terlatih", RECORD)

    press(desk, "Delete")
    expect(desk.get_by_text("Hapus simpul ini?")).to_be_visible()
    desk.locator("#panel").get_by_role("button", name="Hapus").click()
    expect(row(desk, "Juru timbang terlatih")).to_have_count(0)
    stands_under(desk, city, "Juru timbang terlatih", "tidak ada")

    press(desk, "Control+z", "Control+z")
    stands_under(desk, city, "Juru timbang terlatih", RECORD)
    for expected in ("Timbangan TPA selalu ditera", "tidak ada"):
        press(desk, "Control+z")
        stands_under(desk, city, "Juru timbang terlatih", expected)
    press(desk, "Control+z")
    expect(row(desk, SCALE)).to_be_visible()


def test_a_branch_is_dragged_under_another_and_back(desk, city):
    row(desk, WILD).drag_to(row(desk, RECORD))
    expect(row(desk, WILD)).to_be_focused()
    stands_under(desk, city, WILD, RECORD)
    desk.get_by_role("button", name=re.compile("Urungkan")).click()
    expect(desk.get_by_role("status").first).to_contain_text("Diurungkan")
    stands_under(desk, city, WILD, ROUTE)


@pytest.mark.parametrize("key", ["Enter", "Insert", "Delete"])
def test_the_panel_is_readable_by_all(desk, key):
    desk.evaluate(AXE)
    row(desk, FLEET).focus()
    press(desk, key)
    expect(desk.locator("#panel")).to_be_visible()
    assert desk.evaluate(RUN_AXE, WCAG) == []


def test_escape_leaves_the_form_and_returns_to_the_node(desk):
    row(desk, FLEET).focus()
    press(desk, "Enter")
    expect(desk.get_by_label("Kondisi")).to_be_visible()
    press(desk, "Escape")
    expect(desk.locator("#panel")).to_be_hidden()
    expect(row(desk, FLEET)).to_be_focused()


def test_what_another_changed_meanwhile_is_said_in_the_panel(desk, city):
    row(desk, FLEET).focus()
    press(desk, "Enter")
    expect(desk.get_by_label("Kondisi")).to_be_visible()
    with psycopg.connect(city.database_url) as connection:
        connection.execute(
            "UPDATE planning_performancenode SET revision = revision + 1 WHERE text = %s", [FLEET]
        )
    desk.get_by_label("Kondisi").fill("Kendaraan selalu laik")
    desk.get_by_role("button", name="Simpan").click()
    expect(desk.locator("#panel")).to_contain_text("mengubah simpul ini")
    expect(desk.get_by_label("Kondisi")).to_have_value("Kendaraan selalu laik")
    press(desk, "Escape")
    row(desk, FLEET).focus()
    press(desk, "Alt+ArrowDown")
    expect(desk.get_by_role("alert")).to_contain_text("mengubah simpul ini")


def test_a_phone_without_javascript_changes_the_tree_too(open_as, city):
    window = open_as("kadis", java_script_enabled=False).new_page()
    window.goto(TREE)
    window.get_by_role("link", name=RECORD, exact=True).click()
    window.get_by_role("link", name="Tambah di bawah").click()
    window.get_by_label("Kondisi").fill("Catatan dikirim sebelum pukul enam")
    window.get_by_role("button", name="Simpan").click()
    stands_under(window, city, "Catatan dikirim sebelum pukul enam", RECORD)
    window.get_by_role("button", name=re.compile("Urungkan")).click()
    expect(window.get_by_text("Diurungkan: Catatan dikirim")).to_be_visible()
    stands_under(window, city, "Catatan dikirim sebelum pukul enam", "tidak ada")
