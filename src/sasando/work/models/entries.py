"""The day: what each person did, recorded before the closing instant and never after."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from sasando.core.clock import DatabaseNow
from sasando.core.models import Attachment
from sasando.organization.models import Person, Position, Unit

from .skp import PlannedResult


def without_zeros(value: Decimal) -> Decimal:
    """12 for 12.00, 2.5 for 2.50."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


class DayWindow(models.Model):
    """A closing instant that is in force for a day; entries may only carry one of these.

    Rows can be added only while the day itself runs, so that no later instant can be invented for
    a day that is over. The instants of a day are part of its sealed head.
    """

    day = models.DateField("hari kerja")
    closes_at = models.DateTimeField("tutup")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "closes_at"], name="work_window")]

    def __str__(self) -> str:
        return f"{self.day} sampai {self.closes_at}"


class DailyEntry(models.Model):
    """One thing one person did on one day for one of his planned results.

    Never updated and never deleted: a correction is a new entry that names the one it replaces, a
    withdrawal one of kind BATAL. All of them are leaves of the day's tree; totals count the last
    of each chain. `recorded_at` is set by the database. Minutes run from the day's midnight in the
    city; only a shift may pass 1440.
    """

    class Kind(models.TextChoices):
        WORK = "KERJA", "Pekerjaan"
        WITHDRAWAL = "BATAL", "Pembatalan"

    code = models.CharField("kode", max_length=16, unique=True)
    key = models.UUIDField("kunci kiriman")
    person = models.ForeignKey(Person, models.PROTECT, related_name="entries", db_index=False)
    # Nothing is looked up by these alone, and every index is paid for at every recording.
    position = models.ForeignKey(Position, models.PROTECT, related_name="entries", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="entries", db_index=False)
    result = models.ForeignKey(
        PlannedResult, models.PROTECT, related_name="entries", db_index=False
    )
    day = models.DateField("hari kerja")
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.WORK)
    start_minute = models.PositiveSmallIntegerField("mulai")
    end_minute = models.PositiveSmallIntegerField("selesai")
    activity = models.CharField("uraian", max_length=500)
    quantity = models.DecimalField("jumlah", max_digits=10, decimal_places=2)
    measure = models.CharField("satuan", max_length=40)
    evidence = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="entries"
    )
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    salt = models.BinaryField(max_length=16)
    recorded_at = models.DateTimeField("dicatat", db_default=DatabaseNow())
    closes_at = models.DateTimeField("tutup")
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["day", "id"]
        indexes = [
            models.Index(fields=["person", "day"], name="work_entry_person_day"),
            models.Index(fields=["day", "id"], name="work_entry_day"),
            models.Index(fields=["result", "day"], name="work_entry_result_day"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="work_entry_key_once"),
            models.CheckConstraint(
                condition=Q(recorded_at__lt=F("closes_at")), name="work_entry_before_closing"
            ),
            models.CheckConstraint(
                condition=Q(end_minute__gt=F("start_minute"), end_minute__lte=2880),
                name="work_entry_minutes",
            ),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="work_entry_quantity"),
            models.CheckConstraint(
                condition=Q(kind="KERJA") | Q(replaces__isnull=False),
                name="work_entry_withdraws_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.day}"

    @property
    def shown_quantity(self) -> Decimal:
        """The quantity without needless zeros: 12, not 12.00."""
        return without_zeros(self.quantity)
