"""Pakta integritas: the personal statement of an official for a year."""

from django.db import models
from django.db.models import F, Q

from sasando.core.clock import DatabaseNow
from sasando.organization.models import CODE, Person, Position, Unit


class IntegrityPact(models.Model):
    """A signed integrity pact of one person in one post for one year (Permen PAN 49/2011 [M]).

    It has no indicators. The text is copied from the dated template in force that day; the row is
    born signed, and the superior adds only his own signature as witness.
    """

    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    person = models.ForeignKey(Person, models.PROTECT, related_name="integrity_pacts")
    position = models.ForeignKey(Position, models.PROTECT, related_name="integrity_pacts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="integrity_pacts")
    year = models.PositiveSmallIntegerField("tahun")
    name = models.CharField("nama", max_length=120)
    title = models.CharField("jabatan", max_length=180)
    grade = models.CharField("golongan", max_length=6, blank=True)
    template_from = models.DateField("teks berlaku sejak")
    text = models.JSONField("teks")
    digest = models.CharField("sidik isi", max_length=64)
    signed_at = models.DateTimeField("ditandatangani", db_default=DatabaseNow())
    witness = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="witnessed_pacts"
    )
    witness_name = models.CharField("nama saksi", max_length=120, blank=True)
    witness_title = models.CharField("jabatan saksi", max_length=180, blank=True)
    witnessed_at = models.DateTimeField("disaksikan", null=True, blank=True)
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["year", "code"]
        indexes = [models.Index(fields=["year", "unit"], name="agreements_pact_year_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "position", "year"], name="agreements_pact_once"
            ),
            models.CheckConstraint(
                condition=Q(witness__isnull=True) | ~Q(witness=F("person")),
                name="agreements_pact_other_witness",
            ),
            models.CheckConstraint(
                condition=Q(witness__isnull=True, witnessed_at__isnull=True, witness_name="")
                | (Q(witness__isnull=False, witnessed_at__isnull=False) & ~Q(witness_name="")),
                name="agreements_pact_witnessed",
            ),
        ]

    def __str__(self) -> str:
        return f"Pakta integritas {self.title} {self.year}"
