"""Rencana aksi: how the promises of an agreement are to be reached within the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from sasando.core.clock import DatabaseNow
from sasando.organization.models import CODE, Person, Position

from .agreements import Agreement
from .items import AgreementItem

if TYPE_CHECKING:
    from decimal import Decimal

QUARTER_MONTHS = 3
ROMAN = ("", "I", "II", "III", "IV")
MONTH_NAMES = (
    "", "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des",
)  # fmt: skip


class ActionPlan(models.Model):
    """One version of the action plan of an agreement (sakip 1.2, made with or after the PK [M]).

    Made for one version of the agreement and copied to the next. From its proposal on it is fixed;
    agreed by the superior it stays, and a change in the year is a new version with a reason. The
    newest agreed version of a post and year is the one that is reported on.
    """

    class State(models.TextChoices):
        DRAFT = "DRAF", "Draf"
        RETURNED = "DIKEMBALIKAN", "Dikembalikan"
        PROPOSED = "DIAJUKAN", "Menunggu persetujuan"
        AGREED = "DISEPAKATI", "Disepakati"

    class Rhythm(models.TextChoices):
        QUARTERLY = "TRIWULAN", "Tiap triwulan"
        MONTHLY = "BULAN", "Tiap bulan"

    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="action_plans")
    position = models.ForeignKey(Position, models.PROTECT, related_name="action_plans")
    year = models.PositiveSmallIntegerField("tahun")
    version = models.PositiveSmallIntegerField("versi", default=1)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    reason = models.TextField("alasan perubahan", blank=True)
    rhythm = models.CharField("irama target", max_length=8, choices=Rhythm.choices)
    state = models.CharField("keadaan", max_length=12, choices=State.choices, default=State.DRAFT)
    proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField("diajukan", null=True, blank=True)
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_title = models.CharField("disepakati sebagai", max_length=180, blank=True)
    agreed_at = models.DateTimeField("disepakati", null=True, blank=True)
    created_at = models.DateTimeField(db_default=DatabaseNow())
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["position", "year", "id"]
        indexes = [
            models.Index(
                fields=["year", "position"],
                condition=Q(state="DISEPAKATI"),
                name="agreements_plan_agreed",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "version"], name="agreements_plan_version_once"
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=~Q(state="DISEPAKATI"),
                name="agreements_one_open_plan",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True, reason="")
                | (Q(supersedes__isnull=False) & ~Q(reason="")),
                name="agreements_plan_change_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["DIAJUKAN", "DISEPAKATI"], proposed_at__isnull=False,
                            proposed_by__isnull=False)
                | (~Q(state__in=["DIAJUKAN", "DISEPAKATI"]) & Q(proposed_at__isnull=True)),
                name="agreements_plan_proposed",
            ),
            models.CheckConstraint(
                condition=(Q(state="DISEPAKATI", agreed_at__isnull=False, agreed_by__isnull=False)
                           & ~Q(agreed_title=""))
                | (~Q(state="DISEPAKATI") & Q(agreed_at__isnull=True, agreed_by__isnull=True)),
                name="agreements_plan_agreed_by",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        whose = self.agreement.unit if self.agreement.leads_unit else self.position
        return f"Rencana aksi {whose} {self.year}"

    @property
    def is_open(self) -> bool:
        """Whether its content can still be written to."""
        return self.state in {self.State.DRAFT, self.State.RETURNED}

    @property
    def periods(self) -> range:
        """The numbers of its periods: four quarters or twelve months."""
        return range(1, 13) if self.rhythm == self.Rhythm.MONTHLY else range(1, 5)

    def period_label(self, number: int) -> str:
        """ "TW II" or "Mei"."""
        return MONTH_NAMES[number] if len(self.periods) > 4 else f"TW {ROMAN[number]}"


class ActionPlanItem(models.Model):
    """What is planned for one item of the agreement."""

    plan = models.ForeignKey(ActionPlan, models.CASCADE, related_name="items")
    # While nothing is signed an item may leave the agreement; its plan leaves with it.
    agreement_item = models.ForeignKey(
        AgreementItem, models.CASCADE, related_name="action_plan_items"
    )
    number = models.PositiveSmallIntegerField("nomor")

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "agreement_item"], name="agreements_plan_item_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan.code} butir {self.number}"

    @property
    def by_period(self) -> dict[int, Decimal]:
        """The targets that are numbers, by period."""
        return {row.period: row.value for row in self.targets.all() if row.value is not None}


class ActionPlanTarget(models.Model):
    """The target of one period: a number, or a label where the year's target is one."""

    item = models.ForeignKey(ActionPlanItem, models.CASCADE, related_name="targets")
    period = models.PositiveSmallIntegerField("periode")
    value = models.DecimalField("target", max_digits=20, decimal_places=4, null=True, blank=True)
    text = models.CharField("target berupa kata", max_length=60, blank=True)

    class Meta:
        ordering = ["item", "period"]
        constraints = [
            models.UniqueConstraint(fields=["item", "period"], name="agreements_plan_target_once"),
            models.CheckConstraint(
                condition=Q(period__gte=1, period__lte=12), name="agreements_plan_period"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, text="") | (Q(value__isnull=True) & ~Q(text="")),
                name="agreements_plan_target_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} periode {self.period}"


class ActionPlanActivity(models.Model):
    """One thing to be done for an item: when, by whom, with how much money, and what comes of it.

    Months 1 to 12 of the plan's year, both included; whole rupiah, None where it costs nothing.
    """

    item = models.ForeignKey(ActionPlanItem, models.CASCADE, related_name="activities")
    number = models.PositiveSmallIntegerField("nomor")
    name = models.TextField("kegiatan")
    first_month = models.PositiveSmallIntegerField("mulai")
    last_month = models.PositiveSmallIntegerField("selesai")
    budget = models.DecimalField("anggaran", max_digits=18, decimal_places=0, null=True, blank=True)
    in_charge = models.ForeignKey(
        Position, models.PROTECT, related_name="plan_activities", verbose_name="penanggung jawab"
    )
    output = models.CharField("keluaran", max_length=300)

    class Meta:
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="agreements_activity_number"),
            models.CheckConstraint(
                condition=Q(
                    first_month__gte=1, last_month__lte=12, last_month__gte=F("first_month")
                ),
                name="agreements_activity_months",
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gte=0),
                name="agreements_activity_budget",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="agreements_activity_named"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def schedule(self) -> str:
        """ "Feb–Jun", or "Feb" for a single month."""
        first, last = MONTH_NAMES[self.first_month], MONTH_NAMES[self.last_month]
        return first if first == last else f"{first}–{last}"

    def runs_in(self, quarter: int) -> bool:
        """Whether it is to be worked on in a quarter."""
        begins = (quarter - 1) * QUARTER_MONTHS + 1
        return self.first_month < begins + QUARTER_MONTHS and begins <= self.last_month


class ActionPlanReturn(models.Model):
    """Why the superior would not agree to a proposed plan; kept for good."""

    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="returns")
    note = models.TextField("catatan")
    returned_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    title = models.CharField("sebagai", max_length=180)
    at = models.DateTimeField("dikembalikan", db_default=DatabaseNow())

    class Meta:
        ordering = ["plan", "at"]
        constraints = [
            models.CheckConstraint(condition=~Q(note=""), name="agreements_plan_return_note")
        ]

    def __str__(self) -> str:
        return f"{self.plan.code} dikembalikan"
