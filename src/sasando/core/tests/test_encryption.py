"""Sealed secrets open only for their owner, their purpose and under the same SECRET_KEY."""

import pytest

from sasando.core.encryption import Unreadable, fingerprint, opened, sealed

SECRET = bytes(range(20))


def test_what_is_sealed_opens_again_and_is_not_the_secret():
    kept = sealed(SECRET, purpose="uji", owner=7)
    assert SECRET not in kept
    assert len(kept) == len(SECRET) + 16
    assert opened(kept, purpose="uji", owner=7) == SECRET


@pytest.mark.parametrize(("purpose", "owner"), [("uji", 8), ("lain", 7)])
def test_it_does_not_open_for_another_owner_or_purpose(purpose, owner):
    kept = sealed(SECRET, purpose="uji", owner=7)
    with pytest.raises(Unreadable):
        opened(kept, purpose=purpose, owner=owner)


def test_it_does_not_open_under_another_key_of_the_machine(settings):
    kept = sealed(SECRET, purpose="uji", owner=7)
    settings.SECRET_KEY = "kunci lain"
    with pytest.raises(Unreadable):
        opened(kept, purpose="uji", owner=7)


@pytest.mark.parametrize("damaged", [b"", b"pendek", bytes(36)])
def test_what_is_damaged_does_not_open(damaged):
    with pytest.raises(Unreadable):
        opened(damaged, purpose="uji", owner=7)


def test_a_fingerprint_depends_on_text_owner_purpose_and_key(settings):
    first = fingerprint("1234", purpose="uji", owner=7)
    assert first == fingerprint("1234", purpose="uji", owner=7)
    others = [
        fingerprint("1235", purpose="uji", owner=7),
        fingerprint("1234", purpose="uji", owner=8),
        fingerprint("1234", purpose="lain", owner=7),
    ]
    settings.SECRET_KEY = "kunci lain"
    others.append(fingerprint("1234", purpose="uji", owner=7))
    assert first not in others
    assert len(set(others)) == 4
