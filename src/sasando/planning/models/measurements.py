"""What was measured, its former figures, its evidence, who verified it, and late openings."""

from django.db import models
from django.db.models import F, Q

from sasando.core import clock
from sasando.core.clock import DatabaseNow
from sasando.core.models import Attachment
from sasando.organization.models import Person
from sasando.planning.periods import Span
from sasando.rules.measuring import last_second_text

from .indicators import QUARTER_OR_YEAR, Indicator, IndicatorSeries


class Measurement(models.Model):
    """What was measured, in one series, for a year (quarter 0) or a quarter. Blank is not zero.

    A ratio of sums also keeps its two parts, from which the year is computed. The row is the
    newest version: it can be corrected until its period closes, and the database keeps every
    earlier version. A figure somebody reports waits for a second person; one that was loaded from
    a published list or before measuring in Sasando began (LOADED) names only its source.
    """

    class Status(models.TextChoices):
        REPORTED = "TERLAPOR", "Terlapor"
        NOT_RELEASED = "BELUM_RILIS", "Belum rilis"
        NOT_APPLICABLE = "TIDAK_BERLAKU", "Tidak berlaku"

    class State(models.TextChoices):
        LOADED = "DIMUAT", "dimuat dari daftar"
        DRAFT = "DRAF", "draf"
        SUBMITTED = "DIAJUKAN", "belum diverifikasi"
        VERIFIED = "TERVERIFIKASI", "diverifikasi"
        RETURNED = "DIKEMBALIKAN", "dikembalikan"

    series = models.ForeignKey(IndicatorSeries, models.PROTECT, related_name="measurements")
    year = models.PositiveSmallIntegerField("tahun")
    quarter = models.PositiveSmallIntegerField("triwulan", default=0)
    value = models.DecimalField("realisasi", max_digits=20, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(
        "pembilang", max_digits=20, decimal_places=4, null=True, blank=True
    )
    denominator = models.DecimalField(
        "penyebut", max_digits=20, decimal_places=4, null=True, blank=True
    )
    status = models.CharField(max_length=14, choices=Status.choices, default=Status.REPORTED)
    source = models.CharField("sumber", max_length=200)
    released_on = models.DateField("tanggal terbit", null=True, blank=True)
    reason = models.TextField("alasan", blank=True)
    state = models.CharField(max_length=13, choices=State.choices, default=State.LOADED)
    version = models.PositiveSmallIntegerField("versi", default=1)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["series", "year", "quarter"]
        indexes = [
            models.Index(
                fields=["recorded_at"],
                condition=Q(state="DIAJUKAN"),
                name="planning_measurement_waiting",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "quarter"], name="planning_measurement_once"
            ),
            models.CheckConstraint(condition=QUARTER_OR_YEAR, name="planning_measurement_quarter"),
            models.CheckConstraint(
                condition=Q(status="TERLAPOR", value__isnull=False)
                | (~Q(status="TERLAPOR") & Q(value__isnull=True)),
                name="planning_measurement_value_if_reported",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(
                    numerator__isnull=False,
                    denominator__isnull=False,
                    denominator__gt=0,
                    status="TERLAPOR",
                ),
                name="planning_measurement_ratio_whole",
            ),
            models.CheckConstraint(
                condition=~Q(status="TIDAK_BERLAKU") | ~Q(reason=""),
                name="planning_measurement_not_applicable_why",
            ),
            models.CheckConstraint(
                condition=Q(state="DIMUAT") | Q(recorded_by__isnull=False),
                name="planning_measurement_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}/{self.quarter}"


class MeasurementVersion(models.Model):
    """What a measurement said from an instant on, written by the database and never changed."""

    measurement = models.ForeignKey(Measurement, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("versi")
    status = models.CharField(max_length=14, choices=Measurement.Status.choices)
    value = models.DecimalField("realisasi", max_digits=20, decimal_places=4, null=True)
    numerator = models.DecimalField("pembilang", max_digits=20, decimal_places=4, null=True)
    denominator = models.DecimalField("penyebut", max_digits=20, decimal_places=4, null=True)
    source = models.CharField("sumber", max_length=200)
    released_on = models.DateField("tanggal terbit", null=True)
    reason = models.TextField("alasan", blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        ordering = ["measurement", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["measurement", "number"], name="planning_measurement_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measurement_id}/{self.number}"


class MeasurementEvidence(models.Model):
    """A file that shows where the figure of one version comes from."""

    measurement = models.ForeignKey(Measurement, models.PROTECT, related_name="evidence")
    version = models.PositiveSmallIntegerField("versi")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    name = models.CharField("nama berkas", max_length=120)
    added_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        ordering = ["measurement", "version", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["measurement", "version", "attachment"], name="planning_evidence_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class MeasurementDecision(models.Model):
    """What a second person found of one version: it holds, or it goes back with a note."""

    class Verdict(models.TextChoices):
        VERIFIED = "TERVERIFIKASI", "Diverifikasi"
        RETURNED = "DIKEMBALIKAN", "Dikembalikan"

    measurement = models.ForeignKey(Measurement, models.PROTECT, related_name="decisions")
    version = models.PositiveSmallIntegerField("versi")
    verdict = models.CharField("putusan", max_length=13, choices=Verdict.choices)
    note = models.TextField("catatan", blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_title = models.CharField("sebagai", max_length=200)
    decided_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        ordering = ["measurement", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["measurement", "version"], name="planning_decision_once"
            ),
            models.CheckConstraint(
                condition=Q(verdict="TERVERIFIKASI") | ~Q(note=""),
                name="planning_return_has_note",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measurement_id}/{self.version}: {self.verdict}"


class PeriodReopening(models.Model):
    """The leaders' written exception: one indicator's closed period takes figures until an instant.

    It stands on the indicator's page forever. Only the mayor or the regional secretary grants it.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="reopenings")
    year = models.PositiveSmallIntegerField("tahun")
    quarter = models.PositiveSmallIntegerField("triwulan")
    reason = models.TextField("alasan")
    granted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    granted_title = models.CharField("sebagai", max_length=200)
    granted_at = models.DateTimeField(db_default=DatabaseNow())
    open_until = models.DateTimeField("terbuka sampai")

    class Meta:
        ordering = ["indicator", "-granted_at"]
        constraints = [
            models.CheckConstraint(condition=QUARTER_OR_YEAR, name="planning_reopening_quarter"),
            models.CheckConstraint(condition=~Q(reason=""), name="planning_reopening_reason"),
            models.CheckConstraint(
                condition=Q(open_until__gt=F("granted_at")), name="planning_reopening_until"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.year}/{self.quarter}"

    @property
    def period(self) -> str:
        """The period as readers write it: "TW III 2026"."""
        return Span(self.year, self.quarter).label

    @property
    def last_moment(self) -> str:
        """The last accepted minute: "20 Oktober 2026 pukul 23.59 WITA"."""
        return last_second_text(self.open_until, clock.zone())
