"""The verdicts of the habit detector for the city and each agency, with the rupiah behind them.

Money of a line is that of the year's last adopted budget version where it knows the agency and the
code, else the ceiling of the plan. One level is looked at at a time: a programme's money is that of
its sub-activities once more.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db import connection
from django.db.models import Count

from sasando.budget.models import BudgetVersion
from sasando.organization.models import Unit
from sasando.planning.habit_findings import finding_from
from sasando.planning.models import HabitVerdict, PlanRow
from sasando.planning.models.habits import ASKED
from sasando.planning.queries.habits import UNANSWERED, answer_states
from sasando.rules.apportion import apportion
from sasando.rules.evidence import Role
from sasando.rules.numerals import round_half_up
from sasando.scoreboard.addresses import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sasando.planning.queries.habits import AnswerState
    from sasando.rules.evidence import Evidence

Verdict = HabitVerdict.Verdict
Level = PlanRow.Level
# The lowest level holds the money, so it is looked at first.
LEVELS: Final = (Level.SUB_ACTIVITY, Level.ACTIVITY, Level.PROGRAMME)
ANSWERED, NOT_ANSWERED, WAITING, RETURNED = "dijawab", "belum", "menunggu", "dikembalikan"
PER_MILLE: Final = 1000

# Support programmes are kept as X.XX.01 whatever field an export prints (rules.codes).
STORED: Final = """
CASE WHEN split_part({code}, '.', 3) = '01'
     THEN 'X.XX.' || substr({code}, length(split_part({code}, '.', 1))
                            + length(split_part({code}, '.', 2)) + 3)
     ELSE {code} END
"""
LINES: Final = f"""
WITH printed AS (
    SELECT owner.unit_id, total.amount, CASE %(level)s
        WHEN lowest.level THEN lowest.code WHEN above.level THEN above.code
        WHEN top.level THEN top.code END AS code
    FROM budget_budgettotal total
    JOIN budget_budgetunit owner ON owner.id = total.agency_id AND owner.unit_id IS NOT NULL
    JOIN budget_budgetactivity lowest ON lowest.id = total.activity_id
    LEFT JOIN budget_budgetactivity above ON above.id = lowest.parent_id
    LEFT JOIN budget_budgetactivity top ON top.id = above.parent_id
    WHERE total.version_id = %(version)s
), money AS (
    SELECT unit_id, {STORED.format(code="code")} AS stored, sum(amount) AS amount
    FROM printed WHERE code IS NOT NULL GROUP BY 1, 2
), answers AS (
    SELECT DISTINCT ON (given.unit_id, given.code) given.unit_id, given.code,
        COALESCE(review.outcome, 'MENUNGGU') AS outcome
    FROM planning_habitanswer given
    LEFT JOIN planning_habitreview review ON review.answer_id = given.id
    WHERE given.year = %(year)s ORDER BY given.unit_id, given.code, given.number DESC
), lines AS (
    SELECT line.id, line.unit_id, line.code, line.level, line.name, line.verdict, line.is_example,
        COALESCE(money.amount, line.ceiling) AS amount, money.amount IS NOT NULL AS is_budget,
        answers.outcome
    FROM planning_habitverdict line
    LEFT JOIN money ON money.unit_id = line.unit_id AND money.stored = line.stored
    LEFT JOIN answers ON answers.unit_id = line.unit_id AND answers.code = line.code
    WHERE line.year = %(year)s AND line.level = %(level)s
)
"""
SUMS: Final = f"""{LINES}
SELECT unit_id, verdict, count(*), COALESCE(sum(amount), 0),
    count(*) FILTER (WHERE is_budget),
    count(*) FILTER (WHERE NOT is_budget AND amount IS NOT NULL),
    count(*) FILTER (WHERE outcome <> 'DIKEMBALIKAN'),
    count(*) FILTER (WHERE outcome = 'MENUNGGU'),
    bool_or(is_example)
FROM lines GROUP BY unit_id, verdict
"""
ROWS: Final = f"""{LINES}
SELECT lines.id, unit_id, amount, is_budget, outcome, count(*) OVER () FROM lines
WHERE (%(units)s::bigint[] IS NULL OR unit_id = ANY(%(units)s))
    AND (%(verdicts)s::text[] IS NULL OR verdict = ANY(%(verdicts)s))
    AND (%(answer)s = '' OR (verdict = ANY(%(asked)s) AND CASE %(answer)s
        WHEN 'dijawab' THEN outcome <> 'DIKEMBALIKAN'
        WHEN 'belum' THEN outcome IS NULL
        WHEN 'menunggu' THEN outcome = 'MENUNGGU'
        WHEN 'dikembalikan' THEN outcome = 'DIKEMBALIKAN' END))
    AND (%(text)s = '' OR lines.name ILIKE %(like)s OR lines.code LIKE %(begins)s)
