"""Example budgets of the city, made from the example RKPD and loaded as an export of SIPD is.

Codes and names are real (nomenclature, accounts, funding sources), amounts are made up. An export
is written in memory and goes through the real import, so that agencies, programmes and objectives
are tied as they would be. Published totals of the real city stand beside as printed figures.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction

from sasando.budget.actions import (
    Printed,
    adopt_version,
    import_lines,
    load_accounts,
    load_funding_sources,
    load_printed,
    open_version,
    record_printed,
)
from sasando.budget.models import Account, BudgetVersion, FundingSource
from sasando.core import clock
from sasando.core.models import User
from sasando.organization.queries import viewer_for
from sasando.planning.models import PlanCeiling, PlanRow
from sasando.rules.apportion import apportion

from .chance import chance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sasando.organization.queries import Viewer

PLANNER: Final = "perencana"
HEADINGS: Final = (
    "NO", "TAHUN", "KODE URUSAN", "NAMA URUSAN", "KODE SKPD", "NAMA SKPD", "KODE SUB UNIT",
    "NAMA SUB UNIT", "KODE BIDANG URUSAN", "NAMA BIDANG URUSAN", "KODE PROGRAM", "NAMA PROGRAM",
    "KODE KEGIATAN", "NAMA KEGIATAN", "KODE SUB KEGIATAN", "NAMA SUB KEGIATAN",
    "KODE SUMBER DANA", "NAMA SUMBER DANA", "KODE REKENING", "NAMA REKENING", "PAKET/KELOMPOK",
    "NAMA PAKET/KELOMPOK", "PAGU",
)  # fmt: skip
# What a sub-activity is spent on; weights out of ten. The last column of each is what it buys.
MIXES: Final = (
    {"5.1.01.01.01.0001": 7, "5.1.01.02.01.0001": 3},
    {"5.1.02.01.01.0024": 2, "5.1.02.02.01.0026": 5, "5.1.02.04.01.0001": 3},
    {"5.1.02.01.01.0052": 1, "5.1.02.02.01.0003": 4, "5.1.02.04.01.0003": 5},
    {"5.1.02.01.01.0024": 1, "5.2.02.10.01.0002": 9},
    {"5.1.02.02.01.0004": 1, "5.2.03.01.01.0001": 9},
)
SALARIES: Final = "X.XX.01.2.02.0001"
SALARY_TIMES: Final = 40
REVENUES: Final = {
    "4.1.01.09.01.0001": 1, "4.1.01.15.01.0001": 3, "4.1.01.16.01.0001": 3,
    "4.1.01.19.01.0001": 5, "4.1.01.19.02.0001": 5, "4.1.01.19.03.0001": 2,
    "4.1.01.19.04.0001": 1, "4.1.02.01.01.0001": 4, "4.2.01.08.01.0001": 76,
}  # fmt: skip
# Until 2023 the same taxes stood under codes of their own; amounts in millions of rupiah.
FORMER_TAXES: Final = {
    "4.1.01.06.01.0001": 14_200, "4.1.01.07.01.0001": 21_500, "4.1.01.10.01.0001": 27_800,
}  # fmt: skip
OUTLAY, RECEIPT_PREFIX = "6.2.02.02.01.0001", "6.1.01."
OUTLAYS: Final = 5_000_000_000
MILLION: Final = 1_000_000
FUNDING: Final = "1.1.01"


@dataclass(frozen=True)
class Leaf:
    """A sub-activity of an agency in a year's RKPD: the chain as printed, and its ceiling."""

    unit_code: str
    unit_name: str
    chain: tuple[str, ...]
    node_code: str
    amount: int


@dataclass(frozen=True)
class Plan:
    """A version to be made: its place in the chain, its dates, what it changes and holds."""

    year: int
    stage: str
    as_of: date
    act: str
    adopted_on: date
    approved_on: date | None = None
    is_whole: bool = True


