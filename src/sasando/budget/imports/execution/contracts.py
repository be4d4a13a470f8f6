"""Judging and writing contracts; an addendum changes one under its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Sum

from sasando.budget.models import BudgetTotal, BudgetVersion, Contract
from sasando.core.listings.judging import BATCH, note_missing, once_each, update_rows
from sasando.rules.numerals import format_rupiah

from .columns import CONTRACTS
from .places import Places, accounts_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from decimal import Decimal

    from sasando.core.listings.report import Row

    from .places import Place

HEADINGS = {
    "amount": "nilai", "signed_on": "tanggal_mulai", "ends_on": "tanggal_selesai",
    "firm": "penyedia",
}  # fmt: skip
PLACED = {"year": "tahun", "agency_id": "kode_sub_skpd", "activity_id": "kode_sub_giat"}
FIELDS = ("amount", "signed_on", "ends_on", "firm", "year", "agency_id", "activity_id")


class Ceiling(NamedTuple):
    """What a version of the budget gives a sub-activity of an agency, in rupiah."""

    amount: Decimal
    version: str


class ContractImport:
    """Contracts of a file beside those that stand."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        years = {row.values["year"] for row in rows if row.values.get("year")}
        self.places = Places(years)
        self.ceilings = _ceilings(years)
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
            self._compare(row, place)
            facts = {name: row.values[name] for name in (*HEADINGS, "year")}
            facts |= {"agency_id": place.agency, "activity_id": place.activity}
            self.facts[number] = facts
            stands = self.standing.get(number)
            row.is_new = stands is None
            if stands is not None:
                _note(row, stands, facts)

    def _compare(self, row: Row, place: Place) -> None:
        """Note a worth above the budget; a contract of several years may well be."""
        ceiling = self.ceilings.get((row.values["year"], place.agency, place.activity))
        if ceiling is not None and row.values["amount"] > ceiling.amount:
            shown = {
                "amount": format_rupiah(row.values["amount"]),
                "ceiling": format_rupiah(ceiling.amount),
                "version": ceiling.version,
            }
            row.notice("nilai", "contract-above-ceiling", **shown)

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


def _ceilings(years: Collection[int]) -> dict[tuple[int, int, int | None], Ceiling]:
    """By year, agency and sub-activity: the last adopted version, the last draft before any is."""
    versions = BudgetVersion.objects.filter(year__in=years)
    last = {
        version.year: version
        for version in sorted(versions, key=lambda v: (v.adopted_on is not None, v.number))
    }
    totals = BudgetTotal.objects.filter(version__in=last.values(), activity__isnull=False)
    found = totals.order_by().values_list("version__year", "agency_id", "activity_id")
    return {
        (year, agency, activity): Ceiling(amount, last[year].name)
        for year, agency, activity, amount in found.annotate(total=Sum("amount"))
    }
