"""Kinds of units in the order of the city's structure, for pages that group them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sasando.organization.models import Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Kind = Unit.Kind
Row = TypeVar("Row")
OTHERS = "Lainnya"
# Some bear one name because their work is alike.
GROUPS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("Kota", (Kind.CITY,)),
    ("Sekretariat", (Kind.SETDA, Kind.SETWAN)),
    ("Inspektorat", (Kind.INSPEKTORAT,)),
    ("Dinas", (Kind.DINAS,)),
    ("Badan", (Kind.BADAN,)),
    ("Satuan", (Kind.SATUAN,)),
    ("Rumah sakit", (Kind.RSUD,)),
    ("Kecamatan", (Kind.KECAMATAN,)),
    ("Kelurahan", (Kind.KELURAHAN,)),
    ("Puskesmas", (Kind.PUSKESMAS,)),
    ("Bagian", (Kind.BAGIAN,)),
    ("Bidang", (Kind.BIDANG,)),
    ("UPTD", (Kind.UPTD,)),
    ("Sekolah", (Kind.SEKOLAH,)),
    ("Perumda", (Kind.PERUMDA,)),
)


def by_kind(rows: Sequence[Row], kind_of: Callable[[Row], str]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of each kind that occurs, with the name of the kind; their order is kept.

    A kind that has no name here comes last: no row is ever left out.
    """
    named = {kind.value for _label, kinds in GROUPS for kind in kinds}
    for label, kinds in GROUPS:
        own = [row for row in rows if kind_of(row) in kinds]
        if own:
            yield label, own
    others = [row for row in rows if kind_of(row) not in named]
    if others:
        yield OTHERS, others
