"""Chance that can be repeated: the same seed gives the same example city."""

from random import Random

SEED = 5371
CODE_LETTERS = "BCDFGHJKLMNPQRST"
HEX_DIGITS = "0123456789abcdef"
# An odd factor makes multiplication modulo 2**40 one-to-one, so codes look mixed and never repeat;
# small enough that a hundred million times it fits a bigint.
SPREAD = 64_839_502_049
CODE_MASK = 2**40 - 1
_LETTERS = str.maketrans(HEX_DIGITS, CODE_LETTERS)


def chance(*subject: object) -> Random:
    """A generator of its own for each subject, so that one part never shifts another."""
    return Random(":".join(str(part) for part in (SEED, *subject)))  # noqa: S311  not a secret


def code_of(prefix: str, number: int) -> str:
    """The public code of the n-th example row: as long as a real one, unique by construction."""
    return f"{prefix}-" + f"{number * SPREAD & CODE_MASK:010x}".translate(_LETTERS)
