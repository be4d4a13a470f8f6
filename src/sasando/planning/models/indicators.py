"""Indicators with their whole definition, their revisions, series and targets."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from sasando.core.clock import DatabaseNow
from sasando.organization.models import CODE, Person, Position, Unit
from sasando.rules.achievement import Polarity, ZeroTarget
from sasando.rules.aggregation import Aggregation, EntryMode

from .plan import Objective, PriorityAgenda

LEVELS = ("AVERAGE", "MAX", "MIN")
EVER = date(2000, 1, 1)


class Indicator(models.Model):
    """What tells whether an objective is reached (Permen PAN PER/09/M.PAN/5/2007, sakip 3.1).

    On a `scale` targets and figures are places on it, the worst label being 1. With a
    `source_code` the system measures it itself (`planning.sources`) and nobody types its figures.
    `release_lag` is how many days after a period its official figure appears. What the row says of
    measuring and judging is the newest revision; the database keeps every earlier one.
    """

    class UnitType(models.TextChoices):
        NUMBER = "NUMBER", "Bilangan"
        PERCENT = "PERCENT", "Persen"
        INDEX = "INDEX", "Indeks"
        CURRENCY = "CURRENCY", "Rupiah"
        DURATION = "DURATION", "Lama waktu"
        DATE = "DATE", "Tanggal"
        PREDICATE = "PREDICATE", "Predikat"

    class LevelType(models.TextChoices):
        INPUT = "INPUT", "Masukan"
        PROCESS = "PROCESS", "Proses"
        OUTPUT = "OUTPUT", "Keluaran"
        OUTCOME = "OUTCOME", "Hasil"
        IMPACT = "IMPACT", "Dampak"

    class Scale(models.TextChoices):
        SAKIP = "SAKIP", "Predikat SAKIP"
        AUDIT_OPINION = "AUDIT_OPINION", "Opini BPK"

    class Frequency(models.TextChoices):
        MONTHLY = "BULANAN", "Tiap bulan"
        QUARTERLY = "TRIWULANAN", "Tiap triwulan"
        HALF_YEARLY = "SEMESTERAN", "Tiap semester"
        YEARLY = "TAHUNAN", "Sekali setahun"

    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    name = models.CharField("indikator", max_length=200)
    measure = models.CharField("satuan", max_length=60)
    unit_type = models.CharField(
        "jenis satuan", max_length=10, choices=UnitType.choices, blank=True
    )
    decimals = models.PositiveSmallIntegerField("angka di belakang koma", default=2)
    level_type = models.CharField("jenis", max_length=8, choices=LevelType.choices)
    polarity = models.CharField(
        "polaritas", max_length=20, choices=[(item.value, item.value) for item in Polarity]
    )
    aggregation = models.CharField(
        "agregasi", max_length=20, choices=[(item.value, item.value) for item in Aggregation]
    )
    entry_mode = models.CharField(
        "cara mengisi",
        max_length=14,
        choices=[(item.value, item.value) for item in EntryMode],
        default=EntryMode.PERIODIC.value,
    )
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, blank=True, related_name="indicators"
    )
    agenda = models.ForeignKey(
        PriorityAgenda, models.PROTECT, null=True, blank=True, related_name="indicators"
    )
    owner = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name="penanggung jawab",
    )
    owner_position = models.ForeignKey(
        Position,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name="jabatan penanggung jawab",
    )
    definition = models.TextField("definisi operasional")
    formula = models.TextField("rumus", blank=True)
    numerator_definition = models.CharField("arti pembilang", max_length=300, blank=True)
    denominator_definition = models.CharField("arti penyebut", max_length=300, blank=True)
    data_source = models.CharField("sumber data", max_length=200)
    collection_method = models.TextField("cara mengumpulkan data", blank=True)
    frequency = models.CharField("frekuensi", max_length=10, choices=Frequency.choices, blank=True)
    release_lag = models.PositiveSmallIntegerField("jeda terbit (hari)", default=0)
    baseline_year = models.PositiveSmallIntegerField("tahun kondisi awal", null=True, blank=True)
    baseline_value = models.DecimalField(
        "kondisi awal", max_digits=20, decimal_places=4, null=True, blank=True
    )
    display_cap = models.DecimalField(
        "batas atas capaian", max_digits=8, decimal_places=2, null=True, blank=True
    )
    zero_target = models.CharField(
        "arti target nol",
        max_length=14,
        choices=[(item.value, item.value) for item in ZeroTarget],
        blank=True,
    )
    scale = models.CharField("skala predikat", max_length=20, choices=Scale.choices, blank=True)
    source_code = models.CharField("sumber dari sistem", max_length=40, blank=True)
    is_example = models.BooleanField("contoh", default=False)
    revision = models.PositiveSmallIntegerField("revisi", default=1)
    revised_from = models.DateField("berlaku sejak", default=EVER)
    revision_reason = models.TextField("alasan revisi", blank=True)
    revised_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scale="") | Q(polarity="PREDICATE"), name="planning_scale_of_predicate"
            ),
            models.CheckConstraint(
                condition=Q(entry_mode="PERIODIC") | ~Q(aggregation__in=LEVELS),
                name="planning_running_total_of_counts",
            ),
            models.CheckConstraint(
                condition=Q(display_cap__isnull=True) | Q(display_cap__gt=0),
                name="planning_indicator_cap",
            ),
            models.CheckConstraint(
                condition=Q(revision=1) | ~Q(revision_reason=""),
                name="planning_indicator_revision_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class IndicatorRevision(models.Model):
    """What an indicator said from a day on, written by the database and never changed.

    `content` holds the columns that say what is measured and how it is judged, numbers as text.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField("revisi")
    valid_from = models.DateField("berlaku sejak")
    content = models.JSONField("isi")
    reason = models.TextField("alasan", blank=True)
    revised_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        ordering = ["indicator", "number"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "number"], name="planning_revision_once")
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}/{self.number}"


