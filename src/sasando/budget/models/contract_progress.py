"""How far the work of a contract is, against its own schedule."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from sasando.core.clock import DatabaseNow

from .execution import MONTH, Contract


def _percent(label: str) -> Any:
    return models.DecimalField(
        label,
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )


class ContractProgress(models.Model):
    """Work planned and done of a contract by the end of a month, in percent since its beginning.

    Told again under the next `number`; the highest one counts, the earlier stay.
    """

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="progress")
    year = models.PositiveSmallIntegerField("tahun")
    month = models.PositiveSmallIntegerField("bulan")
    number = models.PositiveSmallIntegerField("urutan")
    planned = _percent("rencana fisik (persen)")
    actual = _percent("realisasi fisik (persen)")
    note = models.TextField("catatan", blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["contract", "year", "month", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "year", "month", "number"], name="budget_contract_told_once"
            ),
            models.CheckConstraint(condition=MONTH, name="budget_contract_told_month"),
            models.CheckConstraint(
                condition=Q(planned__gte=0, planned__lte=100, actual__gte=0, actual__lte=100),
                name="budget_contract_told_percent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.year}-{self.month:02d} {self.actual}"
