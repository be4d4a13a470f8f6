"""The S-curve of a report as a sheet that computes, with the spreadsheet's own chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sasando.budget.curves import MONTH_WORDS
from sasando.budget.queries.early_warning import HUNDRED, ZERO
from sasando.rules.numerals import round_half_up

from .absorption import facts_of
from .sheets import lay_out, write_facts, write_figure, write_plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

    from sasando.budget.queries.early_warning import Standing

    from .absorption import AbsorptionReport

NAME: Final = "Kurva S"
HEADINGS: Final = (
    "Rencana bulan itu", "SP2D bulan itu", "Rencana kumulatif", "SP2D kumulatif", "Rencana (%)",
    "SP2D (%)", "Acuan nasional (%)",
)  # fmt: skip
WIDTHS: Final = (20, 20, 20, 20, 10, 10, 10)
LETTERS: Final = ("BCDEFGH", "IJKLMNO")
INK: Final = {"Rencana": "#4a5563", "SP2D": "#0b5d66", "Acuan nasional": "#b5432a"}
_DASHES: Final = {"Rencana": "dash", "SP2D": "solid", "Acuan nasional": "round_dot"}
_MARKERS: Final = {"Rencana": "none", "SP2D": "circle", "Acuan nasional": "diamond"}
MONTHS: Final = 12


def write_curve(
    book: xlsxwriter.Workbook,
    report: AbsorptionReport,
    formats: dict[str, Any],
    *,
    reference_row: int,
) -> None:
    """Add the sheet. `reference_row` is the row of quarter I on the sheet "Dasar"."""
    sheet = book.add_worksheet(NAME)
    facts = facts_of(report, "kurva S")
    write_facts(sheet, facts, formats)
    head = len(facts) + 2
    sheet.set_column(0, 0, 14)
    write_plain(sheet, (head - 1, 0), "Pagu", formats["text"])
    write_plain(sheet, (head, 0), "Sampai akhir", formats["head"])
    for line, month in enumerate(MONTH_WORDS, start=head + 1):
        write_plain(sheet, (line, 0), month, formats["text"])
    reference = report.basis.reference
    parts = [("Belanja", report.total, reference.spending)]
    if report.total.capital is not None:
        parts.append(("Belanja modal", report.total.capital, reference.capital))
    for number, (name, row, expected) in enumerate(parts):
        block = _Block(sheet, formats, head, LETTERS[number])
        block.write(name, row)
        block.write_reference(expected, f"Dasar!${'BC'[number]}$", reference_row)
        sheet.insert_chart(head + MONTHS + 3, 6 * number, block.chart(book, name))
    lay_out(sheet, head)


class _Block:
    """Seven columns of the sheet: the months of all expenditure, or of belanja modal."""

    def __init__(
        self, sheet: Worksheet, formats: dict[str, Any], head: int, letters: Sequence[str]
    ) -> None:
        self.sheet = sheet
        self.formats = formats
        self.head = head
        self.letters = letters
        self.first = ord(letters[0]) - ord("A")

    def write(self, name: str, row: Standing) -> None:
        """The ceiling, then each month; what is not over stays empty."""
        sheet, formats = self.sheet, self.formats
        write_plain(sheet, (self.head - 1, self.first), row.ceiling, formats["money"])
        for place, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
            sheet.set_column(self.first + place, self.first + place, width)
            write_plain(
                sheet, (self.head, self.first + place), f"{name}: {heading}", formats["head"]
            )
        planned = [point.planned for point in row.curve]
        paid = [point.paid for point in row.curve]
        for line in range(MONTHS):
            self._amounts(line, 0, planned, row.ceiling)
            self._amounts(line, 1, paid, row.ceiling)

    def write_reference(self, expected: Sequence[Decimal], column: str, first_row: int) -> None:
        """The national reference at the end of each quarter."""
        for quarter, share in enumerate(expected):
            cell = (self.head + 3 + quarter * 3, self.first + 6)
            formula = f"={column}{first_row + quarter}"
            write_figure(self.sheet, cell, formula, share, self.formats["share"])

    def chart(self, book: xlsxwriter.Workbook, name: str) -> Any:
        """The spreadsheet's own chart of the three percentages."""
        chart = book.add_chart({"type": "line"})
        first, last = self.head + 1, self.head + MONTHS
        for place, (label, ink) in enumerate(INK.items(), start=4):
            column = self.first + place
            chart.add_series(
                {
                    "name": label,
                    "categories": [NAME, first, 0, last, 0],
                    "values": [NAME, first, column, last, column],
                    "line": {"color": ink, "width": 2, "dash_type": _DASHES[label]},
                    "marker": {
                        "type": _MARKERS[label],
                        "size": 6,
                        "border": {"color": ink},
                        "fill": {"color": ink},
                    },
                }
            )
        chart.set_title({"name": f"Kurva S: {name.lower()}", "name_font": {"size": 12}})
        chart.set_y_axis({"name": "persen pagu", "min": 0, "num_format": "0"})
        chart.show_blanks_as("span")
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 720, "height": 400})
        return chart

    def _amounts(
        self, line: int, place: int, sums: Sequence[Decimal | None], ceiling: Decimal
    ) -> None:
        """One month of the plan (place 0) or of the payments (1): amount, sum so far, percent."""
        total = sums[line]
        if total is None:
            return
        sheet, formats = self.sheet, self.formats
        row = self.head + 1 + line
        before = (sums[line - 1] or ZERO) if line else ZERO
        month, whole = self.letters[place], self.letters[place + 2]
        write_plain(sheet, (row, self.first + place), total - before, formats["money"])
        formula = f"=SUM({month}${self.head + 2}:{month}{row + 1})"
        write_figure(sheet, (row, self.first + place + 2), formula, total, formats["money"])
        pagu = f"${self.letters[0]}${self.head}"
        formula = f'=IF({pagu}=0,"",ROUND({whole}{row + 1}*100/{pagu},2))'
        share = round_half_up(total * HUNDRED / ceiling) if ceiling else None
        write_figure(sheet, (row, self.first + place + 4), formula, share, formats["share"])
