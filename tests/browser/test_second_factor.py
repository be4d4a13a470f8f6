"""A second factor from nothing to its recovery codes, on a phone and on a desk."""

from __future__ import annotations

import re
from base64 import b32decode

import pytest
from django_otp.oath import totp

from sasando.demo.cast import PASSWORD
from sasando.demo.second_factor import code_for
from tests.scene import ANONYMOUS

from .conftest import DESK, PHONE, watch
from .test_pages import AXE, RUN_AXE, TOO_WIDE, WCAG, take_picture

PAGE = "/akun/faktor-kedua/"
SIZES = {"phone": PHONE, "desk": DESK}
WHO = {"phone": "orangluar", "desk": "warga"}


def held_up(window, name, size) -> None:
    """The page is readable by all, fits, and has no style of its own."""
    window.evaluate(AXE)
    take_picture(window, f"second-factor-{name}-{size}")
    assert window.evaluate(TOO_WIDE) == [], name
    assert window.evaluate(RUN_AXE, WCAG) == [], name


@pytest.mark.parametrize("size", SIZES)
def test_it_is_set_up_and_its_codes_are_shown_once(open_as, size):
    context = open_as(ANONYMOUS, size=SIZES[size])
    seen = watch(context)
    window = context.new_page()
    log_in(window, WHO[size])
    window.goto(PAGE)
    window.get_by_label("Kata sandi").fill(PASSWORD)
    window.get_by_role("button", name="Mulai memasang").click()
    window.wait_for_url(f"**{PAGE}pasang/")
    held_up(window, "setup", size)
    assert window.locator(".factor-qr svg").bounding_box()["width"] > 150
    letters = window.locator(".factor-letters").inner_text()
    secret = b32decode(letters.replace(" ", ""))
    window.get_by_label("Kode faktor kedua").fill(f"{totp(secret):06d}")
    window.get_by_role("button", name="Pasang").click()
    window.get_by_role("heading", name="Kode pemulihan", level=1).wait_for()
    held_up(window, "codes", size)
    codes = window.locator(".factor-codes code").all_inner_texts()
    assert len({code for code in codes if re.fullmatch(r"\d{4} \d{4} \d{4}", code)}) == 10
    window.get_by_role("link", name="Sudah saya simpan").click()
    window.get_by_text("10 kode pemulihan tersisa").wait_for()
    turn_off(window, codes[0])
    assert seen == []


def log_in(window, login) -> None:
    """A session of this test alone, for setting up renews it."""
    window.goto("/masuk/")
    window.get_by_label("NIP atau nama pengguna").fill(login)
    window.get_by_label("Kata sandi").fill(PASSWORD)
    window.get_by_role("button", name="Masuk").click()
    window.wait_for_url("**/hari-ini/**")


def turn_off(window, recovery_code) -> None:
    """Without the phone, by a recovery code typed in its groups."""
    window.get_by_label("Kata sandi").fill(PASSWORD)
    window.get_by_label("Kode faktor kedua").fill(recovery_code)
    window.get_by_role("button", name="Matikan faktor kedua").click()
    window.get_by_text("Belum terpasang").wait_for()


def test_a_wrong_code_is_explained_in_place(open_as):
    window = open_as("camat").new_page()
    window.goto(PAGE)
    window.get_by_label("Kata sandi").fill(PASSWORD)
    wrong = code_for("camat", steps=-9)
    window.get_by_label("Kode faktor kedua").fill(wrong)
    window.get_by_role("button", name="Matikan faktor kedua").click()
    window.get_by_text("Kode tidak cocok").wait_for()
    held_up(window, "wrong", "phone")
    assert window.get_by_label("Kata sandi").input_value() == ""
