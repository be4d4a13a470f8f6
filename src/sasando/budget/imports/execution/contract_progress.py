"""Judging and writing how far contracts are; another figure for a month stands beside the first."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sasando.budget.models import Contract, ContractProgress
from sasando.core.listings.judging import BATCH, note_missing
from sasando.rules.numerals import format_decimal

from .columns import CONTRACT_PROGRESS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from sasando.core.listings.report import Row

# Contract, year, month.
Key = tuple[int, int, int]
FIGURES = {"planned": "rencana_fisik", "actual": "realisasi_fisik"}


class ContractProgressImport:
    """Monthly figures of contracts beside what was told before."""

    def __init__(self, rows: Sequence[Row], today: date) -> None:
        self.rows = rows
        self.today = today
        numbers = {row.values["number"] for row in rows if row.values.get("number")}
        self.contracts = {row.number: row for row in Contract.objects.filter(number__in=numbers)}
        standing = ContractProgress.objects.filter(contract__number__in=numbers)
        self.last: dict[Key, ContractProgress] = {
            (row.contract_id, row.year, row.month): row for row in standing.order_by("number")
        }
        self.made: dict[Key, Row] = {}

    def judge(self) -> None:
        """Each month of a contract once, over already, and not before it was signed."""
        for row in self.rows:
            note_missing(row, CONTRACT_PROGRESS)
            if row.troubles:
                continue
            contract = self.contracts.get(row.values["number"])
            if contract is None:
                row.refuse("nomor_kontrak", "contract-unknown", value=row.values["number"])
                continue
            key = (contract.pk, row.values["year"], row.values["month"])
            if key in self.made:
                row.refuse("bulan", "duplicate", line=self.made[key].line)
                continue
            self.made[key] = row
            if key[1:] >= (self.today.year, self.today.month):
                row.refuse("bulan", "month-to-come")
            if key[1:] < (contract.signed_on.year, contract.signed_on.month):
                row.refuse("bulan", "contract-month-early", value=contract.number)
        told: dict[int, dict[tuple[int, int], Decimal]] = defaultdict(dict)
        for key, found in self.last.items():
            told[key[0]][key[1:]] = found.actual
        for key, row in self.made.items():
            told[key[0]][key[1:]] = row.values["actual"]
        for key, row in self.made.items():
            self._compare(key, row, told[key[0]])

    def write(self) -> None:
        """Add what is new or told anew."""
        ContractProgress.objects.bulk_create(
            (
                ContractProgress(
                    contract_id=key[0],
                    year=key[1],
                    month=key[2],
                    number=self.last[key].number + 1 if key in self.last else 1,
                    note=row.values.get("note") or "",
                    is_example=bool(row.values.get("is_example")),
                    **{name: row.values[name] for name in FIGURES},
                )
                for key, row in self.made.items()
                if row.is_new or row.changes
            ),
            batch_size=BATCH,
        )

    def _compare(self, key: Key, row: Row, told: Mapping[tuple[int, int], Decimal]) -> None:
        stands = self.last.get(key)
        row.is_new = stands is None
        for name, heading in FIGURES.items():
            if stands is not None and getattr(stands, name) != row.values[name]:
                row.note(heading, getattr(stands, name), row.values[name])
        before = [month for month in told if month < key[1:]]
        earlier = told[max(before)] if before else None
        if earlier is not None and row.values["actual"] < earlier:
            shown = {"before": format_decimal(earlier, 2),
                     "after": format_decimal(row.values["actual"], 2)}  # fmt: skip
            row.notice("realisasi_fisik", "progress-falls", **shown)
