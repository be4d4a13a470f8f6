"""The civil servant number (NIP, 18 digits): what it says, and whether it can be true.

PNS: birth date 8, first month 6, sex 1, serial 3. PPPK: birth date 8, first contract year 4,
contract code 2, sex 1, serial 3 [V]. There is no check digit. Positions 13-14 tell them apart:
01-12 PNS, 21-99 PPPK [D]. A NIP holds a birth date and a sex: it is personal data, so it never
appears in a URL, a log or a public page, and refusals here do not carry it.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, NoReturn

from sasando.rules.arguments import DATE, Argument, Kind
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

LENGTH: Final = 18
FIRST_CONTRACT: Final = 21
YOUNGEST, OLDEST = 17, 60
UNUSUAL_BELOW, UNUSUAL_ABOVE = 18, 40

_BLANKS = re.compile(r"\s+")


class Employment(StrEnum):
    """Kinds of civil servant (ASN)."""

    PNS = "PNS"
    PPPK = "PPPK"


class Sex(StrEnum):
    """Sex as the number says it."""

    MALE = "MALE"
    FEMALE = "FEMALE"


class Unusual(StrEnum):
    """Not wrong, but worth a second look at the source document."""

    YOUNG_AT_START = "YOUNG_AT_START"
    OLD_AT_START = "OLD_AT_START"


@dataclass(frozen=True)
class NipParts:
    """What a number says about its bearer, without the number itself."""

    employment: Employment
    born_on: date
    start_year: int
    start_month: int | None
    contract_code: int | None
    sex: Sex
    serial: str
    warnings: tuple[Unusual, ...]


@dataclass(frozen=True)
class CivilServantNumber:
    """A number that passed every check; its printed form shows nothing personal."""

    digits: str = field(repr=False)
    parts: NipParts = field(repr=False)

    @property
    def employment(self) -> Employment:
        """PNS or PPPK."""
        return self.parts.employment

    @property
    def display(self) -> str:
        """Spaced as on paper: "19860926 201505 1 001"."""
        digits = self.digits
        return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def parse_nip(text: str, *, today: date) -> CivilServantNumber:
    """Read a NIP, blanks ignored.

    Raises RuleInputError on field "nip" with NIP_LENGTH, NIP_BIRTH_DATE, NIP_START_MONTH,
    NIP_START_IN_FUTURE, NIP_SEX, NIP_SERIAL or NIP_AGE (17 to 60 at the start).
    """
    digits = _BLANKS.sub("", text)
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdecimal()):
        _refuse(Problem.NIP_LENGTH)
    born_on = _birth_date(digits)
    year, month, contract = _start(digits)
    if (year, month or 1) > (today.year, today.month if month else 1):
        _refuse(Problem.NIP_START_IN_FUTURE)
    if digits[14] not in "12":
        _refuse(Problem.NIP_SEX)
    if digits[15:] == "000":
        _refuse(Problem.NIP_SERIAL)
    parts = NipParts(
        employment=Employment.PNS if month else Employment.PPPK,
        born_on=born_on,
        start_year=year,
        start_month=month,
        contract_code=contract,
        sex=Sex.MALE if digits[14] == "1" else Sex.FEMALE,
        serial=digits[15:],
        warnings=_age_warnings(born_on, year, month),
    )
    return CivilServantNumber(digits, parts)


def compose_nip(
    *,
    employment: Employment,
    born_on: date,
    start_year: int,
    start_code: int,
    sex: Sex,
    serial: int,
    today: date,
) -> CivilServantNumber:
    """Build a number for example data; `start_code` is the month (PNS) or contract code (PPPK).

    Raises RuleInputError exactly as parse_nip, and when the code does not fit the employment.
    """
    sex_digit = "1" if sex is Sex.MALE else "2"
    text = f"{born_on:%Y%m%d}{start_year:04d}{start_code:02d}{sex_digit}{serial:03d}"
    number = parse_nip(text, today=today)
    if number.employment is not employment:
        _refuse(Problem.NIP_START_MONTH)
    return number


def _read_nip_text(value: object, path: str) -> str:
    """Text only: as a JSON number the refusal would otherwise have to carry the digits."""
    if not isinstance(value, str):
        raise RuleInputError(path, Problem.NOT_TEXT)
    return value


NIP_TEXT: Final = Kind("teks NIP", _read_nip_text)


@rule(
    "nip-check",
    title="Pemeriksaan susunan NIP",
    source="Susunan NIP PNS dan nomor induk PPPK; pembeda digit 13–14: rancangan",
    mark=Mark.VERIFIED,
    arguments=(
        Argument("nip", NIP_TEXT, "18 digit, spasi diabaikan"),
        Argument("today", DATE, "Tanggal pemeriksaan"),
    ),
    example={"nip": "19860926 201505 1 001", "today": "2026-03-06"},
)
def check_nip(nip: str, today: date) -> Outcome[NipParts]:
    """The parts of a number; the number itself is not repeated. Raises as parse_nip."""
    parts = parse_nip(nip, today=today).parts
    kind = "bulan 01–12" if parts.employment is Employment.PNS else "kode kontrak 21–99"
    clause = "Susunan NIP [V]"
    steps = (
        Step("Tanggal lahir", "digit 1–8", "tanggal yang ada", clause),
        Step("Jenis pegawai", f"digit 13–14: {kind}", parts.employment.value, "Rancangan [D]"),
        Step("Jenis kelamin dan nomor urut", "digit 15 dan 16–18", "sah", clause),
        Step("Usia saat mulai", f"{YOUNGEST}–{OLDEST} tahun", "sah", clause),
    )
    return Outcome(parts, Status.OK, steps)


def _birth_date(digits: str) -> date:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        _refuse(Problem.NIP_BIRTH_DATE)


def _start(digits: str) -> tuple[int, int | None, int | None]:
    """Start year with either a month (PNS) or a contract code (PPPK)."""
    year, code = int(digits[8:12]), int(digits[12:14])
    if 1 <= code <= 12:
        return year, code, None
    if code >= FIRST_CONTRACT:
        return year, None, code
    raise RuleInputError("nip", Problem.NIP_START_MONTH)


def _age_warnings(born_on: date, year: int, month: int | None) -> tuple[Unusual, ...]:
    """Age is counted on the first day of the start month; a PPPK number has only the year.

    Contracts are open to people over 40, so that age is unusual for PNS only [D].
    """
    age = year - born_on.year
    if month is not None and (month, 1) < (born_on.month, born_on.day):
        age -= 1
    if not YOUNGEST <= age <= OLDEST:
        _refuse(Problem.NIP_AGE)
    if age < UNUSUAL_BELOW:
        return (Unusual.YOUNG_AT_START,)
    if age > UNUSUAL_ABOVE and month is not None:
        return (Unusual.OLD_AT_START,)
    return ()


def _refuse(problem: Problem) -> NoReturn:
    # "from None": the original message of a date or number would repeat the digits
    raise RuleInputError("nip", problem) from None
