"""The dated choices of the city by which the habit detector judges."""

from __future__ import annotations

from datetime import date
from typing import Any

from sasando.core import policies
from sasando.rules.habit import HabitLimits

LIMITS = "batas-kebiasaan"


def limits_for(year: int, today: date) -> HabitLimits:
    """The limits of a year: of its last day, or of today while it is not over.

    Raises PolicyMissing, and RuleInputError for limits that cannot be.
    """
    return limits_from(policies.value_on(LIMITS, min(date(year, 12, 31), today)))


def limits_from(value: dict[str, Any]) -> HabitLimits:
    """The stored limits as the rules take them; shares are per mille."""
    return HabitLimits(
        habit_years=int(value["tahun_kebiasaan"]),
        same_target_years=int(value["tahun_target_sama"]),
        similar_name=int(value["nama_mirip"]),
        similar_indicator=int(value["indikator_mirip"]),
        copied_name=int(value["nama_disalin"]),
        ceiling_change=int(value["perubahan_pagu"]),
        output_words=tuple(value["kata_keluaran"]),
        doing_words=tuple(value["kata_pelaksanaan"]),
        top_labels=tuple(value["predikat_tertinggi"]),
    )
