"""Judging and writing physical progress; another figure for a month stands beside the first."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Sum

from sasando.budget.models import PaymentTotal, PhysicalProgress
from sasando.core.listings.judging import BATCH, note_missing
from sasando.rules.numerals import format_decimal, format_rupiah

from .columns import PROGRESS
from .places import Places
from .sipd import SipdPlaces

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sasando.core.listings.report import Row

    from .places import Place

# Agency, sub-activity, year, month.
Key = tuple[int, int, int, int]
ZERO = Decimal(0)


class ProgressImport:
    """Monthly progress of a file beside what was told before."""

    def __init__(self, rows: Sequence[Row], today: date) -> None:
        self.rows = rows
        self.today = today
        years = {row.values["year"] for row in rows if row.values.get("year")}
        self.places = Places(years)
        standing = PhysicalProgress.objects.filter(year__in=years).order_by("number")
        self.last: dict[Key, PhysicalProgress] = {
            (row.agency_id, row.activity_id, row.year, row.month): row for row in standing
        }
        self.paid = _paid(years)
        self.made: dict[Key, Row] = {}

    def judge(self) -> None:
        """Place each row; compare it with the month before and with the payments."""
        ids = SipdPlaces({row.values["year"] for row in self.rows if row.values.get("year")})
        ids.fill(self.rows, lambda row: row.values.get("year"), needs_activity=True)
        for row in self.rows:
            note_missing(row, PROGRESS)
            place = self.places.of(row)
            if row.troubles or place is None or not row.values["activity"]:
                continue
            if place.activity is None:
                row.refuse("kode_sub_giat", "budget-activity-needed", value=row.values["activity"])
                continue
            key = (place.agency, place.activity, row.values["year"], row.values["month"])
            if key in self.made:
                row.refuse("bulan", "duplicate", line=self.made[key].line)
                continue
            if key[2:] >= (self.today.year, self.today.month):
                row.refuse("bulan", "month-to-come")
            self.made[key] = row
            self._judge_row(key, row, place)

    def write(self) -> None:
        """Add what is new or told anew."""
        PhysicalProgress.objects.bulk_create(
            (
                PhysicalProgress(
                    agency_id=key[0],
                    activity_id=key[1],
                    year=key[2],
                    month=key[3],
                    number=self.last[key].number + 1 if key in self.last else 1,
                    percent=row.values["percent"],
                    note=_note(row),
                    is_example=bool(row.values.get("is_example")),
                )
                for key, row in self.made.items()
                if row.is_new or row.changes
            ),
            batch_size=BATCH,
        )

    def _judge_row(self, key: Key, row: Row, place: Place) -> None:
        percent, stands = row.values["percent"], self.last.get(key)
        row.is_new = stands is None
        if stands is not None and stands.percent != percent:
            row.note("realisasi_fisik", stands.percent, percent)
        earlier = [
            found.percent for month in range(key[3]) if (found := self.last.get((*key[:3], month)))
        ]
        if earlier and percent < earlier[-1]:
            shown = {"before": format_decimal(earlier[-1], 2), "after": format_decimal(percent, 2)}
            row.notice("realisasi_fisik", "progress-falls", **shown)
        printed = row.values.get("paid")
        found_paid = sum((self.paid[(*key[:3], month)] for month in range(1, key[3] + 1)), ZERO)
        if printed is not None and printed != found_paid:
            shown = {"printed": format_rupiah(printed), "found": format_rupiah(found_paid)}
            row.notice("realisasi_anggaran", "paid-differs", **shown)


def _note(row: Row) -> str:
    told = row.values.get("note") or ""
    checked = row.values.get("verifier") or ""
    if not checked:
        return told
    return f"{told} Catatan verifikator: {checked}".strip()


def _paid(years: set[int]) -> dict[Key, Decimal]:
    rows = PaymentTotal.objects.filter(year__in=years, activity__isnull=False).order_by()
    found: dict[Key, Decimal] = defaultdict(lambda: ZERO)
    for agency, activity, year, month, total in rows.values_list(
        "agency_id", "activity_id", "year", "month"
    ).annotate(total=Sum("amount")):
        found[agency, activity, year, month] = total
    return found
