"""How a city of a given size is made up: teams with a head, below the real units."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, chain, count, islice, pairwise
from typing import TYPE_CHECKING, Final

from sasando.organization.models import Position, Unit

from .errors import ScaleUnknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PEOPLE: Final = {"small": 600, "city": 6_000, "province": 100_000}
LARGEST_TEAM: Final = 25
MARK: Final = " (contoh)"
# Teachers and health workers are most of a city's staff; a share of 1 is a kelurahan office.
SHARES: Final = {
    "DISDIKBUD": 120, "DINKES": 60, "RSUD": 40, "DLHK": 20, "SATPOLPP": 15, "SETDA": 12, "PUPR": 10,
}  # fmt: skip
SHARE_OF_KIND: Final[dict[str, int]] = {Unit.Kind.KELURAHAN: 1, Unit.Kind.KECAMATAN: 2}
LEAST_OF_KIND: Final[dict[str, int]] = {Unit.Kind.KELURAHAN: 3, Unit.Kind.KECAMATAN: 5}
OTHER_SHARE, OTHER_LEAST = 6, 9
SMALL_OFFICES: Final = frozenset({Unit.Kind.KELURAHAN, Unit.Kind.KECAMATAN})
WITHOUT_STAFF: Final = frozenset({Unit.Kind.CITY, Unit.Kind.PERUMDA})

DIVISIONS: Final = (
    "Bidang Program dan Evaluasi", "Bidang Pelayanan", "Bidang Pembinaan",
    "Bidang Sarana dan Prasarana", "Bidang Data dan Informasi",
)  # fmt: skip
SECTIONS: Final = (
    "Seksi Pemerintahan", "Seksi Pelayanan Umum", "Seksi Ketenteraman dan Ketertiban",
    "Seksi Pemberdayaan Masyarakat",
)  # fmt: skip


@dataclass(frozen=True)
class Ground:
    """A unit that really is in the city: what is known of it before people come."""

    id: int
    code: str
    name: str
    kind: str
    path: str
    pattern: str


@dataclass(frozen=True)
class Naming:
    """How the teams of an agency are called: some names, then numbered ones of one kind."""

    kind: str
    named: tuple[str, ...]
    numbered: str
    numbered_kind: str
    pattern: str = ""


@dataclass(frozen=True)
class Team:
    """A unit to be made below a real one, its head's title and how many people it has, head too."""

    code: str
    name: str
    kind: str
    pattern: str
    head_title: str
    people: int


ORDINARY: Final = Naming(
    Unit.Kind.BIDANG, ("Sekretariat", *DIVISIONS), "UPTD Contoh", Unit.Kind.UPTD
)
NAMINGS: Final = {
    "SETDA": Naming(
        Unit.Kind.BAGIAN,
        ("Bagian Umum", "Bagian Hukum", "Bagian Organisasi", "Bagian Pemerintahan",
         "Bagian Perekonomian", "Bagian Pembangunan", "Bagian Kesejahteraan Rakyat"),
        "Bagian Contoh", Unit.Kind.BAGIAN,
    ),
    "INSPEKTORAT": Naming(
        Unit.Kind.BIDANG, ("Sekretariat", "Inspektorat Pembantu I", "Inspektorat Pembantu II",
                           "Inspektorat Pembantu III"),
        "Inspektorat Pembantu Contoh", Unit.Kind.BIDANG,
    ),
    "DISDIKBUD": Naming(
        Unit.Kind.BIDANG, ("Sekretariat",), "SD Contoh", Unit.Kind.SEKOLAH, Unit.Pattern.SIX_DAYS
    ),
    "DINKES": Naming(
        Unit.Kind.BIDANG, ("Sekretariat", "Bidang Kesehatan Masyarakat"),
        "Puskesmas Contoh", Unit.Kind.PUSKESMAS, Unit.Pattern.SIX_DAYS,
    ),
    "RSUD": Naming(
        Unit.Kind.BIDANG, ("Bidang Keperawatan", "Bidang Pelayanan Medik"),
        "Ruang Rawat Inap Contoh", Unit.Kind.BIDANG, Unit.Pattern.ROSTER,
    ),
}  # fmt: skip
OFFICE_SECTIONS: Final = Naming(Unit.Kind.BIDANG, SECTIONS, "Seksi Contoh", Unit.Kind.BIDANG)


