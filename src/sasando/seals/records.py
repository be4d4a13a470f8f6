"""What the leaves of the two kinds of tree are made of: entries of a day, and days of the log.

A day's tree holds one leaf for each entry of that day; the log of days holds one leaf for each
sealed day. A leaf's bytes are canonical JSON, so anybody can build them again from the words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from .canonical import JsonObject, JsonValue, canonical_bytes
from .merkle import HASH_SIZE, leaf_hash
from .refusal import Reason, SealError
from .wire import (
    count_of,
    day_of,
    exact_fields,
    hex_bytes,
    instant_of,
    instant_text,
    list_of,
    text_of,
)

ENTRY_FORMAT = "sasando/catatan/v1"
DAY_FORMAT = "sasando/hari/v1"
SALT_SIZE = 16
NAMED_FIELDS = frozenset({"kode", "hari"})
ADDED_FIELDS = frozenset({"format", "garam"})


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """An entry as it was sealed: all its fields, opaque to the seal but for code, day and salt.

    The random salt of 16 bytes keeps the public hash from telling anything about the words.
    """

    fields: JsonObject
    code: str
    day: date

    @classmethod
    def build(cls, fields: Mapping[str, JsonValue], salt: bytes) -> "EntryRecord":
        """Add format and salt to the fields, which hold at least "kode" and "hari". SealError."""
        if not fields.keys() >= NAMED_FIELDS or not fields.keys().isdisjoint(ADDED_FIELDS):
            raise SealError(Reason.FIELDS_DIFFER, "catatan")
        if len(salt) != SALT_SIZE:
            raise SealError(Reason.VALUE_MALFORMED, "garam")
        whole = {**fields, "format": ENTRY_FORMAT, "garam": salt.hex()}
        return cls(whole, text_of(fields["kode"], "kode"), day_of(fields["hari"], "hari"))

    @classmethod
    def parse(cls, value: JsonValue) -> "EntryRecord":
        """Read the whole object, format and salt included. SealError."""
        if not isinstance(value, dict) or not value.keys() >= NAMED_FIELDS | ADDED_FIELDS:
            raise SealError(Reason.FIELDS_DIFFER, "catatan")
        if value["format"] != ENTRY_FORMAT:
            raise SealError(Reason.FORMAT_UNKNOWN, "catatan")
        hex_bytes(value["garam"], SALT_SIZE, "garam")
        return cls(value, text_of(value["kode"], "kode"), day_of(value["hari"], "hari"))

    def leaf_bytes(self) -> bytes:
        """What is hashed: the canonical JSON of all fields."""
        return canonical_bytes(self.fields)

    def leaf_hash(self) -> bytes:
        """This entry's leaf in the tree of its day."""
        return leaf_hash(self.leaf_bytes())


@dataclass(frozen=True, slots=True)
class DayRecord:
    """A sealed day: how many entries, the root of their tree, the instants at which it closed."""

    day: date
    entry_count: int
    root: bytes
    closings: tuple[datetime, ...]

    def to_json(self) -> JsonObject:
        """The object whose canonical JSON is the day's leaf."""
        return {
            "format": DAY_FORMAT,
            "hari": self.day.isoformat(),
            "jumlah": self.entry_count,
            "akar": self.root.hex(),
            "tutup": [instant_text(closing) for closing in self.closings],
        }

    @classmethod
    def parse(cls, value: JsonValue) -> "DayRecord":
        """Read such an object; closings must rise. SealError."""
        fields = exact_fields(value, ("format", "hari", "jumlah", "akar", "tutup"), "hari")
        if fields["format"] != DAY_FORMAT:
            raise SealError(Reason.FORMAT_UNKNOWN, "hari")
        closings = tuple(instant_of(item, "tutup") for item in list_of(fields["tutup"], "tutup"))
        if list(closings) != sorted(set(closings)):
            raise SealError(Reason.VALUE_MALFORMED, "tutup")
        return cls(
            day=day_of(fields["hari"], "hari"),
            entry_count=count_of(fields["jumlah"], "jumlah"),
            root=hex_bytes(fields["akar"], HASH_SIZE, "akar"),
            closings=closings,
        )

    def leaf_bytes(self) -> bytes:
        """What is hashed: the canonical JSON of the record."""
        return canonical_bytes(self.to_json())

    def leaf_hash(self) -> bytes:
        """This day's leaf in the log of days."""
        return leaf_hash(self.leaf_bytes())
