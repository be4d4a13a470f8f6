"""Ranks of civil servants: the name of a rank (pangkat) that goes with a grade (golongan ruang)."""

from __future__ import annotations

from typing import Final

# PP 99/2000 as amended by PP 12/2002, annex [M].
RANKS: Final = {
    "I/a": "Juru Muda",
    "I/b": "Juru Muda Tingkat I",
    "I/c": "Juru",
    "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda",
    "II/b": "Pengatur Muda Tingkat I",
    "II/c": "Pengatur",
    "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda",
    "III/b": "Penata Muda Tingkat I",
    "III/c": "Penata",
    "III/d": "Penata Tingkat I",
    "IV/a": "Pembina",
    "IV/b": "Pembina Tingkat I",
    "IV/c": "Pembina Utama Muda",
    "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}


def rank_line(grade: str) -> str:
    """How a grade stands under a signature: "Pembina Tingkat I (IV/b)".

    Employees under contract (PPPK) have a grade without a rank: "Golongan IX". Empty for none.
    """
    if not grade:
        return ""
    rank = RANKS.get(grade)
    return f"{rank} ({grade})" if rank else f"Golongan {grade}"
