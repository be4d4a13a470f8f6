"""Indicators, their series and their targets."""

from django.db import models
from django.db.models import F, Q

from sasando.organization.models import CODE, Unit
from sasando.rules.achievement import Polarity
from sasando.rules.aggregation import Aggregation

from .plan import Objective, PriorityAgenda


class Indicator(models.Model):
    """What tells whether an objective is reached (Permen PAN PER/09/M.PAN/5/2007, sakip 3.1).

    On a `scale` targets and figures are places on it, the worst label being 1. With a
    `source_code` the system measures it itself (`planning.sources`) and nobody types its figures.
    """

    class LevelType(models.TextChoices):
        OUTPUT = "OUTPUT", "Keluaran"
        OUTCOME = "OUTCOME", "Hasil"
        IMPACT = "IMPACT", "Dampak"

    class Scale(models.TextChoices):
        SAKIP = "SAKIP", "Predikat SAKIP"
        AUDIT_OPINION = "AUDIT_OPINION", "Opini BPK"

    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    name = models.CharField("indikator", max_length=200)
    measure = models.CharField("satuan", max_length=60)
    decimals = models.PositiveSmallIntegerField("angka di belakang koma", default=2)
    level_type = models.CharField("jenis", max_length=8, choices=LevelType.choices)
    polarity = models.CharField(
        "polaritas", max_length=20, choices=[(item.value, item.value) for item in Polarity]
    )
    aggregation = models.CharField(
        "agregasi", max_length=20, choices=[(item.value, item.value) for item in Aggregation]
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
    definition = models.TextField("definisi operasional")
    data_source = models.CharField("sumber data", max_length=200)
    scale = models.CharField("skala predikat", max_length=20, choices=Scale.choices, blank=True)
    source_code = models.CharField("sumber dari sistem", max_length=40, blank=True)
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scale="") | Q(polarity="PREDICATE"), name="planning_scale_of_predicate"
            )
        ]

    def __str__(self) -> str:
        return self.name


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
    """The target of a year (quarter 0) or of one quarter; a range has both ends."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    year = models.PositiveSmallIntegerField("tahun")
    quarter = models.PositiveSmallIntegerField("triwulan", default=0)
    value = models.DecimalField("target", max_digits=20, decimal_places=4)
    upper = models.DecimalField(
        "batas atas", max_digits=20, decimal_places=4, null=True, blank=True
    )
    basis = models.CharField("dasar", max_length=200)
    is_example = models.BooleanField("contoh", default=False)

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
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.year}/{self.quarter}"
