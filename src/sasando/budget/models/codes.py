"""Codes of a budget: agencies, sub-activities, accounts and funding sources, as printed and known.

Each row is one code with one name as exports print them, so that a line needs only its number.
What the official lists do not know stays here with an empty link and is reported.
"""

from django.db import models
from django.db.models import Q

from sasando.organization.models import Unit
from sasando.planning.models import NomenclatureNode


class BudgetUnit(models.Model):
    """An agency (SKPD) or one of its units as budget documents print it, tied to the city's unit.

    A code has eight groups, `1.01.2.22.0.00.01.0000`; the agency of a unit ends in 0000.
    """

    code = models.CharField("kode SKPD", max_length=40)
    name = models.CharField("nama", max_length=200)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="units", verbose_name="SKPD"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="budget_units"
    )
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["code", "name"]
        constraints = [
            models.UniqueConstraint(fields=["code", "name"], name="budget_unit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class BudgetActivity(models.Model):
    """A programme, activity or sub-activity as printed, tied to the nomenclature of its year."""

    class Level(models.TextChoices):
        PROGRAMME = "PROGRAM", "Program"
        ACTIVITY = "KEGIATAN", "Kegiatan"
        SUB_ACTIVITY = "SUBKEGIATAN", "Sub kegiatan"

    level = models.CharField("tingkat", max_length=11, choices=Level.choices)
    code = models.CharField("kode", max_length=40)
    name = models.TextField("nama")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    node = models.ForeignKey(
        NomenclatureNode, models.PROTECT, null=True, blank=True, related_name="budget_activities"
    )

    class Meta:
        ordering = ["code", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "name", "parent"],
                nulls_distinct=False,
                name="budget_activity_once",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=False) | Q(level="PROGRAM"),
                name="budget_activity_has_parent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Account(models.Model):
    """A budget account under its normalised code `5.1.02.01.01.0024` (Permendagri 90/2019).

    `is_listed` says that the official list knows it; others were met in an export and are kept.
    A parent may be missing from the list: sums go by the beginning of the code.
    """

    code = models.CharField("kode rekening", max_length=24, unique=True)
    name = models.TextField("nama")
    is_listed = models.BooleanField("ada dalam daftar resmi", default=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class FundingSource(models.Model):
    """Where the money comes from (sumber dana); matched by the list, never by the code's shape."""

    code = models.CharField("kode", max_length=40)
    name = models.TextField("nama")
    is_listed = models.BooleanField("ada dalam daftar resmi", default=True)

    class Meta:
        ordering = ["code", "name"]
        constraints = [
            models.UniqueConstraint(fields=["code", "name"], name="budget_funding_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
