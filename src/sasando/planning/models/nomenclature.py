"""The official nomenclature by version, and which agency carries out which programme."""

from django.db import models
from django.db.models import Q

from sasando.organization.models import Unit

from .plan import Objective, PriorityProgramme


class NomenclatureNode(models.Model):
    """A row of the official nomenclature of one year (Permendagri 90/2019 and its updates).

    The fourth segment of a code is the authority and makes no level of its own. `is_inferred` marks
    a parent that the list of its year does not hold and another year's list lent.
    """

    class Level(models.TextChoices):
        AFFAIR = "URUSAN", "Urusan"
        FIELD = "BIDANG", "Bidang urusan"
        PROGRAMME = "PROGRAM", "Program"
        ACTIVITY = "KEGIATAN", "Kegiatan"
        SUB_ACTIVITY = "SUBKEGIATAN", "Sub kegiatan"

    version = models.PositiveSmallIntegerField("versi")
    level = models.CharField("tingkat", max_length=11, choices=Level.choices)
    code = models.CharField("kode", max_length=24)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    name = models.TextField("nama")
    output = models.TextField("kinerja", blank=True)
    indicator = models.TextField("indikator", blank=True)
    measure = models.CharField("satuan", max_length=160, blank=True)
    minimum_service = models.BooleanField("SPM", default=False)
    is_inferred = models.BooleanField("dari versi lain", default=False)

    class Meta:
        ordering = ["version", "code"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="planning_nomenclature_code"),
            models.CheckConstraint(
                condition=Q(parent__isnull=False) | Q(level="URUSAN"),
                name="planning_nomenclature_has_parent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class NomenclatureReplacement(models.Model):
    """Which older sub-activity a row of the nomenclature replaces, as its official list says."""

    node = models.ForeignKey(NomenclatureNode, models.PROTECT, related_name="replaces")
    former_code = models.CharField("kode sebelumnya", max_length=24)
    former_name = models.TextField("nama sebelumnya")

    class Meta:
        ordering = ["former_code", "node"]
        constraints = [
            models.UniqueConstraint(fields=["node", "former_code"], name="planning_replaces_once"),
        ]
        indexes = [models.Index(fields=["former_code"], name="planning_replaced_code")]

    def __str__(self) -> str:
        return f"{self.former_code} {self.former_name}"


class AgencyProgramme(models.Model):
    """A programme of the nomenclature given to an agency, and the objective it is meant to serve.

    A programme without an objective is what "because we usually do it" looks like.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="programmes")
    node = models.ForeignKey(NomenclatureNode, models.PROTECT, related_name="assignments")
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, blank=True, related_name="programmes"
    )
    priority = models.ForeignKey(
        PriorityProgramme, models.PROTECT, null=True, blank=True, related_name="programmes"
    )
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["unit", "node"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "node"], name="planning_programme_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.node}"
