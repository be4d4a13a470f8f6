"""Agreements, their two parties and their items, with snapshots of names and posts."""

from django.db import models
from django.db.models import Q

from sasando.core.clock import DatabaseNow
from sasando.organization.models import CODE, Person, Position, Unit
from sasando.planning.models import Indicator, Objective
from sasando.rules.agreements import RevisionReason


class Agreement(models.Model):
    """One version of the Perjanjian Kinerja of a unit's head for a year."""

    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="agreements")
    year = models.PositiveSmallIntegerField("tahun")
    version = models.PositiveSmallIntegerField("versi", default=1)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    revision_reason = models.CharField(
        "alasan perubahan", max_length=40, blank=True,
        choices=[(item.value, item.value) for item in RevisionReason],
    )
    revision_note = models.TextField("penjelasan perubahan", blank=True)
    proposed_at = models.DateTimeField("diajukan", null=True, blank=True)
    content_digest = models.CharField("sidik isi", max_length=64, blank=True)
    created_at = models.DateTimeField(db_default=DatabaseNow())
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["unit", "year", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "version"], name="agreements_version_once"
            ),
            models.CheckConstraint(
                condition=Q(version=1, supersedes__isnull=True, revision_reason="")
                | (Q(version__gt=1, supersedes__isnull=False) & ~Q(revision_reason="")),
                name="agreements_revision_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Perjanjian Kinerja {self.unit} {self.year} versi {self.version}"


class AgreementParty(models.Model):
    """One party as it stood at signing: a change in the staff list never changes an old paper."""

    class Role(models.TextChoices):
        FIRST = "PERTAMA", "Pihak pertama"
        SECOND = "KEDUA", "Pihak kedua"

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="parties")
    role = models.CharField("pihak", max_length=8, choices=Role.choices)
    person = models.ForeignKey(Person, models.PROTECT, related_name="agreement_parties")
    position = models.ForeignKey(Position, models.PROTECT, related_name="agreement_parties")
    name = models.CharField("nama", max_length=120)
    title = models.CharField("jabatan", max_length=180)
    grade = models.CharField("golongan", max_length=6, blank=True)
    signed_at = models.DateTimeField("ditandatangani", null=True, blank=True)
    signed_digest = models.CharField("sidik isi saat tanda tangan", max_length=64, blank=True)

    class Meta:
        ordering = ["agreement", "role"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "role"], name="agreements_party_role"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_digest="")
                | (Q(signed_at__isnull=False) & ~Q(signed_digest="")),
                name="agreements_signature_has_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.name}"


class AgreementItem(models.Model):
    """One line of the annex: objective, indicator, target (Permen PANRB 53/2014 annex I)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField("nomor")
    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="agreement_items")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="agreement_items")
    target = models.DecimalField("target", max_digits=20, decimal_places=4)

    class Meta:
        ordering = ["agreement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreements_item_number")
        ]

    def __str__(self) -> str:
        return f"{self.agreement.code} butir {self.number}"
