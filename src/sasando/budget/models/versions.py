"""Versions of the budget and their lines: a chain, never an overwrite."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from sasando.core.clock import DatabaseNow
from sasando.organization.models import CODE

from .codes import Account, BudgetActivity, BudgetUnit, FundingSource


class BudgetVersionQuerySet(models.QuerySet["BudgetVersion"]):
    def adopted(self) -> Self:
        """Versions whose legal act is entered."""
        return self.filter(adopted_on__isnull=False)


class BudgetVersion(models.Model):
    """One version of a year's budget: murni, a shift, the amended budget, a shift after it.

    `number` counts from 0 (murni) within the year. A version is a draft until its legal act is
    entered; then its lines are fixed. `as_of` is the day its figures were taken at.
    """

    class Stage(models.TextChoices):
        ORIGINAL = "MURNI", "APBD murni"
        SHIFT = "PERGESERAN", "Pergeseran"
        AMENDED = "PERUBAHAN", "Perubahan APBD"
        SHIFT_AFTER = "PERGESERAN_PERUBAHAN", "Pergeseran setelah perubahan"

    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    year = models.PositiveSmallIntegerField("tahun anggaran")
    number = models.PositiveSmallIntegerField("urutan")
    stage = models.CharField("tahap", max_length=20, choices=Stage.choices)
    name = models.CharField("nama", max_length=160)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    legal_act = models.CharField("dasar hukum", max_length=160, blank=True)
    approved_on = models.DateField("disetujui bersama", null=True, blank=True)
    adopted_on = models.DateField("ditetapkan", null=True, blank=True)
    as_of = models.DateField("keadaan per")
    source = models.CharField("sumber", max_length=200, blank=True)
    file_digest = models.CharField("sidik berkas", max_length=64, blank=True)
    scope = models.CharField("cakupan", max_length=200, default="Seluruh perangkat daerah")
    created_at = models.DateTimeField(db_default=DatabaseNow())
    is_example = models.BooleanField("contoh", default=False)

    objects = BudgetVersionQuerySet.as_manager()

    class Meta:
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="budget_version_number"),
            models.CheckConstraint(
                condition=Q(number=0, stage="MURNI", supersedes__isnull=True)
                | (Q(number__gt=0, supersedes__isnull=False) & ~Q(stage="MURNI")),
                name="budget_version_chain",
            ),
            models.CheckConstraint(
                condition=Q(adopted_on__isnull=True) | ~Q(legal_act=""),
                name="budget_version_adopted_by_act",
            ),
            models.CheckConstraint(
                condition=Q(adopted_on__isnull=True)
                | Q(approved_on__isnull=True)
                | Q(approved_on__lte=F("adopted_on")),
                name="budget_version_approved_first",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BudgetLine(models.Model):
    """One line of a version: who, for which sub-activity, on which account, from which money.

    Revenue and financing have no sub-activity. A line without account and amount is a
    sub-activity without budget: it stays in the tree and counts nothing. Rupiah, exact.
    """

    version = models.ForeignKey(BudgetVersion, models.CASCADE, related_name="lines")
    row = models.PositiveIntegerField("baris berkas")
    agency = models.ForeignKey(BudgetUnit, models.PROTECT, related_name="+")
    sub_unit = models.ForeignKey(BudgetUnit, models.PROTECT, related_name="+")
    activity = models.ForeignKey(BudgetActivity, models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    funding = models.ForeignKey(FundingSource, models.PROTECT, null=True, related_name="+")
    package = models.TextField("paket", blank=True)
    amount = models.DecimalField("pagu", max_digits=20, decimal_places=2, null=True)

    class Meta:
        ordering = ["version", "row"]
        constraints = [
            models.UniqueConstraint(fields=["version", "row"], name="budget_line_row"),
            models.CheckConstraint(
                condition=Q(account__isnull=False) | Q(amount__isnull=True),
                name="budget_line_amount_on_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} baris {self.row}"


class BudgetTotal(models.Model):
    """Sums of a version by agency, sub-unit, sub-activity and account group, made once at import.

    `group` is the account's first three segments (jenis, `5.1.02`), empty without an account.
    Pages read these instead of lines.
    """

    version = models.ForeignKey(BudgetVersion, models.CASCADE, related_name="totals")
    agency = models.ForeignKey(BudgetUnit, models.PROTECT, related_name="+")
    sub_unit = models.ForeignKey(BudgetUnit, models.PROTECT, related_name="+")
    activity = models.ForeignKey(BudgetActivity, models.PROTECT, null=True, related_name="+")
    programme = models.ForeignKey(BudgetActivity, models.PROTECT, null=True, related_name="+")
    group = models.CharField("jenis", max_length=8, blank=True)
    amount = models.DecimalField("jumlah", max_digits=20, decimal_places=2)
    lines = models.PositiveIntegerField("baris")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "agency", "sub_unit", "activity", "group"],
                nulls_distinct=False,
                name="budget_total_once",
            ),
        ]
        indexes = [
            models.Index(fields=["activity", "version"], name="budget_total_activity"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.group}"


class PrintedFigure(models.Model):
    """A figure printed elsewhere (a newspaper, a speech), kept beside the computed one.

    `post` names what it is of, as `identities` names its sums.
    """

    version = models.ForeignKey(BudgetVersion, models.PROTECT, related_name="printed_figures")
    post = models.CharField("pos", max_length=40)
    amount = models.DecimalField("nilai", max_digits=20, decimal_places=2)
    source = models.CharField("sumber", max_length=200)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "post", "source"], name="budget_printed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.amount}"
