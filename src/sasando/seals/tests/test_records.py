"""What is hashed for an entry and for a day, byte by byte."""

from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest

from sasando.seals.records import DayRecord, EntryRecord
from sasando.seals.refusal import Reason, SealError
from sasando.seals.wire import base64_bytes, instant_of, instant_text

SALT = bytes(range(16))
FIELDS = {"kode": "CH-1", "hari": "2026-11-20", "uraian": "Menyapu"}
DAY = {
    "format": "sasando/hari/v1",
    "hari": "2026-11-20",
    "jumlah": 0,
    "akar": sha256(b"").hexdigest(),
    "tutup": ["2026-11-20T15:59:00Z", "2026-11-21T00:00:00.000001Z"],
}


def reason_of(action, *arguments):
    with pytest.raises(SealError) as refused:
        action(*arguments)
    return refused.value.reason


def test_entry_leaf_is_the_canonical_json_with_format_and_salt():
    entry = EntryRecord.build(FIELDS, SALT)
    expected = (
        b'{"format":"sasando/catatan/v1","garam":"000102030405060708090a0b0c0d0e0f",'
        b'"hari":"2026-11-20","kode":"CH-1","uraian":"Menyapu"}'
    )
    assert entry.leaf_bytes() == expected
    assert entry.leaf_hash() == sha256(b"\0" + expected).digest()


@pytest.mark.parametrize(
    "fields",
    [
        {"kode": "CH-1"},
        {"hari": "2026-11-20"},
        {**FIELDS, "garam": "00" * 16},
        {**FIELDS, "format": "lain"},
        {**FIELDS, "kode": ""},
        {**FIELDS, "hari": "20261120"},
        {**FIELDS, "hari": "2026-11-31"},
    ],
)
def test_an_entry_without_code_or_day_or_with_a_salt_of_its_own_is_refused(fields):
    assert reason_of(EntryRecord.build, fields, SALT) in {
        Reason.FIELDS_DIFFER,
        Reason.VALUE_MALFORMED,
    }


def test_a_salt_of_another_length_is_refused():
    assert reason_of(EntryRecord.build, FIELDS, SALT[:-1]) is Reason.VALUE_MALFORMED


def test_day_leaf_is_the_canonical_json_of_its_record():
    record = DayRecord.parse(DAY)
    assert record.to_json() == DAY
    assert record.leaf_bytes() == (
        b'{"akar":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",'
        b'"format":"sasando/hari/v1","hari":"2026-11-20","jumlah":0,'
        b'"tutup":["2026-11-20T15:59:00Z","2026-11-21T00:00:00.000001Z"]}'
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("hari", "2026-11-2"),
        ("hari", 20261120),
        ("jumlah", -1),
        ("jumlah", True),
        ("jumlah", "0"),
        ("akar", "AB" * 32),
        ("akar", "ab" * 31),
        ("akar", " " * 64),
        ("tutup", "2026-11-20T15:59:00Z"),
        ("tutup", ["2026-11-20T15:59:00"]),
        ("tutup", ["2026-11-20T23:59:00+08:00"]),
        ("tutup", ["2026-11-20T15:59:00.000000Z"]),
        ("tutup", ["besok"]),
        ("tutup", list(reversed(DAY["tutup"]))),
        ("tutup", DAY["tutup"][:1] * 2),
    ],
)
def test_a_day_with_a_value_spelt_otherwise_is_refused(field, value):
    assert reason_of(DayRecord.parse, DAY | {field: value}) is Reason.VALUE_MALFORMED


def test_a_day_of_another_format_is_refused():
    assert reason_of(DayRecord.parse, DAY | {"format": "v2"}) is Reason.FORMAT_UNKNOWN


def test_an_instant_is_written_in_utc_and_needs_a_zone():
    kupang = timezone(timedelta(hours=8))
    assert instant_text(datetime(2026, 11, 20, 23, 59, tzinfo=kupang)) == "2026-11-20T15:59:00Z"
    assert instant_of("2026-11-20T15:59:00Z", "") == datetime(2026, 11, 20, 15, 59, tzinfo=UTC)
    assert reason_of(instant_text, datetime(2026, 11, 20)) is Reason.VALUE_MALFORMED


@pytest.mark.parametrize("text", ["QQ", "QQ==\n", "QR==", "Q Q=", "é", "QQ=="[:3]])
def test_base64_spelt_otherwise_is_refused(text):
    assert reason_of(base64_bytes, text, Reason.VALUE_MALFORMED) is Reason.VALUE_MALFORMED