PLANS: Final = (
    Plan(2025, "MURNI", date(2025, 1, 2), "Contoh Perda Nomor 9 Tahun 2024", date(2024, 12, 30),
         date(2024, 12, 5)),
    Plan(2025, "PERUBAHAN", date(2025, 10, 20), "Contoh Perda Nomor 6 Tahun 2025",
         date(2025, 10, 17), date(2025, 9, 23)),
    Plan(2026, "MURNI", date(2026, 1, 2), "Contoh Perda Nomor 8 Tahun 2025", date(2025, 12, 30),
         date(2025, 11, 29)),
    Plan(2026, "PERGESERAN", date(2026, 3, 5), "Contoh Perwal Nomor 4 Tahun 2026",
         date(2026, 3, 2), is_whole=False),
)  # fmt: skip


@transaction.atomic
def load_budgets(now: datetime) -> int:
    """Budgets of 2023, 2025 and 2026 with their lists; how many versions are new.

    Standing ones are left alone. Needs the example RKPD; without it nothing is made.
    """
    if BudgetVersion.objects.exists() or not PlanRow.objects.filter(document__kind="RKPD").exists():
        return 0
    folder = Path(settings.CITY_DATA_DIR)
    load_accounts(folder / "nasional" / "kode_rekening.csv")
    load_funding_sources(folder / "nasional" / "sumber_dana_2026.csv")
    load_printed(folder / "kupang" / "apbd.csv")
    today = clock.local_day(now)
    planner = viewer_for(User.objects.get(username=PLANNER), today)
    book = Book()
    made = [_former_taxes(planner, book)]
    made += [_make(planner, book, plan) for plan in PLANS if plan.adopted_on <= today]
    _printed(planner)
    return len(made)


class Book:
    """Names of accounts and the SKPD code of each agency, read once."""

    def __init__(self) -> None:
        self.accounts = dict(Account.objects.values_list("code", "name"))
        self.receipt = next(
            code
            for code in sorted(self.accounts)
            if code.startswith(RECEIPT_PREFIX) and code.count(".") == 5
        )
        self.funding = FundingSource.objects.get(code=FUNDING).name
        self.agencies = _agency_codes()


def _agency_codes() -> dict[str, str]:
    """An SKPD code for each agency: its first field, and its place among those of that field."""
    rows = PlanRow.objects.filter(document__kind="RKPD", level="PROGRAM").order_by("unit__code")
    fields: dict[str, str] = {}
    for unit, code in rows.order_by("unit__code", "code").values_list("unit__code", "code"):
        fields.setdefault(unit, code[:4])
    held: dict[str, int] = defaultdict(int)
    found = {}
    for unit, field in sorted(fields.items()):
        held[field] += 1
        found[unit] = f"{field}.0.00.0.00.{held[field]:02d}.0000"
    return found


def _leaves(year: int) -> list[Leaf]:
    """The sub-activities of a year's adopted RKPD with what they may cost."""
    ceilings = (
        PlanCeiling.objects.filter(
            year=year, row__level="SUBKEGIATAN", row__document__code=f"RKPD-{year}"
        )
        .select_related("row__unit", "row__node", "row__parent__parent")
        .order_by("row__unit__code", "row__code")
    )
    return [_leaf(ceiling.row, int(ceiling.amount)) for ceiling in ceilings]


def _leaf(row: PlanRow, amount: int) -> Leaf:
    activity = row.parent
    programme = activity.parent if activity else None
    assert activity is not None
    assert programme is not None
    node = row.node.code if row.node else row.code
    chain = (
        programme.code, programme.name, activity.code, activity.name, row.code, row.name,
    )  # fmt: skip
    paid = amount * SALARY_TIMES if node == SALARIES else amount
    return Leaf(row.unit.code, row.unit.name, chain, node, paid)


def _make(planner: Viewer, book: Book, plan: Plan) -> BudgetVersion:
    leaves = _leaves(plan.year)
    if plan.stage == "PERUBAHAN":
        leaves = [leaf for old in leaves for leaf in _amended(old)]
    lines = [line for leaf in leaves for line in _lines(book, plan, leaf)]
    if plan.is_whole:
        lines += _balancing(book, plan.year, sum(leaf.amount for leaf in leaves))
    return _loaded(planner, plan, lines)


