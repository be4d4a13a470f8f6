"""Offline check of a receipt or promise file: standard library and one Ed25519 check.

The trusted key comes from whoever asks, never from the file: a file that vouches for itself
proves nothing.
"""

from dataclasses import dataclass
from pathlib import Path

from sasando.rules.numerals import format_date

from .note import TreeHead, VerifierKey, verified_text
from .receipt import Promise, PromiseFile, Receipt, read_file
from .refusal import Reason, SealError
from .sentences import sentence_of

MAX_FILE_SIZE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome: what was checked, in order, and, when refused, why. Both in Indonesian."""

    accepted: bool
    lines: tuple[str, ...]
    reason: str = ""
    document: Receipt | PromiseFile | None = None


def verify_file(content: bytes, *, trusted_key: str | None) -> Verdict:
    """Check a file's bytes against a verifier key ("name+id+base64"); never raises for content."""
    lines: list[str] = []
    try:
        key = _trusted(trusted_key)
        _require(Reason.TOO_LARGE, holds=len(content) <= MAX_FILE_SIZE)
        document = read_file(content)
        if isinstance(document, Receipt):
            check_receipt(document, key, lines)
        else:
            check_promise(document, key, lines)
    except SealError as refusal:
        return Verdict(accepted=False, lines=tuple(lines), reason=sentence_of(refusal))
    return Verdict(accepted=True, lines=tuple(lines), document=document)


def read_trusted_key(option: str, key_file: Path) -> str | None:
    """The key given as an option, else that of this installation's public key file, else None."""
    if option:
        return option.strip()
    return key_file.read_text(encoding="utf-8").strip() if key_file.is_file() else None


def _trusted(text: str | None) -> VerifierKey:
    if not text:
        raise SealError(Reason.KEY_MISSING)
    return VerifierKey.parse(text)


def check_receipt(receipt: Receipt, key: VerifierKey, lines: list[str]) -> TreeHead:
    """Follow an entry up to the signed checkpoint; appends what held to `lines`. SealError."""
    head = TreeHead.parse(verified_text(receipt.checkpoint, [key])[0])
    _require(Reason.ORIGIN_DIFFERS, head.origin, holds=head.origin == key.name)
    lines.append(
        f"Tanda tangan kepala segel sah, oleh {key.name} (sidik jari {key.fingerprint[:19]}…)."
    )
    proof, day = receipt.day_proof, receipt.day
    _require(Reason.LOG_HEAD_DIFFERS, holds=(proof.size, proof.root) == (head.size, head.root))
    _require(Reason.DAY_NOT_INCLUDED, holds=proof.holds_for(day.leaf_hash()))
    lines.append(
        f"Hari {format_date(day.day)} ada di log hari, urutan {proof.index + 1} dari {head.size}."
    )
    _check_entry(receipt)
    lines.append(
        f"Catatan {receipt.entry.code} ada di hari itu, kata demi kata, "
        f"urutan {receipt.entry_proof.index + 1} dari {day.entry_count}."
    )
    return head


def _check_entry(receipt: Receipt) -> None:
    proof, day = receipt.entry_proof, receipt.day
    _require(Reason.DAY_DIFFERS, holds=receipt.entry.day == day.day)
    _require(Reason.DAY_HEAD_DIFFERS, holds=(proof.size, proof.root) == (day.entry_count, day.root))
    _require(Reason.ENTRY_NOT_INCLUDED, holds=proof.holds_for(receipt.entry.leaf_hash()))


def check_promise(document: PromiseFile, key: VerifierKey, lines: list[str]) -> Promise:
    """Check that the operator promised to seal this very entry; appends what held. SealError."""
    promise = Promise.parse(verified_text(document.note, [key])[0])
    _require(Reason.ORIGIN_DIFFERS, promise.origin, holds=promise.origin == key.name)
    lines.append(f"Tanda tangan janji sah, oleh {key.name} (sidik jari {key.fingerprint[:19]}…).")
    entry = document.entry
    _require(Reason.CODE_DIFFERS, holds=promise.code == entry.code)
    _require(Reason.DAY_DIFFERS, holds=promise.day == entry.day)
    _require(Reason.LEAF_DIFFERS, holds=promise.leaf == entry.leaf_hash())
    lines.append(
        f"Catatan {entry.code} untuk hari {format_date(entry.day)} dijanjikan masuk segel, "
        "kata demi kata."
    )
    lines.append("Setelah hari itu disegel, periksa tanda terimanya.")
    return promise


def _require(reason: Reason, subject: str = "", *, holds: bool) -> None:
    if not holds:
        raise SealError(reason, subject)
