"""Plan documents of the city and its agencies, and what the medium-term plan promises."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from sasando.organization.models import CODE, Unit


class PlanDocumentQuerySet(models.QuerySet["PlanDocument"]):
    def adopted(self) -> Self:
        """Versions whose legal act is entered: they bind."""
        return self.filter(adopted_on__isnull=False)

    def with_missions(self) -> Self:
        """Adopted plans of the city that hold vision and missions: RPJMD, or RPD in between."""
        return self.adopted().filter(kind__in=["RPJMD", "RPD"])


class PlanDocument(models.Model):
    """One version of a plan: of the city (no unit) or of an agency, for one year or several.

    RPJMD and Renstra run five years, RPD bridges the years without an RPJMD, RKPD and Renja are
    yearly (UU 23/2014 Art. 260-274, Permendagri 86/2017). A version is a draft until its legal act
    is entered; from then on its rows are fixed and only an amendment, the next version, follows.
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
            models.UniqueConstraint(
                fields=["kind", "unit", "first_year", "version"],
                nulls_distinct=False,
                name="planning_plan_version_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Mission(models.Model):
    """One of the missions of the RPJMD: the top of every thread."""

    plan = models.ForeignKey(PlanDocument, models.PROTECT, related_name="missions")
    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    number = models.PositiveSmallIntegerField("nomor")
    text = models.TextField("misi")

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="planning_mission_number")
        ]

    def __str__(self) -> str:
        return f"Misi {self.number}: {self.text}"


class Objective(models.Model):
    """A goal (tujuan) or objective (sasaran) under a mission."""

    class Kind(models.TextChoices):
        GOAL = "TUJUAN", "Tujuan"
        OBJECTIVE = "SASARAN", "Sasaran"

    mission = models.ForeignKey(Mission, models.PROTECT, related_name="objectives")
    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.OBJECTIVE)
    text = models.TextField("rumusan")
    is_example = models.BooleanField("contoh", default=False)

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
