"""Judging and writing cumulative reports: per agency and account, or the city's statement."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sasando.budget.models import RealisationLine, RealisationReport
from sasando.core.listings.judging import BATCH, note_missing
from sasando.rules.achievement import HUNDRED
from sasando.rules.numerals import format_decimal, format_rupiah, round_half_up

from .columns import ACCOUNT_REPORT
from .places import Places, usual
from .sipd import SipdPlaces, unexplained

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sasando.core.listings.columns import Listing
    from sasando.core.listings.report import Row

NEAR = Decimal("0.01")
ZERO = Decimal(0)
KEPT = (
    "agency_id", "activity_id", "activity_code", "account_code", "name", "ceiling", "realised",
)  # fmt: skip


class ReportImport:
    """One report of one day; the same figures twice change nothing."""

    def __init__(self, rows: Sequence[Row], listing: Listing, today: date) -> None:
        self.rows = rows
        self.listing = listing
        self.today = today
        self.is_by_agency = listing is ACCOUNT_REPORT
        self.as_of: date | None = next(
            (row.values["as_of"] for row in rows if row.values.get("as_of")), None
        )
        self.form = (
            RealisationReport.Form.ACCOUNTS
            if self.is_by_agency
            else RealisationReport.Form.STATEMENT
        )
        self.lines: list[RealisationLine] = []

    def judge(self) -> None:
        """Read every line, check its sums, compare the whole with the last report of that day."""
        places = Places({self.as_of.year} if self.as_of else set())
        if self.as_of and self.is_by_agency:
            year = self.as_of.year
            SipdPlaces([year]).fill(self.rows, lambda _row: year)
        for row in self.rows:
            note_missing(row, self.listing)
            if not row.troubles and not row.values["account"]:
                # Surplus, net financing and SiLPA: sums of the rest, computed and not believed.
                row.notice("kode_rekening", "row-without-code")
                continue
            place = places.of(row) if self.is_by_agency else None
            if row.troubles or (self.is_by_agency and place is None):
                continue
            self._judge_row(row)
            self.lines.append(
                RealisationLine(
                    row=row.line,
                    agency_id=place.agency if place else None,
                    activity_id=place.activity if place else None,
                    activity_code=usual(row.values.get("activity") or "") or unexplained(row),
                    account_code=row.values["account"],
                    name=row.values.get("name") or "",
                    ceiling=row.values["ceiling"],
                    realised=row.values["realised"],
                )
            )
        self._mark_leaves()
        self.before = self._last()
        if self.before is None or not self._same(self.before):
            for row in self.rows:
                row.is_new = True

    def write(self) -> None:
        """Keep the report under the next number of its day."""
        assert self.as_of is not None
        report = RealisationReport.objects.create(
            year=self.as_of.year,
            form=self.form,
            as_of=self.as_of,
            number=self.before.number + 1 if self.before else 1,
            is_example=any(row.values.get("is_example") for row in self.rows),
        )
        for line in self.lines:
            line.report = report
        RealisationLine.objects.bulk_create(self.lines, batch_size=BATCH)

    def _judge_row(self, row: Row) -> None:
        values = row.values
        if values["as_of"] != self.as_of:
            row.refuse("sampai_tgl", "day-differs")
        if values["as_of"] > self.today:
            row.refuse("sampai_tgl", "month-to-come")
        if values["ceiling"] < 0:
            row.refuse("nominal", "number-below", limit=0)
        begins = values.get("begins_on")
        if begins is not None and (begins.month, begins.day) != (1, 1):
            row.refuse("mulai_tgl", "begins-late")
        level, found = values.get("level"), values["account"].count(".") + 1
        if level is not None and level != found:
            row.notice("level", "level-differs", printed=level, found=found)
        printed = values.get("percent")
        if printed is not None and values["ceiling"]:
            share = values["realised"] * HUNDRED / values["ceiling"]
            if abs(printed - share) > NEAR:
                shown = {"printed": format_decimal(printed, 2),
                         "found": format_decimal(round_half_up(share), 2)}  # fmt: skip
                row.notice("presentase", "percent-differs", **shown)

    def _mark_leaves(self) -> None:
        """A code that no other code of the same place continues is a leaf; the rest are sums."""
        parents: dict[tuple[Any, str], list[RealisationLine]] = {}
        for line in self.lines:
            above = line.account_code.rpartition(".")[0]
            parents.setdefault((_place(line), above), []).append(line)
        by_row = {row.line: row for row in self.rows}
        for line in self.lines:
            below = parents.get((_place(line), line.account_code))
            line.is_leaf = below is None
            for name, heading in (("ceiling", "nominal"), ("realised", "realisasi")):
                total = sum((getattr(part, name) for part in below or ()), ZERO)
                if below is not None and total != getattr(line, name):
                    shown = {"printed": format_rupiah(getattr(line, name)),
                             "found": format_rupiah(total)}  # fmt: skip
                    by_row[line.row].refuse(heading, "sum-differs", **shown)

    def _last(self) -> RealisationReport | None:
        if self.as_of is None:
            return None
        found = RealisationReport.objects.filter(form=self.form, as_of=self.as_of)
        return found.order_by("-number").first()

    def _same(self, report: RealisationReport) -> bool:
        standing = list(report.lines.order_by("row").values_list(*KEPT))
        return standing == [tuple(getattr(line, name) for name in KEPT) for line in self.lines]


def _place(line: RealisationLine) -> tuple[int | None, str]:
    return line.agency_id, line.activity_code
