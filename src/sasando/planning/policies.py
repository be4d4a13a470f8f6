"""The dated choices of measuring: caps, zero target, bands, closing of periods, verification."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sasando.core import policies
from sasando.rules.achievement import AchievementPolicy, ZeroTarget
from sasando.rules.bands import Band, BandSet
from sasando.rules.measuring import MeasuringPolicy

LIMITS = "batas-capaian"
BANDS = "kategori-capaian"
GRACE = "tenggang-pengukuran"
BEGINNING = "awal-pengukuran"
VERIFYING = "verifikasi-pengukuran"


@dataclass(frozen=True)
class Yardstick:
    """What achievement of a year is judged with."""

    limits: AchievementPolicy
    bands: BandSet


def yardstick_for(year: int, today: date) -> Yardstick:
    """The policies of a year: of its last day, or of today while it still runs.

    Raises PolicyMissing for a year before the first policy.
    """
    day = min(date(year, 12, 31), today)
    return Yardstick(
        limits=limits_from(policies.value_on(LIMITS, day)),
        bands=bands_from(policies.value_on(BANDS, day), day),
    )


@dataclass(frozen=True)
class Verifying:
    """Which duties verify figures, and whether a figure counts on boards before that."""

    duties: frozenset[str]
    counts_before: bool


def grace_for(last_day: date, today: date) -> MeasuringPolicy:
    """The days of grace of a period that ends on `last_day`, as known today."""
    value = policies.value_on(GRACE, min(last_day, today))
    return MeasuringPolicy(int(value["triwulan"]), int(value["tahun"]))


def longest_reopening(today: date) -> int:
    """For how many days a closed period may be reopened at most."""
    return int(policies.value_on(GRACE, today)["pembukaan_paling_lama"])


def is_history(last_day: date, today: date) -> bool:
    """Whether a period ended before measuring in Sasando began."""
    return last_day < date.fromisoformat(policies.value_on(BEGINNING, today)["tanggal"])


def verifying_on(today: date) -> Verifying:
    """Who verifies, and what counts, on a day."""
    value = policies.value_on(VERIFYING, today)
    return Verifying(
        frozenset(value["pemeriksa"]), counts_before=bool(value["dihitung_sebelum_diverifikasi"])
    )


def limits_from(value: dict[str, Any]) -> AchievementPolicy:
    """The stored caps as the rules take them. Raises RuleInputError for a cap below zero."""
    return AchievementPolicy(
        display_cap=_decimal(value["tampilan"]),
        aggregation_cap=_decimal(value["rata_rata"]),
        low_target_above=Decimal(value["target_terlalu_rendah_di_atas"]),
        zero_target=ZeroTarget(value["target_nol"]),
        lower_ratio_at_zero=Decimal(value["rasio_saat_nol"]),
    )


def bands_from(value: dict[str, Any], day: date) -> BandSet:
    """The stored names, lowest first; each ends where the next begins.

    An edge belongs to the band below it ("bawahnya") or above it ("atasnya").
    Raises RuleInputError when the edges do not rise.
    """
    below = value["batas_masuk"] == "bawahnya"
    bands: list[Band] = []
    for row in value["kategori"]:
        bands.append(
            Band(
                code=row["kode"],
                name=row["nama"],
                lower=(bands[-1].upper or Decimal(0)) if bands else Decimal(0),
                upper=_decimal(row["sampai"]),
                includes_lower=not bands or not below,
                includes_upper=below,
            )
        )
    return BandSet(BANDS, day, value["dasar"], tuple(bands))


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
