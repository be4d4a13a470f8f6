"""First passwords: random, readable aloud, shown once, and good for one log-in only."""

import secrets
from typing import Final

CONSONANTS: Final = "bdfghjkmnprstw"
VOWELS: Final = "aeiou"
GROUPS, SYLLABLES = 4, 2


def readable_password() -> str:
    """Four groups of two syllables and two digits, as "kabo-miru-tesa-wuni-47" (55 bits)."""
    groups = ["".join(_syllable() for _ in range(SYLLABLES)) for _ in range(GROUPS)]
    return "-".join([*groups, f"{secrets.randbelow(90) + 10}"])


def _syllable() -> str:
    return secrets.choice(CONSONANTS) + secrets.choice(VOWELS)
