"""What is signed: the one byte string that stands for an agreement, and its digest.

Anybody who holds the file can compute the digest again: it is the plain SHA-256 of its bytes.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sasando.seals.canonical import canonical_bytes

if TYPE_CHECKING:
    from sasando.seals.canonical import JsonObject

    from .models import Agreement, AgreementItem, AgreementParty

FORMAT = "sasando/perjanjian/v1"


def content_of(agreement: Agreement) -> bytes:
    """Canonical JSON (RFC 8785) of unit, year, version, ground, parties and items.

    Times and signatures stay outside: both parties sign the same bytes. Two queries.
    """
    parties = agreement.parties.select_related("person", "position").order_by("role")
    items = agreement.items.select_related("objective", "indicator").order_by("number")
    return canonical_bytes(
        {
            "format": FORMAT,
            "kode": agreement.code,
            "unit": {"kode": agreement.unit.code, "nama": agreement.unit_name},
            "tahun": agreement.year,
            "versi": agreement.version,
            "alasan_perubahan": agreement.revision_reason,
            "penjelasan_perubahan": agreement.revision_note,
            "pihak": [_party(row) for row in parties],
            "butir": [_item(row) for row in items],
        }
    )


def digest_of(agreement: Agreement) -> str:
    """SHA-256 of the content, in hexadecimal."""
    return hashlib.sha256(content_of(agreement)).hexdigest()


def _party(row: AgreementParty) -> JsonObject:
    return {
        "peran": row.role,
        "orang": row.person.code,
        "nama": row.name,
        "kode_jabatan": row.position.code,
        "jabatan": row.title,
        "golongan": row.grade,
    }


def _item(row: AgreementItem) -> JsonObject:
    return {
        "nomor": row.number,
        "kode": row.code,
        "kode_sasaran": row.objective.code,
        "sasaran": row.objective_text,
        "kode_indikator": row.indicator.code,
        "indikator": row.indicator_name,
        "satuan": row.measure,
        "angka_di_belakang_koma": row.decimals,
        "target": f"{row.target:.4f}",
    }
