"""Signed notes, verifier keys and checkpoints of C2SP."""

import base64
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from sasando.seals.note import (
    Note,
    NoteSigner,
    TreeHead,
    VerifierKey,
    signature_line,
    verified_text,
)
from sasando.seals.refusal import Reason, SealError
from sasando.seals.tests.samples import ORIGIN, OTHER_SIGNER, SIGNER, TRUSTED_KEY

TEXT = "contoh.invalid/hari\n3\nQUJD\n"
KEY = SIGNER.verifier
# The example key and note of Go's golang.org/x/mod/sumdb/note, published with its documentation.
PUBLISHED_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PUBLISHED_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
PUBLISHED_NOTE = (
    PUBLISHED_TEXT + "\n— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def reason_of(action, *arguments):
    with pytest.raises(SealError) as refused:
        action(*arguments)
    return refused.value.reason


def with_signature(note, text=TEXT):
    return f"{text}\n{note}"


def test_the_published_example_note_verifies():
    key = VerifierKey.parse(PUBLISHED_KEY)
    assert verified_text(PUBLISHED_NOTE, [key]) == (PUBLISHED_TEXT, (key,))


def test_a_note_is_text_empty_line_and_signature_line():
    note = SIGNER.sign(TEXT)
    key_id = sha256(ORIGIN.encode() + b"\n\x01" + KEY.public_key).digest()[:4]
    signature = SIGNER.private_key.sign(TEXT.encode())
    assert note == f"{TEXT}\n— {ORIGIN} {base64.b64encode(key_id + signature).decode()}\n"
    assert verified_text(note, [KEY]) == (TEXT, (KEY,))


def test_a_verifier_key_is_read_as_it_is_written():
    assert VerifierKey.parse(TRUSTED_KEY) == KEY
    assert TRUSTED_KEY.startswith(f"{ORIGIN}+{KEY.key_id.hex()}+A")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nama",
        "nama+00000000+AAAA",
        TRUSTED_KEY[:-4],
        TRUSTED_KEY.replace(ORIGIN, "lain.invalid"),
        TRUSTED_KEY.replace(KEY.key_id.hex(), KEY.key_id.hex().upper()),
        TRUSTED_KEY + " ",
        TRUSTED_KEY.replace("+A", "+B", 1),
        f"dua kata{TRUSTED_KEY.removeprefix(ORIGIN)}",
        "\ud800+00000000+" + TRUSTED_KEY.rpartition("+")[2],
    ],
)
def test_a_verifier_key_spelt_otherwise_is_refused(text):
    assert reason_of(VerifierKey.parse, text) is Reason.KEY_MALFORMED


@given(st.integers(0, len(TRUSTED_KEY) - 1), st.integers(1, 255))
def test_a_verifier_key_with_one_letter_changed_is_refused(at, mask):
    letter = chr(ord(TRUSTED_KEY[at]) ^ mask)
    text = TRUSTED_KEY[:at] + letter + TRUSTED_KEY[at + 1 :]
    assert reason_of(VerifierKey.parse, text) is Reason.KEY_MALFORMED


def test_signatures_of_unknown_keys_are_passed_over_up_to_a_hundred():
    lines = SIGNER.sign(TEXT).removeprefix(TEXT + "\n")
    for number in range(99):
        lines += signature_line(f"saksi{number}.invalid", b"\0\0\0\1", b"anything")
    assert verified_text(with_signature(lines), [KEY])[1] == (KEY,)
    lines += signature_line("saksi.invalid", b"\0\0\0\1", b"anything")
    assert reason_of(verified_text, with_signature(lines), [KEY]) is Reason.NOTE_MALFORMED


def test_a_witness_can_add_a_signature_and_both_are_named():
    witnessed = SIGNER.sign(TEXT) + OTHER_SIGNER.sign(TEXT).removeprefix(TEXT + "\n")
    keys = [KEY, OTHER_SIGNER.verifier]
    assert verified_text(witnessed, keys)[1] == (KEY, OTHER_SIGNER.verifier)
    assert verified_text(witnessed, keys[1:])[1] == (OTHER_SIGNER.verifier,)