ORDER BY amount DESC NULLS LAST, unit_id, code LIMIT %(limit)s OFFSET %(start)s
"""


@dataclass(frozen=True)
class Sum:
    """Lines and rupiah of one verdict; how many lines rest on the budget, how many on the plan."""

    lines: int = 0
    amount: Decimal = Decimal(0)
    from_budget: int = 0
    from_plan: int = 0
    answered: int = 0
    waiting: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(
            self.lines + other.lines,
            self.amount + other.amount,
            self.from_budget + other.from_budget,
            self.from_plan + other.from_plan,
            self.answered + other.answered,
            self.waiting + other.waiting,
        )

    @property
    def without_money(self) -> int:
        """Lines neither budget nor plan gives an amount for."""
        return self.lines - self.from_budget - self.from_plan


@dataclass(frozen=True)
class Sums:
    """Every verdict of an agency or of the city."""

    by_verdict: Mapping[str, Sum] = field(default_factory=dict)

    def of(self, *verdicts: str) -> Sum:
        """The sum over some verdicts."""
        return sum((self.by_verdict.get(one, Sum()) for one in verdicts), Sum())

    @property
    def habit(self) -> Sum:
        return self.of(Verdict.HABIT)

    @property
    def on_paper(self) -> Sum:
        return self.of(Verdict.ON_PAPER)

    @property
    def traced(self) -> Sum:
        return self.of(Verdict.TRACED)

    @property
    def unclear(self) -> Sum:
        """Neither traced nor at fault: too little is known, or the code cannot be read."""
        return self.of(Verdict.UNKNOWN, Verdict.UNREADABLE)

    @property
    def unreadable(self) -> Sum:
        return self.of(Verdict.UNREADABLE)

    @property
    def support(self) -> Sum:
        return self.of(Verdict.SUPPORT)

    @property
    def asked(self) -> Sum:
        """What the agency is asked about."""
        return self.of(*ASKED)

    @property
    def judged(self) -> Sum:
        """Everything but support programmes, which every agency needs by law."""
        return self.of(*(one for one in Verdict if one != Verdict.SUPPORT))

    @property
    def all(self) -> Sum:
        return self.of(*Verdict)


@dataclass(frozen=True)
class VerdictShare:
    """One verdict among the lines outside support programmes; shares in per mille."""

    verdict: Verdict
    sum: Sum
    amount_share: int
    line_share: int


@dataclass(frozen=True)
class AgencyRow:
    """An agency with its sums."""

    unit: Unit
    name: str
    sums: Sums

    @property
    def habit_share(self) -> int | None:
        """Its habit rupiah in its own rupiah outside support, per mille; None without money."""
        own = self.sums.judged.amount
        return int(self.sums.habit.amount * PER_MILLE / own) if own else None

    @property
    def support_share(self) -> int | None:
        """Its support rupiah in all its rupiah, per mille."""
        own = self.sums.all.amount
        return int(round_half_up(self.sums.support.amount * PER_MILLE / own, 0)) if own else None


@dataclass(frozen=True)
class HabitBoard:
    """A year at one level: the city's sums and its agencies, the most habit rupiah first."""

    year: int
    level: str
    version: BudgetVersion | None
    sums: Sums
    agencies: tuple[AgencyRow, ...]
    has_examples: bool

    @property
    def level_label(self) -> str:
        return Level(self.level).label.lower()

    @property
    def shares(self) -> tuple[VerdictShare, ...]:
        """The verdicts outside support with their shares, which sum to 1000 each.

        Unreadable codes are the exception, so they are told only where there are some.
        """
        left_out = {Verdict.SUPPORT}
        if not self.sums.unreadable.lines:
            left_out.add(Verdict.UNREADABLE)
        verdicts = [one for one in Verdict if one not in left_out]
        sums = [self.sums.of(one) for one in verdicts]
        amounts = _shares([one.amount for one in sums])
        lines = _shares([Decimal(one.lines) for one in sums])
        return tuple(map(VerdictShare, verdicts, sums, amounts, lines))

    @property
    def support_share(self) -> int:
        """Support rupiah in all rupiah, per mille."""
        whole = self.sums.all.amount
        return int(round_half_up(self.sums.support.amount * PER_MILLE / whole, 0)) if whole else 0


@dataclass(frozen=True)
class HabitLine:
    """A line with its verdict, its money and the state of its answer."""

    verdict: HabitVerdict
    unit_name: str
    amount: Decimal | None
    is_budget: bool
    outcome: str | None
    state: AnswerState = UNANSWERED

    @property
    def findings(self) -> list[Evidence]:
        return [finding_from(kept) for kept in self.verdict.evidences]

    @property
    def telling(self) -> list[Evidence]:
        """What speaks against the line or is missing; without any of it the facts."""
        return [one for one in self.findings if one.role is not Role.FACT] or self.findings

    @property
    def money_source(self) -> str:
        """Where the rupiah come from."""
        if self.amount is None:
            return "tanpa rupiah"
        return "APBD" if self.is_budget else "pagu rencana"

    @property
    def answer_words(self) -> str:
        """What became of the question to the agency; empty when it was asked nothing."""
        if not self.verdict.needs_answer:
            return ""
        words = {
            "MENUNGGU": "dijawab, menunggu perencana",
            "DITERIMA": "jawaban diterima",
            "DIKEMBALIKAN": "jawaban dikembalikan",
        }
        return words.get(self.outcome or "", "belum dijawab")


