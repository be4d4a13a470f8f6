"""Loading one year's version of the official nomenclature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from sasando.core import audit
from sasando.planning.errors import DataFileRefused
from sasando.planning.files import Row, read_table
from sasando.planning.models import NomenclatureNode
from sasando.planning.nomenclature import Level, level_of, parent_of

if TYPE_CHECKING:
    from pathlib import Path


@transaction.atomic
def load_nomenclature(folder: Path, version: int = 2027) -> int:
    """Load `nomenklatur_*_kabkota_<version>.csv` of a folder; the number of rows that are new.

    Rows hang on each other by prefix; a code without its parent is refused (DataFileRefused).
    """
    nodes = _tree(folder / f"nomenklatur_pohon_kabkota_{version}.csv")
    nodes |= _sub_activities(folder / f"nomenklatur_subkegiatan_kabkota_{version}.csv")
    ids = dict(NomenclatureNode.objects.filter(version=version).values_list("code", "pk"))
    loaded = 0
    for level in NomenclatureNode.Level:
        new = [node for code, node in nodes.items() if node.level == level and code not in ids]
        for node in new:
            node.version = version
            node.parent_id = _parent_id(node.code, ids, folder)
        made = NomenclatureNode.objects.bulk_create(new, batch_size=1000)
        ids |= {node.code: node.pk for node in made}
        loaded += len(made)
    if loaded:
        audit.record(
            actor=None,
            action="nomenclature.loaded",
            subject_kind="nomenclature",
            subject_code=str(version),
            after={"baris": loaded},
        )
    return loaded


def _parent_id(code: str, ids: dict[str, int], folder: Path) -> int | None:
    parent = parent_of(code)
    if not parent:
        return None
    if parent not in ids:
        raise DataFileRefused(file=folder.name, row=0, problem=f"induk {code} tidak ada")
    return ids[parent]


def _tree(path: Path) -> dict[str, NomenclatureNode]:
    nodes = {}
    for number, row in enumerate(read_table(path, "tingkat", "kode", "kode_induk", "nama"), 2):
        level = _level(path, number, row)
        if row["tingkat"].upper() != level or row["kode_induk"] != parent_of(row["kode"]):
            raise DataFileRefused(file=path.name, row=number, problem="tingkat atau induk keliru")
        nodes[row["kode"]] = NomenclatureNode(level=level, code=row["kode"], name=row["nama"])
    return nodes


def _sub_activities(path: Path) -> dict[str, NomenclatureNode]:
    columns = ("kode", "nama", "kinerja", "indikator", "satuan", "spm")
    nodes = {}
    for number, row in enumerate(read_table(path, *columns), 2):
        if _level(path, number, row) != Level.SUB_ACTIVITY:
            raise DataFileRefused(file=path.name, row=number, problem="bukan kode sub kegiatan")
        nodes[row["kode"]] = NomenclatureNode(
            level=Level.SUB_ACTIVITY,
            code=row["kode"],
            name=row["nama"],
            output=row["kinerja"],
            indicator=row["indikator"],
            measure=row["satuan"],
            minimum_service=row["spm"] == "SPM",
        )
    return nodes


def _level(path: Path, number: int, row: Row) -> NomenclatureNode.Level:
    level = level_of(row["kode"])
    if level is None:
        raise DataFileRefused(file=path.name, row=number, problem="kode tidak sah")
    return level
