"""The lines of the annex, with snapshots of the plan's texts."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat

from sasando.organization.models import CODE
from sasando.planning.models import Indicator, Objective
from sasando.planning.scales import label_at, scale_of
from sasando.rules.numerals import format_decimal

from .agreements import Agreement

PATH_LENGTH = 250


class AgreementItem(models.Model):
    """One line of the annex: objective, indicator, target (Permen PANRB 53/2014 annex I).

    The indicator is one of the dictionary, or below agency level one in own words. The texts of
    the dictionary are copied at the proposal, so that a later change there changes no signed
    paper; until then they are empty and the plan's own are shown. `statement` is the objective as
    worded at this level, under the plan's objective it belongs to.

    `supports` is the superior's item it serves, taken over in part or by another product (Permen
    PANRB 6/2022); `path` repeats the codes of that chain, so that a branch is one condition.
    """

    class Cascade(models.TextChoices):
        DIRECT = "LANGSUNG", "Langsung: bagian dari indikator yang sama"
        INDIRECT = "TIDAK_LANGSUNG", "Tidak langsung: produk antara"

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField("nomor")
    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    path = models.CharField(max_length=PATH_LENGTH, editable=False)
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="agreement_items")
    statement = models.TextField("sasaran pada tingkat ini", blank=True)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="agreement_items"
    )
    supports = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supported_by",
        verbose_name="butir atasan yang didukung",
    )
    cascade = models.CharField("cara", max_length=14, choices=Cascade.choices, blank=True)
    target = models.DecimalField("target", max_digits=20, decimal_places=4, null=True, blank=True)
    target_upper = models.DecimalField(
        "batas atas", max_digits=20, decimal_places=4, null=True, blank=True
    )
    target_text = models.CharField("target berupa kata", max_length=60, blank=True)
    quarter_1 = models.DecimalField(
        "target TW I", max_digits=20, decimal_places=4, null=True, blank=True
    )
    quarter_2 = models.DecimalField(
        "target TW II", max_digits=20, decimal_places=4, null=True, blank=True
    )
    quarter_3 = models.DecimalField(
        "target TW III", max_digits=20, decimal_places=4, null=True, blank=True
    )
    quarter_4 = models.DecimalField(
        "target TW IV", max_digits=20, decimal_places=4, null=True, blank=True
    )
    objective_text = models.TextField("sasaran saat diajukan", blank=True)
    indicator_name = models.CharField("indikator saat diajukan", max_length=200, blank=True)
    measure = models.CharField("satuan saat diajukan", max_length=60, blank=True)
    decimals = models.PositiveSmallIntegerField("angka di belakang koma", null=True, blank=True)

    class Meta:
        ordering = ["agreement", "number"]
        indexes = [
            models.Index(
                fields=["path"], opclasses=["text_pattern_ops"], name="agreements_item_path"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreements_item_number"),
            models.UniqueConstraint(
                fields=["agreement", "indicator"], name="agreements_indicator_once"
            ),
            models.UniqueConstraint(
                fields=["agreement", "indicator_name"],
                condition=Q(indicator__isnull=True),
                name="agreements_own_indicator_once",
            ),
            models.CheckConstraint(
                condition=Q(path__endswith=Concat(F("code"), Value("/"))),
                name="agreements_item_path_ends_with_it",
            ),
            models.CheckConstraint(
                condition=Q(indicator__isnull=False)
                | (~Q(indicator_name="") & ~Q(measure="") & Q(decimals__isnull=False)),
                name="agreements_item_has_indicator",
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=False, target_text="")
                | (Q(target__isnull=True, target_upper__isnull=True) & ~Q(target_text="")),
                name="agreements_item_has_target",
            ),
            models.CheckConstraint(
                condition=Q(target_upper__isnull=True) | Q(target_upper__gte=F("target")),
                name="agreements_item_range",
            ),
            models.CheckConstraint(
                condition=Q(supports__isnull=True, cascade="")
                | Q(supports__isnull=False, cascade__in=["LANGSUNG", "TIDAK_LANGSUNG"]),
                name="agreements_item_cascade",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement.code} butir {self.number}"

    @property
    def shown_objective(self) -> str:
        """The objective as worded here, as proposed, or as the plan has it."""
        return self.objective_text or self.statement or self.objective.text

    @property
    def shown_indicator(self) -> str:
        """The indicator as proposed, or as the dictionary has it."""
        return self.indicator_name or (self.indicator.name if self.indicator else "")

    @property
    def shown_measure(self) -> str:
        """The unit of measure as proposed, or as the dictionary has it."""
        return self.measure or (self.indicator.measure if self.indicator else "")

    @property
    def shown_decimals(self) -> int:
        """Digits after the comma as proposed, or as the dictionary has them."""
        if self.decimals is not None:
            return self.decimals
        return self.indicator.decimals if self.indicator else 0

    @property
    def quarters(self) -> tuple[object, ...]:
        """The targets of the four quarters, None where none is set."""
        return (self.quarter_1, self.quarter_2, self.quarter_3, self.quarter_4)

    @property
    def shown_target(self) -> str:
        """The target without its unit: "80,50", "80,00–90,00", "WTP"."""
        if self.target is None:
            return self.target_text
        scale = scale_of(self.indicator) if self.indicator else None
        label = label_at(scale, self.target) if scale is not None else None
        if label is not None:
            return label
        low = format_decimal(self.target, self.shown_decimals)
        if self.target_upper is None:
            return low
        return f"{low}–{format_decimal(self.target_upper, self.shown_decimals)}"