@dataclass(frozen=True)
class LineFilter:
    """Which lines are wanted; empty parts ask for nothing."""

    level: str
    verdicts: tuple[str, ...] = ()
    units: tuple[int, ...] = ()
    answer: str = ""
    text: str = ""


class FoundLines(NamedTuple):
    """Some lines of a list, and how many it has."""

    lines: list[HabitLine]
    total: int


def budget_of(year: int) -> BudgetVersion | None:
    """The last adopted version of a year's budget."""
    return BudgetVersion.objects.adopted().filter(year=year).order_by("-number").first()


def levels_of(year: int, unit: Unit | None = None) -> dict[str, int]:
    """The levels that have lines, the lowest first, with how many."""
    found = HabitVerdict.objects.filter(year=year, **({"unit": unit} if unit else {}))
    counted = dict(found.order_by().values_list("level").annotate(Count("pk")))
    return {level.value: counted[level] for level in LEVELS if level in counted}


def habit_board(year: int, level: str) -> HabitBoard:
    """The sums of the whole city. Three queries, however many lines."""
    version = budget_of(year)
    by_unit: dict[int, dict[str, Sum]] = defaultdict(dict)
    has_examples = False
    with connection.cursor() as cursor:
        cursor.execute(SUMS, _values(year, level, version))
        for unit, verdict, *counted, is_example in cursor:
            by_unit[unit][verdict] = Sum(*counted)
            has_examples = has_examples or is_example
    units = Unit.objects.in_bulk(list(by_unit))
    agencies = [
        AgencyRow(units[pk], marked(units[pk].name, is_example=units[pk].is_example), Sums(own))
        for pk, own in by_unit.items()
    ]
    agencies.sort(key=_most_habit_first)
    whole = {
        one.value: sum((own.get(one, Sum()) for own in by_unit.values()), Sum()) for one in Verdict
    }
    return HabitBoard(year, level, version, Sums(whole), tuple(agencies), has_examples)


def _most_habit_first(row: AgencyRow) -> tuple[Decimal, int, str]:
    return -row.sums.habit.amount, -row.sums.habit.lines, row.name


def agency_sums(year: int, level: str, unit: Unit) -> AgencyRow:
    """The sums of one agency."""
    board = habit_board(year, level)
    own = next((row for row in board.agencies if row.unit.pk == unit.pk), None)
    return own or AgencyRow(unit, unit.name, Sums())


def habit_lines(
    year: int, wanted: LineFilter, *, start: int = 0, stop: int | None = None
) -> FoundLines:
    """Lines with their money, the most rupiah first. Three queries, however many lines."""
    values = _values(year, wanted.level, budget_of(year)) | {
        "units": list(wanted.units) or None,
        "verdicts": list(wanted.verdicts) or None,
        "answer": wanted.answer,
        "asked": [one.value for one in ASKED],
        "text": wanted.text,
        "like": f"%{_escaped(wanted.text)}%",
        "begins": f"{_escaped(wanted.text)}%",
        "limit": None if stop is None else stop - start,
        "start": start,
    }
    with connection.cursor() as cursor:
        cursor.execute(ROWS, values)
        found = cursor.fetchall()
    rows = HabitVerdict.objects.select_related("unit").in_bulk([row[0] for row in found])
    lines = [
        HabitLine(
            rows[pk],
            marked(rows[pk].unit.name, is_example=rows[pk].unit.is_example),
            amount,
            is_budget,
            outcome,
        )
        for pk, _unit, amount, is_budget, outcome, _total in found
    ]
    return FoundLines(lines, found[0][-1] if found else 0)


def with_answers(lines: Sequence[HabitLine], year: int, unit: Unit) -> list[HabitLine]:
    """The lines of one agency with the newest answer to each. One query."""
    states = answer_states(year, unit, [line.verdict.code for line in lines])
    return [
        HabitLine(
            line.verdict,
            line.unit_name,
            line.amount,
            line.is_budget,
            line.outcome,
            states.get(line.verdict.code, UNANSWERED),
        )
        for line in lines
    ]


def agencies_with_lines(year: int) -> list[tuple[str, str]]:
    """The agencies that have lines, as choices of a filter."""
    found = Unit.objects.filter(pk__in=HabitVerdict.objects.filter(year=year).values("unit"))
    return list(found.order_by("name").values_list("code", "name"))


def _values(year: int, level: str, version: BudgetVersion | None) -> dict[str, Any]:
    return {"year": year, "level": level, "version": version.pk if version else 0}


def _shares(amounts: Iterable[Decimal]) -> tuple[int, ...]:
    weights = list(amounts)
    return apportion(PER_MILLE, weights) if any(weights) else (0,) * len(weights)


def _escaped(text: str) -> str:
    """What is looked for, as it stands: no sign of it is a wildcard."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
