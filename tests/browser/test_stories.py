"""What people do all day: record, lose the line, send twice, be too late, decide, verify, print."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.scene import ANONYMOUS

from .conftest import DESK, watch

TODAY = "/hari-ini/"


def fill(window, activity: str, *, start: str = "14:00", end: str = "15:00") -> None:
    window.get_by_label("Mulai").fill(start)
    window.get_by_label("Selesai").fill(end)
    window.get_by_label("Jumlah").fill("3")
    window.get_by_label("Apa yang dikerjakan").fill(activity)


def save(window) -> None:
    window.get_by_role("button", name="Simpan", exact=True).click()


def drafts(window):
    return window.locator("[data-drafts]")


def entries(window):
    return window.locator("#entries")


def entry_in_queue(window, activity: str):
    return window.locator("li.queue-item", has_text=activity)


def test_an_entry_is_recorded_without_leaving_the_page(open_as, city):
    context = open_as("stafkel")
    seen = watch(context)
    window = context.new_page()
    window.goto(TODAY)
    fill(window, "Mengantar berkas")
    save(window)
    expect(entries(window)).to_contain_text("Mengantar berkas")
    expect(window.locator("[data-form-said]")).to_have_text("Catatan sudah masuk.")
    expect(drafts(window)).to_be_hidden()
    expect(window.get_by_label("Apa yang dikerjakan")).to_have_value("")
    expect(window.get_by_label("Mulai")).to_have_value("15:00")
    assert seen == []
    assert city.entries("Mengantar berkas") == 1


def test_what_needs_mending_is_said_at_its_field(open_as, city):
    window = open_as("stafkel").new_page()
    window.goto(TODAY)
    fill(window, "Jam terbalik", start="15:00", end="14:00")
    save(window)
    mend = window.locator("#id_end_error")
    expect(mend).to_contain_text("Jam selesai harus sesudah jam mulai")
    expect(window.get_by_label("Apa yang dikerjakan")).to_have_value("Jam terbalik")
    window.get_by_label("Selesai").fill("16:00")
    save(window)
    expect(entries(window)).to_contain_text("Jam terbalik")
    assert city.entries("Jam terbalik") == 1


def test_without_a_line_the_entry_waits_on_the_phone(open_as, city):
    context = open_as("lurah")
    window = context.new_page()
    window.goto(TODAY)
    context.set_offline(True)
    fill(window, "Rapat RT tanpa sinyal")
    save(window)
    expect(drafts(window)).to_contain_text("draf di ponsel")
    expect(drafts(window)).to_contain_text("Rapat RT tanpa sinyal")
    expect(window.locator("[data-form-said]")).to_contain_text("Belum terkirim")
    assert city.entries("Rapat RT tanpa sinyal") == 0
    context.set_offline(False)
    expect(entries(window)).to_contain_text("Rapat RT tanpa sinyal")
    expect(drafts(window)).to_be_hidden()
    assert city.entries("Rapat RT tanpa sinyal") == 1


def test_a_draft_outlives_the_page(open_as, city):
    context = open_as("lurah")
    window = context.new_page()
    window.goto(TODAY)
    context.set_offline(True)
    fill(window, "Ponsel mati sebelum terkirim")
    save(window)
    expect(drafts(window)).to_contain_text("draf di ponsel")
    window.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(TODAY)
    expect(entries(again)).to_contain_text("Ponsel mati sebelum terkirim")
    assert city.entries("Ponsel mati sebelum terkirim") == 1


def test_an_answer_lost_on_the_way_does_not_make_two(open_as, city):
    """The server has saved, the phone has not heard; it sends again under the same key."""
    window = open_as("lurah").new_page()
    window.goto(TODAY)
    swallowed = []

    def swallow_answer(route):
        swallowed.append(route.fetch().status)
        route.abort()

    window.route(re.compile(TODAY), swallow_answer)
    fill(window, "Jawaban hilang di jalan")
    save(window)
    expect(drafts(window)).to_contain_text("draf di ponsel")
    assert set(swallowed) == {200}
    assert city.entries("Jawaban hilang di jalan") == 1
    window.unroute(re.compile(TODAY))
    window.get_by_role("button", name="Kirim sekarang").click()
    expect(entries(window)).to_contain_text("Jawaban hilang di jalan")
    expect(drafts(window)).to_be_hidden()
    assert city.entries("Jawaban hilang di jalan") == 1


def test_a_draft_that_comes_after_the_closing_says_so(open_as, city, at_hour):
    context = open_as("camat")
    window = context.new_page()
    window.goto(TODAY)
    context.set_offline(True)
    fill(window, "Terlambat karena sinyal")
    save(window)
    expect(drafts(window)).to_contain_text("draf di ponsel")
    window.close()
    at_hour("2026-11-21 00:05")
    context.set_offline(False)
    late = context.new_page()
    late.goto(TODAY)
    expect(drafts(late)).to_contain_text("tidak terkirim sebelum tutup")
    copied = late.get_by_label("Teks catatan yang tidak terkirim")
    expect(copied).to_have_value(re.compile("Terlambat karena sinyal"))
    assert city.entries("Terlambat karena sinyal") == 0


def test_the_server_refuses_a_page_left_open_over_the_closing(open_as, city, at_hour):
    """The page still thinks it is afternoon; only the server's clock counts."""
    window = open_as("camat").new_page()
    window.goto(TODAY)
    at_hour("2026-11-21 00:05")
    fill(window, "Halaman terbuka semalaman")
    save(window)
    expect(window.locator("[data-drafts], [data-entry-form]").first).to_be_visible()
    expect(window.get_by_text("sudah tutup. Catatan ini tidak masuk").first).to_be_visible()
    assert city.entries("Halaman terbuka semalaman") == 0


