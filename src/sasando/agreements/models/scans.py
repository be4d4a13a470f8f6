"""An agreement signed on paper: the scan, who brought it, who found it right."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from sasando.core.clock import DatabaseNow
from sasando.core.models import Attachment
from sasando.organization.models import Person

from .agreements import Agreement


class PaperScan(models.Model):
    """The scan of a signed paper and the two people who answer for it.

    One planner brings it, another person with the duty of planner or inspector compares it with
    the proposal; neither is a party. Only then do the named parties count as signed.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="scans")
    digest = models.CharField("sidik isi", max_length=64)
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="agreement_scans")
    roles = ArrayField(models.CharField(max_length=8), verbose_name="pihak yang bertanda tangan")
    signed_on = models.DateField("tanggal di kertas")
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("diunggah", db_default=DatabaseNow())
    verified_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField("diperiksa", null=True, blank=True)
    refused_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    refused_at = models.DateTimeField("ditolak", null=True, blank=True)
    refusal = models.TextField("alasan", blank=True)

    class Meta:
        ordering = ["agreement", "uploaded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(verified_at__isnull=True, refused_at__isnull=True),
                name="agreements_one_open_scan",
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("uploaded_by")),
                name="agreements_scan_two_people",
            ),
            models.CheckConstraint(
                condition=Q(verified_at__isnull=True, verified_by__isnull=True)
                | Q(verified_at__isnull=False, verified_by__isnull=False),
                name="agreements_scan_verified",
            ),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True, refused_by__isnull=True, refusal="")
                | (
                    Q(
                        refused_at__isnull=False,
                        refused_by__isnull=False,
                        verified_at__isnull=True,
                    )
                    & ~Q(refusal="")
                ),
                name="agreements_scan_refused",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement.code} kertas {self.signed_on}"

    @property
    def is_open(self) -> bool:
        """Neither found right nor refused yet."""
        return self.verified_at is None and self.refused_at is None
