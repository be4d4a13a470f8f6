"""What the tests of the seals share: a signing key of their own."""

import pytest

from sasando.seals import keys


@pytest.fixture
def key(settings, tmp_path):
    """A fresh signing key in this test's folder; its public half."""
    settings.SEAL_KEY_FILE = tmp_path / "segel.key"
    settings.SEAL_ORIGIN = "contoh.invalid/hari"
    return keys.create_key_file()
