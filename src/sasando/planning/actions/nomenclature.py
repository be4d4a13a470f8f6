"""Loading the official nomenclature, each year's version beside the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from sasando.core import audit
from sasando.core.listings.judging import new_ids
from sasando.core.listings.writing import copy_rows
from sasando.planning.errors import DataFileRefused
from sasando.planning.files import Row, read_table
from sasando.planning.models import NomenclatureNode, NomenclatureReplacement
from sasando.planning.nomenclature import Level, level_of, parent_of

if TYPE_CHECKING:
    from pathlib import Path

COPIED = (
    "id", "version", "level", "code", "parent_id", "name", "output", "indicator", "measure",
    "minimum_service", "is_inferred",
)  # fmt: skip
_REPLACED = "subkegiatan_sebelumnya"


@dataclass(frozen=True)
class Listed:
    """A row of a list: its level follows from its code."""

    code: str
    name: str
    output: str = ""
    indicator: str = ""
    measure: str = ""
    minimum_service: bool = False
    is_inferred: bool = False


@dataclass(frozen=True)
class Loaded:
    """What a loading brought: new rows, parents lent by another version, rows left without one."""

    new: int
    inferred: int = 0
    orphans: tuple[str, ...] = ()


def load_nomenclature(folder: Path, version: int = 2027) -> int:
    """Load `nomenklatur_*_kabkota_<version>.csv` of a folder; the number of rows that are new.

    Rows hang on each other by prefix; a code without its parent is refused (DataFileRefused).
    Which older sub-activity a row replaces is loaded with it, where the list says so.
    """
    tree = _tree(folder / f"nomenklatur_pohon_kabkota_{version}.csv")
    path = folder / f"nomenklatur_subkegiatan_kabkota_{version}.csv"
    listed = tree | _sub_activities(path)
    for code in listed:
        if parent_of(code) and parent_of(code) not in listed:
            raise DataFileRefused(file=folder.name, row=0, problem=f"induk {code} tidak ada")
    with transaction.atomic():
        new = _store(version, listed)
        _store_replacements(version, path)
        _trace(version, Loaded(new))
    return new


def load_sub_activities(path: Path, version: int, parents_from: int) -> Loaded:
    """Load a version of which only the sub-activities are listed (code and name).

    Parents are lent by another version, by prefix, and marked as such; a row whose parents are
    not there either is left out and reported. Raises DataFileRefused.
    """
    listed = {}
    for number, row in enumerate(read_table(path, "kode", "nama"), 2):
        _check_leaf(path, number, row)
        listed[row["kode"]] = Listed(row["kode"], row["nama"])
    lent = dict(NomenclatureNode.objects.filter(version=parents_from).values_list("code", "name"))
    kept: dict[str, Listed] = {}
    orphans = []
    for code, leaf in listed.items():
        chain = _chain(code)
        if all(parent in lent for parent in chain):
            kept |= {parent: Listed(parent, lent[parent], is_inferred=True) for parent in chain}
            kept[code] = leaf
        else:
            orphans.append(code)
    with transaction.atomic():
        new = _store(version, kept)
        found = Loaded(new, sum(row.is_inferred for row in kept.values()), tuple(orphans))
        _trace(version, found)
    return found


def _store(version: int, listed: dict[str, Listed]) -> int:
    """Copy what does not stand yet; parents before children, all in one statement."""
    ids = dict(NomenclatureNode.objects.filter(version=version).values_list("code", "pk"))
    new = [row for code, row in listed.items() if code not in ids]
    ids |= dict(zip((row.code for row in new), new_ids(NomenclatureNode, len(new)), strict=True))
    copy_rows(
        NomenclatureNode,
        COPIED,
        (
            (
                ids[row.code], version, level_of(row.code), row.code, ids.get(parent_of(row.code)),
                row.name, row.output, row.indicator, row.measure, row.minimum_service,
                row.is_inferred,
            )
            for row in new
        ),
    )  # fmt: skip
    return len(new)


def _store_replacements(version: int, path: Path) -> None:
    """The older sub-activities that the list says its rows replace: code and name in one cell."""
    rows = [row for row in read_table(path, "kode") if row.get(_REPLACED)]
    codes = [row["kode"] for row in rows]
    nodes = NomenclatureNode.objects.filter(version=version, code__in=codes)
    ids = dict(nodes.values_list("code", "pk"))
    replaced = []
    for row in rows:
        code, _, name = row[_REPLACED].strip().partition(" ")
        if level_of(code) != Level.SUB_ACTIVITY or not name.strip():
            problem = f"{row['kode']}: sub kegiatan sebelumnya tidak terbaca"
            raise DataFileRefused(file=path.name, row=0, problem=problem)
        replaced.append(
            NomenclatureReplacement(
                node_id=ids[row["kode"]], former_code=code, former_name=name.strip()
            )
        )
    NomenclatureReplacement.objects.bulk_create(replaced, ignore_conflicts=True)


def _trace(version: int, loaded: Loaded) -> None:
    if loaded.new:
        audit.record(
            actor=None,
            action="nomenclature.loaded",
            subject_kind="nomenclature",
            subject_code=str(version),
            after={"baris": loaded.new, "tanpa_induk": len(loaded.orphans)},
        )


def _chain(code: str) -> list[str]:
    chain = []
    while code := parent_of(code):
        chain.append(code)
    return chain


def _tree(path: Path) -> dict[str, Listed]:
    listed = {}
    for number, row in enumerate(read_table(path, "tingkat", "kode", "kode_induk", "nama"), 2):
        level = _level(path, number, row)
        if row["tingkat"].upper() != level or row["kode_induk"] != parent_of(row["kode"]):
            raise DataFileRefused(file=path.name, row=number, problem="tingkat atau induk keliru")
        listed[row["kode"]] = Listed(row["kode"], row["nama"])
    return listed


def _sub_activities(path: Path) -> dict[str, Listed]:
    columns = ("kode", "nama", "kinerja", "indikator", "satuan", "spm")
    listed = {}
    for number, row in enumerate(read_table(path, *columns), 2):
        _check_leaf(path, number, row)
        listed[row["kode"]] = Listed(
            code=row["kode"],
            name=row["nama"],
            output=row["kinerja"],
            indicator=row["indikator"],
            measure=row["satuan"],
            minimum_service=row["spm"] == "SPM",
        )
    return listed


def _check_leaf(path: Path, number: int, row: Row) -> None:
    if _level(path, number, row) != Level.SUB_ACTIVITY:
        raise DataFileRefused(file=path.name, row=number, problem="bukan kode sub kegiatan")


def _level(path: Path, number: int, row: Row) -> NomenclatureNode.Level:
    level = level_of(row["kode"])
    if level is None:
        raise DataFileRefused(file=path.name, row=number, problem="kode tidak sah")
    return level
