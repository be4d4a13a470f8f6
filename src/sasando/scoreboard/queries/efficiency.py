"""What the plan reached for the money that stood behind it: per objective, and per programme.

Achievement is held against the target of the year, as the ceiling is that of the year. While the
year runs every word is provisional. A missed target is never called efficient (sakip 3.9).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from sasando.budget.queries.money_behind import Money, money_of_programmes
from sasando.core.templatetags.sasando_format import desimal, persen
from sasando.planning.nomenclature import stored_code
from sasando.rules.achievement import HUNDRED
from sasando.rules.efficiency import GapVerdict, Spending, efficiency, output_efficiency
from sasando.scoreboard.addresses import OBJECTIVE, PROGRAMME, node_url, programme_code
from sasando.scoreboard.periods import paid_by

from .results import results

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from decimal import Decimal

    from sasando.budget.queries.money_behind import Ground, MoneyBook, Part
    from sasando.planning.models import Objective
    from sasando.planning.periods import Span
    from sasando.rules.efficiency import Efficiency, OutputEfficiency
    from sasando.rules.rollup import RollUp

    from .results import ObjectiveResult


class Saying(StrEnum):
    """What may be said of money and result together; the first ways of the rule."""

    EFFICIENT = "efisien"
    FAIRLY = "cukup efisien"
    NOT_EFFICIENT = "tidak efisien"
    MISSED = "target belum tercapai, tidak disebut efisien"
    NO_MONEY = "belum terhubung ke anggaran"
    NO_PAYMENT = "pembayaran belum tercatat"
    NO_FIGURE = "capaian belum terhitung"
    REFUNDED = "pengembalian melebihi pembayaran"


NO_SCORE: Final = "tidak disebut: target belum tercapai"
MARKS: Final = {
    Saying.EFFICIENT: "●", Saying.FAIRLY: "◐", Saying.NOT_EFFICIENT: "▼", Saying.MISSED: "▽",
}  # fmt: skip


@dataclass(frozen=True)
class EfficiencyRow:
    """An objective, or a programme of an agency that serves it.

    `achievement` is that of the objective in percent, against the target of the year; a programme
    has none of its own. `counted_text` says what it rests on.
    """

    code: str
    name: str
    agency: str
    url: str
    is_example: bool
    achievement: Decimal | None
    counted_text: str
    money: Money | None
    figures: Efficiency | None
    saying: Saying

    @property
    def mark(self) -> str:
        """The shape beside the words; empty where nothing is judged."""
        return MARKS.get(self.saying, "")

    @property
    def is_missed(self) -> bool:
        """Whether the target of the year is not reached: way 3 is then told without its score."""
        return self.achievement is not None and self.achievement < HUNDRED

    @property
    def output(self) -> OutputEfficiency | None:
        """Way 3 of this row alone."""
        return _output([self])


@dataclass(frozen=True)
class OutputTotal:
    """Way 3 over several programmes; `missed` of them serve an objective below its target."""

    figures: OutputEfficiency
    counted: int
    missed: int

    @property
    def words(self) -> str:
        """The total in a sentence, never its score without the programmes that missed."""
        found = self.figures
        told = (
            f"{self.missed} dari {self.counted} program belum mencapai target sasarannya"
            if self.missed
            else f"semua {self.counted} program mencapai target sasarannya"
        )
        return (
            f"Efisiensi keluaran {persen(found.efficiency)} (sebelum dibatasi "
            f"{persen(found.before_clamp)}), nilai {desimal(found.score, 2)}; {told}."
        )


@dataclass(frozen=True)
class ObjectiveEfficiency:
    """An objective with its programmes, and way 3 over them."""

    row: EfficiencyRow
    programmes: Sequence[EfficiencyRow]
    output: OutputEfficiency | None


@dataclass(frozen=True)
class EfficiencyPage:
    """Every objective of the plan that has an indicator or money, for a year.

    Payments count to the end of the period, as achievement does. `is_provisional` says that the
    year was not over then. `output` is way 3 over all programmes.
    """

    span: Span
    ground: Ground | None
    is_provisional: bool
    objectives: Sequence[ObjectiveEfficiency]
    output: OutputTotal | None

    def saying(self, *wanted: Saying) -> int:
        """Of how many objectives one of these is said."""
        return sum(found.row.saying in wanted for found in self.objectives)

    @property
    def efficient(self) -> int:
        return self.saying(Saying.EFFICIENT)

    @property
    def missed(self) -> int:
        return self.saying(Saying.MISSED, Saying.NOT_EFFICIENT)

    @property
    def unjudged(self) -> int:
        return len(self.objectives) - self.saying(*MARKS)


def efficiency_page(*, span: Span, now: datetime) -> EfficiencyPage:
    """Results and money of a year, up to a quarter. Eight queries, whatever the plan holds.

    Raises NotFoundForViewer for a year without plan.
    """
    found, day = results(span=span, now=now), paid_by(span, now)
    book = money_of_programmes(span.year, day)
    objectives = [
        _objective(branch, book) for mission in found.missions for branch in mission.objectives
    ]
    shown = [one for one in objectives if one.row.money or one.row.achievement is not None]
    rows = [row for one in shown for row in one.programmes]
    return EfficiencyPage(
        span=span,
        ground=book.ground,
        is_provisional=span.year >= day.year,
        objectives=shown,
        output=_total(rows),
    )


def _objective(branch: ObjectiveResult, book: MoneyBook) -> ObjectiveEfficiency:
    objective, reached = branch.objective, branch.summary.toward_year
    parts = [part for part in book.parts if part.objective_id == objective.pk]
    programmes = [_programme(part, objective, reached, book) for part in parts]
    money = Money(book.ground, parts) if parts and book.ground else None
    row = _row(
        money, reached, code=objective.code, name=objective.text, agency="",
        url=node_url(OBJECTIVE, objective.code), is_example=objective.is_example,
    )  # fmt: skip
    return ObjectiveEfficiency(row, programmes, _output(programmes))


def _programme(part: Part, objective: Objective, reached: RollUp, book: MoneyBook) -> EfficiencyRow:
    assert book.ground is not None
    code = programme_code(part.unit_code, stored_code(part.programme_code))
    return _row(
        Money(book.ground, [part]), reached, code=part.programme_code, name=part.programme_name,
        agency=part.agency_name, url=node_url(PROGRAMME, code), is_example=objective.is_example,
    )  # fmt: skip


def _row(
    money: Money | None,
    reached: RollUp,
    *,
    code: str,
    name: str,
    agency: str,
    url: str,
    is_example: bool,
) -> EfficiencyRow:
    figures = _figures(money, reached.value)
    return EfficiencyRow(
        code=code,
        name=name,
        agency=agency,
        url=url,
        is_example=is_example,
        achievement=reached.value,
        counted_text=f"{reached.counted} dari {reached.total} indikator terhitung",
        money=money,
        figures=figures,
        saying=_saying(money, reached.value, figures),
    )


def _figures(money: Money | None, achievement: Decimal | None) -> Efficiency | None:
    spent = spending_of(money, achievement)
    return (
        None if spent is None else efficiency(spent.budget, spent.realised, spent.achievement).value
    )


def spending_of(money: Money | None, achievement: Decimal | None) -> Spending | None:
    """What the rule takes; None where a figure is missing or refunds exceed what was paid."""
    if money is None or achievement is None or money.paid is None or money.paid < 0:
        return None
    return Spending(money.ceiling, money.paid, achievement)


def _saying(money: Money | None, achievement: Decimal | None, figures: Efficiency | None) -> Saying:
    if figures is None:
        return _why_not(money, achievement)
    if figures.verdict is GapVerdict.NOT_EFFICIENT:
        return Saying.NOT_EFFICIENT
    if achievement is None or achievement < HUNDRED:
        return Saying.MISSED
    return Saying.EFFICIENT if figures.is_called_efficient else Saying.FAIRLY


def _why_not(money: Money | None, achievement: Decimal | None) -> Saying:
    if money is None or not money.ceiling:
        return Saying.NO_MONEY
    if money.paid is None:
        return Saying.NO_PAYMENT
    return Saying.NO_FIGURE if achievement is None else Saying.REFUNDED


def _total(rows: Sequence[EfficiencyRow]) -> OutputTotal | None:
    known = [row for row in rows if spending_of(row.money, row.achievement) is not None]
    found = _output(known)
    return OutputTotal(found, len(known), sum(row.is_missed for row in known)) if found else None


def _output(rows: Iterable[EfficiencyRow]) -> OutputEfficiency | None:
    """Way 3 over programmes whose objective has a figure; each weighs by its ceiling."""
    outputs = [spending_of(row.money, row.achievement) for row in rows]
    known = [spent for spent in outputs if spent is not None]
    return output_efficiency(known).value if known else None
