"""The signing key: one file, private, never overwritten."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from sasando.seals import keys
from sasando.seals.errors import SealKeyExists, SealKeyMissing, SealKeyUnsafe
from sasando.seals.note import VerifierKey
from sasando.seals.verify import read_trusted_key


@pytest.fixture
def key_file(settings, tmp_path):
    settings.SEAL_KEY_FILE = tmp_path / "baru" / "segel.key"
    return settings.SEAL_KEY_FILE


def test_a_new_key_is_readable_by_its_owner_alone_and_signs(key_file, settings):
    made = keys.create_key_file()
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert made == keys.verifier_key() == keys.published_key()
    assert made.name == settings.SEAL_ORIGIN
    assert made.accepts("x\n", keys.signer().private_key.sign(b"x\n"))


def test_the_public_file_holds_the_verifier_key_and_nothing_secret(key_file):
    made = keys.create_key_file()
    assert VerifierKey.parse(read_trusted_key("", keys.public_key_file())) == made
    assert "PRIVATE" not in keys.public_key_file().read_text()


def test_an_existing_key_is_never_overwritten(key_file):
    keys.create_key_file()
    before = key_file.read_bytes()
    with pytest.raises(SealKeyExists):
        keys.create_key_file()
    assert key_file.read_bytes() == before


def test_a_missing_key_is_told(key_file):
    with pytest.raises(SealKeyMissing):
        keys.signer()
    assert keys.published_key() is None


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_others_can_read_is_not_used(key_file, mode):
    keys.create_key_file()
    key_file.chmod(mode)
    with pytest.raises(SealKeyUnsafe):
        keys.signer()


def other_kind_of_key():
    key = generate_private_key(SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.mark.parametrize("content", [b"", b"bukan kunci", other_kind_of_key()])
def test_a_file_that_is_not_an_ed25519_key_is_not_used(key_file, content):
    key_file.parent.mkdir()
    key_file.write_bytes(content)
    key_file.chmod(0o600)
    with pytest.raises(SealKeyUnsafe):
        keys.signer()
