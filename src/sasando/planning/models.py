"""The five-year plan, the official nomenclature, and indicators with what was measured."""

from django.db import models
from django.db.models import F, Q

from sasando.core.clock import DatabaseNow
from sasando.organization.models import CODE, Unit
from sasando.rules.achievement import Polarity
from sasando.rules.aggregation import Aggregation


class Rpjmd(models.Model):
    """The medium-term plan of one mayor: five years, one vision (UU 23/2014 Art. 264)."""

    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    name = models.CharField("nama", max_length=160)
    vision = models.TextField("visi")
    first_year = models.PositiveSmallIntegerField("tahun awal")
    last_year = models.PositiveSmallIntegerField("tahun akhir")
    adopted_on = models.DateField("ditetapkan")
    note = models.TextField("catatan", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="planning_rpjmd_years"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Mission(models.Model):
    """One of the missions of the RPJMD: the top of every thread."""

    plan = models.ForeignKey(Rpjmd, models.PROTECT, related_name="missions")
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

    plan = models.ForeignKey(Rpjmd, models.PROTECT, related_name="priority_programmes")
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


class NomenclatureNode(models.Model):
    """A row of the official nomenclature of one year (Permendagri 90/2019 and its updates).

    The fourth segment of a code is the authority and makes no level of its own.
    """

    class Level(models.TextChoices):
        AFFAIR = "URUSAN", "Urusan"
        FIELD = "BIDANG", "Bidang urusan"
        PROGRAMME = "PROGRAM", "Program"
        ACTIVITY = "KEGIATAN", "Kegiatan"
        SUB_ACTIVITY = "SUBKEGIATAN", "Sub kegiatan"

    version = models.PositiveSmallIntegerField("versi")
    level = models.CharField("tingkat", max_length=11, choices=Level.choices)
    code = models.CharField("kode", max_length=24)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    name = models.TextField("nama")
    output = models.TextField("kinerja", blank=True)
    indicator = models.TextField("indikator", blank=True)
    measure = models.CharField("satuan", max_length=160, blank=True)
    minimum_service = models.BooleanField("SPM", default=False)

    class Meta:
        ordering = ["version", "code"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="planning_nomenclature_code"),
            models.CheckConstraint(
                condition=Q(parent__isnull=False) | Q(level="URUSAN"),
                name="planning_nomenclature_has_parent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class AgencyProgramme(models.Model):
    """A programme of the nomenclature given to an agency, and the objective it is meant to serve.

    A programme without an objective is what "because we usually do it" looks like.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="programmes")
    node = models.ForeignKey(NomenclatureNode, models.PROTECT, related_name="assignments")
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, blank=True, related_name="programmes"
    )
    priority = models.ForeignKey(
        PriorityProgramme, models.PROTECT, null=True, blank=True, related_name="programmes"
    )
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["unit", "node"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "node"], name="planning_programme_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.node}"


class Indicator(models.Model):
    """What tells whether an objective is reached (Permen PAN PER/09/M.PAN/5/2007, sakip 3.1).

    On a `scale` targets and figures are places on it, the worst label being 1. With a
    `source_code` the system measures it itself (`planning.sources`) and nobody types its figures.
    """

    class LevelType(models.TextChoices):
        OUTPUT = "OUTPUT", "Keluaran"
        OUTCOME = "OUTCOME", "Hasil"
        IMPACT = "IMPACT", "Dampak"

    class Scale(models.TextChoices):
        SAKIP = "SAKIP", "Predikat SAKIP"
        AUDIT_OPINION = "AUDIT_OPINION", "Opini BPK"

    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    name = models.CharField("indikator", max_length=200)
    measure = models.CharField("satuan", max_length=60)
    decimals = models.PositiveSmallIntegerField("angka di belakang koma", default=2)
    level_type = models.CharField("jenis", max_length=8, choices=LevelType.choices)
    polarity = models.CharField(
        "polaritas", max_length=20, choices=[(item.value, item.value) for item in Polarity]
    )
    aggregation = models.CharField(
        "agregasi", max_length=20, choices=[(item.value, item.value) for item in Aggregation]
    )
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, blank=True, related_name="indicators"
    )
    agenda = models.ForeignKey(
        PriorityAgenda, models.PROTECT, null=True, blank=True, related_name="indicators"
    )
    owner = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name="penanggung jawab",
    )
    definition = models.TextField("definisi operasional")
    data_source = models.CharField("sumber data", max_length=200)
    scale = models.CharField("skala predikat", max_length=20, choices=Scale.choices, blank=True)
    source_code = models.CharField("sumber dari sistem", max_length=40, blank=True)
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scale="") | Q(polarity="PREDICATE"), name="planning_scale_of_predicate"
            )
        ]

    def __str__(self) -> str:
        return self.name


class IndicatorSeries(models.Model):
    """One unbroken way of measuring an indicator; a new base begins a new series beside it."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="series")
    name = models.CharField("seri", max_length=80)
    is_current = models.BooleanField("dipakai sekarang", default=False)

    class Meta:
        ordering = ["indicator", "id"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "name"], name="planning_series_name"),
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(is_current=True), name="planning_one_series_now"
            ),
        ]

    def __str__(self) -> str:
        return self.name


