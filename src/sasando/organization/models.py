"""Units, positions, people and appointments, each with its dates of validity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast

from sasando.core.clock import DatabaseNow

if TYPE_CHECKING:
    from datetime import date

    from .queries import Viewer

CODE = RegexValidator(
    r"^[A-Z0-9][A-Z0-9.\-]{0,39}$", "Kode hanya huruf besar, angka, titik, strip."
)


def valid_on(day: date, prefix: str = "") -> Q:
    """Rows whose dates of validity contain the day (both ends included, open end allowed)."""
    still_valid = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": day})
    return Q(**{f"{prefix}valid_from__lte": day}) & still_valid


class DateRange(Func):
    """The closed range [valid_from, valid_to] of a row."""

    function = "daterange"


class IdRange(Func):
    """A one-number range, so that equality can stand in an exclusion constraint on core GiST."""

    function = "int8range"


def _no_overlap(key: str, name: str, condition: Q | None = None) -> ExclusionConstraint:
    identity = IdRange(
        Cast(F(key), models.BigIntegerField()), Cast(F(key), models.BigIntegerField()), Value("[]")
    )
    return ExclusionConstraint(
        name=name,
        expressions=[
            (identity, RangeOperators.OVERLAPS),
            (DateRange("valid_from", "valid_to", Value("[]")), RangeOperators.OVERLAPS),
        ],
        condition=condition,
    )


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Units inside the viewer's scope; nothing at all for a viewer without scope."""
        return self.filter(viewer.scope_filter("path"))

    def current(self, day: date) -> Self:
        return self.filter(valid_on(day))


