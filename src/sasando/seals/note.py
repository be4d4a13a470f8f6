"""Signed notes and checkpoints of C2SP (`signed-note`, `tlog-checkpoint`), signed with Ed25519 [V].

A note is a text that ends in a newline, an empty line, and one line for each signature. Who reads
it brings the keys he trusts; signatures of other keys are passed over, so that witnesses can add
theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from .merkle import HASH_SIZE
from .refusal import Reason, SealError
from .wire import base64_bytes, base64_text

ED25519 = b"\x01"
PUBLIC_KEY_SIZE = 32
KEY_ID_SIZE = 4
MAX_SIGNATURES = 100
MAX_NOTE_SIZE = 1_000_000
SIGNATURE_PREFIX = "\u2014 "


def is_key_name(name: str) -> bool:
    """Whether `name` may name a key or a log: not empty, no white space, no plus sign."""
    return bool(name) and name.isprintable() and name.split() == [name] and "+" not in name


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key somebody trusts, with the name it signs under."""

    name: str
    public_key: bytes

    def __post_init__(self) -> None:
        if not is_key_name(self.name) or len(self.public_key) != PUBLIC_KEY_SIZE:
            raise SealError(Reason.KEY_MALFORMED, self.name)

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """Read "name+hexid+base64". SealError (KEY_MALFORMED), also if the id is another key's."""
        name, _, rest = text.partition("+")
        key_id, _, encoded = rest.partition("+")
        content = base64_bytes(encoded, Reason.KEY_MALFORMED, name)
        if content[:1] != ED25519:
            raise SealError(Reason.KEY_MALFORMED, name)
        key = cls(name, content[1:])
        if key.key_id.hex() != key_id:
            raise SealError(Reason.KEY_MALFORMED, name)
        return key

    @property
    def key_id(self) -> bytes:
        """First four bytes of SHA-256(name, newline, 0x01, public key)."""
        hashed = sha256(self.name.encode() + b"\n" + ED25519 + self.public_key)
        return hashed.digest()[:KEY_ID_SIZE]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the public key in groups of four hex digits, to be read aloud."""
        digits = sha256(self.public_key).hexdigest()
        return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64_text(ED25519 + self.public_key)}"

    def accepts(self, text: str, signature: bytes) -> bool:
        """Whether `signature` is this key's signature over `text`."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class NoteSigner:
    """A private key and the name it signs under."""

    name: str
    private_key: Ed25519PrivateKey

    @property
    def verifier(self) -> VerifierKey:
        """The public half, to be published."""
        return VerifierKey(self.name, self.private_key.public_key().public_bytes_raw())

    def sign(self, text: str) -> str:
        """A note of `text` with this one signature. SealError (NOTE_MALFORMED) if text is unfit."""
        _require_note_text(text)
        signature = self.private_key.sign(text.encode())
        return f"{text}\n{signature_line(self.name, self.verifier.key_id, signature)}"


def signature_line(name: str, key_id: bytes, signature: bytes) -> str:
    """One signature line of a note, with its newline."""
    return f"{SIGNATURE_PREFIX}{name} {base64_text(key_id + signature)}\n"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line as read; nothing about it is verified yet."""

    name: str
    key_id: bytes
    signature: bytes

    @classmethod
    def parse(cls, line: str) -> "Signature":
        """Read a line without its newline. SealError (NOTE_MALFORMED)."""
        name, _, encoded = line.removeprefix(SIGNATURE_PREFIX).partition(" ")
        content = base64_bytes(encoded, Reason.NOTE_MALFORMED, name)
        well_formed = line.startswith(SIGNATURE_PREFIX) and is_key_name(name)
        if not well_formed or len(content) <= KEY_ID_SIZE:
            raise SealError(Reason.NOTE_MALFORMED, name)
        return cls(name, content[:KEY_ID_SIZE], content[KEY_ID_SIZE:])


@dataclass(frozen=True, slots=True)
class Note:
    """A note as read: the signed text and its signatures, not yet verified."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, content: str) -> "Note":
        """Split a note. SealError (NOTE_MALFORMED) if it is not one, or bears no signature."""
        body, gap, lines = content.rpartition("\n\n")
        if not gap or not lines.endswith("\n") or len(content) > MAX_NOTE_SIZE:
            raise SealError(Reason.NOTE_MALFORMED)
        text = body + "\n"
        _require_note_text(text)
        found = lines.removesuffix("\n").split("\n")
        if len(found) > MAX_SIGNATURES:
            raise SealError(Reason.NOTE_MALFORMED)
        return cls(text, tuple(Signature.parse(line) for line in found))


def _require_note_text(text: str) -> None:
    control = any(letter < " " and letter != "\n" for letter in text)
    if control or not text.endswith("\n") or len(text) > MAX_NOTE_SIZE:
        raise SealError(Reason.NOTE_MALFORMED)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise SealError(Reason.NOTE_MALFORMED) from None


def verified_text(content: str, keys: Sequence[VerifierKey]) -> tuple[str, tuple[VerifierKey, ...]]:
    """The text of a note and which of `keys` signed it, at least one.

    SealError: SIGNATURE_MISSING when none of the keys signed, SIGNATURE_WRONG when a line claims
    to be from one of them and is not.
    """
    note = Note.parse(content)
    known = {(key.name, key.key_id): key for key in keys}
    signers = []
    for signature in note.signatures:
        key = known.get((signature.name, signature.key_id))
        if key is None:
            continue
        if not key.accepts(note.text, signature.signature):
            raise SealError(Reason.SIGNATURE_WRONG, key.name)
        signers.append(key)
    if not signers:
        raise SealError(Reason.SIGNATURE_MISSING)
    return note.text, tuple(dict.fromkeys(signers))


@dataclass(frozen=True, slots=True)
class TreeHead:
    """What a checkpoint says: the log `origin` had `size` leaves and this `root`."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The three lines of the checkpoint."""
        return f"{self.origin}\n{self.size}\n{base64_text(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> "TreeHead":
        """Read exactly three lines. SealError (CHECKPOINT_MALFORMED)."""
        origin, size, encoded, *rest = [*text.split("\n"), "", ""]
        root = base64_bytes(encoded, Reason.CHECKPOINT_MALFORMED)
        decimal = size.isascii() and size.isdigit() and len(size) <= 18
        if rest != ["", "", ""] or not decimal or len(root) != HASH_SIZE or not is_key_name(origin):
            raise SealError(Reason.CHECKPOINT_MALFORMED)
        head = cls(origin, int(size), root)
        if head.text() != text:
            raise SealError(Reason.CHECKPOINT_MALFORMED)
        return head
