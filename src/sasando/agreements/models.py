"""Agreements, their two parties and their items, with snapshots of names, posts and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from sasando.core.clock import DatabaseNow
from sasando.organization.models import CODE, Person, Position, Unit
from sasando.planning.models import Indicator, Objective
from sasando.rules.agreements import RevisionReason

if TYPE_CHECKING:
    from sasando.organization.queries import Viewer


class State(models.TextChoices):
    """Where an agreement stands. Computed from its signatures and its successors, never stored."""

    DRAFT = "DRAF", "Draf"
    PROPOSED = "DIAJUKAN", "Diajukan"
    PARTLY_SIGNED = "DITANDATANGANI_SEBAGIAN", "Ditandatangani sebagian"
    IN_FORCE = "BERLAKU", "Berlaku"
    REPLACED = "DIGANTIKAN", "Digantikan"


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Agreements of units in the viewer's scope, and those he is a party to himself."""
        own = AgreementParty.objects.of(viewer).values("agreement_id")
        return self.filter(viewer.scope_filter("unit__path") | Q(pk__in=own))

    def with_state(self) -> Self:
        """Each row with its `state`. A signed version is replaced once a later one is in force."""
        parties = AgreementParty.objects.filter(agreement=OuterRef("pk"))
        signed = Exists(parties.filter(signed_at__isnull=False))
        waiting = Exists(parties.filter(signed_at__isnull=True))
        later = Agreement.objects.filter(
            _signed_by_all(), unit=OuterRef("unit"), year=OuterRef("year"),
            version__gt=OuterRef("version"),
        )  # fmt: skip
        return self.annotate(
            state=Case(
                When(Q(Exists(later)), then=Value(State.REPLACED)),
                When(Q(signed) & ~Q(waiting), then=Value(State.IN_FORCE)),
                When(Q(signed), then=Value(State.PARTLY_SIGNED)),
                When(proposed_at__isnull=False, then=Value(State.PROPOSED)),
                default=Value(State.DRAFT),
                output_field=models.CharField(),
            )
        )

    def signed_by_all(self) -> Self:
        """Versions that bind or have bound: every party has signed."""
        return self.filter(_signed_by_all())

    def in_state(self, state: str) -> Self:
        """Rows in one state, each with its `state`."""
        return self.with_state().filter(state=state)

    def in_force(self) -> Self:
        """The last version signed by all, of each unit and year."""
        return self.in_state(State.IN_FORCE)


class AgreementPartyQuerySet(models.QuerySet["AgreementParty"]):
    def of(self, viewer: Viewer) -> Self:
        """Where the viewer himself is named; nothing for an account without a person."""
        return self.none() if viewer.person_id == 0 else self.filter(person_id=viewer.person_id)


def _signed_by_all() -> Q:
    parties = AgreementParty.objects.filter(agreement=OuterRef("pk"))
    return Q(Exists(parties.filter(signed_at__isnull=False))) & ~Q(
        Exists(parties.filter(signed_at__isnull=True))
    )


class Agreement(models.Model):
    """One version of the Perjanjian Kinerja of a unit's head for a year.

    From its proposal on the content is fixed and `content_digest` stands for it; an unsigned
    proposal may be taken back, a signed one only revised.
    """

    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="agreements")
    year = models.PositiveSmallIntegerField("tahun")
    version = models.PositiveSmallIntegerField("versi", default=1)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    revision_reason = models.CharField(
        "alasan perubahan",
        max_length=40,
        blank=True,
        choices=[(item.value, item.value) for item in RevisionReason],
    )
    revision_note = models.TextField("penjelasan perubahan", blank=True)
    proposed_at = models.DateTimeField("diajukan", null=True, blank=True)
    content_digest = models.CharField("sidik isi", max_length=64, blank=True)
    created_at = models.DateTimeField(db_default=DatabaseNow())
    is_example = models.BooleanField("contoh", default=False)
    unit_name = models.CharField("nama unit saat diajukan", max_length=160, blank=True)
    budget_authorised_on = models.DateField("DPA atau DPPA disahkan", null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    if TYPE_CHECKING:
        state: str  # from `with_state`

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
    """One party as it stood at the proposal: a change in the staff list changes no old paper."""

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

    objects = AgreementPartyQuerySet.as_manager()

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
    """One line of the annex: objective, indicator, target (Permen PANRB 53/2014 annex I).

    The texts are copied from the plan at the proposal, so that a later change there changes no
    signed paper; until then they are empty and the plan's own are shown.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField("nomor")
    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="agreement_items")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="agreement_items")
    target = models.DecimalField("target", max_digits=20, decimal_places=4)
    objective_text = models.TextField("sasaran saat diajukan", blank=True)
    indicator_name = models.CharField("indikator saat diajukan", max_length=200, blank=True)
    measure = models.CharField("satuan saat diajukan", max_length=60, blank=True)
    decimals = models.PositiveSmallIntegerField("angka di belakang koma", null=True, blank=True)

    class Meta:
        ordering = ["agreement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreements_item_number"),
            models.UniqueConstraint(
                fields=["agreement", "indicator"], name="agreements_indicator_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement.code} butir {self.number}"
