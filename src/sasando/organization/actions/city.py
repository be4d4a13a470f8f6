"""The city's own units, from the lists kept with its public data.

`status` of a list becomes the unit's `source`, so that a name still to be confirmed says so.
Units that stand already keep everything but their source.
"""

from __future__ import annotations

import csv
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.conf import settings

from sasando.core.listings.report import Report, Row
from sasando.organization.errors import ImportRefused
from sasando.organization.imports.columns import UNITS
from sasando.organization.models import Unit

from .loading import import_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

AGENCIES = "opd.csv"
DISTRICTS = "kecamatan.csv"
VILLAGES = "kelurahan.csv"
CITY = "KOTA"
SINCE = date(2025, 1, 1)
REGION_SOURCE = "kode dan nama wilayah Kemendagri (Kepmendagri 300.2.2-2430/2025)"
KINDS = {
    "inspektorat": Unit.Kind.INSPEKTORAT,
    "badan": Unit.Kind.BADAN,
    "dinas": Unit.Kind.DINAS,
    "satuan": Unit.Kind.SATUAN,
    "rsud": Unit.Kind.RSUD,
    "perumda": Unit.Kind.PERUMDA,
    "kecamatan": Unit.Kind.KECAMATAN,
}
SECRETARIATS = {"SETDA": Unit.Kind.SETDA, "SETWAN": Unit.Kind.SETWAN}


def load_city_units(*, now: datetime, folder: Path) -> Report:
    """Build or complete the unit tree: city, agencies, kecamatan, kelurahan. By the operator.

    Loading again changes nothing. Raises FileNotFoundError when a list is missing, KeyError for a
    kind no unit can have, and ImportRefused, with its `report`, when a row does not fit.
    """
    stood = set(Unit.objects.values_list("code", flat=True))
    rows = [
        Row(number, values if values["code"] not in stood else _kept(values))
        for number, values in enumerate(_units(folder), start=1)
    ]
    digest = sha256()
    for name in (AGENCIES, DISTRICTS, VILLAGES):
        digest.update((folder / name).read_bytes())
    report = import_rows(
        viewer=None, now=now, listing=UNITS, rows=rows, digest=digest.hexdigest(), apply=True
    )
    if not report.is_accepted:
        raise ImportRefused(report=report)
    return report


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    """What of a unit that stands is touched: its source, where the lists give one."""
    return {name: values[name] for name in ("code", "source") if values[name]}


def _units(folder: Path) -> Iterator[dict[str, Any]]:
    yield _unit(CITY, settings.CITY_NAME, Unit.Kind.CITY, "", "")
    told = set()
    for row in _read(folder / AGENCIES):
        kind = SECRETARIATS[row["kode"]] if row["jenis"] == "sekretariat" else KINDS[row["jenis"]]
        told.add(row["kode"])
        yield _unit(row["kode"], row["nama"], kind, CITY, row["status"])
    for row in _read(folder / DISTRICTS):
        if row["kode"] not in told:
            name = f"Kecamatan {row['nama']}"
            yield _unit(row["kode"], name, Unit.Kind.KECAMATAN, CITY, REGION_SOURCE)
    for row in _read(folder / VILLAGES):
        name = f"Kelurahan {row['nama']}"
        kind = Unit.Kind.KELURAHAN
        yield _unit(row["kode"], name, kind, row["kode_kecamatan"], REGION_SOURCE)


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _unit(code: str, name: str, kind: Unit.Kind, parent: str, source: str) -> dict[str, Any]:
    roster = kind == Unit.Kind.RSUD
    return {
        "code": code,
        "name": name,
        "kind": kind.value,
        "parent": parent,
        "pattern": (Unit.Pattern.ROSTER if roster else Unit.Pattern.FIVE_DAYS).value,
        "valid_from": SINCE,
        "source": source,
    }
