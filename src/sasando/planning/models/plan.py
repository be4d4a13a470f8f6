"""Plan documents of the city and its agencies, and what the medium-term plan promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q

from sasando.organization.models import CODE, Duty, Unit

if TYPE_CHECKING:
    from sasando.organization.queries import Viewer

CITY_KINDS = ("RPJMD", "RPD", "RKPD")
YEARLY_KINDS = ("RKPD", "RENJA")


class PlanDocumentQuerySet(models.QuerySet["PlanDocument"]):
    def adopted(self) -> Self:
        """Versions whose legal act is entered: they bind."""
        return self.filter(adopted_on__isnull=False)

    def with_missions(self) -> Self:
        """Adopted plans on which missions hang: RPJMD, or RPD in between, each by its version 1.

        An amendment keeps missions and objectives where they are (see the package's docstring).
        """
        return self.adopted().medium_term().filter(version=1)

    def medium_term(self) -> Self:
        """The plans of several years the whole city works by, whatever their state."""
        return self.filter(kind__in=["RPJMD", "RPD"])

    def covering(self, year: int) -> Self:
        """Plans that run in this year."""
        return self.filter(first_year__lte=year, last_year__gte=year)

    def latest_first(self) -> Self:
        """What counts first: an RPJMD before an RPD, the later version before the earlier."""
        rpd_last = models.Case(models.When(kind="RPD", then=1), default=0)
        return self.order_by(rpd_last, "-version", "-adopted_on", "-first_year")

    def visible_to(self, viewer: Viewer) -> Self:
        """Adopted plans are public; a draft is for planners and for the head of its unit.

        Mayor, secretary and inspectors see every draft.
        """
        if viewer.has(Duty.PLANNER, Duty.SECRETARY, Duty.MAYOR, Duty.INSPECTOR):
            return self
        public = Q(adopted_on__isnull=False)
        if not viewer.has(Duty.HEAD):
            return self.filter(public)
        return self.filter(public | viewer.scope_filter("unit__path"))


class PlanDocument(models.Model):
    """One version of a plan: of the city (no unit) or of an agency, for one year or several.

    RPJMD and Renstra run five years, RPD bridges the years without an RPJMD, RKPD and Renja are
    yearly (UU 23/2014 Art. 260-274, Permendagri 86/2017). A version is a draft until its legal act
    is entered; from then on its rows are fixed and only an amendment, the next version, follows.
    A plan known only from a summary (`is_summary`) can be completed until that is declared done.
    """

    class Kind(models.TextChoices):
        RPJMD = "RPJMD", "RPJMD"
        RPD = "RPD", "RPD"
        RENSTRA = "RENSTRA", "Renstra"
        RKPD = "RKPD", "RKPD"
        RENJA = "RENJA", "Renja"

    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    kind = models.CharField("jenis", max_length=7, choices=Kind.choices, default=Kind.RPJMD)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="plans", verbose_name="unit"
    )
    name = models.CharField("nama", max_length=160)
    vision = models.TextField("visi", blank=True)
    first_year = models.PositiveSmallIntegerField("tahun awal")
    last_year = models.PositiveSmallIntegerField("tahun akhir")
    version = models.PositiveSmallIntegerField("versi", default=1)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    nomenclature_version = models.PositiveSmallIntegerField(
        "versi nomenklatur", null=True, blank=True
    )
    legal_act = models.CharField("dasar hukum", max_length=160, blank=True)
    adopted_on = models.DateField("ditetapkan", null=True, blank=True)
    is_summary = models.BooleanField("baru ringkasan", default=False)
    note = models.TextField("catatan", blank=True)
    is_example = models.BooleanField("contoh", default=False)

    objects = PlanDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="planning_plan_years"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["RENSTRA", "RENJA"], unit__isnull=False)
                | (~Q(kind__in=["RENSTRA", "RENJA"]) & Q(unit__isnull=True)),
                name="planning_plan_of_agency",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["RKPD", "RENJA"]) | Q(last_year=F("first_year")),
                name="planning_plan_yearly",
            ),
            models.CheckConstraint(
                condition=Q(version=1, supersedes__isnull=True)
                | Q(version__gt=1, supersedes__isnull=False),
                name="planning_plan_amendment_follows",
            ),
            models.CheckConstraint(
                condition=Q(adopted_on__isnull=True) | Q(is_summary=True) | ~Q(legal_act=""),
                name="planning_plan_adopted_by_act",
            ),
            models.UniqueConstraint(
                fields=["kind", "unit", "first_year", "version"],
                nulls_distinct=False,
                name="planning_plan_version_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_fixed(self) -> bool:
        """Whether its rows can no longer be written; the database refuses it too."""
        return self.adopted_on is not None and not self.is_summary

    @property
    def stage(self) -> str:
        """Its state as people say it: draf, penetapan, draf perubahan, perubahan."""
        amended = "perubahan" if self.version > 1 else "penetapan"
        if self.adopted_on is not None:
            return amended
        return "draf perubahan" if self.version > 1 else "draf"

    @property
    def years(self) -> range:
        """The years it plans."""
        return range(self.first_year, self.last_year + 1)

    @property
    def ceiling_years(self) -> range:
        """The years it gives ceilings for: a yearly plan also looks one year ahead."""
        ahead = 1 if self.kind in YEARLY_KINDS else 0
        return range(self.first_year, self.last_year + 1 + ahead)

    @property
    def years_label(self) -> str:
        """ "2026" or "2025–2029"."""
        if self.first_year == self.last_year:
            return str(self.first_year)
        return f"{self.first_year}–{self.last_year}"


class ThreadQuerySet(models.QuerySet[Any]):
    """Missions and objectives, which keep their identity through amendments."""

    def in_force(self) -> Self:
        """Those of adopted plans and amendments that no adopted amendment has ended."""
        return self.filter(
            Q(added_by__isnull=True) | Q(added_by__adopted_on__isnull=False),
            Q(ended_by__isnull=True) | Q(ended_by__adopted_on__isnull=True),
        )


class Mission(models.Model):
    """One of the missions of the RPJMD: the top of every thread.

    It hangs on version 1 of the plan; `added_by` and `ended_by` are amendments.
    """

    plan = models.ForeignKey(PlanDocument, models.PROTECT, related_name="missions")
    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    number = models.PositiveSmallIntegerField("nomor")
    text = models.TextField("misi")
    added_by = models.ForeignKey(
        PlanDocument, models.PROTECT, null=True, blank=True, related_name="added_%(class)ss"
    )
    ended_by = models.ForeignKey(
        PlanDocument, models.PROTECT, null=True, blank=True, related_name="ended_%(class)ss"
    )

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="planning_mission_number")
        ]

    def __str__(self) -> str:
        return f"Misi {self.number}: {self.text}"


class Objective(models.Model):
    """A goal (tujuan) or objective (sasaran) under a mission.

    `goal` is the goal an objective belongs to, where the plan says so. What a version of the plan
    words and promises for it stands in that version's rows.
    """

    class Kind(models.TextChoices):
        GOAL = "TUJUAN", "Tujuan"
        OBJECTIVE = "SASARAN", "Sasaran"

    mission = models.ForeignKey(Mission, models.PROTECT, related_name="objectives")
    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.OBJECTIVE)
    goal = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="objectives"
    )
    text = models.TextField("rumusan")
    added_by = models.ForeignKey(
        PlanDocument, models.PROTECT, null=True, blank=True, related_name="added_%(class)ss"
    )
    ended_by = models.ForeignKey(
        PlanDocument, models.PROTECT, null=True, blank=True, related_name="ended_%(class)ss"
    )
    is_example = models.BooleanField("contoh", default=False)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.text


class PriorityProgramme(models.Model):
    """A named priority programme of the mayor ("Kupang Sehat")."""

    plan = models.ForeignKey(PlanDocument, models.PROTECT, related_name="priority_programmes")
    number = models.PositiveSmallIntegerField("nomor")
    name = models.CharField("nama", max_length=120)

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="planning_priority_number")
        ]

    def __str__(self) -> str:
        return self.name


class PriorityAgenda(models.Model):
    """A subject the leaders follow above all others (cleanliness, inflation, stunting ...)."""

    number = models.PositiveSmallIntegerField("nomor", unique=True)
    name = models.CharField("nama", max_length=120)
    year = models.PositiveSmallIntegerField("tahun penetapan")

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name
