"""Versions of the budget and their lines: a chain, never an overwrite."""

from __future__ import annotations

from typing import Any, Self

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


def _printed(model: type[models.Model], *, null: bool = False) -> Any:
    """A link of a line to a printed code; see `BudgetLine` for who checks it."""
    return models.ForeignKey(
        model, models.PROTECT, null=null, related_name="+", db_constraint=False, db_index=False
    )


class BudgetLine(models.Model):
    """One line of a version: who, for which sub-activity, on which account, from which money.

    Revenue and financing have no sub-activity. A line without account and amount is a
    sub-activity without budget: it stays in the tree and counts nothing. Rupiah, exact.

    That the codes exist is checked by the database once per statement, not row by row: a
    province's million lines would wait three times as long for six foreign keys.
    """

    version = models.ForeignKey(BudgetVersion, models.CASCADE, related_name="lines", db_index=False)
    row = models.PositiveIntegerField("baris berkas")
    agency = _printed(BudgetUnit)
    sub_unit = _printed(BudgetUnit)
    activity = _printed(BudgetActivity, null=True)
    account = _printed(Account, null=True)
    funding = _printed(FundingSource, null=True)
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

    `document` names what it was printed of ("murni", "KUA-PPAS"), `post` what it is the sum of
    (`queries.printed.POSTS`), `rounded_to` the unit it was rounded to, in rupiah. Without a
    version there is nothing to compare it with.
    """

    class Rounding(models.IntegerChoices):
        RUPIAH = 1, "rupiah penuh"
        THOUSANDS = 1_000, "ribu rupiah"
        MILLIONS = 1_000_000, "juta rupiah"
        BILLIONS = 1_000_000_000, "miliar rupiah"

    year = models.PositiveSmallIntegerField("tahun anggaran")
    document = models.CharField("dokumen", max_length=60)
    version = models.ForeignKey(
        BudgetVersion, models.PROTECT, null=True, blank=True, related_name="printed_figures"
    )
    post = models.CharField("pos", max_length=40)
    amount = models.DecimalField("nilai", max_digits=20, decimal_places=2)
    rounded_to = models.PositiveIntegerField("dibulatkan ke", choices=Rounding, default=1)
    source = models.CharField("sumber", max_length=200)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        ordering = ["year", "document", "source", "post"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "document", "post", "source"], name="budget_printed_once"
            ),
            models.CheckConstraint(
                condition=Q(rounded_to__in=[1, 1_000, 1_000_000, 1_000_000_000]),
                name="budget_printed_rounding",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.document} {self.post} {self.amount}"
