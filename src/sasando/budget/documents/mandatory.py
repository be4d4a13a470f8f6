"""The money a rule of mandatory spending counts, as a plain table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sasando.budget.models import BudgetVersion
    from sasando.budget.queries.mandatory import CountedRow, MandatoryCheck

COUNTED_HEADINGS: Final = (
    "versi", "keadaan_per", "cakupan", "belanja_wajib", "kode_skpd", "nama_skpd",
    "kode_sub_kegiatan", "nama_sub_kegiatan", "kode_rekening", "nama_rekening", "jumlah", "contoh",
)  # fmt: skip


def counted_table(
    version: BudgetVersion, check: MandatoryCheck, rows: Iterable[CountedRow]
) -> Iterable[Sequence[Any]]:
    """Rows under `COUNTED_HEADINGS`; each names its version, day and scope."""
    example = "contoh" if version.is_example or any(row.is_example for row in check.rows) else ""
    head = (version.name, version.as_of, version.scope, check.rule.name)
    for row in rows:
        yield (
            *head, row.agency, row.agency_name, row.activity, row.activity_name, row.account,
            row.account_name, row.amount, example,
        )  # fmt: skip
