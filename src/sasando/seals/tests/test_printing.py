"""Receipt and promise on paper."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string

from sasando.seals import queries
from sasando.seals.actions import promise_for
from sasando.seals.printing import qr_svg, sheet_of_promise, sheet_of_receipt
from sasando.seals.tests.factories import FIRST, seal
from sasando.seals.tests.samples import closing_of, entry_of

pytestmark = pytest.mark.django_db


def test_a_printed_receipt_leads_back_to_its_day(client, key, settings):
    settings.SITE_URL = "https://contoh.invalid"
    sealed = seal(FIRST, 3)
    entry = entry_of(FIRST, 1)
    sheet = sheet_of_receipt(queries.receipt_for(entry=entry, index=1))
    assert sheet.address == (
        f"https://contoh.invalid/segel/hari/2024-11-18/?daun={entry.leaf_hash().hex()}"
    )
    answer = client.get(sheet.address.removeprefix("https://contoh.invalid"))
    assert "urutan 2." in answer.content.decode()
    printed = render_to_string("seals/_receipt.html", {"sheet": sheet})
    for part in ("CH-1118-0001", "catatan ke-2 dari 3", sealed.root_hex, key.fingerprint, "<svg"):
        assert part in printed


def test_a_printed_promise_says_when_it_was_recorded(key):
    recorded_at = closing_of(FIRST) - timedelta(hours=8)
    promise = promise_for(
        entry=entry_of(FIRST, 1), recorded_at=recorded_at, closes_at=closing_of(FIRST)
    )
    sheet = sheet_of_promise(promise)
    assert (sheet.recorded_at, sheet.position) == (recorded_at, None)
    printed = render_to_string("seals/_receipt.html", {"sheet": sheet})
    assert "dicatat 18 November 2024 15.59 WITA" in printed
    assert "menyapu" not in printed


def test_the_qr_carries_no_style_of_its_own():
    drawn = qr_svg("https://contoh.invalid/segel/?a=1&b=2")
    assert drawn.startswith("<svg")
    assert "style" not in drawn
    assert "<script" not in drawn