class Unit(models.Model):
    """A node of the city's organisation: agency, secretariat section, kecamatan, kelurahan.

    `path` is the chain of row numbers from the root ("3.17.204."), so a subtree is one prefix.
    """

    class Kind(models.TextChoices):
        CITY = "KOTA", "Kota"
        SETDA = "SETDA", "Sekretariat Daerah"
        BAGIAN = "BAGIAN", "Bagian"
        SETWAN = "SETWAN", "Sekretariat DPRD"
        INSPEKTORAT = "INSPEKTORAT", "Inspektorat"
        DINAS = "DINAS", "Dinas"
        BADAN = "BADAN", "Badan"
        SATUAN = "SATUAN", "Satuan"
        KECAMATAN = "KECAMATAN", "Kecamatan"
        KELURAHAN = "KELURAHAN", "Kelurahan"
        RSUD = "RSUD", "RSUD"
        PUSKESMAS = "PUSKESMAS", "Puskesmas"
        UPTD = "UPTD", "UPTD"
        SEKOLAH = "SEKOLAH", "Sekolah"
        PERUMDA = "PERUMDA", "Perumda"
        BIDANG = "BIDANG", "Bidang"

    class Pattern(models.TextChoices):
        FIVE_DAYS = "LIMA_HARI", "Senin sampai Jumat"
        SIX_DAYS = "ENAM_HARI", "Senin sampai Sabtu"
        ROSTER = "GILIR", "Menurut jadwal gilir"

    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    name = models.CharField("nama", max_length=160)
    kind = models.CharField("jenis", max_length=12, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="induk"
    )
    path = models.CharField(max_length=120, editable=False)
    pattern = models.CharField(
        "pola hari kerja", max_length=10, choices=Pattern.choices, default=Pattern.FIVE_DAYS
    )
    valid_from = models.DateField("berlaku sejak")
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)
    source = models.CharField("sumber", max_length=160, blank=True)
    is_example = models.BooleanField("contoh", default=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        indexes = [
            models.Index(fields=["path"], opclasses=["text_pattern_ops"], name="organization_path")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="organization_unit_dates",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True, kind="KOTA")
                | (Q(parent__isnull=False) & ~Q(kind="KOTA")),
                name="organization_unit_root_is_city",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """How many units stand above it."""
        return self.path.count(".") - 1


class Duty(models.TextChoices):
    """What a position may do in Sasando beyond its own work; roles follow the position held."""

    STAFF = "STAF", "Pegawai"
    HEAD = "KEPALA", "Kepala unit"
    PLANNER = "PERENCANA", "Perencana"
    PERSONNEL = "KEPEGAWAIAN", "Pengelola kepegawaian"
    INSPECTOR = "PEMERIKSA", "Pemeriksa"
    SECRETARY = "SEKDA", "Sekretaris Daerah"
    MAYOR = "WALI_KOTA", "Wali Kota"
    ADMINISTRATOR = "PENGELOLA", "Pengelola sistem"


class Position(models.Model):
    """A post of the city, whoever holds it: kind and level after UU 5/2014, PP 18/2016."""

    class Kind(models.TextChoices):
        POLITICAL = "POLITIK", "Jabatan politik"
        JPT_PRATAMA = "JPT_PRATAMA", "JPT Pratama"
        ADMINISTRATOR = "ADMINISTRATOR", "Administrator"
        SUPERVISOR = "PENGAWAS", "Pengawas"
        EXECUTIVE = "PELAKSANA", "Pelaksana"
        FUNCTIONAL = "FUNGSIONAL", "Fungsional"

    class Level(models.TextChoices):
        NONE = "-", "-"
        II_A = "II.a", "II.a"
        II_B = "II.b", "II.b"
        III_A = "III.a", "III.a"
        III_B = "III.b", "III.b"
        IV_A = "IV.a", "IV.a"
        IV_B = "IV.b", "IV.b"
        PERTAMA = "PERTAMA", "Ahli Pertama"
        MUDA = "MUDA", "Ahli Muda"
        MADYA = "MADYA", "Ahli Madya"
        UTAMA = "UTAMA", "Ahli Utama"
        PEMULA = "PEMULA", "Pemula"
        TERAMPIL = "TERAMPIL", "Terampil"
        MAHIR = "MAHIR", "Mahir"
        PENYELIA = "PENYELIA", "Penyelia"

    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    title = models.CharField("nama jabatan", max_length=160)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="positions", verbose_name="unit")
    kind = models.CharField("jenis", max_length=14, choices=Kind.choices)
    level = models.CharField("jenjang", max_length=10, choices=Level.choices, default=Level.NONE)
    duty = models.CharField("tugas", max_length=12, choices=Duty.choices, default=Duty.STAFF)
    reports_to = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subordinates",
        verbose_name="atasan langsung",
    )
    valid_from = models.DateField("berlaku sejak")
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="organization_position_dates",
            ),
            models.CheckConstraint(
                condition=Q(reports_to__isnull=True) | ~Q(reports_to=F("id")),
                name="organization_position_not_own_superior",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Person(models.Model):
    """A civil servant (PNS or PPPK) or elected leader. Public pages know only `code` and post."""

    class Employment(models.TextChoices):
        PNS = "PNS", "PNS"
        PPPK = "PPPK", "PPPK"
        ELECTED = "TERPILIH", "Pejabat terpilih"

    code = models.CharField("kode", max_length=16, unique=True, validators=[CODE])
    name = models.CharField("nama", max_length=120)
    employment = models.CharField("status", max_length=8, choices=Employment.choices)
    grade = models.CharField("golongan", max_length=6, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="person"
    )
    is_example = models.BooleanField("contoh", default=False)
    created_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        ordering = ["name", "code"]

    def __str__(self) -> str:
        return self.name


class PersonNumber(models.Model):
    """A NIP or NI PPPK with its dates: it can change with the agency, so it identifies no row.

    Personal data: it holds a birth date and sex. Never in a URL, a log or a public page.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="numbers")
    number = models.CharField("NIP", max_length=18, unique=True)
    valid_from = models.DateField("berlaku sejak")
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(number__regex=r"^[0-9]{18}$"), name="organization_number_18_digits"
            ),
            _no_overlap("person_id", "organization_one_number_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"NIP {self.person.code}"


class Appointment(models.Model):
    """Who holds a post on which days: definitive, or acting (Plt: vacant, Plh: holder away)."""

    class Kind(models.TextChoices):
        DEFINITIVE = "DEFINITIF", "Definitif"
        PLT = "PLT", "Plt."
        PLH = "PLH", "Plh."

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    position = models.ForeignKey(Position, models.PROTECT, related_name="appointments")
    kind = models.CharField("cara", max_length=9, choices=Kind.choices)
    valid_from = models.DateField("berlaku sejak")
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)
    decree = models.CharField("surat keputusan", max_length=120, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "valid_from"], name="organization_held")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="organization_appointment_dates",
            ),
            _no_overlap("position_id", "organization_one_definitive_holder", Q(kind="DEFINITIF")),
            _no_overlap("person_id", "organization_one_definitive_post", Q(kind="DEFINITIF")),
            _no_overlap("position_id", "organization_one_acting_holder", ~Q(kind="DEFINITIF")),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.position} oleh {self.person}"


class Holiday(models.Model):
    """A day without duty for a weekday pattern: national holiday, joint leave, local day."""

    day = models.DateField("tanggal", unique=True)
    name = models.CharField("nama", max_length=120)
    source = models.CharField("dasar", max_length=160)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class RosterShift(models.Model):
    """One shift of one person; a night shift belongs to the day on which it starts."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="shifts")
    day = models.DateField("tanggal mulai")
    name = models.CharField("gilir", max_length=40)
    starts_at = models.DateTimeField("mulai")
    ends_at = models.DateTimeField("selesai")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="organization_shift_per_day"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="organization_shift_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.day}"
