"""Sealed days, the signed heads of their log, and the tiles anybody can check them with.

All three tables only grow: the database refuses to change or delete a row, whoever asks.
"""

from datetime import date

from django.db import models
from django.db.models import Q

from .records import DAY_FORMAT, DayRecord

LOG_TREE = "hari"


def day_tree(day: date) -> str:
    """The name under which the tiles of one day's tree are stored."""
    return f"{LOG_TREE}/{day.isoformat()}"


class SealedDay(models.Model):
    """A closed day as it was sealed: one leaf of the log of days.

    `leaf_index` counts days in the order of sealing, from 0, without gaps. `closings` are the
    closing instants of that day, in UTC, written as they stand in the leaf.
    """

    day = models.DateField("hari kerja", unique=True)
    leaf_index = models.PositiveIntegerField("urutan", unique=True)
    entry_count = models.PositiveIntegerField("catatan")
    root = models.BinaryField("kepala hari", max_length=32)
    closings = models.JSONField("tutup")
    sealed_at = models.DateTimeField("disegel")

    class Meta:
        ordering = ["-leaf_index"]

    def __str__(self) -> str:
        return f"segel {self.day}"

    def record(self) -> DayRecord:
        """The day as it is hashed. SealError if the row does not even have the form of a day."""
        return DayRecord.parse(
            {
                "format": DAY_FORMAT,
                "hari": self.day.isoformat(),
                "jumlah": self.entry_count,
                "akar": self.root_hex,
                "tutup": self.closings,
            }
        )

    @property
    def root_hex(self) -> str:
        """The head of the day as people read it."""
        return bytes(self.root).hex()

    @property
    def short_root(self) -> str:
        """The first sixteen digits of the head, in fours."""
        return " ".join(self.root_hex[at : at + 4] for at in range(0, 16, 4))


class Checkpoint(models.Model):
    """A signed head of the log of days: size, root, and the note as it was published."""

    tree_size = models.PositiveIntegerField("jumlah hari", unique=True)
    root = models.BinaryField("kepala log", max_length=32)
    note = models.TextField("surat bertanda tangan")
    created_at = models.DateTimeField("ditandatangani")

    class Meta:
        ordering = ["-tree_size"]
        constraints = [
            models.CheckConstraint(condition=Q(tree_size__gt=0), name="seals_checkpoint_not_empty")
        ]

    def __str__(self) -> str:
        return f"kepala log {self.tree_size} hari"


class Tile(models.Model):
    """Up to 256 hashes of one level of one tree; a wider row follows when the tree grows."""

    tree = models.CharField("pohon", max_length=16)
    level = models.PositiveSmallIntegerField("tingkat")
    number = models.PositiveIntegerField("nomor")
    width = models.PositiveSmallIntegerField("lebar")
    hashes = models.BinaryField("isi", max_length=8192)

    class Meta:
        ordering = ["tree", "level", "number", "width"]
        constraints = [
            models.UniqueConstraint(
                fields=["tree", "level", "number", "width"], name="seals_tile_once"
            ),
            models.CheckConstraint(
                condition=Q(width__gte=1, width__lte=256, level__lte=63), name="seals_tile_size"
            ),
            models.CheckConstraint(
                condition=Q(tree=LOG_TREE) | Q(tree__regex=r"^hari/[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
                name="seals_tile_tree",
            ),
        ]

    def __str__(self) -> str:
        return f"ubin {self.tree} {self.level}/{self.number} ({self.width})"
