"""A receipt or promise is accepted as issued, and refused after any change whatsoever."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sasando.seals.canonical import canonical_bytes, parse_canonical
from sasando.seals.note import TreeHead
from sasando.seals.receipt import InclusionProof, Promise, file_bytes
from sasando.seals.refusal import Reason, SealError
from sasando.seals.sentences import sentence_of
from sasando.seals.tests import samples
from sasando.seals.verify import MAX_FILE_SIZE, read_trusted_key, verify_file

RECEIPT = file_bytes(samples.receipt())
PROMISE = file_bytes(samples.promise_file())
KEY = samples.TRUSTED_KEY


def verify(content, key=KEY):
    return verify_file(content, trusted_key=key)


def refusal_of(document):
    verdict = verify(file_bytes(document))
    assert not verdict.accepted
    return verdict.reason


def said(reason, subject=""):
    return sentence_of(SealError(reason, subject))


@pytest.mark.parametrize(("index", "count", "days"), [(0, 1, 2), (3, 7, 3), (299, 300, 400)])
def test_receipt_as_issued_is_accepted_and_says_what_was_checked(index, count, days):
    verdict = verify(file_bytes(samples.receipt(index, count, days)))
    assert verdict.accepted
    assert verdict.reason == ""
    signed, day, entry = verdict.lines
    assert signed.startswith(f"Tanda tangan kepala segel sah, oleh {samples.ORIGIN}")
    assert day == f"Hari 19 November 2026 ada di log hari, urutan 2 dari {days}."
    assert entry == (
        f"Catatan CH-1119-{index:04} ada di hari itu, kata demi kata, "
        f"urutan {index + 1} dari {count}."
    )


def test_promise_as_issued_is_accepted():
    verdict = verify(PROMISE)
    assert verdict.accepted
    assert verdict.lines[1] == (
        "Catatan CH-1118-0001 untuk hari 18 November 2026 dijanjikan masuk segel, kata demi kata."
    )


@pytest.mark.parametrize("content", [RECEIPT, PROMISE])
@pytest.mark.parametrize("mask", [0x01, 0x20, 0x80])
def test_a_changed_bit_in_any_byte_is_refused(content, mask):
    for at in range(len(content)):
        changed = bytearray(content)
        changed[at] ^= mask
        assert not verify(bytes(changed)).accepted, (at, content[at - 20 : at + 20])


@given(st.sampled_from([RECEIPT, PROMISE]), st.data())
@settings(max_examples=300)
def test_any_other_byte_anywhere_is_refused(content, data):
    at = data.draw(st.integers(0, len(content) - 1))
    changed = bytearray(content)
    changed[at] ^= data.draw(st.integers(1, 255))
    assert not verify(bytes(changed)).accepted


@given(st.sampled_from([RECEIPT, PROMISE]), st.data())
def test_a_byte_left_out_or_put_in_is_refused(content, data):
    at = data.draw(st.integers(0, len(content) - 2))
    assert not verify(content[:at] + content[at + 1 :]).accepted
    added = data.draw(st.binary(min_size=1, max_size=1))
    assert not verify(content[:at] + added + content[at:]).accepted


@given(st.binary(max_size=200))
def test_anything_else_is_refused_without_failing(content):
    assert not verify(content).accepted


def objects_in(value, path=()):
    """The path of every object in a parsed file."""
    if isinstance(value, dict):
        yield path
        for key, inner in value.items():
            yield from objects_in(inner, (*path, key))


def at_path(value, path):
    for key in path:
        value = value[key]
    return value


@pytest.mark.parametrize("content", [RECEIPT, PROMISE])
def test_a_field_added_or_taken_away_in_any_object_is_refused(content):
    for path in objects_in(parse_canonical(content)):
        for key in [*at_path(parse_canonical(content), path), "tambahan"]:
            changed = parse_canonical(content)
            fields = at_path(changed, path)
            if key in fields:
                del fields[key]
            else:
                fields[key] = "x"
            assert not verify(canonical_bytes(changed)).accepted, (path, key)


@pytest.mark.parametrize("content", [RECEIPT, PROMISE])
@pytest.mark.parametrize("other", [None, True, 0, -1, 1.5, "", "x", [], {}, 2**60, [None]])
def test_a_value_of_another_kind_in_any_field_is_refused(content, other):
    for path in objects_in(parse_canonical(content)):
        for key, before in at_path(parse_canonical(content), path).items():
            changed = parse_canonical(content)
            if type(before) is type(other) and before == other:
                continue
            at_path(changed, path)[key] = other
            encoded = b"0" if isinstance(other, float) else canonical_or_empty(changed)
            assert not verify(encoded).accepted, (path, key)


def canonical_or_empty(value):
    try:
        return canonical_bytes(value)
    except SealError:
        return b""


def test_without_a_key_the_file_is_refused_and_the_way_out_is_told():
    for key in (None, ""):
        verdict = verify(RECEIPT, key)
        assert not verdict.accepted
        assert "--kunci" in verdict.reason


def test_a_key_inside_the_file_is_never_used():
    changed = parse_canonical(RECEIPT)
    changed["kunci"] = KEY
    assert verify(canonical_bytes(changed), None).reason == said(Reason.KEY_MISSING)
    assert verify(canonical_bytes(changed)).reason == said(Reason.FIELDS_DIFFER, "tanda terima")


def test_another_key_is_refused():
    verdict = verify(RECEIPT, str(samples.OTHER_SIGNER.verifier))
    assert verdict.reason == said(Reason.SIGNATURE_MISSING)
    assert verdict.lines == ()
    assert verify(RECEIPT, KEY[:-3]).reason == said(Reason.KEY_MALFORMED)


def test_a_witness_signature_does_not_disturb():
    receipt = samples.receipt()
    text = receipt.checkpoint.partition("\n\n")[0] + "\n"
    witnessed = receipt.checkpoint + samples.OTHER_SIGNER.sign(text).removeprefix(text + "\n")
    assert verify(file_bytes(replace(receipt, checkpoint=witnessed))).accepted


def test_a_checkpoint_of_another_origin_by_the_same_key_is_refused():
    receipt = samples.receipt()
    head = TreeHead("lain.invalid/hari", receipt.day_proof.size, receipt.day_proof.root)
    signed = samples.SIGNER.sign(head.text())
    assert refusal_of(replace(receipt, checkpoint=signed)) == said(
        Reason.ORIGIN_DIFFERS, "lain.invalid/hari"
    )


def test_a_promise_note_cannot_pose_as_a_checkpoint_nor_the_reverse():
    receipt, promise = samples.receipt(), samples.promise_file()
    assert refusal_of(replace(receipt, checkpoint=promise.note)) == said(
        Reason.CHECKPOINT_MALFORMED
    )
    assert refusal_of(replace(promise, note=receipt.checkpoint)) == said(Reason.NOT_JSON)


def test_parts_of_two_true_receipts_do_not_mix():
    one, other = samples.receipt(3), samples.receipt(4)
    later = samples.receipt(3, days=4)
    included = said(Reason.ENTRY_NOT_INCLUDED)
    assert refusal_of(replace(one, entry=other.entry)) == included
    assert refusal_of(replace(one, entry_proof=other.entry_proof)) == included
    assert refusal_of(replace(one, checkpoint=later.checkpoint)) == said(Reason.LOG_HEAD_DIFFERS)
    assert refusal_of(replace(one, day=samples.receipt(0, 1).day)) == said(Reason.DAY_NOT_INCLUDED)


def test_an_entry_of_another_day_in_the_tree_is_refused():
    other_day = samples.FIRST_DAY + timedelta(days=5)
    receipt = replace(samples.receipt(), entry=samples.entry_of(other_day, 3))
    assert refusal_of(receipt) == said(Reason.DAY_DIFFERS)


def test_a_proof_for_another_head_of_the_day_is_refused():
    receipt = samples.receipt()
    alone = InclusionProof(0, 1, (), receipt.entry.leaf_hash())
    assert refusal_of(replace(receipt, entry_proof=alone)) == said(Reason.DAY_HEAD_DIFFERS)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"code": "CH-0"}, Reason.CODE_DIFFERS),
        ({"day": samples.FIRST_DAY + timedelta(days=1)}, Reason.DAY_DIFFERS),
        ({"leaf": b"\0" * 32}, Reason.LEAF_DIFFERS),
        ({"origin": "lain.invalid"}, Reason.ORIGIN_DIFFERS),
    ],
)
def test_a_promise_about_something_else_is_refused(changed, reason):
    subject = str(changed.get("origin", ""))
    assert refusal_of(samples.promise_file(**changed)) == said(reason, subject)


@pytest.mark.parametrize(("microseconds", "accepted"), [(-1, True), (0, False), (1, False)])
def test_a_promise_recorded_at_its_closing_or_later_is_refused(microseconds, accepted):
    closing = samples.closing_of(samples.FIRST_DAY)
    promise = samples.promise_file(recorded_at=closing + timedelta(microseconds=microseconds))
    verdict = verify(file_bytes(promise))
    assert verdict.accepted is accepted


def test_a_promise_is_read_as_it_was_signed():
    promise = samples.promise_of(samples.entry_of(samples.FIRST_DAY, 1))
    assert Promise.parse(promise.text()) == promise


def test_a_file_too_large_is_not_read():
    assert verify(b" " * (MAX_FILE_SIZE + 1)).reason == said(Reason.TOO_LARGE)


def test_the_key_comes_from_the_option_then_from_the_local_file(tmp_path):
    file = tmp_path / "segel.pub"
    assert read_trusted_key("", file) is None
    file.write_text(KEY + "\n")
    assert read_trusted_key("", file) == KEY
    assert read_trusted_key(" lain ", file) == "lain"


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_calm_sentence(reason):
    sentence = said(reason, "isian")
    assert sentence.endswith(".")
    assert "!" not in sentence
    assert "error" not in sentence.lower()