def test_a_note_no_trusted_key_signed_is_refused():
    assert reason_of(verified_text, OTHER_SIGNER.sign(TEXT), [KEY]) is Reason.SIGNATURE_MISSING
    same_name = NoteSigner(ORIGIN, Ed25519PrivateKey.from_private_bytes(b"x" * 32))
    assert reason_of(verified_text, same_name.sign(TEXT), [KEY]) is Reason.SIGNATURE_MISSING


def test_a_false_signature_is_refused_even_beside_a_true_one():
    false = signature_line(ORIGIN, KEY.key_id, b"\0" * 64)
    note = SIGNER.sign(TEXT)
    assert reason_of(verified_text, note + false, [KEY]) is Reason.SIGNATURE_WRONG
    assert reason_of(verified_text, with_signature(false), [KEY]) is Reason.SIGNATURE_WRONG
    short = signature_line(ORIGIN, KEY.key_id, b"\0" * 63)
    assert reason_of(verified_text, with_signature(short), [KEY]) is Reason.SIGNATURE_WRONG


@pytest.mark.parametrize(
    "content",
    [
        "",
        TEXT,
        TEXT + "\n",
        SIGNER.sign(TEXT).removesuffix("\n"),
        SIGNER.sign(TEXT).replace("—", "-"),
        SIGNER.sign(TEXT) + "\n",
        SIGNER.sign(TEXT).replace("\n", "\r\n"),
        SIGNER.sign(TEXT).replace("contoh.invalid/hari\n3", "contoh.invalid/hari\t3"),
        with_signature("— nama AAAA=\n"),
        with_signature("— nama AAAAAA==\n"),
        with_signature("— nama+x AAAAAAAA\n"),
        with_signature("—  AAAAAAAA\n"),
    ],
)
def test_what_is_not_built_as_a_note_is_refused(content):
    refusal = reason_of(verified_text, content, [KEY])
    assert refusal in {Reason.NOTE_MALFORMED, Reason.SIGNATURE_MISSING}


@pytest.mark.parametrize("text", ["\n", TEXT.replace("3", "4"), TEXT + "lagi\n"])
def test_a_signature_moved_to_another_text_is_refused(text):
    moved = text + SIGNER.sign(TEXT).removeprefix(TEXT)
    assert reason_of(verified_text, moved, [KEY]) is Reason.SIGNATURE_WRONG


def test_an_oversized_note_is_not_even_read():
    assert reason_of(Note.parse, "a" * 1_000_001) is Reason.NOTE_MALFORMED


@pytest.mark.parametrize("text", ["tanpa akhir", "tab\t\n", "\ud800\n"])
def test_an_unfit_text_is_not_signed(text):
    assert reason_of(SIGNER.sign, text) is Reason.NOTE_MALFORMED


@given(st.integers(0, 10**17), st.binary(min_size=32, max_size=32))
def test_a_checkpoint_is_read_as_it_is_written(size, root):
    head = TreeHead(ORIGIN, size, root)
    assert head.text() == f"{ORIGIN}\n{size}\n{base64.b64encode(root).decode()}\n"
    assert TreeHead.parse(head.text()) == head


ROOT = base64.b64encode(b"r" * 32).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "asal\n1\n",
        f"asal\n1\n{ROOT}",
        f"asal\n01\n{ROOT}\n",
        f"asal\n-1\n{ROOT}\n",
        f"asal\n+1\n{ROOT}\n",
        f"asal\n１\n{ROOT}\n",
        f"asal\n{'9' * 19}\n{ROOT}\n",
        f"\n1\n{ROOT}\n",
        f"dua kata\n1\n{ROOT}\n",
        f"a+b\n1\n{ROOT}\n",
        f"asal\n1\n{ROOT[:-2]}t=\n",
        f"asal\n1\n{base64.b64encode(b'r' * 31).decode()}\n",
        f"asal\n1\n{ROOT}\ntambahan\n",
        f"asal\n1\n{ROOT}\n\n",
        f"asal\n1\n{ROOT} \n",
    ],
)
def test_a_checkpoint_spelt_otherwise_is_refused(text):
    assert reason_of(TreeHead.parse, text) is Reason.CHECKPOINT_MALFORMED
