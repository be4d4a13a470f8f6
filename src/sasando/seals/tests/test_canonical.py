"""Canonical JSON against the examples and rules of RFC 8785."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.seals.canonical import MAX_INTEGER, canonical_bytes, parse_canonical
from sasando.seals.refusal import Reason, SealError

ALLOWED = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner)
    ),
    max_leaves=12,
)


def test_strings_are_escaped_as_the_rfc_example_says():
    # The string of RFC 8785 section 3.2.2: euro, dollar, SI, newline, A, apostrophe, B, quotes.
    value = {"string": '€$\u000f\nA\'B"\\\\"/'}
    expected = '{"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    assert canonical_bytes(value) == expected.encode()


def test_every_control_character_has_its_short_or_lower_case_form():
    short = {8: r"\b", 9: r"\t", 10: r"\n", 12: r"\f", 13: r"\r"}
    for code in range(32):
        expected = short.get(code, f"\\u{code:04x}")
        assert canonical_bytes(chr(code)) == f'"{expected}"'.encode()


@pytest.mark.parametrize("letter", ["\x7f", "\u2028", "é", "😀", "/", "<"])
def test_other_letters_stay_as_they_are(letter):
    assert canonical_bytes(letter) == f'"{letter}"'.encode()


def test_keys_are_sorted_and_no_space_is_written():
    value = {"b": [1, True, None], "a": {"Z": "", "A": -0}, "B": 2, "1": 3}
    assert canonical_bytes(value) == b'{"1":3,"B":2,"a":{"A":0,"Z":""},"b":[1,true,null]}'


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"a": 1.0}, Reason.TYPE_NOT_ALLOWED),
        ([Decimal(1)], Reason.TYPE_NOT_ALLOWED),
        (b"bytes", Reason.TYPE_NOT_ALLOWED),
        ({"a": {1, 2}}, Reason.TYPE_NOT_ALLOWED),
        ({"a": MAX_INTEGER + 1}, Reason.NUMBER_TOO_LARGE),
        ([-MAX_INTEGER - 1], Reason.NUMBER_TOO_LARGE),
        ({1: "a"}, Reason.KEY_NOT_ASCII),
        ({"é": "a"}, Reason.KEY_NOT_ASCII),
        (["\ud800"], Reason.TEXT_NOT_UNICODE),
    ],
)
def test_what_the_seal_may_not_hold_is_refused(value, reason):
    with pytest.raises(SealError) as refused:
        canonical_bytes(value)
    assert refused.value.reason is reason


def test_a_value_nested_too_deep_or_into_itself_is_refused():
    endless = []
    endless.append(endless)
    with pytest.raises(SealError) as refused:
        canonical_bytes(endless)
    assert refused.value.reason is Reason.TOO_DEEP


@given(ALLOWED)
def test_what_is_written_reads_back_the_same(value):
    content = canonical_bytes(value)
    assert json.loads(content) == value
    assert parse_canonical(canonical_bytes({"isi": value})) == {"isi": value}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"a":1,"a":1}', Reason.DUPLICATE_KEY),
        (b'{"a":{"b":1,"b":2}}', Reason.DUPLICATE_KEY),
        (b'{"a": 1}', Reason.NOT_CANONICAL),
        (b'{"b":1,"a":1}', Reason.NOT_CANONICAL),
        (b'{"a":"\\u0041"}', Reason.NOT_CANONICAL),
        (b'{"a":-0}', Reason.NOT_CANONICAL),
        (b'{"a":1}\n\n', Reason.NOT_CANONICAL),
        (b'{"a":1.0}', Reason.TYPE_NOT_ALLOWED),
        (b'{"a":1e2}', Reason.TYPE_NOT_ALLOWED),
        (b'{"a":NaN}', Reason.TYPE_NOT_ALLOWED),
        (b'{"a":"\\ud800"}', Reason.TEXT_NOT_UNICODE),
        (b'{"a":' + b"9" * 5000 + b"}", Reason.NOT_JSON),
        (b'{"a":9007199254740992}', Reason.NUMBER_TOO_LARGE),
        (b"[1]", Reason.NOT_JSON),
        (b'{"a":"\xff"}', Reason.NOT_JSON),
        (b"\xef\xbb\xbf{}", Reason.NOT_JSON),
        (b"[" * 100_000, Reason.NOT_JSON),
        (b'{"a":' + b"[" * 40 + b"]" * 40 + b"}", Reason.TOO_DEEP),
        (b"", Reason.NOT_JSON),
    ],
)
def test_any_other_spelling_is_refused(content, reason):
    with pytest.raises(SealError) as refused:
        parse_canonical(content)
    assert refused.value.reason is reason
