"""What a comparison found, in one or two sentences."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sasando.rules.numerals import format_decimal, format_percent, format_rupiah

from .rollup import DIMENSION_WORDS

if TYPE_CHECKING:
    from .comparison import Comparison
    from .rollup import Part


def finding_of(found: Comparison, part: Part) -> str:
    """ "Belanja Perubahan APBD 2025 lebih besar Rp 263.291.453 (2,85 %) daripada …"."""
    if not found.rows:
        return f"Kedua versi tidak memuat {part.label.lower()} menurut pilihan ini."
    one_sided = _one_sided(found, part)
    if one_sided:
        return f"{one_sided}{_scopes(found)}"
    words = DIMENSION_WORDS[found.dimension]
    name = f"{part.label} {found.new.name}"
    if not found.change:
        first = f"{name} sama besar dengan {found.old.name}."
    else:
        more = "lebih besar" if found.change > 0 else "lebih kecil"
        amount = format_rupiah(abs(found.change))
        share = f" ({format_percent(abs(found.percent))})" if found.percent is not None else ""
        first = f"{name} {more} {amount}{share} daripada {found.old.name}."
    fresh = sum(not row.stood_before for row in found.rows)
    gone = sum(not row.stands_after for row in found.rows)
    return (
        f"{first} {_count(found.in_both)} {words} ada di keduanya, "
        f"{_count(found.changed_in_both)} berubah; {_count(fresh)} baru, {_count(gone)} hilang."
        f"{_scopes(found)}"
    )


def _one_sided(found: Comparison, part: Part) -> str:
    """What is said when one version holds nothing here: a part never loaded is no cut."""
    if not any(row.stood_before for row in found.rows):
        empty, full, amount = found.old, found.new, found.after
    elif not any(row.stands_after for row in found.rows):
        empty, full, amount = found.new, found.old, found.before
    else:
        return ""
    return (
        f"{empty.name} tidak memuat {part.label.lower()} menurut pilihan ini, sedangkan "
        f"{full.name} memuat {format_rupiah(amount)}. Isi yang belum dimuat bukan perubahan."
    )


def _scopes(found: Comparison) -> str:
    """The warning beside two versions that do not cover the same agencies."""
    if found.old.scope == found.new.scope:
        return ""
    return (
        f" Cakupannya berbeda: {found.old.scope} dan {found.new.scope}; "
        "selisihnya tidak hanya berasal dari perubahan anggaran."
    )


def _count(number: int) -> str:
    return format_decimal(Decimal(number))
