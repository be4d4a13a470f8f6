"""Carrying a whole file of budget lines into a draft version, a chunk of rows at a time.

New codes of a chunk are written first, then its lines by COPY: a province's million rows need no
more memory than a city's seven thousand. What refuses a file is found while it is read; the caller
rolls everything back then, so that nothing is half loaded.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import closing
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db import connection
from django.db.models import Sum

from sasando.rules.errors import RuleInputError
from sasando.rules.numerals import NumberStyle, parse_decimal

from .known import Known
from .layouts import layout_of
from .reading import rows_of
from .report import KEPT_ROWS, LineReport

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import BinaryIO

    from sasando.budget.models import BudgetVersion

    from .known import Printed
    from .layouts import Layout

CHUNK: Final = 20_000
SEN: Final = 100
COPY_LINES: Final = (
    "COPY budget_budgetline (version_id, row, agency_id, sub_unit_id, activity_id, account_id,"
    " funding_id, package, amount) FROM STDIN"
)
TOTALS: Final = """
INSERT INTO budget_budgettotal
    (version_id, agency_id, sub_unit_id, activity_id, programme_id, "group", amount, lines)
SELECT l.version_id, l.agency_id, l.sub_unit_id, l.activity_id,
       COALESCE(above.parent_id, s.parent_id, l.activity_id),
       COALESCE(substring(a.code from 1 for 6), ''), COALESCE(sum(l.amount), 0), count(*)
FROM budget_budgetline l
LEFT JOIN budget_account a ON a.id = l.account_id
LEFT JOIN budget_budgetactivity s ON s.id = l.activity_id
LEFT JOIN budget_budgetactivity above ON above.id = s.parent_id
WHERE l.version_id = %s
GROUP BY 1, 2, 3, 4, 5, 6
"""


def load_lines(
    version: BudgetVersion,
    stream: BinaryIO,
    mapping: Mapping[str, str] | None = None,
    *,
    kept_rows: int = KEPT_ROWS,
) -> LineReport:
    """Replace the lines of a draft by those of a file; call it inside a transaction.

    `mapping` names the heading of each field for a file of another program. The report says
    whether the file is accepted; when it is not, the caller rolls back. Raises BudgetFileRefused
    for a file that cannot be read at all. `kept_rows` odd rows are kept for the report.
    """
    with closing(rows_of(stream)) as rows:
        _number, headings = next(rows)
        layout = layout_of(headings, mapping)
        version.lines.all()._raw_delete(version.lines.db)
        version.totals.all()._raw_delete(version.totals.db)
        loader = _Loader(version, layout, kept_rows)
        for chunk in _chunks(rows):
            loader.take(chunk)
    loader.finish()
    return loader.report


def standing_report(version: BudgetVersion) -> LineReport:
    """The control totals of a version whose file is offered once more; nothing is read again."""
    return LineReport(
        rows=version.lines.count(),
        without_account=version.lines.filter(account=None).count(),
        total=version.totals.aggregate(total=Sum("amount"))["total"],
        same_file=True,
    )


def _chunks(rows: Iterator[tuple[int, list[str]]]) -> Iterator[list[tuple[int, list[str]]]]:
    chunk: list[tuple[int, list[str]]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


class _Loader:
    """One file on its way into one version. Sums are kept as whole sen."""

    def __init__(self, version: BudgetVersion, layout: Layout, kept_rows: int) -> None:
        self.version = version
        self.report = LineReport(layout=layout.name, kept_rows=kept_rows)
        self.known = Known(version.year, self.report, layout)
        self._year = str(version.year) if "year" in layout.places else ""
        self._widest = max(layout.places.values())
        self._cells = layout.cells("year", "account_code", "package", "amount")
        self._sen: dict[str, int] = defaultdict(int)
        self._groups: dict[str, int] = defaultdict(int)

    def take(self, chunk: Sequence[tuple[int, list[str]]]) -> None:
        """Judge a chunk, write its new codes, then its lines."""
        read = [line for line in map(self._read, chunk) if line is not None]
        self.known.write_new()
        if not self.report.is_accepted:
            return
        with connection.cursor() as cursor, cursor.copy(COPY_LINES) as copy:
            for number, printed, package, amount in read:
                keys = [met.pk for met in printed]
                copy.write_row((self.version.pk, number, *keys, package, amount))

    def finish(self) -> None:
        """Complete the report, and store the sums of the version."""
        report = self.report
        report.total = _rupiah(sum(self._sen.values()))
        report.by_agency = {name: _rupiah(sen) for name, sen in sorted(self._sen.items())}
        report.by_group = {code: _rupiah(sen) for code, sen in sorted(self._groups.items())}
        if report.is_accepted:
            with connection.cursor() as cursor:
                cursor.execute(TOTALS, [self.version.pk])

    def _read(self, row: tuple[int, list[str]]) -> tuple[int, Printed, str, str | None] | None:
        number, cells = row
        self.report.rows += 1
        if len(cells) <= self._widest:
            self.report.note(number, "row-short", cells[0])
            return None
        cells.append("")
        year, account, package, amount = self._cells(cells)
        if year != self._year and year.strip() != self._year:
            self.report.note(number, "year-differs", year)
        printed = self.known.printed(number, cells)
        found = self._amount(number, amount.strip(), has_account=bool(account.strip()))
        if printed is None:
            return None
        sen = 0 if found is None else _sen(found)
        self._sen[printed.agency.value[1]] += sen
        if printed.account.value is None:
            self.report.without_account += 1
        else:
            self._groups[printed.account.value[:3]] += sen
        return number, printed, package.strip(), found

    def _amount(self, number: int, text: str, *, has_account: bool) -> str | None:
        """The amount as the database takes it; None for a line without one."""
        if text.isascii() and text.isdigit():
            found = text
        elif not text:
            return None
        else:
            found = self._read_amount(number, text)
        if not has_account:
            if found.strip("0."):
                self.report.note(number, "amount-without-account", text)
            return None
        return found

    def _read_amount(self, number: int, text: str) -> str:
        """A figure with decimals or groups, written plainly; "0" when it is refused."""
        for style in (NumberStyle.PLAIN, NumberStyle.INDONESIAN):
            try:
                value = parse_decimal(text, style=style)
            except RuleInputError:
                continue
            return self._checked(number, text, value)
        self.report.note(number, "amount-unreadable", text)
        return "0"

    def _checked(self, number: int, text: str, value: Decimal) -> str:
        if value < 0:
            self.report.note(number, "amount-negative", text)
        elif value != round(value, 2):
            self.report.note(number, "amount-too-fine", text)
        else:
            return f"{value:f}"
        return "0"


def _sen(amount: str) -> int:
    whole, _point, fraction = amount.partition(".")
    return int(whole) * SEN + int(f"{fraction:0<2}"[:2])


def _rupiah(sen: int) -> Decimal:
    return Decimal(sen).scaleb(-2) if sen % SEN else Decimal(sen // SEN)
