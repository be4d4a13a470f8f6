"""A small sealed city for tests: days, a log, a key. All names and words are made up (contoh)."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sasando.seals.merkle import Tree
from sasando.seals.note import NoteSigner, TreeHead
from sasando.seals.receipt import InclusionProof, Promise, PromiseFile, Receipt
from sasando.seals.records import DayRecord, EntryRecord

ORIGIN = "contoh.invalid/hari"
FIRST_DAY = date(2026, 11, 18)
SIGNER = NoteSigner(
    ORIGIN, Ed25519PrivateKey.from_private_bytes(b"contoh kunci untuk pengujian 32b")
)
TRUSTED_KEY = str(SIGNER.verifier)
OTHER_SIGNER = NoteSigner("saksi.invalid", Ed25519PrivateKey.from_private_bytes(b"s" * 32))


def salt_of(code: str) -> bytes:
    """A fixed salt, so that a failing example can be repeated."""
    return sha256(code.encode()).digest()[:16]


def entry_of(day: date, number: int) -> EntryRecord:
    """One made-up entry."""
    code = f"CH-{day:%m%d}-{number:04}"
    fields = {
        "kode": code,
        "hari": day.isoformat(),
        "uraian": f"Contoh: menyapu “Jalan Éléganté” {number}\ndua baris\t/ akhir",
        "volume": number,
        "jam": "1.50",
        "lampiran": ["ab" * 32],
        "darurat": False,
        "tautan": None,
    }
    return EntryRecord.build(fields, salt_of(code))


def closing_of(day: date) -> datetime:
    """23.59 in Kupang."""
    return datetime(day.year, day.month, day.day, 15, 59, tzinfo=UTC)


def entries_of(day: date, count: int) -> list[EntryRecord]:
    """All made-up entries of a day."""
    return [entry_of(day, number) for number in range(count)]


def day_record(day: date, tree: Tree) -> DayRecord:
    """The day as it was sealed, closed twice: for the office and for the night shift."""
    closings = (closing_of(day), closing_of(day) + timedelta(hours=9, microseconds=5))
    return DayRecord(day, tree.size, tree.root(), closings)


@cache
def receipt(index: int = 3, count: int = 7, days: int = 3) -> Receipt:
    """The receipt of one entry of the second of `days` days."""
    day = FIRST_DAY + timedelta(days=1)
    entries = entries_of(day, count)
    tree = Tree.of_leaf_hashes([entry.leaf_hash() for entry in entries])
    record = day_record(day, tree)
    others = [
        day_record(FIRST_DAY + timedelta(days=number), Tree.of_leaf_hashes([]))
        for number in range(days)
    ]
    log = Tree.of_leaf_hashes(
        [
            record.leaf_hash() if number == 1 else other.leaf_hash()
            for number, other in enumerate(others)
        ]
    )
    return Receipt(
        entry=entries[index],
        entry_proof=InclusionProof(index, count, tree.inclusion(index), tree.root()),
        day=record,
        day_proof=InclusionProof(1, days, log.inclusion(1), log.root()),
        checkpoint=SIGNER.sign(TreeHead(ORIGIN, days, log.root()).text()),
    )


def promise_of(entry: EntryRecord, **changed: object) -> Promise:
    """What the operator promised about an entry, one field perhaps changed."""
    facts: dict = {
        "origin": ORIGIN,
        "code": entry.code,
        "day": entry.day,
        "leaf": entry.leaf_hash(),
        "recorded_at": closing_of(entry.day) - timedelta(hours=3, microseconds=7),
        "closes_at": closing_of(entry.day),
    }
    return Promise(**(facts | changed))


def promise_file(**changed: object) -> PromiseFile:
    """A promise file, correctly signed, one promised field perhaps changed."""
    entry = entry_of(FIRST_DAY, 1)
    return PromiseFile(entry, SIGNER.sign(promise_of(entry, **changed).text()))
