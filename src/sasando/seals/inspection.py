"""Check of an uploaded file: first offline as anybody would, then against what is published here.

Nothing of the file is stored.
"""

from dataclasses import replace

from . import keys
from .models import Checkpoint
from .note import Note, TreeHead
from .queries import leaf_position, sealed_day_or_none
from .receipt import PromiseFile, Receipt
from .verify import Verdict, verify_file

HEAD_DIFFERS = (
    "Kepala segel ini bertanda tangan kunci kami, tetapi tidak sama dengan yang diterbitkan di "
    "sini. Simpan berkas ini baik-baik dan serahkan ke Inspektorat: ini bukti."
)
PROMISE_BROKEN = (
    "Hari itu sudah disegel, tetapi catatan yang dijanjikan tidak ada di dalamnya. Simpan berkas "
    "ini baik-baik dan serahkan ke Inspektorat: ini bukti."
)


def inspect(content: bytes) -> Verdict:
    """The verdict on a file's bytes by this installation's key and its published seals."""
    key = keys.published_key()
    verdict = verify_file(content, trusted_key=str(key) if key else None)
    match verdict.document:
        case Receipt() as receipt:
            return _beside_published_head(verdict, receipt)
        case PromiseFile() as promise:
            return _beside_sealed_day(verdict, promise)
        case None:
            return verdict


def _beside_published_head(verdict: Verdict, receipt: Receipt) -> Verdict:
    head = TreeHead.parse(Note.parse(receipt.checkpoint).text)
    published = Checkpoint.objects.filter(tree_size=head.size).first()
    if published is None or bytes(published.root) != head.root:
        return replace(verdict, accepted=False, reason=HEAD_DIFFERS)
    return _with_line(verdict, "Kepala segel itu sama dengan yang diterbitkan di sini.")


def _beside_sealed_day(verdict: Verdict, promise: PromiseFile) -> Verdict:
    sealed = sealed_day_or_none(promise.entry.day)
    if sealed is None:
        return _with_line(verdict, "Hari itu belum disegel.")
    position = leaf_position(sealed.day, promise.entry.leaf_hash())
    if position is None:
        return replace(verdict, accepted=False, reason=PROMISE_BROKEN)
    return _with_line(
        verdict,
        f"Hari itu sudah disegel, dan catatan ini ada di dalamnya, "
        f"urutan {position + 1} dari {sealed.entry_count}.",
    )


def _with_line(verdict: Verdict, line: str) -> Verdict:
    return replace(verdict, lines=(*verdict.lines, line))
