"""Scenarios: what a version of the budget would be after ordered rules, before anybody decides.

A scenario is a working paper. Its base is adopted and never changes, so its result can be computed
again at any time; the scenario that became a version stays as it was.
"""

from django.db import models
from django.db.models import Q

from sasando.core.clock import DatabaseNow
from sasando.organization.models import CODE, Person
from sasando.rules.scenarios import Operation

from .versions import BudgetVersion

LONGEST_CODE = 40


class Scenario(models.Model):
    """A draft of the year's next version, or of next year's original budget.

    `became` is the version its result was written into; None as long as it is only a paper.
    `numbered` counts the rules it ever had, so that a number never means another rule.
    """

    class Purpose(models.TextChoices):
        NEXT_VERSION = "VERSI_BERIKUT", "Versi berikutnya pada tahun ini"
        NEXT_YEAR = "TAHUN_BERIKUT", "APBD murni tahun berikutnya"

    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    name = models.CharField("nama", max_length=120)
    base = models.ForeignKey(BudgetVersion, models.PROTECT, related_name="scenarios")
    purpose = models.CharField("tujuan", max_length=14, choices=Purpose.choices)
    note = models.TextField("catatan", blank=True)
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    numbered = models.PositiveSmallIntegerField("nomor aturan terakhir", default=0)
    became = models.OneToOneField(
        BudgetVersion, models.SET_NULL, null=True, blank=True, related_name="made_from"
    )
    created_at = models.DateTimeField(db_default=DatabaseNow())
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["-created_at", "code"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="budget_scenario_named"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def year(self) -> int:
        """The budget year it is drafted for."""
        return self.base.year + (self.purpose == self.Purpose.NEXT_YEAR)

    @property
    def aim(self) -> str:
        """What it is drafted for, in words."""
        if self.purpose == self.Purpose.NEXT_YEAR:
            return f"APBD murni {self.year}"
        return f"versi berikutnya tahun {self.year}"


class ScenarioRule(models.Model):
    """One rule of a scenario: which lines it takes (queries.selection) and what it does with them.

    Rules work in the order of `position`. `value` is percent or whole rupiah, 0 for a protection;
    `per` says for what a cap holds.
    """

    class Doing(models.TextChoices):
        PROTECT = Operation.PROTECT.value, "Lindungi dari potongan"
        CUT_PERCENT = Operation.CUT_PERCENT.value, "Potong sekian persen"
        CUT_AMOUNT = Operation.CUT_AMOUNT.value, "Potong sekian rupiah"
        CAP = Operation.CAP.value, "Batasi paling banyak"
        ADD_PERCENT = Operation.ADD_PERCENT.value, "Tambah sekian persen"
        ADD_AMOUNT = Operation.ADD_AMOUNT.value, "Tambah sekian rupiah"

    class Per(models.TextChoices):
        WHOLE = "SELURUHNYA", "seluruh pilihan bersama"
        AGENCY = "SKPD", "tiap perangkat daerah"
        SUB_ACTIVITY = "SUBKEGIATAN", "tiap sub kegiatan"

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="rules")
    number = models.PositiveSmallIntegerField("nomor")
    position = models.PositiveSmallIntegerField("urutan")
    operation = models.CharField("aturan", max_length=14, choices=Doing.choices)
    agency = models.CharField("kode SKPD", max_length=LONGEST_CODE, blank=True)
    activity = models.CharField("kode program atau kegiatan", max_length=LONGEST_CODE, blank=True)
    account = models.CharField("kode rekening", max_length=24, blank=True)
    funding = models.CharField("kode sumber dana", max_length=LONGEST_CODE, blank=True)
    tag = models.CharField("tag", max_length=LONGEST_CODE, blank=True)
    results = models.CharField("hasil program", max_length=14, blank=True)
    contracted = models.BooleanField("terikat kontrak", default=False)
    value = models.DecimalField("nilai", max_digits=20, decimal_places=2, default=0)
    per = models.CharField("berlaku untuk", max_length=11, choices=Per.choices, default=Per.WHOLE)
    reason = models.CharField("alasan", max_length=200, blank=True)

    class Meta:
        ordering = ["scenario", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "number"], name="budget_scenario_rule_number"
            ),
            # Two rules change places in one transaction.
            models.UniqueConstraint(
                fields=["scenario", "position"],
                name="budget_scenario_rule_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(operation="LINDUNGI", value=0)
                | Q(operation="BATASI", value__gte=0)
                | Q(operation="POTONG_PERSEN", value__gt=0, value__lte=100)
                | Q(operation__in=["POTONG_RUPIAH", "TAMBAH_PERSEN", "TAMBAH_RUPIAH"], value__gt=0),
                name="budget_scenario_rule_value",
            ),
            models.CheckConstraint(
                condition=Q(per="SELURUHNYA") | Q(operation="BATASI"),
                name="budget_scenario_rule_per",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scenario_id} aturan {self.number}"