class IndicatorSeries(models.Model):
    """One unbroken way of measuring an indicator; a new base begins a new series beside it."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="series")
    name = models.CharField("seri", max_length=80)
    is_current = models.BooleanField("dipakai sekarang", default=False)

    class Meta:
        ordering = ["indicator", "id"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "name"], name="planning_series_name"),
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(is_current=True), name="planning_one_series_now"
            ),
        ]

    def __str__(self) -> str:
        return self.name


QUARTER_OR_YEAR = Q(quarter__gte=0, quarter__lte=4)


class IndicatorTarget(models.Model):
    """The target of a year (quarter 0) or of one quarter; a range has both ends.

    The row is the newest version and can be revised, with a reason, until its period has ended;
    the database keeps every earlier version.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    year = models.PositiveSmallIntegerField("tahun")
    quarter = models.PositiveSmallIntegerField("triwulan", default=0)
    value = models.DecimalField("target", max_digits=20, decimal_places=4)
    upper = models.DecimalField(
        "batas atas", max_digits=20, decimal_places=4, null=True, blank=True
    )
    basis = models.CharField("dasar", max_length=200)
    is_example = models.BooleanField("contoh", default=False)
    version = models.PositiveSmallIntegerField("versi", default=1)
    reason = models.TextField("alasan", blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        ordering = ["indicator", "year", "quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year", "quarter"], name="planning_target_once"
            ),
            models.CheckConstraint(condition=QUARTER_OR_YEAR, name="planning_target_quarter"),
            models.CheckConstraint(
                condition=Q(upper__isnull=True) | Q(upper__gte=F("value")),
                name="planning_target_range",
            ),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""), name="planning_target_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.year}/{self.quarter}"


class IndicatorTargetVersion(models.Model):
    """What a target said from an instant on, written by the database and never changed."""

    target = models.ForeignKey(IndicatorTarget, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("versi")
    value = models.DecimalField("target", max_digits=20, decimal_places=4)
    upper = models.DecimalField(
        "batas atas", max_digits=20, decimal_places=4, null=True, blank=True
    )
    basis = models.CharField("dasar", max_length=200)
    reason = models.TextField("alasan", blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        ordering = ["target", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "number"], name="planning_target_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.target_id}/{self.number}"
