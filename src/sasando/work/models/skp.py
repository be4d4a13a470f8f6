"""Sasaran Kinerja Pegawai: the yearly plan of one person in one post."""

from django.db import models
from django.db.models import F, Q

from sasando.agreements.models import AgreementItem
from sasando.core.clock import DatabaseNow
from sasando.organization.models import CODE, Person, Position, Unit
from sasando.planning.models import NomenclatureNode, Objective

# The chain of agreement items and of results above, and the result's own code.
PATH_LENGTH = 500


class Skp(models.Model):
    """The plan of one person for one year in one post (Permen PANRB 6/2022)."""

    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    person = models.ForeignKey(Person, models.PROTECT, related_name="plans")
    position = models.ForeignKey(Position, models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField("tahun")
    created_at = models.DateTimeField(db_default=DatabaseNow())
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["year", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "position", "year"], name="work_skp_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"SKP {self.year} {self.person}"


class PlannedResult(models.Model):
    """One promised result (rencana hasil kerja), tied upward to exactly one thing.

    Either a result of the superior that it supports, or an item of the agreement in force that the
    person signed himself. `objective` and `path` repeat the top and the chain of that
    tie so that a whole branch is one condition; the action that adds a result writes them.
    """

    class Kind(models.TextChoices):
        MAIN = "UTAMA", "Utama"
        EXTRA = "TAMBAHAN", "Tambahan"

    class State(models.TextChoices):
        DRAFT = "DRAF", "Draf"
        SUBMITTED = "DIAJUKAN", "Diajukan"
        AGREED = "DISEPAKATI", "Disepakati"
        RETURNED = "DIKEMBALIKAN", "Dikembalikan"

    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    skp = models.ForeignKey(Skp, models.PROTECT, related_name="results")
    person = models.ForeignKey(Person, models.PROTECT, related_name="results")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="results")
    kind = models.CharField("jenis", max_length=8, choices=Kind.choices, default=Kind.MAIN)
    text = models.TextField("hasil kerja")
    indicator_text = models.TextField("indikator")
    target = models.DecimalField("target", max_digits=12, decimal_places=2)
    measure = models.CharField("satuan", max_length=60)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="hasil kerja atasan",
    )
    agreement_item = models.ForeignKey(
        AgreementItem, models.PROTECT, null=True, blank=True, related_name="results"
    )
    sub_activity = models.ForeignKey(
        NomenclatureNode, models.PROTECT, null=True, blank=True, related_name="results"
    )
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="results")
    path = models.CharField(max_length=PATH_LENGTH, editable=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    agreed_at = models.DateTimeField("disepakati", null=True, blank=True)
    agreed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="agreed_results"
    )
    note = models.TextField("catatan atasan", blank=True)
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["skp", "id"]
        indexes = [
            models.Index(fields=["path"], opclasses=["text_pattern_ops"], name="work_result_path"),
            models.Index(fields=["person", "state"], name="work_result_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True, agreement_item__isnull=False)
                | Q(parent__isnull=False, agreement_item__isnull=True),
                name="work_result_tied_to_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("person")),
                name="work_result_not_agreed_by_oneself",
            ),
            models.CheckConstraint(
                condition=(Q(state="DISEPAKATI") & Q(agreed_at__isnull=False))
                | (~Q(state="DISEPAKATI") & Q(agreed_at__isnull=True)),
                name="work_result_agreed_has_instant",
            ),
            # Composite target for the entry's foreign key: an entry serves a result of its author.
            models.UniqueConstraint(fields=["id", "person"], name="work_result_of_person"),
        ]

    def __str__(self) -> str:
        return self.text
