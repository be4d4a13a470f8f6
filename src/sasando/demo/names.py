"""Made names and numbers: nobody real, every name ends with "Contoh"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sasando.organization.models import Person
from sasando.rules.nip import Employment, Sex, compose_nip

if TYPE_CHECKING:
    from random import Random

WOMEN = (
    "Adelina", "Agustina", "Anastasia", "Apriani", "Bernadeta", "Dewi", "Dina", "Dorce", "Ester",
    "Fransiska", "Gracia", "Helena", "Imelda", "Jeni", "Karolina", "Kristina", "Lidia", "Lusia",
    "Margareta", "Marta", "Mersi", "Nofita", "Oktaviana", "Paulina", "Rahel", "Ratna", "Rosalia",
    "Sarlin", "Selvi", "Siti", "Sofia", "Susana", "Theresia", "Veronika", "Wahyuni", "Yasinta",
)  # fmt: skip
MEN = (
    "Abraham", "Ahmad", "Albertus", "Aleksander", "Andreas", "Anton", "Arkadius", "Bonifasius",
    "Charles", "Dominggus", "Edi", "Ferdinan", "Filemon", "Gregorius", "Hendrik", "Imanuel",
    "Ismail", "Joni", "Kornelis", "Lambertus", "Lukas", "Marsel", "Martinus", "Melkianus",
    "Nikodemus", "Oktavianus", "Paulus", "Rudi", "Salmon", "Simon", "Stefanus", "Syarif",
    "Timotius", "Viktor", "Wilhelmus", "Yakobus", "Yosef",
)  # fmt: skip
FIRST_BIRTH = date(1968, 1, 2)
BIRTH_DAYS = 11_000
# The cast's serials are below a hundred, so these never meet them.
FIRST_SERIAL = 100
PPPK_SINCE, FIRST_CONTRACT = 2021, 21
PNS_GRADES = ("II/a", "II/b", "II/c", "II/d", "III/a", "III/b", "III/c", "III/d")
PPPK_GRADES = ("V", "VII", "IX", "X")


def name_of(sex: Sex, rng: Random) -> str:
    """Two given names and the word that says that nobody is meant."""
    first, second = rng.sample(WOMEN if sex is Sex.FEMALE else MEN, 2)
    return f"{first} {second} Contoh"


def number_of(
    ordinal: int, *, employment: str, sex: Sex, rng: Random, today: date
) -> tuple[str, date]:
    """A valid NIP or NI PPPK of the n-th person, unique by its birth date and serial, and since
    when it is held.
    """
    laps, offset = divmod(ordinal * 37, BIRTH_DAYS)
    born_on = FIRST_BIRTH + timedelta(days=offset)
    if employment == Person.Employment.PNS:
        year = min(born_on.year + rng.randint(21, 30), today.year - 1)
        kind, code = Employment.PNS, rng.randint(1, 12)
    else:
        year = rng.randint(PPPK_SINCE, min(today.year - 1, PPPK_SINCE + 4))
        kind, code = Employment.PPPK, FIRST_CONTRACT
    number = compose_nip(
        employment=kind,
        born_on=born_on,
        start_year=year,
        start_code=code,
        sex=sex,
        serial=FIRST_SERIAL + laps,
        today=today,
    )
    return number.digits, date(year, code if kind is Employment.PNS else 3, 1)


def grade_of(*, employment: str, is_head: bool, rng: Random) -> str:
    """A grade that fits: Roman numerals for PPPK, ranks for PNS, III/c and above for heads."""
    if employment == Person.Employment.PPPK:
        return rng.choice(PPPK_GRADES)
    return rng.choice(("III/c", "III/d", "IV/a", "IV/b") if is_head else PNS_GRADES)
