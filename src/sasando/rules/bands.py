"""Bands of achievement: which name a percentage bears. Bands are dated data, not code.

Regulations print integers (76 to 90, 91 to 100) and leave 90.4 without a name; a band set here
has no gap and no overlap, which is checked when it is made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from sasando.rules.arguments import BOOLEAN, DECIMAL, TEXT, Argument, list_of, made_from, record
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import format_decimal, round_half_up
from sasando.rules.registry import Mark, Outcome, Status, Step, rule


@dataclass(frozen=True)
class Band:
    """One named stretch of percentages; only the top band has no upper edge."""

    code: str
    name: str
    lower: Decimal
    upper: Decimal | None
    includes_lower: bool = False
    includes_upper: bool = True

    def holds(self, value: Decimal) -> bool:
        """Whether `value` lies in this band."""
        above = value > self.lower or (self.includes_lower and value == self.lower)
        if self.upper is None:
            return above
        return above and (value < self.upper or (self.includes_upper and value == self.upper))

    def printed(self) -> str:
        """The stretch as readers write it: "75 < x ≤ 90"."""
        left = f"{format_decimal(self.lower)} {'≤' if self.includes_lower else '<'} x"
        if self.upper is None:
            return left
        return f"{left} {'≤' if self.includes_upper else '<'} {format_decimal(self.upper)}"


@dataclass(frozen=True)
class BandSet:
    """Bands from lowest to highest, in force from a day, on a legal source.

    Raises RuleInputError when the set has a gap, an overlap, a repeated code, does not start at
    zero (achievement is floored there) or has an open end anywhere but at the top.
    """

    code: str
    valid_from: date
    source: str
    bands: tuple[Band, ...]

    def __post_init__(self) -> None:
        _refuse_broken(self.bands)

    def classify(self, value: Decimal) -> Band:
        """The band of `value` percent, rounded half up to 2 decimals first."""
        rounded = round_half_up(value)
        for band in self.bands:
            if band.holds(rounded):
                return band
        raise RuleInputError("value", Problem.OUT_OF_RANGE, value)


def _refuse_broken(bands: Sequence[Band]) -> None:
    if not bands:
        raise RuleInputError("bands", Problem.EMPTY)
    if len({band.code for band in bands}) < len(bands):
        raise RuleInputError("bands", Problem.DUPLICATE, tuple(band.code for band in bands))
    _refuse_joints(bands)
    if bands[-1].upper is not None:
        raise RuleInputError("bands", Problem.BANDS_OPEN_END, bands[-1].code)
    if bands[0].lower != 0 or not bands[0].includes_lower:
        raise RuleInputError("bands", Problem.BANDS_HAVE_GAP, bands[0].code)


def _refuse_joints(bands: Sequence[Band]) -> None:
    for below, above in pairwise(bands):
        if below.upper is None:
            raise RuleInputError("bands", Problem.BANDS_OPEN_END, below.code)
        if below.upper <= below.lower:
            raise RuleInputError("bands", Problem.OUT_OF_ORDER, below.code)
        shared = below.includes_upper + above.includes_lower
        if below.upper < above.lower or (below.upper == above.lower and not shared):
            raise RuleInputError("bands", Problem.BANDS_HAVE_GAP, above.code)
        if below.upper > above.lower or shared > 1:
            raise RuleInputError("bands", Problem.BANDS_OVERLAP, above.code)


FIVE_BANDS = BandSet(
    code="five_bands",
    # [D] first full year under the regulation; the city's own date replaces this seed
    valid_from=date(2018, 1, 1),
    source="Permendagri 86/2017 dan LKjIP daerah [V]; nama resmi [M]; tepi tanpa celah [D]",
    bands=(
        Band("VERY_LOW", "Sangat Rendah", Decimal(0), Decimal(50), includes_lower=True),
        Band("LOW", "Rendah", Decimal(50), Decimal(65)),
        Band("MEDIUM", "Sedang", Decimal(65), Decimal(75)),
        Band("HIGH", "Tinggi", Decimal(75), Decimal(90)),
        Band("VERY_HIGH", "Sangat Tinggi", Decimal(90), None),
    ),
)


def band_step(value: Decimal, bands: BandSet) -> tuple[Band, Step]:
    """The band of `value` and the line that explains it."""
    band = bands.classify(value)
    shown = format_decimal(value, 2)
    return band, Step("Kategori capaian", f"{shown} ({band.printed()})", band.name, bands.source)


def _given_set(bands: tuple[Band, ...]) -> BandSet:
    return BandSet("given", date.min, "Kategori yang diberikan pemanggil", bands)


BAND_SET = made_from(
    list_of(
        record(
            Band,
            Argument("code", TEXT, "Kode kategori"),
            Argument("name", TEXT, "Nama kategori"),
            Argument("lower", DECIMAL, "Tepi bawah"),
            Argument("upper", DECIMAL, "Tepi atas, kosong untuk kategori teratas", None),
            Argument("includes_lower", BOOLEAN, "Tepi bawah termasuk", default=False),
            Argument("includes_upper", BOOLEAN, "Tepi atas termasuk", default=True),
        )
    ),
    _given_set,
)


@rule(
    "band",
    title="Kategori capaian kinerja",
    source="Permendagri 86/2017 (dari 54/2010); tepi kategori tanpa celah: rancangan",
    mark=Mark.VERIFIED,
    arguments=(
        Argument("value", DECIMAL, "Capaian dalam persen, tidak kurang dari nol"),
        Argument("bands", BAND_SET, "Susunan kategori; tanpa ini lima kategori baku", FIVE_BANDS),
    ),
    example={"value": "90.40"},
)
def band_of(value: Decimal, bands: BandSet = FIVE_BANDS) -> Outcome[Band]:
    """The band a percentage falls in. Raises RuleInputError below zero.

    Source: Permendagri 86/2017 [V]; edges that close the gaps between printed integers [D].
    """
    band, step = band_step(value, bands)
    return Outcome(band, Status.OK, (step,))