QUARTER_OR_YEAR = Q(quarter__gte=0, quarter__lte=4)


class IndicatorTarget(models.Model):
    """The target of a year (quarter 0) or of one quarter; a range has both ends."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    year = models.PositiveSmallIntegerField("tahun")
    quarter = models.PositiveSmallIntegerField("triwulan", default=0)
    value = models.DecimalField("target", max_digits=20, decimal_places=4)
    upper = models.DecimalField(
        "batas atas", max_digits=20, decimal_places=4, null=True, blank=True
    )
    basis = models.CharField("dasar", max_length=200)
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["indicator", "year", "quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year", "quarter"], name="planning_target_once"
            ),
            models.CheckConstraint(condition=QUARTER_OR_YEAR, name="planning_target_quarter"),
            models.CheckConstraint(
                condition=Q(upper__isnull=True) | Q(upper__gte=F("value")),
                name="planning_target_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.year}/{self.quarter}"


class Measurement(models.Model):
    """What was measured, in one series, for a year (quarter 0) or a quarter. Blank is not zero.

    A ratio of sums also keeps its two parts, from which the year is computed.
    """

    class Status(models.TextChoices):
        REPORTED = "TERLAPOR", "Terlapor"
        NOT_RELEASED = "BELUM_RILIS", "Belum rilis"
        NOT_APPLICABLE = "TIDAK_BERLAKU", "Tidak berlaku"

    series = models.ForeignKey(IndicatorSeries, models.PROTECT, related_name="measurements")
    year = models.PositiveSmallIntegerField("tahun")
    quarter = models.PositiveSmallIntegerField("triwulan", default=0)
    value = models.DecimalField("realisasi", max_digits=20, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(
        "pembilang", max_digits=20, decimal_places=4, null=True, blank=True
    )
    denominator = models.DecimalField(
        "penyebut", max_digits=20, decimal_places=4, null=True, blank=True
    )
    status = models.CharField(max_length=14, choices=Status.choices, default=Status.REPORTED)
    source = models.CharField("sumber", max_length=200)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["series", "year", "quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "quarter"], name="planning_measurement_once"
            ),
            models.CheckConstraint(condition=QUARTER_OR_YEAR, name="planning_measurement_quarter"),
            models.CheckConstraint(
                condition=Q(status="TERLAPOR", value__isnull=False)
                | (~Q(status="TERLAPOR") & Q(value__isnull=True)),
                name="planning_measurement_value_if_reported",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(
                    numerator__isnull=False,
                    denominator__isnull=False,
                    denominator__gt=0,
                    status="TERLAPOR",
                ),
                name="planning_measurement_ratio_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}/{self.quarter}"
