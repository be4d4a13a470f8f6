"""What is signed: the one byte string that stands for an agreement, and its digest.

Anybody who holds the file can compute the digest again: it is the plain SHA-256 of its bytes. The
first layout knew only unit heads and plain targets; what was signed by it is computed by it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sasando.seals.canonical import canonical_bytes

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from sasando.seals.canonical import JsonObject

    from .models import Agreement, AgreementBudgetLine, AgreementItem, AgreementParty

CURRENT_FORMAT = 2


def content_of(agreement: Agreement) -> bytes:
    """Canonical JSON (RFC 8785) of post, year, version, ground, parties, items and money.

    Times and signatures stay outside: both parties sign the same bytes. Three queries.
    """
    parties = agreement.parties.select_related("person", "position").order_by("role")
    items = agreement.items.select_related("objective", "indicator", "supports").order_by("number")
    head: JsonObject = {
        "format": f"sasando/perjanjian/v{agreement.content_format}",
        "kode": agreement.code,
        "unit": {"kode": agreement.unit.code, "nama": agreement.unit_name},
        "tahun": agreement.year,
        "versi": agreement.version,
        "alasan_perubahan": agreement.revision_reason,
        "penjelasan_perubahan": agreement.revision_note,
        "pihak": [_party(row) for row in parties],
    }
    if agreement.content_format == 1:
        return canonical_bytes({**head, "butir": [_first_item(row) for row in items]})
    lines = agreement.budget_lines.order_by("number")
    authorised_on = agreement.budget_authorised_on
    return canonical_bytes(
        {
            **head,
            "kode_jabatan": agreement.position.code,
            "tingkat": agreement.tier,
            "dokumen_anggaran_disahkan": authorised_on.isoformat() if authorised_on else None,
            "butir": [_item(row) for row in items],
            "anggaran": [_budget_line(row) for row in lines],
        }
    )


def digest_of(agreement: Agreement) -> str:
    """SHA-256 of the content, in hexadecimal."""
    return hashlib.sha256(content_of(agreement)).hexdigest()


def signature_facts(agreement: Agreement) -> list[dict[str, Any]]:
    """How each party signed what the digest stands for: in Sasando, or on paper with its scan.

    Not part of the content, because it becomes known only afterwards. Two queries.
    """
    scan = (
        agreement.scans.filter(verified_at__isnull=False)
        .select_related("attachment", "uploaded_by", "verified_by")
        .first()
    )
    facts = []
    for row in agreement.parties.filter(signed_at__isnull=False).order_by("role"):
        fact: dict[str, Any] = {
            "peran": row.role,
            "nama": row.name,
            "cara": row.signature_kind,
            "sidik_isi": row.signed_digest,
            "tercatat": row.signed_at.isoformat() if row.signed_at else None,
        }
        if row.paper_date is not None and scan is not None:
            fact["tanggal_di_kertas"] = row.paper_date.isoformat()
            fact["sidik_pindaian"] = scan.attachment.sha256
            fact["dibawa"] = scan.uploaded_by.name
            fact["diperiksa"] = scan.verified_by.name if scan.verified_by else None
        facts.append(fact)
    return facts


def _party(row: AgreementParty) -> JsonObject:
    return {
        "peran": row.role,
        "orang": row.person.code,
        "nama": row.name,
        "kode_jabatan": row.position.code,
        "jabatan": row.title,
        "golongan": row.grade,
    }


def _first_item(row: AgreementItem) -> JsonObject:
    return {
        "nomor": row.number,
        "kode": row.code,
        "kode_sasaran": row.objective.code,
        "sasaran": row.objective_text,
        "kode_indikator": row.indicator.code if row.indicator else None,
        "indikator": row.indicator_name,
        "satuan": row.measure,
        "angka_di_belakang_koma": row.decimals,
        "target": _number(row.target),
    }


def _item(row: AgreementItem) -> JsonObject:
    return {
        **_first_item(row),
        "target_atas": _number(row.target_upper),
        "target_kata": row.target_text,
        "target_triwulan": [
            _number(value) for value in (row.quarter_1, row.quarter_2, row.quarter_3, row.quarter_4)
        ],
        "mendukung": row.supports.code if row.supports else None,
        "cara_mendukung": row.cascade,
    }


def _budget_line(row: AgreementBudgetLine) -> JsonObject:
    return {
        "nomor": row.number,
        "tingkat": row.level,
        "kode": row.code,
        "uraian": row.name,
        "rupiah": f"{row.amount:f}",
        "sumber_dana": row.funding,
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.4f}"
