"""A proposal given back by a party before he signed."""

from django.db import models
from django.db.models import Q

from sasando.core.clock import DatabaseNow
from sasando.organization.models import Person

from .agreements import Agreement


class AgreementReturn(models.Model):
    """Why a party would not sign what was proposed; kept for good, whatever follows.

    It is answered by the next proposal. While it is not, the agreement counts as returned.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="returns")
    digest = models.CharField("sidik isi yang dikembalikan", max_length=64)
    returned_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField("nama", max_length=120)
    title = models.CharField("jabatan", max_length=180)
    note = models.TextField("alasan")
    at = models.DateTimeField("dikembalikan", db_default=DatabaseNow())
    answered_at = models.DateTimeField("diajukan lagi", null=True, blank=True)

    class Meta:
        ordering = ["agreement", "at"]
        constraints = [
            models.CheckConstraint(condition=~Q(note=""), name="agreements_return_has_reason"),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(answered_at__isnull=True),
                name="agreements_one_open_return",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement.code} dikembalikan {self.name}"
