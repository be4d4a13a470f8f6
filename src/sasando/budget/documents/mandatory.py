"""Mandatory spending as plain tables: every rule, and the money one rule counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sasando.rules.mandatory_spending import VERDICT_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sasando.budget.models import BudgetVersion
    from sasando.budget.queries.mandatory import CountedRow, MandatoryCheck

CHECK_HEADINGS: Final = (
    "versi", "keadaan_per", "cakupan", "belanja_wajib", "tag", "ditandai", "penyebut", "persen",
    "arah", "batas_persen", "jarak_ke_batas", "keadaan", "mengikat_sejak", "dasar", "bukti",
    "contoh",
)  # fmt: skip
COUNTED_HEADINGS: Final = (
    "versi", "keadaan_per", "cakupan", "belanja_wajib", "kode_skpd", "nama_skpd",
    "kode_sub_kegiatan", "nama_sub_kegiatan", "kode_rekening", "nama_rekening", "jumlah", "contoh",
)  # fmt: skip


def check_table(
    version: BudgetVersion, checks: Iterable[MandatoryCheck]
) -> Iterable[Sequence[Any]]:
    """Rows under `CHECK_HEADINGS`; what is not tagged has no percent, never zero."""
    for check in checks:
        rule, share = check.rule, check.share
        yield (
            version.name, version.as_of, version.scope, rule.name, rule.tag, share.counted,
            share.base, share.percent, rule.direction.value if rule.direction else "",
            share.limit, share.gap, VERDICT_WORDS[share.verdict], rule.binds_on, rule.basis,
            rule.evidence, _example(version, check),
        )  # fmt: skip


def counted_table(
    version: BudgetVersion, check: MandatoryCheck, rows: Iterable[CountedRow]
) -> Iterable[Sequence[Any]]:
    """Rows under `COUNTED_HEADINGS`; each names its version, day and scope."""
    example = _example(version, check)
    head = (version.name, version.as_of, version.scope, check.rule.name)
    for row in rows:
        yield (
            *head, row.agency, row.agency_name, row.activity, row.activity_name, row.account,
            row.account_name, row.amount, example,
        )  # fmt: skip


def _example(version: BudgetVersion, check: MandatoryCheck) -> str:
    is_example = version.is_example or any(row.is_example for row in check.rows)
    return "contoh" if is_example else ""