def _amended(leaf: Leaf) -> list[Leaf]:
    """What the amendment left of a sub-activity: most stay, some grow, shrink or go."""
    rng = chance("perubahan", leaf.unit_code, leaf.chain[4])
    turn = rng.random()
    if turn < 0.06 and leaf.node_code != SALARIES:
        return []
    share = rng.randint(70, 125) if turn < 0.45 else 100
    return [replace(leaf, amount=leaf.amount * share // 100)]


def _lines(book: Book, plan: Plan, leaf: Leaf) -> Iterable[Sequence[str]]:
    rng = chance("rekening", leaf.unit_code, leaf.chain[4])
    mix = MIXES[0] if leaf.node_code == SALARIES else MIXES[rng.randint(1, len(MIXES) - 1)]
    weights = list(mix.values())
    if plan.stage == "PERGESERAN" and rng.random() < 0.3:
        # A shift moves money between accounts and keeps the sum of the sub-activity.
        weights = weights[1:] + weights[:1]
    agency = (book.agencies[leaf.unit_code], leaf.unit_name)
    for spent in zip(mix, apportion(leaf.amount, weights), strict=True):
        yield _cells(book, plan.year, agency, leaf.chain, spent)


def _balancing(book: Book, year: int, spent: int) -> list[Sequence[str]]:
    """Revenue and financing that leave a SiLPA of zero."""
    receipts = spent // 50 // MILLION * MILLION
    office = (book.agencies["BAPENDA"], "Badan Pendapatan Daerah")
    treasury = (book.agencies["BKAD"], "Badan Keuangan dan Aset Daerah")
    lines: list[Sequence[str]] = []
    shares = apportion(spent + OUTLAYS - receipts, list(REVENUES.values()))
    lines = [_cells(book, year, office, (), spent) for spent in zip(REVENUES, shares, strict=True)]
    lines.append(_cells(book, year, treasury, (), (book.receipt, receipts)))
    lines.append(_cells(book, year, treasury, (), (OUTLAY, OUTLAYS)))
    return lines


def _cells(
    book: Book, year: int, agency: tuple[str, str], chain: tuple[str, ...], spent: tuple[str, int]
) -> list[str]:
    own = chain or ("",) * 6
    field = own[0][:4]
    funding = (FUNDING, book.funding) if chain else ("", "")
    account, amount = spent
    return [
        "", str(year), field[:1], "", *agency, *agency, field, "", *own, *funding, account,
        book.accounts[account], "Kelompok", "Contoh", str(amount),
    ]  # fmt: skip


def _former_taxes(planner: Viewer, book: Book) -> BudgetVersion:
    """The revenue of 2023 under the codes of its time, for the bridge to today's."""
    day = date(2022, 12, 30)
    plan = Plan(2023, "MURNI", date(2023, 1, 2), "Contoh Perda Nomor 7 Tahun 2022", day)
    office = (book.agencies["BAPENDA"], "Badan Pendapatan Daerah")
    lines = [
        _cells(book, 2023, office, (), (account, amount * MILLION))
        for account, amount in FORMER_TAXES.items()
    ]
    return _loaded(planner, plan, lines)


def _loaded(planner: Viewer, plan: Plan, lines: Sequence[Sequence[str]]) -> BudgetVersion:
    """One version through the real import, adopted by its example act."""
    version = open_version(viewer=planner, year=plan.year, stage=plan.stage, as_of=plan.as_of)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows([str(number), *line[1:]] for number, line in enumerate(lines, start=1))
    import_lines(
        viewer=planner,
        code=version.code,
        stream=io.BytesIO(text.getvalue().encode()),
        file_name=f"contoh_rekap_{plan.year}_{plan.stage.lower()}.csv",
        apply=True,
    )
    return adopt_version(
        viewer=planner,
        code=version.code,
        legal_act=plan.act,
        adopted_on=plan.adopted_on,
        approved_on=plan.approved_on,
    )


def _printed(planner: Viewer) -> None:
    """An example of a report that rounds, and of one that does not agree."""
    version = BudgetVersion.objects.filter(year=2026, stage="MURNI").first()
    if version is None:
        return
    spent = sum(version.totals.filter(group__startswith="5").values_list("amount", flat=True))
    rounded = round(spent / MILLION) * MILLION
    for post, amount in (("belanja", rounded), ("belanja pegawai", rounded // 4)):
        printed = Printed(
            year=2026,
            document="murni",
            post=post,
            amount=Decimal(amount),
            source="Contoh siaran pers, 2 Januari 2026",
            rounded_to=MILLION,
            version_code=version.code,
        )
        record_printed(viewer=planner, printed=printed)