def test_the_countdown_runs_on_the_servers_clock(open_as, at_hour):
    at_hour("2026-11-20 23:30")
    window = open_as("kadis").new_page()
    window.goto(TODAY)
    countdown = window.locator("[data-countdown]")
    expect(countdown).to_contain_text("Tutup 29 menit lagi")
    expect(countdown).to_have_class(re.compile("is-near"))


def test_recording_and_deciding_need_no_javascript(open_as, city):
    window = open_as("staf2", java_script_enabled=False).new_page()
    window.goto(TODAY)
    for activity in ("Tanpa JavaScript satu", "Tanpa JavaScript dua"):
        fill(window, activity)
        save(window)
        expect(entries(window)).to_contain_text(activity)
        expect(window.get_by_text("Tersimpan. Kode catatan")).to_be_visible()
        assert city.entries(activity) == 1
    codes = [
        item.get_attribute("id").removeprefix("catatan-")
        for item in entries(window).locator("li", has_text="Tanpa JavaScript").all()
    ]
    superior = open_as("kabid", java_script_enabled=False).new_page()
    superior.goto("/antrean/")
    accepted = entry_in_queue(superior, "Tanpa JavaScript satu")
    accepted.get_by_role("button", name="Terima").click()
    expect(superior.get_by_text("Keputusan tersimpan.")).to_be_visible()
    returned = entry_in_queue(superior, "Tanpa JavaScript dua")
    returned.locator("summary").click()
    returned.get_by_label("Alasan dikembalikan").fill("Sebutkan nomor kendaraan.")
    returned.get_by_role("button", name="Kembalikan dengan alasan ini").click()
    expect(superior.get_by_text("Keputusan tersimpan.")).to_be_visible()
    expect(superior.get_by_text("Tanpa JavaScript")).to_have_count(0)
    verdicts = {city.decision(code) for code in codes}
    assert verdicts == {("DITERIMA", ""), ("DIKEMBALIKAN", "Sebutkan nomor kendaraan.")}


