"""A budget on its way: the cash plan, contracts, payments, reports of them, and the work done.

Payments belong to the year, never to a version: a new version changes no payment.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from sasando.core.clock import DatabaseNow
from sasando.core.models import Attachment
from sasando.organization.models import Person

from .codes import Account, BudgetActivity, BudgetUnit
from .versions import BudgetVersion

MONTH = Q(month__gte=1, month__lte=12)


class CashPlanMonth(models.Model):
    """What an agency plans to pay in a month of a version: anggaran kas, in rupiah.

    `group` is the account's first three segments (jenis, `5.1.02`).
    """

    version = models.ForeignKey(BudgetVersion, models.CASCADE, related_name="cash_plan")
    agency = models.ForeignKey(BudgetUnit, models.PROTECT, related_name="+")
    sub_unit = models.ForeignKey(BudgetUnit, models.PROTECT, related_name="+")
    activity = models.ForeignKey(BudgetActivity, models.PROTECT, null=True, related_name="+")
    group = models.CharField("jenis", max_length=8)
    month = models.PositiveSmallIntegerField("bulan")
    amount = models.DecimalField("rencana", max_digits=20, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "agency", "sub_unit", "activity", "group", "month"],
                nulls_distinct=False,
                name="budget_cash_plan_once",
            ),
            models.CheckConstraint(condition=MONTH, name="budget_cash_plan_month"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_cash_plan_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.group} bulan {self.month}"


class Contract(models.Model):
    """A contract that binds money of a sub-activity: its worth in rupiah, its term, the firm."""

    number = models.CharField("nomor kontrak", max_length=80, unique=True)
    year = models.PositiveSmallIntegerField("tahun anggaran")
    agency = models.ForeignKey(BudgetUnit, models.PROTECT, related_name="contracts")
    activity = models.ForeignKey(BudgetActivity, models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    amount = models.DecimalField("nilai", max_digits=20, decimal_places=2)
    signed_on = models.DateField("ditandatangani")
    ends_on = models.DateField("berakhir")
    firm = models.CharField("penyedia", max_length=160)
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["year", "number"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="budget_contract_amount"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("signed_on")), name="budget_contract_term"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Payment(models.Model):
    """A payment order (SP2D) as the treasury issued it. Never changed, never deleted.

    A wrong one is answered by another that names it in `reverses` and has the opposite amount.
    A refund has an amount below zero. `activity_code` and `account_code` are kept as printed;
    the links are empty where the code is not known.
    """

    class Kind(models.TextChoices):
        FLOAT = "UP", "Uang persediaan"
        REFILL = "GU", "Ganti uang"
        EXTRA = "TU", "Tambahan uang"
        DIRECT = "LS", "Langsung"

    year = models.PositiveSmallIntegerField("tahun anggaran")
    number = models.CharField("nomor SP2D", max_length=80)
    part = models.PositiveSmallIntegerField("bagian", default=1)
    paid_on = models.DateField("tanggal SP2D")
    kind = models.CharField("jenis", max_length=2, choices=Kind.choices)
    agency = models.ForeignKey(BudgetUnit, models.PROTECT, related_name="+")
    sub_unit = models.ForeignKey(BudgetUnit, models.PROTECT, related_name="+")
    activity = models.ForeignKey(BudgetActivity, models.PROTECT, null=True, related_name="+")
    activity_code = models.CharField("kode sub kegiatan", max_length=40, blank=True)
    account_code = models.CharField("kode rekening", max_length=24, blank=True)
    amount = models.DecimalField("nilai", max_digits=20, decimal_places=2)
    description = models.TextField("keterangan", blank=True)
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, related_name="payments", verbose_name="kontrak"
    )
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="reversed_by", verbose_name="membatalkan"
    )
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["year", "paid_on", "number", "part"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number", "part"], name="budget_payment_once"),
            models.CheckConstraint(
                condition=Q(paid_on__year=F("year")), name="budget_payment_in_year"
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="budget_payment_not_zero"),
        ]
        indexes = [models.Index(fields=["contract"], name="budget_payment_contract")]

    def __str__(self) -> str:
        return self.number


class PaymentTotal(models.Model):
    """Sums of payments by month, agency, sub-activity and account group, kept by the database.

    Written only by the trigger on `Payment`, in the statement that records the payments, so that
    pages never sum payments and the sums are never behind.
    """

    year = models.PositiveSmallIntegerField("tahun anggaran")
    month = models.PositiveSmallIntegerField("bulan")
    agency = models.ForeignKey(BudgetUnit, models.PROTECT, related_name="+")
    activity = models.ForeignKey(BudgetActivity, models.PROTECT, null=True, related_name="+")
    programme = models.ForeignKey(BudgetActivity, models.PROTECT, null=True, related_name="+")
    group = models.CharField("jenis", max_length=8, blank=True)
    amount = models.DecimalField("jumlah", max_digits=20, decimal_places=2)
    payments = models.PositiveIntegerField("banyaknya")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "month", "agency", "activity", "group"],
                nulls_distinct=False,
                name="budget_payment_total_once",
            ),
            models.CheckConstraint(condition=MONTH, name="budget_payment_total_month"),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d} {self.group}"


class RealisationReport(models.Model):
    """Realised figures as another system counts them up to a day, for cities without SP2D lists.

    A later report of the same form and day stands beside the earlier one under the next `number`.
    """

    class Form(models.TextChoices):
        ACCOUNTS = "AKUN", "data_realisasi_akun_sipd"
        STATEMENT = "LRA", "aklap_lra_sipd"

    year = models.PositiveSmallIntegerField("tahun anggaran")
    form = models.CharField("bentuk", max_length=5, choices=Form.choices)
    as_of = models.DateField("keadaan per")
    number = models.PositiveSmallIntegerField("urutan")
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["year", "as_of", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "as_of", "number"], name="budget_report_number"
            ),
            models.CheckConstraint(
                condition=Q(as_of__year=F("year")), name="budget_report_in_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.as_of.isoformat()}"


class RealisationLine(models.Model):
    """One account of a report: its ceiling and what was realised since January, in rupiah."""

    report = models.ForeignKey(RealisationReport, models.PROTECT, related_name="lines")
    row = models.PositiveIntegerField("baris berkas")
    agency = models.ForeignKey(BudgetUnit, models.PROTECT, null=True, related_name="+")
    activity = models.ForeignKey(BudgetActivity, models.PROTECT, null=True, related_name="+")
    activity_code = models.CharField("kode sub kegiatan", max_length=40, blank=True)
    account_code = models.CharField("kode rekening", max_length=24)
    name = models.TextField("uraian", blank=True)
    is_leaf = models.BooleanField("rincian terbawah")
    ceiling = models.DecimalField("anggaran", max_digits=20, decimal_places=2)
    realised = models.DecimalField("realisasi", max_digits=20, decimal_places=2)

    class Meta:
        ordering = ["report", "row"]
        constraints = [
            models.UniqueConstraint(fields=["report", "row"], name="budget_report_row"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.account_code}"


class PhysicalProgress(models.Model):
    """How far the work of a sub-activity was at the end of a month, 0 to 100 %.

    Told again under the next `number`; the highest one counts, the earlier stay.
    """

    year = models.PositiveSmallIntegerField("tahun anggaran")
    month = models.PositiveSmallIntegerField("bulan")
    agency = models.ForeignKey(BudgetUnit, models.PROTECT, related_name="+")
    activity = models.ForeignKey(BudgetActivity, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField("urutan")
    percent = models.DecimalField(
        "kemajuan fisik (persen)",
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    note = models.TextField("catatan", blank=True)
    evidence = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["year", "month", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "activity", "year", "month", "number"],
                name="budget_progress_number",
            ),
            models.CheckConstraint(condition=MONTH, name="budget_progress_month"),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100), name="budget_progress_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.year}-{self.month:02d} {self.percent}"
