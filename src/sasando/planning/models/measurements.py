"""What was measured."""

from django.db import models
from django.db.models import Q

from sasando.core.clock import DatabaseNow

from .indicators import QUARTER_OR_YEAR, IndicatorSeries


class Measurement(models.Model):
    """What was measured, in one series, for a year (quarter 0) or a quarter. Blank is not zero.

    A ratio of sums also keeps its two parts, from which the year is computed.
    """

    class Status(models.TextChoices):
        REPORTED = "TERLAPOR", "Terlapor"
        NOT_RELEASED = "BELUM_RILIS", "Belum rilis"
        NOT_APPLICABLE = "TIDAK_BERLAKU", "Tidak berlaku"

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
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["series", "year", "quarter"]
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
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}/{self.quarter}"
