"""Judging and writing contracts; an addendum changes one under its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sasando.budget.models import Contract
from sasando.core.listings.judging import BATCH, note_missing, once_each, update_rows

from .columns import CONTRACTS
from .places import Places, accounts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.core.listings.report import Row

HEADINGS = {
    "amount": "nilai", "signed_on": "tanggal_mulai", "ends_on": "tanggal_selesai",
    "firm": "penyedia",
}  # fmt: skip
PLACED = {"year": "tahun", "agency_id": "kode_sub_skpd", "activity_id": "kode_sub_giat"}
FIELDS = ("amount", "signed_on", "ends_on", "firm", "year", "agency_id", "activity_id")


class ContractImport:
    """Contracts of a file beside those that stand."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.places = Places({row.values["year"] for row in rows if row.values.get("year")})
        numbers = {row.values["number"] for row in rows if row.values.get("number")}
        self.standing = {
            row.number: row
            for row in Contract.objects.filter(number__in=numbers).select_related("account")
        }
        self.facts: dict[str, dict[str, Any]] = {}

    def judge(self) -> None:
        """Place each contract and note what an addendum changes."""
        self.by_number = once_each(self.rows, "number", "nomor_kontrak")
        for number, row in self.by_number.items():
            note_missing(row, CONTRACTS)
            place = self.places.of(row)
            if row.troubles or place is None:
                continue
            if row.values["ends_on"] < row.values["signed_on"]:
                row.refuse("tanggal_selesai", "dates-reversed")
            if not row.values["amount"]:
                row.refuse("nilai", "number-below", limit=1)
            facts = {name: row.values[name] for name in (*HEADINGS, "year")}
            facts |= {"agency_id": place.agency, "activity_id": place.activity}
            self.facts[number] = facts
            stands = self.standing.get(number)
            row.is_new = stands is None
            if stands is not None:
                _note(row, stands, facts)

    def write(self) -> None:
        """Add the new contracts and change those an addendum names."""
        accounts = accounts_of({row.values.get("account") or "" for row in self.rows})
        added: list[Contract] = []
        changed: list[Contract] = []
        for number, row in self.by_number.items():
            contract = self.standing.get(number) or Contract(
                number=number,
                account_id=accounts.get(row.values.get("account") or ""),
                is_example=bool(row.values.get("is_example")),
            )
            for name, value in self.facts[number].items():
                setattr(contract, name, value)
            (added if row.is_new else changed).append(contract)
        Contract.objects.bulk_create(added, batch_size=BATCH)
        update_rows(Contract, changed, FIELDS)


def _note(row: Row, stands: Contract, facts: dict[str, Any]) -> None:
    for name, heading in (HEADINGS | PLACED).items():
        if getattr(stands, name) != facts[name]:
            row.note(heading, getattr(stands, name), facts[name])
