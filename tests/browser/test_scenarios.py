"""A planner tries a cut before the guests: begins, adds a rule, tries another value, drafts."""

from __future__ import annotations

import pytest

from .conftest import DESK, PHONE, watch
from .test_budget import held_up

SIZES = {"phone": PHONE, "desk": DESK}


@pytest.mark.parametrize("size", SIZES)
def test_a_cut_is_tried_and_told(open_as, size):
    context = open_as("perencana", size=SIZES[size])
    seen = watch(context)
    window = context.new_page()
    window.goto("/anggaran/skenario/")
    window.get_by_role("link", name="Skenario baru").click()
    window.get_by_label("Nama").fill(f"Dicoba di layar {size}")
    window.get_by_role("button", name="Buat skenario").click()
    window.get_by_label("Aturan", exact=True).select_option("Potong sekian persen")
    window.locator("#id_value").fill("50")
    window.get_by_label("Kode rekening").fill("5.1.02.04")
    window.get_by_role("button", name="Tambahkan").click()
    window.get_by_text("Aturan ditambahkan di urutan terakhir.").wait_for()
    held_up(window, "scenario-rules", size)
    window.get_by_label("Nilai (persen)").fill("25")
    window.get_by_role("button", name="Hitung ulang").click()
    window.get_by_text("Potong 25,00 % dari rekening 5.1.02.04").wait_for()
    window.get_by_role("link", name="Lihat hasil").click()
    window.get_by_role("heading", name="Siapa yang berubah").wait_for()
    held_up(window, "scenario-result", size)
    assert seen == []
