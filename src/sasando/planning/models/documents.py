"""The lines of plan documents: indicators, targets and ceilings by year."""

from django.db import models
from django.db.models import F, Q

from sasando.organization.models import Unit

from .nomenclature import NomenclatureNode
from .plan import Objective, PlanDocument


class PlanRow(models.Model):
    """A line of a plan: a goal or objective of an agency, a programme, activity or sub-activity.

    `code` is the nomenclature code as the document prints it (normalised), or the document's own
    number for goals and objectives. `objective` is the RPJMD objective the line says it serves.
    """

    class Level(models.TextChoices):
        GOAL = "TUJUAN", "Tujuan"
        OBJECTIVE = "SASARAN", "Sasaran"
        PROGRAMME = "PROGRAM", "Program"
        ACTIVITY = "KEGIATAN", "Kegiatan"
        SUB_ACTIVITY = "SUBKEGIATAN", "Sub kegiatan"

    document = models.ForeignKey(PlanDocument, models.PROTECT, related_name="rows")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="plan_rows", verbose_name="perangkat daerah"
    )
    level = models.CharField("tingkat", max_length=11, choices=Level.choices)
    code = models.CharField("kode", max_length=40)
    name = models.TextField("uraian")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    node = models.ForeignKey(
        NomenclatureNode,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_rows",
        verbose_name="nomenklatur",
    )
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, blank=True, related_name="plan_rows"
    )
    location = models.CharField("lokasi", max_length=160, blank=True)
    funding = models.CharField("sumber dana", max_length=120, blank=True)
    reason = models.TextField("alasan", blank=True)
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["document", "unit", "code"]
        constraints = [
            models.UniqueConstraint(fields=["document", "unit", "code"], name="planning_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class PlanRowIndicator(models.Model):
    """What a line of a plan says it will be measured by."""

    class Kind(models.TextChoices):
        OUTPUT = "OUTPUT", "Keluaran"
        OUTCOME = "OUTCOME", "Hasil"
        IMPACT = "IMPACT", "Dampak"

    row = models.ForeignKey(PlanRow, models.CASCADE, related_name="indicators")
    number = models.PositiveSmallIntegerField("nomor", default=1)
    text = models.TextField("indikator")
    kind = models.CharField("jenis", max_length=7, choices=Kind.choices, blank=True)
    measure = models.CharField("satuan", max_length=160, blank=True)
    baseline = models.CharField("kondisi awal", max_length=60, blank=True)

    class Meta:
        ordering = ["row", "number"]
        constraints = [
            models.UniqueConstraint(fields=["row", "number"], name="planning_row_indicator_number"),
        ]

    def __str__(self) -> str:
        return self.text


class PlanRowTarget(models.Model):
    """The target of a plan line's indicator in one year: a number, or a text such as "WTP"."""

    indicator = models.ForeignKey(PlanRowIndicator, models.CASCADE, related_name="targets")
    year = models.PositiveSmallIntegerField("tahun")
    value = models.DecimalField("target", max_digits=20, decimal_places=4, null=True, blank=True)
    upper = models.DecimalField(
        "batas atas", max_digits=20, decimal_places=4, null=True, blank=True
    )
    text = models.CharField("target berupa kata", max_length=60, blank=True)

    class Meta:
        ordering = ["indicator", "year"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year"], name="planning_row_target_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, text="")
                | (Q(value__isnull=True, upper__isnull=True) & ~Q(text="")),
                name="planning_row_target_value_or_text",
            ),
            models.CheckConstraint(
                condition=Q(upper__isnull=True) | Q(upper__gte=F("value")),
                name="planning_row_target_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.year}"


class PlanCeiling(models.Model):
    """The indicative ceiling (pagu indikatif) of a plan line in one year, in rupiah.

    A yearly plan also holds the forward estimate (prakiraan maju) of the next year.
    """

    row = models.ForeignKey(PlanRow, models.CASCADE, related_name="ceilings")
    year = models.PositiveSmallIntegerField("tahun")
    amount = models.DecimalField("pagu", max_digits=20, decimal_places=2)

    class Meta:
        ordering = ["row", "year"]
        constraints = [
            models.UniqueConstraint(fields=["row", "year"], name="planning_ceiling_once"),
            models.CheckConstraint(
                condition=Q(amount__gte=0), name="planning_ceiling_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.year}"
