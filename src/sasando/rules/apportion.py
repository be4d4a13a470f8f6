"""Sharing whole rupiah pro rata so that the shares add up to the last rupiah.

Every share is rounded down, then the rupiah left over go to the largest remainders; ties go to
whoever stands first, so callers hand over the weights in code order (vector 17) [D].
"""

from collections.abc import Sequence
from decimal import Decimal
from math import lcm
from typing import Final

from sasando.rules.arguments import DECIMAL, INTEGER, Argument, list_of
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import format_decimal, format_rupiah
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

_CLAUSE: Final = "Sisa terbesar, seri menurut urutan [D]"


def apportion(total: int, weights: Sequence[Decimal | int]) -> tuple[int, ...]:
    """Whole shares of `total` in proportion to `weights`; they sum to `total` exactly.

    Raises RuleInputError when the total or a weight is below zero, and when there is something to
    share but no weight above zero.
    """
    if total < 0:
        raise RuleInputError("total", Problem.OUT_OF_RANGE, total)
    whole_weights = _as_integers(weights)
    whole = sum(whole_weights)
    if not whole:
        if total:
            raise RuleInputError("weights", Problem.EMPTY)
        return (0,) * len(whole_weights)
    parts = [divmod(total * weight, whole) for weight in whole_weights]
    shares = [share for share, _remainder in parts]
    left = total - sum(shares)
    # Sorting is stable, backwards too: of equal remainders the first place comes first.
    for place in sorted(range(len(parts)), key=lambda at: parts[at][1], reverse=True)[:left]:
        shares[place] += 1
    return tuple(shares)


@rule(
    "apportionment",
    title="Pembagian rupiah menurut bobot",
    source="Pembulatan sisa terbesar, supaya jumlahnya tepat: rancangan",
    mark=Mark.DESIGN,
    arguments=(
        Argument("total", INTEGER, "Rupiah bulat yang dibagi"),
        Argument("weights", list_of(DECIMAL), "Bobot tiap bagian menurut urutan kode"),
    ),
    example={"total": 100, "weights": [1, 1, 1]},
)
def apportionment(total: int, weights: Sequence[Decimal]) -> Outcome[tuple[int, ...]]:
    """The same shares with the steps; raises as `apportion` does."""
    shares = apportion(total, weights)
    parts = "; ".join(format_rupiah(share) for share in shares) or "tidak ada bagian"
    inputs = f"{format_rupiah(total)} menurut {_listed(weights)}"
    return Outcome(shares, Status.OK, (Step("Pembagian pro rata", inputs, parts, _CLAUSE),))


def _as_integers(weights: Sequence[Decimal | int]) -> list[int]:
    """The weights in the same proportion without decimals, so that sharing needs only integers."""
    for number, weight in enumerate(weights, 1):
        if weight < 0:
            raise RuleInputError(f"weights.{number}", Problem.OUT_OF_RANGE, weight)
    ratios = [weight.as_integer_ratio() for weight in weights]
    scale = lcm(*{below for _above, below in ratios})
    return [above * (scale // below) for above, below in ratios]


def _listed(weights: Sequence[Decimal]) -> str:
    shown = " : ".join(format_decimal(weight) for weight in weights[:10])
    return f"bobot {shown or '–'}" + (" : …" if len(weights) > 10 else "")
