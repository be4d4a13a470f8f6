"""What an indicator's metadata still lacks: a scored criterion of the evaluation (5.5, 2a)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sasando.rules.aggregation import Aggregation

if TYPE_CHECKING:
    from .models import Indicator

MANDATORY = (
    "name", "measure", "unit_type", "definition", "data_source", "collection_method", "frequency",
)  # fmt: skip
WANTED = (
    "unit_type", "definition", "formula", "data_source", "collection_method", "frequency", "owner",
    "owner_position", "baseline_value",
)  # fmt: skip
OF_RATIO = ("numerator_definition", "denominator_definition")


@dataclass(frozen=True)
class Completeness:
    """How much of the wanted metadata is there, and the names of what is not."""

    filled: int
    wanted: int
    missing: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def text(self) -> str:
        """As findings say it: "metadata belum lengkap: 6 dari 9"."""
        if self.is_complete:
            return f"metadata lengkap: {self.wanted} dari {self.wanted}"
        return f"metadata belum lengkap: {self.filled} dari {self.wanted}"

    @property
    def missing_text(self) -> str:
        return ", ".join(self.missing)


def completeness_of(indicator: Indicator) -> Completeness:
    """What an indicator has and lacks; a ratio also needs its two parts defined. No query."""
    is_ratio = indicator.aggregation == Aggregation.RATIO_OF_SUMS
    wanted = (*WANTED, *(OF_RATIO if is_ratio else ()))
    missing = tuple(label_of(indicator, name) for name in wanted if not _has(indicator, name))
    return Completeness(len(wanted) - len(missing), len(wanted), missing)


def lacking(indicator: Indicator) -> tuple[str, ...]:
    """What a new indicator may not be without, as far as it is not there."""
    is_ratio = indicator.aggregation == Aggregation.RATIO_OF_SUMS
    needed = (*MANDATORY, *(OF_RATIO if is_ratio else ()))
    return tuple(label_of(indicator, name) for name in needed if not _has(indicator, name))


def label_of(indicator: Indicator, name: str) -> str:
    """A column as people call it."""
    return str(getattr(indicator._meta.get_field(name), "verbose_name", name))


def _has(indicator: Indicator, name: str) -> bool:
    if name in ("owner", "owner_position"):
        return getattr(indicator, f"{name}_id") is not None
    value = getattr(indicator, name)
    return bool(value.strip()) if isinstance(value, str) else value is not None