def headcounts(units: Sequence[Ground], scale: str) -> dict[str, int]:
    """How many people each unit has, by code, in a city of that size. Raises ScaleUnknown."""
    if scale not in PEOPLE:
        raise ScaleUnknown(scale=scale)
    least = [LEAST_OF_KIND.get(unit.kind, OTHER_LEAST) for unit in units]
    shares = list(accumulate((_share(unit) for unit in units), initial=0))
    rest = max(PEOPLE[scale] - sum(least), 0)
    # Shares are cut from one running sum, so that rounding loses nobody.
    cuts = [rest * share // shares[-1] for share in shares]
    return {
        unit.code: few + upper - lower
        for unit, few, (lower, upper) in zip(units, least, pairwise(cuts), strict=True)
    }


def _share(unit: Ground) -> int:
    return SHARES.get(unit.code, SHARE_OF_KIND.get(unit.kind, OTHER_SHARE))


def teams_of(unit: Ground, people: int) -> Iterator[Team]:
    """The teams below a unit of so many people; none when everybody answers to its head.

    A team holds at most 25, its head among them; a small office has none.
    """
    below = people - 1
    if unit.kind in SMALL_OFFICES and below <= LARGEST_TEAM:
        return
    wanted = max(2, -(-below // LARGEST_TEAM))
    naming = OFFICE_SECTIONS if unit.kind in SMALL_OFFICES else NAMINGS.get(unit.code, ORDINARY)
    for ordinal, (name, kind, pattern) in enumerate(islice(_names(naming), wanted), start=1):
        yield Team(
            code=f"{unit.code}.U{ordinal:03d}",
            name=name + MARK,
            kind=kind,
            pattern=pattern or unit.pattern,
            head_title=_team_head(name),
            people=below // wanted + (ordinal <= below % wanted),
        )


def _names(naming: Naming) -> Iterator[tuple[str, str, str]]:
    # A hospital's divisions work on its roster; other patterns are those of the numbered teams.
    fixed = naming.pattern if naming.pattern == Unit.Pattern.ROSTER else ""
    named = ((name, naming.kind, fixed) for name in naming.named)
    numbered = (
        (f"{naming.numbered} {number:02d}", naming.numbered_kind, naming.pattern)
        for number in count(1)
    )
    return chain(named, numbered)


def _team_head(name: str) -> str:
    if name.startswith("Sekretariat"):
        return "Sekretaris"
    return name.replace("Inspektorat", "Inspektur") if "Pembantu" in name else f"Kepala {name}"


HEADS_OF_UNITS: Final[Mapping[str, tuple[str, str, str, str]]] = {
    # kind of unit: (title before the name, what of the unit's name falls away, kind, level)
    Unit.Kind.KECAMATAN: (
        "Camat", "Kecamatan ", Position.Kind.ADMINISTRATOR, Position.Level.III_A
    ),
    Unit.Kind.KELURAHAN: (
        "Lurah", "Kelurahan ", Position.Kind.SUPERVISOR, Position.Level.IV_A
    ),
    Unit.Kind.SETWAN: (
        "Sekretaris DPRD", "Sekretariat DPRD", Position.Kind.JPT_PRATAMA, Position.Level.II_B
    ),
    Unit.Kind.INSPEKTORAT: (
        "Inspektur Daerah", "Inspektorat Daerah", Position.Kind.JPT_PRATAMA, Position.Level.II_B
    ),
}  # fmt: skip


def head_of(unit: Ground) -> tuple[str, str, str]:
    """Title, kind and level of the post at the head of a real unit (PP 18/2016 [M])."""
    title, cut, kind, level = HEADS_OF_UNITS.get(
        unit.kind, ("Kepala", "", Position.Kind.JPT_PRATAMA, Position.Level.II_B)
    )
    return f"{title} {unit.name.replace(cut, '') if cut else unit.name}".strip(), kind, level


def head_code(unit: Ground) -> str:
    """The code of that post: 53.71.03.CAMAT, DINKES.KEPALA."""
    words = {Unit.Kind.KECAMATAN: "CAMAT", Unit.Kind.KELURAHAN: "LURAH"}
    return f"{unit.code}.{words.get(Unit.Kind(unit.kind), 'KEPALA')}"
