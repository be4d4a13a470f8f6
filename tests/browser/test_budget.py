"""A planner loads a file of another program: columns, report, confirmation, on phone and desk."""

from __future__ import annotations

import pytest

from sasando.budget.tests.files import MAPPED

from .conftest import DESK, PHONE, watch
from .test_pages import AXE, RUN_AXE, TOO_WIDE, WCAG, take_picture

SIZES = {"phone": PHONE, "desk": DESK}
COLUMNS = {
    "Kode SKPD": "skpd", "Nama SKPD": "nama", "Kode rekening": "rek", "Pagu": "nilai",
}  # fmt: skip


def held_up(window, name, size) -> None:
    """The page is readable by all and fits."""
    window.evaluate(AXE)
    take_picture(window, f"budget-{name}-{size}")
    assert window.evaluate(TOO_WIDE) == [], name
    assert window.evaluate(RUN_AXE, WCAG) == [], name


@pytest.mark.parametrize("size", SIZES)
def test_a_foreign_file_is_mapped_judged_and_loaded(open_as, city, size):
    context = open_as("perencana", size=SIZES[size])
    seen = watch(context)
    window = context.new_page()
    window.goto(f"/anggaran/{city.scene.codes['budget_draft']}/muat/")
    content = MAPPED.replace(b";7\n", b";7\n" if size == "desk" else b";8\n")
    file = {"name": "lain.csv", "mimeType": "text/csv", "buffer": content}
    window.get_by_label("Berkas daftar").set_input_files(file)
    window.get_by_role("button", name="Periksa berkas").click()
    window.get_by_role("heading", name="Pasangkan kolom", level=1).wait_for()
    held_up(window, "columns", size)
    for label, heading in COLUMNS.items():
        window.get_by_label(label, exact=True).select_option(heading)
    window.get_by_role("button", name="Periksa berkas").click()
    window.get_by_role("heading", name="Hasil pemeriksaan", level=1).wait_for()
    held_up(window, "report", size)
    window.get_by_role("button", name="Muat sekarang").click()
    window.get_by_text("2 baris dimuat.").wait_for()
    # The columns are asked for with 422, which a browser notes.
    assert [line for line in seen if "422" not in line] == []
