"""The cast: a handful of people who do not exist, each with a name, a post and a reason to be.

The same cast plays in the demo and in every test: the mayor, the regional secretary, a head of
agency with his head of division and two clerks, a camat with her lurah and a clerk, a nurse on
shifts, the officers of planning, personnel, inspection and system, a resident, and an outsider from
another agency who must be refused. Their thread is short and complete.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

from django.contrib.auth.hashers import make_password
from django.db import transaction

from sasando.agreements.content import digest_of
from sasando.agreements.models import Agreement, AgreementItem, AgreementParty
from sasando.core.models import User
from sasando.organization.models import (
    Appointment,
    Duty,
    Person,
    PersonNumber,
    Position,
    Unit,
)
from sasando.planning.models import Indicator, Mission, Objective, PlanDocument
from sasando.rules.agreements import AgreementTier
from sasando.work.models import PlannedResult, Skp

from .second_factor import enrol

PASSWORD = "Sasando-contoh-1"  # noqa: S105  shown on the demo's own screen
SINCE = date(2025, 1, 1)
Kind, Level = Position.Kind, Position.Level


@dataclass(frozen=True)
class Role:
    """One member of the cast: log-in, name, post, whom he answers to, and his NIP."""

    login: str
    name: str
    position: str
    title: str
    unit: str
    kind: str
    level: str
    duty: str
    superior: str
    number: str = ""
    employment: str = Person.Employment.PNS
    grade: str = ""


UNITS: tuple[tuple[str, str, str, str, str], ...] = (
    ("KOTA", "Kota Kupang", "KOTA", "", "LIMA_HARI"),
    ("SETDA", "Sekretariat Daerah", "SETDA", "KOTA", "LIMA_HARI"),
    ("INSPEKTORAT", "Inspektorat Daerah", "INSPEKTORAT", "KOTA", "LIMA_HARI"),
    ("BAPPEDA", "Badan Perencanaan Pembangunan Daerah", "BADAN", "KOTA", "LIMA_HARI"),
    (
        "BKPPD",
        "Badan Kepegawaian, Pendidikan dan Pelatihan Daerah",
        "BADAN",
        "KOTA",
        "LIMA_HARI",
    ),
    ("DISKOMINFO", "Dinas Komunikasi dan Informatika", "DINAS", "KOTA", "LIMA_HARI"),
    ("DISHUB", "Dinas Perhubungan", "DINAS", "KOTA", "LIMA_HARI"),
    ("DLHK", "Dinas Lingkungan Hidup dan Kebersihan", "DINAS", "KOTA", "LIMA_HARI"),
    ("DLHK.SAMPAH", "Bidang Pengelolaan Sampah (contoh)", "BIDANG", "DLHK", "LIMA_HARI"),
    ("RSUD", "RSUD S.K. Lerik", "RSUD", "KOTA", "GILIR"),
    ("53.71.03", "Kecamatan Kelapa Lima", "KECAMATAN", "KOTA", "LIMA_HARI"),
    ("53.71.03.1010", "Kelurahan Oesapa", "KELURAHAN", "53.71.03", "LIMA_HARI"),
)

CAST: tuple[Role, ...] = (
    Role(
        "walikota", "Wali Kota Contoh", "WALIKOTA", "Wali Kota Kupang", "KOTA",
        Kind.POLITICAL, Level.NONE, Duty.MAYOR, "", employment=Person.Employment.ELECTED,
    ),
    Role(
        "sekda", "Semuel Contoh", "SEKDA", "Sekretaris Daerah", "SETDA",
        Kind.JPT_PRATAMA, Level.II_A, Duty.SECRETARY, "WALIKOTA", "196903121994031001",
        grade="IV/d",
    ),
    Role(
        "kadis", "Yohana Contoh", "DLHK.KEPALA", "Kepala Dinas Lingkungan Hidup dan Kebersihan",
        "DLHK", Kind.JPT_PRATAMA, Level.II_B, Duty.HEAD, "SEKDA", "197205171998032002",
        grade="IV/c",
    ),
    Role(
        "kabid", "Benyamin Contoh", "DLHK.SAMPAH.KEPALA", "Kepala Bidang Pengelolaan Sampah",
        "DLHK.SAMPAH", Kind.ADMINISTRATOR, Level.III_B, Duty.HEAD, "DLHK.KEPALA",
        "197811302005011003", grade="IV/a",
    ),
    Role(
        "staf", "Maria Contoh", "DLHK.SAMPAH.01", "Pengelola Persampahan", "DLHK.SAMPAH",
        Kind.EXECUTIVE, Level.NONE, Duty.STAFF, "DLHK.SAMPAH.KEPALA", "199204082019032004",
        grade="III/a",
    ),
    Role(
        "staf2", "Petrus Contoh", "DLHK.SAMPAH.02", "Operator Armada", "DLHK.SAMPAH",
        Kind.EXECUTIVE, Level.NONE, Duty.STAFF, "DLHK.SAMPAH.KEPALA", "198804052022211007",
        employment=Person.Employment.PPPK, grade="V",
    ),
    Role(
        "camat", "Adriana Contoh", "53.71.03.CAMAT", "Camat Kelapa Lima", "53.71.03",
        Kind.ADMINISTRATOR, Level.III_A, Duty.HEAD, "SEKDA", "197507192000122001", grade="IV/b",
    ),
    Role(
        "lurah", "Markus Contoh", "53.71.03.1010.LURAH", "Lurah Oesapa", "53.71.03.1010",
        Kind.SUPERVISOR, Level.IV_A, Duty.HEAD, "53.71.03.CAMAT", "198310102008011005",
        grade="III/d",
    ),
    Role(
        "stafkel", "Dorkas Contoh", "53.71.03.1010.01", "Pengadministrasi Pelayanan",
        "53.71.03.1010", Kind.EXECUTIVE, Level.NONE, Duty.STAFF, "53.71.03.1010.LURAH",
        "199009132025242014", employment=Person.Employment.PPPK, grade="IX",
    ),
    Role(
        "dirrsud", "Elisabeth Contoh", "RSUD.DIREKTUR", "Direktur RSUD S.K. Lerik", "RSUD",
        Kind.ADMINISTRATOR, Level.III_A, Duty.HEAD, "SEKDA", "197402252002122003", grade="IV/b",
    ),
    Role(
        "perawat", "Yuliana Contoh", "RSUD.01", "Perawat Terampil", "RSUD",
        Kind.FUNCTIONAL, Level.TERAMPIL, Duty.STAFF, "RSUD.DIREKTUR", "199511022020122006",
        grade="II/c",
    ),
    Role(
        "perencana", "Ignasius Contoh", "BAPPEDA.01", "Perencana Ahli Muda", "BAPPEDA",
        Kind.FUNCTIONAL, Level.MUDA, Duty.PLANNER, "SEKDA", "198606142010011007", grade="III/d",
    ),
    Role(
        "kepegawaian", "Regina Contoh", "BKPPD.01", "Analis SDM Aparatur Ahli Muda", "BKPPD",
        Kind.FUNCTIONAL, Level.MUDA, Duty.PERSONNEL, "SEKDA", "198712212011012008", grade="III/c",
    ),
    Role(
        "pemeriksa", "Agustinus Contoh", "INSPEKTORAT.01", "Auditor Ahli Madya", "INSPEKTORAT",
        Kind.FUNCTIONAL, Level.MADYA, Duty.INSPECTOR, "SEKDA", "197903032004011009", grade="IV/a",
    ),
    Role(
        "pengelola", "Klara Contoh", "DISKOMINFO.01", "Pranata Komputer Ahli Pertama",
        "DISKOMINFO", Kind.FUNCTIONAL, Level.PERTAMA, Duty.ADMINISTRATOR, "SEKDA",
        "199407152019022010", grade="III/b",
    ),
    Role(
        "orangluar", "Thomas Contoh", "DISHUB.01", "Pengelola Lalu Lintas", "DISHUB",
        Kind.EXECUTIVE, Level.NONE, Duty.STAFF, "SEKDA", "199101012015041011", grade="II/d",
    ),
)  # fmt: skip
RESIDENT = "warga"
WITHOUT_SECOND_FACTOR = "orangluar"


@transaction.atomic
def load_cast(year: int = 2026) -> None:
    """Write the cast with its thread for a year. Rows that stand already are left as they are."""
    for unit in UNITS:
        _unit(*unit)
    for role in CAST:
        _role(role)
        if role.login != WITHOUT_SECOND_FACTOR:
            enrol(User.objects.get(username=role.login))
    _account(RESIDENT)
    _thread(year)


@cache
def _password_hash() -> str:
    return make_password(PASSWORD)


def _account(login: str) -> User:
    user, _created = User.objects.get_or_create(
        username=login,
        defaults={
            "password": _password_hash(),
            "must_change_password": False,
            "is_example": True,
        },
    )
    return user


def _unit(code: str, name: str, kind: str, parent_code: str, pattern: str) -> Unit:
    parent = Unit.objects.get(code=parent_code) if parent_code else None
    unit, created = Unit.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "kind": kind,
            "parent": parent,
            "pattern": pattern,
            "valid_from": SINCE,
            "is_example": "contoh" in name,
        },
    )
    if created:
        unit.path = f"{parent.path if parent else ''}{unit.pk}."
        unit.save(update_fields=["path"])
    return unit


def _role(role: Role) -> None:
    superior = Position.objects.get(code=role.superior) if role.superior else None
    position, _created = Position.objects.get_or_create(
        code=role.position,
        defaults={
            "title": role.title,
            "unit": Unit.objects.get(code=role.unit),
            "kind": role.kind,
            "level": role.level,
            "duty": role.duty,
            "reports_to": superior,
            "valid_from": SINCE,
            "is_example": True,
        },
    )
    person, created = Person.objects.get_or_create(
        code=f"P-{role.login.upper()}",
        defaults={
            "name": role.name,
            "employment": role.employment,
            "grade": role.grade,
            "user": _account(role.login),
            "is_example": True,
        },
    )
    if not created:
        return
    if role.number:
        PersonNumber.objects.create(person=person, number=role.number, valid_from=SINCE)
    Appointment.objects.create(
        person=person, position=position, kind=Appointment.Kind.DEFINITIVE, valid_from=SINCE
    )


def _thread(year: int) -> None:
    plan, _created = PlanDocument.objects.get_or_create(
        code="RPJMD-2025-2029",
        defaults={
            "name": "RPJMD Kota Kupang 2025-2029",
            "vision": "Kota Kasih sebagai Rumah Bersama yang Maju, Mandiri, Sejahtera, dan "
            "Berkelanjutan",
            "first_year": 2025,
            "last_year": 2029,
            "adopted_on": date(2025, 8, 20),
            "is_summary": True,
        },
    )
    mission, _created = Mission.objects.get_or_create(
        code="MISI-7",
        defaults={
            "plan": plan,
            "number": 7,
            "text": "Infrastruktur yang berkualitas dan ramah lingkungan",
        },
    )
    objective, _created = Objective.objects.get_or_create(
        code="SASARAN-7.1",
        defaults={"mission": mission, "text": "Kota yang bersih (contoh)", "is_example": True},
    )
    indicator, _created = Indicator.objects.get_or_create(
        code="IKU-SAMPAH",
        defaults={
            "name": "Sampah yang terangkut (contoh)",
            "measure": "persen",
            "level_type": Indicator.LevelType.OUTCOME,
            "polarity": "HIGHER",
            "aggregation": "LAST",
            "objective": objective,
            "owner": Unit.objects.get(code="DLHK"),
            "definition": "Ton sampah terangkut dibagi ton sampah timbul",
            "data_source": "Timbangan TPA (contoh)",
            "is_example": True,
        },
    )
    for login in ("kadis", "camat", "dirrsud"):
        _agreement(login, year, objective, indicator)
    _results(year)


def _agreement(login: str, year: int, objective: Objective, indicator: Indicator) -> None:
    head = Appointment.objects.select_related("position__unit").get(person__user__username=login)
    unit = head.position.unit
    agreement, created = Agreement.objects.get_or_create(
        position=head.position, year=year, version=1,
        defaults={
            "unit": unit,
            "tier": AgreementTier.AGENCY,
            "code": f"PK-{unit.code}-{year}-1",
            "unit_name": unit.name,
            "is_example": True,
        },
    )  # fmt: skip
    if not created:
        return
    AgreementItem.objects.create(
        agreement=agreement,
        number=1,
        code=f"PK-{unit.code}-{year}-1.1",
        path=f"PK-{unit.code}-{year}-1.1/",
        objective=objective,
        indicator=indicator,
        target=Decimal(80),
        objective_text=objective.text,
        indicator_name=indicator.name,
        measure=indicator.measure,
        decimals=indicator.decimals,
    )
    mayor = Appointment.objects.select_related("position", "person").get(
        person__user__username="walikota"
    )
    for role, holder in (("PERTAMA", head), ("KEDUA", mayor)):
        AgreementParty.objects.create(
            agreement=agreement,
            role=role,
            person=holder.person,
            position=holder.position,
            name=holder.person.name,
            title=holder.position.title,
            grade=holder.person.grade,
        )
    digest = digest_of(agreement)
    agreement.content_digest = digest
    agreement.proposed_at = datetime(year, 1, 10, tzinfo=UTC)
    agreement.save()
    agreement.parties.update(
        signed_at=datetime(year, 1, 12, tzinfo=UTC),
        signed_digest=digest,
        signature_kind=AgreementParty.SignatureKind.ELECTRONIC,
    )


RESULTS: tuple[tuple[str, str, str, str, int, str], ...] = (
    ("kadis", "", "Sampah kota terangkut setiap hari", "Persen terangkut", 80, "persen"),
    ("kabid", "kadis", "Armada melayani semua titik resmi", "Titik terlayani", 180, "titik"),
    ("staf", "kabid", "Pengangkutan sampah kelurahan terjadwal", "Titik diangkut", 2400, "titik"),
    ("staf2", "kabid", "Armada siap jalan setiap pagi", "Kendaraan diperiksa", 1200, "kendaraan"),
    ("camat", "", "Kelurahan melayani pada jam kerja", "Kelurahan buka tepat waktu", 100, "persen"),
    ("lurah", "camat", "Warga dilayani di hari yang sama", "Layanan selesai", 1800, "layanan"),
    ("stafkel", "lurah", "Berkas layanan selesai di hari yang sama", "Berkas", 1600, "berkas"),
    ("dirrsud", "", "Pasien dilayani sesuai standar", "Kepuasan pasien", 85, "persen"),
    ("perawat", "dirrsud", "Asuhan keperawatan tercatat lengkap", "Asuhan", 900, "asuhan"),
)


def _results(year: int) -> None:
    made: dict[str, PlannedResult] = {}
    for login, above, text, indicator, target, measure in RESULTS:
        made[login] = _result(year, login, made.get(above), (text, indicator, target, measure))


def _result(
    year: int, login: str, parent: PlannedResult | None, promise: tuple[str, str, int, str]
) -> PlannedResult:
    holder = Appointment.objects.select_related("position", "person").get(
        person__user__username=login
    )
    skp, _created = Skp.objects.get_or_create(
        person=holder.person, position=holder.position, year=year,
        defaults={"code": f"S-{login.upper()}-{year}", "is_example": True},
    )  # fmt: skip
    code = f"H-{login.upper()}-{year}"
    item = None
    if parent is None:
        item = AgreementItem.objects.get(agreement__unit=holder.position.unit, agreement__year=year)
        above, objective = item.path, item.objective
    else:
        above, objective = parent.path, parent.objective
    mayor = Person.objects.get(code="P-WALIKOTA")
    result, _created = PlannedResult.objects.get_or_create(
        code=code,
        defaults={
            "skp": skp,
            "person": holder.person,
            "unit_id": holder.position.unit_id,
            "text": promise[0],
            "indicator_text": promise[1],
            "target": promise[2],
            "measure": promise[3],
            "parent": parent,
            "agreement_item": item,
            "objective": objective,
            "path": f"{above}{code}/",
            "state": PlannedResult.State.AGREED,
            "agreed_at": datetime(year, 1, 20, tzinfo=UTC),
            "agreed_by": parent.person if parent else mayor,
            "is_example": True,
        },
    )
    return result
