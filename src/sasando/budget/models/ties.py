"""What a printed code of payments means where no list knows it."""

from django.db import models
from django.db.models import Q

from sasando.core.clock import DatabaseNow
from sasando.organization.models import Person

from .codes import Account, BudgetActivity, BudgetUnit


class PaymentTie(models.Model):
    """A code printed on payments of a year, tied to what it means. The payments stay as they are.

    A sub-activity is tied for one agency, an account for the whole city. Said anew under the next
    `number`; the highest one counts, the earlier stay, and one without a target takes the tie
    back. The database moves the sums of the payments along (`PaymentTotal`).
    """

    class Kind(models.TextChoices):
        SUB_ACTIVITY = "SUB", "Sub kegiatan"
        ACCOUNT = "REK", "Rekening"

    kind = models.CharField("jenis", max_length=3, choices=Kind.choices)
    year = models.PositiveSmallIntegerField("tahun anggaran")
    agency = models.ForeignKey(BudgetUnit, models.PROTECT, null=True, related_name="+")
    printed = models.CharField("kode tercetak", max_length=40)
    number = models.PositiveSmallIntegerField("urutan")
    activity = models.ForeignKey(BudgetActivity, models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    reason = models.TextField("alasan")
    tied_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["year", "kind", "printed", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "kind", "agency", "printed", "number"],
                nulls_distinct=False,
                name="budget_tie_number",
            ),
            models.CheckConstraint(
                condition=Q(kind="SUB", agency__isnull=False, account__isnull=True)
                | Q(kind="REK", agency__isnull=True, activity__isnull=True),
                name="budget_tie_kind",
            ),
            models.CheckConstraint(
                condition=~Q(printed="") & ~Q(reason="") & Q(number__gt=0), name="budget_tie_filled"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.printed} ({self.year})"