def test_a_supervisor_returns_in_place(open_as, city):
    code = city.scene.codes["entry"]
    context = open_as("kabid", size=DESK)
    window = context.new_page()
    window.goto("/antrean/")
    loads = []
    window.on("load", lambda: loads.append(window.url))
    item = window.locator(f"#catatan-{code}")
    item.locator("summary").click()
    note = item.get_by_label("Alasan dikembalikan")
    note.fill("   ")
    item.get_by_role("button", name="Kembalikan dengan alasan ini").click()
    expect(item).to_contain_text("Tulis alasannya, supaya pegawai tahu")
    item.get_by_label("Alasan dikembalikan").fill("Sebutkan nomor tiket timbangan.")
    item.get_by_role("button", name="Kembalikan dengan alasan ini").click()
    expect(item).to_contain_text("Sebutkan nomor tiket timbangan.")
    expect(item.get_by_role("button")).to_have_count(0)
    assert loads == []
    assert city.decision(code) == ("DIKEMBALIKAN", "Sebutkan nomor tiket timbangan.")


def test_a_decision_without_a_line_is_not_lost_in_silence(open_as, city):
    context = open_as("kabid")
    window = context.new_page()
    window.goto("/antrean/")
    context.set_offline(True)
    item = window.locator(f"#catatan-{city.scene.codes['evidence_entry']}")
    item.get_by_role("button", name="Terima").click()
    expect(window.locator("[data-connection]")).to_be_visible()
    context.set_offline(False)
    item.get_by_role("button", name="Terima").click()
    expect(item.get_by_role("button")).to_have_count(0)
    assert city.decision(city.scene.codes["evidence_entry"])[0] == "DITERIMA"


@pytest.fixture
def receipt(open_as, city) -> bytes:
    """The receipt of a sealed entry, as its author downloads it."""
    code = city.scene.codes["sealed_entry"]
    answer = open_as("staf").request.get(f"/kinerja/catatan/{code}/tanda-terima.json")
    assert answer.status == 200
    return answer.body()


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        (lambda content: content, "Cocok"),
        (lambda content: content.replace(b"12 titik", b"13 titik"), "Tidak cocok"),
        (lambda content: content.replace(b"2026-11-19", b"2026-11-18"), "Tidak cocok"),
        (lambda content: b"{}", "Tidak cocok"),
    ],
    ids=["as-issued", "another-number", "another-day", "nothing"],
)
def test_anybody_may_check_a_receipt(open_as, receipt, change, verdict):
    window = open_as(ANONYMOUS).new_page()
    window.goto("/segel/")
    file = {"name": "sasando.json", "mimeType": "application/json", "buffer": change(receipt)}
    window.get_by_label("Berkas tanda terima").set_input_files(file)
    window.get_by_role("button", name="Periksa berkas").click()
    expect(window.locator("#hasil")).to_have_text(verdict)


@pytest.mark.parametrize("path", ["/papan/", "/utas/", "/perjanjian/PK-DLHK-2026-1/"])
def test_pages_can_be_put_on_paper(open_as, path):
    window = open_as("walikota", size={"width": 794, "height": 1123}).new_page()
    window.goto(path)
    window.emulate_media(media="print")
    expect(window.locator(".print-head")).to_be_visible()
    expect(window.locator(".print-head svg")).to_be_visible()
    expect(window.locator("nav.tabs")).to_be_hidden()
    assert window.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
    assert window.pdf(format="A4").startswith(b"%PDF-")


def test_logging_in_by_hand(open_as, city):
    from sasando.demo.cast import PASSWORD

    window = open_as(ANONYMOUS).new_page()
    window.goto("/papan/")
    window.get_by_label("NIP atau nama pengguna").fill("lurah")
    window.locator("input[type=password]").fill(PASSWORD)
    window.get_by_role("button", name="Masuk").click()
    expect(window).to_have_url(f"{city.address}/papan/")
    expect(window.locator("h1")).to_contain_text("Kelurahan Oesapa")
