"""Judging and writing payment orders: added once, never changed, taken back by their opposite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sasando.budget.models import Contract, Payment, PaymentTie
from sasando.budget.queries.loose_payments import strange_accounts, tied_codes
from sasando.core.listings.judging import BATCH, note_missing

from .columns import PAYMENTS
from .places import Places, usual

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sasando.core.listings.report import Row

    from .places import Place

Key = tuple[int, str, int]
COMPARED = (
    "paid_on", "kind", "agency_id", "sub_unit_id", "activity_code", "account_code", "amount",
    "description", "contract_id",
)  # fmt: skip


class PaymentImport:
    """Payment orders of a file beside those that stand."""

    def __init__(self, rows: Sequence[Row], today: date) -> None:
        self.rows = rows
        self.today = today
        years = {row.values["paid_on"].year for row in rows if row.values.get("paid_on")}
        self.places = Places(years, tied_codes(years, PaymentTie.Kind.SUB_ACTIVITY))
        accounts = {row.values["account"] for row in rows if row.values.get("account")}
        self.strange = strange_accounts(years, accounts)
        standing = Payment.objects.filter(year__in=years).select_related("contract", "reverses")
        self.standing: dict[Key, Payment] = {(p.year, p.number, p.part): p for p in standing}
        self.taken_back: set[Key] = {
            (p.year, p.reverses.number, p.part) for p in self.standing.values() if p.reverses
        }
        self.contracts = dict(Contract.objects.values_list("number", "pk"))
        self.made: dict[Key, tuple[Row, Payment]] = {}

    def judge(self) -> None:
        """Place every row, then look at what takes another back."""
        seen: dict[Key, Row] = {}
        for row in self.rows:
            row.values.setdefault("part", 1)
            note_missing(row, PAYMENTS)
            place = self.places.of(row)
            if row.troubles or place is None:
                continue
            key = (row.values["paid_on"].year, row.values["number"], row.values["part"])
            if key in seen:
                row.refuse("nomor_sp_2_d", "duplicate", line=seen[key].line)
                continue
            seen[key] = row
            self._judge_row(key, row, place)
        for key, (row, payment) in self.made.items():
            if row.values.get("reverses"):
                self._judge_reversal(key, row, payment)

    def write(self) -> None:
        """Add the new ones; those that take others back come after them."""
        new = [(row, made) for row, made in self.made.values() if row.is_new]
        first = [made for row, made in new if not row.values.get("reverses")]
        Payment.objects.bulk_create(first, batch_size=BATCH)
        later = [made for row, made in new if row.values.get("reverses")]
        for made in later:
            made.reverses = made.reverses  # the row number of a payment of this file is known now
        Payment.objects.bulk_create(later, batch_size=BATCH)

    def _judge_row(self, key: Key, row: Row, place: Place) -> None:
        values = row.values
        number = values.get("contract", "")
        if number and number not in self.contracts:
            row.refuse("nomor_kontrak", "contract-unknown", value=number)
        if values.get("account") in self.strange:
            row.notice("kode_rekening", "payment-account-unknown", value=values["account"])
        if not values["amount"]:
            row.refuse("nilai_sp_2_d", "payment-zero")
        if values["paid_on"] > self.today:
            row.refuse("tanggal_sp_2_d", "payment-to-come")
        made = Payment(
            year=key[0],
            number=key[1],
            part=key[2],
            paid_on=values["paid_on"],
            kind=values["kind"],
            agency_id=place.agency,
            sub_unit_id=place.sub_unit,
            activity_id=place.activity,
            activity_code=usual(values.get("activity") or ""),
            account_code=values.get("account") or "",
            amount=values["amount"],
            description=values.get("description") or "",
            contract_id=self.contracts.get(number),
            is_example=bool(values.get("is_example")),
        )
        stands = self.standing.get(key)
        row.is_new = stands is None
        self.made[key] = (row, made)
        if stands is not None and _told(stands) != _told(made):
            row.refuse("nomor_sp_2_d", "payment-differs")

    def _judge_reversal(self, key: Key, row: Row, made: Payment) -> None:
        number = row.values["reverses"]
        if not row.is_new:
            stands = self.standing[key]
            if stands.reverses is None or stands.reverses.number != number:
                row.refuse("membatalkan", "payment-differs")
            return
        wanted = (key[0], number, key[2])
        target = self._target(wanted)
        if target is None or wanted == key:
            row.refuse("membatalkan", "reversed-unknown", value=number)
        elif wanted in self.taken_back:
            row.refuse("membatalkan", "reversed-already", value=number)
        elif _where(target) != _where(made) or target.amount != -made.amount:
            row.refuse("membatalkan", "reversal-differs", value=number)
        else:
            made.reverses = target
            # The budget may know the code only since the first was loaded; both stay as one.
            made.activity_id = target.activity_id
            self.taken_back.add(wanted)

    def _target(self, wanted: Key) -> Payment | None:
        """The payment to take back, standing or of this file; a reversal is never taken back."""
        stands = self.standing.get(wanted)
        if stands is not None:
            return None if stands.reverses_id else stands
        if wanted in self.made and not self.made[wanted][0].values.get("reverses"):
            return self.made[wanted][1]
        return None


def _where(payment: Payment) -> tuple[Any, ...]:
    return (
        payment.agency_id, payment.sub_unit_id, payment.activity_code, payment.account_code,
    )  # fmt: skip


def _told(payment: Payment) -> tuple[Any, ...]:
    return tuple(getattr(payment, name) for name in COMPARED)
