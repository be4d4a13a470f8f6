"""The money behind a promise, and the days on which budget documents were authorised."""

from django.db import models
from django.db.models import Q

from sasando.core.clock import DatabaseNow
from sasando.organization.models import Person, Unit

from .agreements import Agreement


class AgreementBudgetLine(models.Model):
    """One line of the annex's second table: a programme, activity or sub-activity with its money.

    Written out in full, so that it stands as it was when the agreement was proposed, whatever the
    plan or the budget says later. Whole rupiah.
    """

    class Level(models.TextChoices):
        PROGRAMME = "PROGRAM", "Program"
        ACTIVITY = "KEGIATAN", "Kegiatan"
        SUB_ACTIVITY = "SUBKEGIATAN", "Sub kegiatan"

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="budget_lines")
    number = models.PositiveSmallIntegerField("nomor")
    level = models.CharField("tingkat", max_length=11, choices=Level.choices)
    code = models.CharField("kode", max_length=40)
    name = models.TextField("uraian")
    amount = models.DecimalField("anggaran", max_digits=18, decimal_places=0)
    funding = models.CharField("sumber dana", max_length=120, blank=True)

    class Meta:
        ordering = ["agreement", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"], name="agreements_budget_number"
            ),
            models.UniqueConstraint(fields=["agreement", "code"], name="agreements_budget_code"),
            models.CheckConstraint(
                condition=Q(amount__gte=0), name="agreements_budget_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(level__in=["PROGRAM", "KEGIATAN", "SUBKEGIATAN"]),
                name="agreements_budget_level",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class BudgetDocumentDate(models.Model):
    """The day a budget document was authorised, for the whole city or for one agency.

    Every agreement under it is to be signed within one month of that day (Permen PANRB 53/2014).
    Entered by a planner as long as the budget itself is not loaded.
    """

    class Kind(models.TextChoices):
        DPA = "DPA", "DPA"
        DPPA = "DPPA", "DPPA (perubahan)"

    year = models.PositiveSmallIntegerField("tahun")
    kind = models.CharField("dokumen", max_length=4, choices=Kind.choices)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="budget_document_dates"
    )
    authorised_on = models.DateField("disahkan")
    number = models.CharField("nomor dokumen", max_length=80, blank=True)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(db_default=DatabaseNow())
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["year", "kind", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "kind", "unit"], nulls_distinct=False,
                name="agreements_budget_date_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["DPA", "DPPA"]), name="agreements_budget_date_kind"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.year} {self.unit_id or 'kota'}"
