"""The two files an employee keeps: the promise given at recording, the receipt after sealing.

The promise says, signed, "this entry will be in the tree of that day". The receipt shows that it
is. A promise whose entry is missing from the sealed day is evidence against the operator.
"""

from dataclasses import dataclass
from datetime import date, datetime

from .canonical import JsonObject, JsonValue, canonical_bytes, parse_canonical
from .merkle import HASH_SIZE, verify_inclusion
from .note import is_key_name
from .records import DayRecord, EntryRecord
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

PROMISE_FORMAT = "sasando/janji/v1"
PROMISE_FILE_FORMAT = "sasando/berkas-janji/v1"
RECEIPT_FORMAT = "sasando/tanda-terima/v1"


@dataclass(frozen=True, slots=True)
class Promise:
    """What the operator signs at the moment of recording."""

    origin: str
    code: str
    day: date
    leaf: bytes
    recorded_at: datetime
    closes_at: datetime

    def text(self) -> str:
        """The text that is signed: one line of canonical JSON."""
        fields = {
            "format": PROMISE_FORMAT,
            "asal": self.origin,
            "kode": self.code,
            "hari": self.day.isoformat(),
            "daun": self.leaf.hex(),
            "dicatat": instant_text(self.recorded_at),
            "tutup": instant_text(self.closes_at),
        }
        return canonical_bytes(fields).decode() + "\n"

    @classmethod
    def parse(cls, text: str) -> "Promise":
        """Read the signed text. SealError, also when it was recorded at or after its closing."""
        names = ("format", "asal", "kode", "hari", "daun", "dicatat", "tutup")
        fields = exact_fields(parse_canonical(text.encode()), names, "janji")
        if fields["format"] != PROMISE_FORMAT:
            raise SealError(Reason.FORMAT_UNKNOWN, "janji")
        promise = cls(
            origin=text_of(fields["asal"], "asal"),
            code=text_of(fields["kode"], "kode"),
            day=day_of(fields["hari"], "hari"),
            leaf=hex_bytes(fields["daun"], HASH_SIZE, "daun"),
            recorded_at=instant_of(fields["dicatat"], "dicatat"),
            closes_at=instant_of(fields["tutup"], "tutup"),
        )
        if not is_key_name(promise.origin):
            raise SealError(Reason.VALUE_MALFORMED, "asal")
        if promise.recorded_at >= promise.closes_at:
            raise SealError(Reason.RECORDED_TOO_LATE, promise.code)
        return promise


@dataclass(frozen=True, slots=True)
class PromiseFile:
    """The promise as a signed note, with the entry it is about."""

    entry: EntryRecord
    note: str

    def to_json(self) -> JsonObject:
        """The object to be written as canonical JSON."""
        return {"format": PROMISE_FILE_FORMAT, "catatan": self.entry.fields, "janji": self.note}

    @classmethod
    def parse(cls, value: JsonObject) -> "PromiseFile":
        """Read such an object; the note is not verified yet. SealError."""
        fields = exact_fields(value, ("format", "catatan", "janji"), "berkas janji")
        return cls(EntryRecord.parse(fields["catatan"]), text_of(fields["janji"], "janji"))


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """That a leaf stands at `index` (from 0) in a tree of `size` leaves with `root`."""

    index: int
    size: int
    path: tuple[bytes, ...]
    root: bytes

    def to_json(self) -> JsonObject:
        """As it stands in a receipt."""
        return {
            "indeks": self.index,
            "jumlah": self.size,
            "jalur": [step.hex() for step in self.path],
            "akar": self.root.hex(),
        }

    @classmethod
    def parse(cls, value: JsonValue, subject: str) -> "InclusionProof":
        """Read such an object; it is not verified yet. SealError."""
        fields = exact_fields(value, ("indeks", "jumlah", "jalur", "akar"), subject)
        steps = list_of(fields["jalur"], subject)
        return cls(
            index=count_of(fields["indeks"], subject),
            size=count_of(fields["jumlah"], subject),
            path=tuple(hex_bytes(step, HASH_SIZE, subject) for step in steps),
            root=hex_bytes(fields["akar"], HASH_SIZE, subject),
        )

    def holds_for(self, leaf: bytes) -> bool:
        """Whether the proof leads from `leaf` (a leaf hash) to its root."""
        return verify_inclusion(
            index=self.index, size=self.size, leaf=leaf, path=self.path, root=self.root
        )


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything needed to follow an entry, without a network, up to a signed checkpoint."""

    entry: EntryRecord
    entry_proof: InclusionProof
    day: DayRecord
    day_proof: InclusionProof
    checkpoint: str

    def to_json(self) -> JsonObject:
        """The object to be written as canonical JSON."""
        return {
            "format": RECEIPT_FORMAT,
            "catatan": self.entry.fields,
            "bukti_catatan": self.entry_proof.to_json(),
            "hari": self.day.to_json(),
            "bukti_hari": self.day_proof.to_json(),
            "titik_periksa": self.checkpoint,
        }

    @classmethod
    def parse(cls, value: JsonObject) -> "Receipt":
        """Read such an object; nothing in it is verified yet. SealError."""
        names = ("format", "catatan", "bukti_catatan", "hari", "bukti_hari", "titik_periksa")
        fields = exact_fields(value, names, "tanda terima")
        return cls(
            entry=EntryRecord.parse(fields["catatan"]),
            entry_proof=InclusionProof.parse(fields["bukti_catatan"], "bukti_catatan"),
            day=DayRecord.parse(fields["hari"]),
            day_proof=InclusionProof.parse(fields["bukti_hari"], "bukti_hari"),
            checkpoint=text_of(fields["titik_periksa"], "titik_periksa"),
        )


def read_file(content: bytes) -> Receipt | PromiseFile:
    """A receipt or promise file from its bytes, which must be canonical JSON. SealError."""
    value = parse_canonical(content)
    if value.get("format") == RECEIPT_FORMAT:
        return Receipt.parse(value)
    if value.get("format") == PROMISE_FILE_FORMAT:
        return PromiseFile.parse(value)
    raise SealError(Reason.FORMAT_UNKNOWN, "berkas")


def file_bytes(document: Receipt | PromiseFile) -> bytes:
    """What is given to the employee for download."""
    return canonical_bytes(document.to_json()) + b"\n"
