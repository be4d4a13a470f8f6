"""Agreements and their two parties, with snapshots of names, posts and titles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from sasando.core import clock
from sasando.core.clock import DatabaseNow
from sasando.organization.models import CODE, Person, Position, Unit
from sasando.rules.agreements import AgreementTier, RevisionReason

if TYPE_CHECKING:
    from datetime import date

    from sasando.organization.queries import Viewer

TIER_LABELS = {
    AgreementTier.CITY: "Kota",
    AgreementTier.AGENCY: "Perangkat daerah dan kecamatan",
    AgreementTier.DIVISION: "Sekretaris, bidang, kelurahan, UPT",
    AgreementTier.SECTION: "Subbagian, seksi, tim",
    AgreementTier.STAFF: "Pegawai",
}


class State(models.TextChoices):
    """Where an agreement stands. Computed from its signatures and its successors, never stored."""

    DRAFT = "DRAF", "Draf"
    RETURNED = "DIKEMBALIKAN", "Dikembalikan"
    PROPOSED = "DIAJUKAN", "Diajukan"
    PARTLY_SIGNED = "DITANDATANGANI_SEBAGIAN", "Ditandatangani sebagian"
    IN_FORCE = "BERLAKU", "Berlaku"
    REPLACED = "DIGANTIKAN", "Digantikan"


OPEN_STATES = frozenset({State.DRAFT, State.RETURNED})
SIGNED_STATES = frozenset({State.IN_FORCE, State.REPLACED})


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """In the viewer's scope, of his own or his subordinates' posts, with him as a party.

        Besides these, what is signed by all in his own agency: everybody there may know it.
        """
        own = AgreementParty.objects.of(viewer).values("agreement_id")
        posts = viewer.position_ids
        near = Q(position_id__in=posts) | Q(position__reports_to_id__in=posts)
        shared = Q(pk__in=[])
        for prefix in agency_prefixes(viewer):
            shared |= Q(unit__path__startswith=prefix)
        return self.filter(
            viewer.scope_filter("unit__path") | Q(pk__in=own) | near | (shared & _signed_by_all())
        )

    def with_state(self) -> Self:
        """Each row with its `state`. A signed version is replaced once a later one is in force."""
        parties = AgreementParty.objects.filter(agreement=OuterRef("pk"))
        signed = Exists(parties.filter(signed_at__isnull=False))
        waiting = Exists(parties.filter(signed_at__isnull=True))
        later = Agreement.objects.filter(
            _signed_by_all(), position=OuterRef("position"), year=OuterRef("year"),
            version__gt=OuterRef("version"),
        )  # fmt: skip
        returned = Q(returns__answered_at__isnull=True, returns__isnull=False)
        sent_back = Exists(Agreement.objects.filter(returned, pk=OuterRef("pk")))
        return self.annotate(
            state=Case(
                When(Q(Exists(later)), then=Value(State.REPLACED)),
                When(Q(signed) & ~Q(waiting), then=Value(State.IN_FORCE)),
                When(Q(signed), then=Value(State.PARTLY_SIGNED)),
                When(proposed_at__isnull=False, then=Value(State.PROPOSED)),
                When(Q(sent_back), then=Value(State.RETURNED)),
                default=Value(State.DRAFT),
                output_field=models.CharField(),
            )
        )

    def signed_by_all(self) -> Self:
        """Versions that bind or have bound: every party has signed."""
        return self.filter(_signed_by_all())

    def in_state(self, *states: str) -> Self:
        """Rows in one of these states, each with its `state`."""
        return self.with_state().filter(state__in=states)

    def in_force(self) -> Self:
        """The last version signed by all, of each post and year."""
        return self.in_state(State.IN_FORCE)

    def of_unit_heads(self) -> Self:
        """Agreements of whoever led his unit when they were begun: those a unit is judged by."""
        return self.filter(leads_unit=True)


class AgreementPartyQuerySet(models.QuerySet["AgreementParty"]):
    def of(self, viewer: Viewer) -> Self:
        """Where the viewer himself is named; nothing for an account without a person."""
        return self.none() if viewer.person_id == 0 else self.filter(person_id=viewer.person_id)


def _signed_by_all() -> Q:
    parties = AgreementParty.objects.filter(agreement=OuterRef("pk"))
    return Q(Exists(parties.filter(signed_at__isnull=False))) & ~Q(
        Exists(parties.filter(signed_at__isnull=True))
    )


def agency_prefixes(viewer: Viewer) -> list[str]:
    """The paths of the agencies where the viewer holds posts; the city itself is no agency."""
    parts = (post.unit_path.split(".")[:2] for post in viewer.posts)
    return sorted({f"{'.'.join(chain)}." for chain in parts if len(chain) == 2 and chain[1]})


class Agreement(models.Model):
    """One version of the Perjanjian Kinerja of whoever holds a post, for a year.

    From its proposal on the content is fixed and `content_digest` stands for it; an unsigned
    proposal may be taken back or returned, a signed one only revised. `unit`, `tier` and
    `leads_unit` are those of the post when the version was begun. `content_format` says by which
    layout the digest was made, so that an old one can be computed again.
    """

    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    position = models.ForeignKey(Position, models.PROTECT, related_name="agreements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="agreements")
    tier = models.CharField(
        "tingkat",
        max_length=16,
        choices=[(item.value, label) for item, label in TIER_LABELS.items()],
    )
    leads_unit = models.BooleanField("memimpin unit", default=True)
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
    content_format = models.PositiveSmallIntegerField("bentuk isi", default=2)
    created_at = models.DateTimeField(db_default=DatabaseNow())
    is_example = models.BooleanField("contoh", default=False)
    unit_name = models.CharField("nama unit saat diajukan", max_length=160, blank=True)
    budget_authorised_on = models.DateField("DPA atau DPPA disahkan", null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    if TYPE_CHECKING:
        state: str  # from `with_state`

    class Meta:
        ordering = ["unit", "year", "version"]
        indexes = [
            models.Index(fields=["year", "unit"], name="agreements_year_unit"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["position", "year", "version"], name="agreements_version_once"
            ),
            models.CheckConstraint(
                condition=Q(tier__in=[item.value for item in AgreementTier]),
                name="agreements_tier",
            ),
            models.CheckConstraint(
                condition=Q(version=1, supersedes__isnull=True, revision_reason="")
                | (Q(version__gt=1, supersedes__isnull=False) & ~Q(revision_reason="")),
                name="agreements_revision_has_reason",
            ),
        ]

    def __str__(self) -> str:
        whose = self.unit if self.leads_unit else self.position
        return f"Perjanjian Kinerja {whose} {self.year} versi {self.version}"


class AgreementParty(models.Model):
    """One party as it stood at the proposal: a change in the staff list changes no old paper.

    `signed_at` is the instant the database took the signature. One made on paper also has the date
    written there, and `signed_at` is then when a second person found the scan right.
    """

    class Role(models.TextChoices):
        FIRST = "PERTAMA", "Pihak pertama"
        SECOND = "KEDUA", "Pihak kedua"

    class SignatureKind(models.TextChoices):
        ELECTRONIC = "ELEKTRONIK", "Ditandatangani di Sasando"
        PAPER = "KERTAS", "Ditandatangani di atas kertas"

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="parties")
    role = models.CharField("pihak", max_length=8, choices=Role.choices)
    person = models.ForeignKey(Person, models.PROTECT, related_name="agreement_parties")
    position = models.ForeignKey(Position, models.PROTECT, related_name="agreement_parties")
    name = models.CharField("nama", max_length=120)
    title = models.CharField("jabatan", max_length=180)
    grade = models.CharField("golongan", max_length=6, blank=True)
    signed_at = models.DateTimeField("ditandatangani", null=True, blank=True)
    signed_digest = models.CharField("sidik isi saat tanda tangan", max_length=64, blank=True)
    signature_kind = models.CharField(
        "cara", max_length=10, choices=SignatureKind.choices, blank=True
    )
    paper_date = models.DateField("tanggal di kertas", null=True, blank=True)

    objects = AgreementPartyQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "role"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "role"], name="agreements_party_role"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_digest="", signature_kind="")
                | (
                    Q(signed_at__isnull=False, signature_kind__in=["ELEKTRONIK", "KERTAS"])
                    & ~Q(signed_digest="")
                ),
                name="agreements_signature_has_digest",
            ),
            models.CheckConstraint(
                condition=Q(paper_date__isnull=False, signature_kind="KERTAS")
                | (Q(paper_date__isnull=True) & ~Q(signature_kind="KERTAS")),
                name="agreements_paper_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.name}"

    @property
    def signed_on(self) -> date | None:
        """The day of the signature: the one on the paper, or the city's day of the instant."""
        if self.signed_at is None:
            return None
        return self.paper_date or clock.local_day(self.signed_at)
