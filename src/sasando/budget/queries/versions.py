"""The chain of versions of a year, beside the calendar of the law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sasando.budget.models import BudgetVersion
from sasando.budget.policies import BudgetCalendar
from sasando.core.errors import NotFoundForViewer
from sasando.rules.budget_calendar import budget_delay

from .identities import Identities, identities_of_all

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_STEP_WORDS: Final = {"approved_on": "Disetujui bersama", "adopted_on": "Ditetapkan"}


@dataclass(frozen=True)
class CalendarStep:
    """One step of a version: when it came, when the law wanted it, by how many days it was late.

    `due` is None where the law names no day; `evidence` says how sure that day is.
    """

    label: str
    done: date | None
    due: date | None = None
    days_late: int = 0
    basis: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class VersionRow:
    """A version with its sums and its steps."""

    version: BudgetVersion
    sums: Identities
    steps: Sequence[CalendarStep]
    has_lines: bool


@dataclass(frozen=True)
class YearPage:
    """A year's chain, oldest first, and the years there are, newest first."""

    year: int
    years: Sequence[int]
    rows: Sequence[VersionRow]

    @property
    def last(self) -> BudgetVersion | None:
        """The newest version of the year."""
        return self.rows[-1].version if self.rows else None


def version_for(code: str) -> BudgetVersion:
    """A version by its code; everybody who is logged in may read it. Raises NotFoundForViewer."""
    version = BudgetVersion.objects.select_related("supersedes").filter(code=code).first()
    if version is None:
        raise NotFoundForViewer(kind="versi anggaran")
    return version


def years() -> list[int]:
    """The years that have a version, newest first."""
    found = BudgetVersion.objects.order_by("-year").values_list("year", flat=True)
    return list(found.distinct())


def year_page(year: int | None, today: date) -> YearPage:
    """The chain of a year, or of today's, else of the newest. Four queries, however many versions.

    A draft of next year does not push the year that is spent now out of sight.
    """
    known = years()
    by_itself = today.year if today.year in known or not known else known[0]
    wanted = year if year in known or (year and not known) else by_itself
    return YearPage(wanted, known, version_rows(wanted, today))


def version_rows(year: int, today: date) -> list[VersionRow]:
    """Every version of a year with its sums and steps; three queries."""
    versions = list(BudgetVersion.objects.filter(year=year).order_by("number"))
    calendar = BudgetCalendar(year)
    sums = identities_of_all(versions)
    return [
        VersionRow(
            version,
            sums[version.pk],
            steps_of(version, calendar, today),
            has_lines=bool(version.file_digest),
        )
        for version in versions
    ]


def steps_of(version: BudgetVersion, calendar: BudgetCalendar, today: date) -> list[CalendarStep]:
    """Approval and adoption of a version, each against its last day."""
    due = {row.step: row for row in calendar.due_days(version.stage)}
    steps = []
    for name, label in _STEP_WORDS.items():
        done: date | None = getattr(version, name)
        last = due.get(name)
        if last is None:
            steps.append(CalendarStep(label, done))
            continue
        delay = budget_delay(last.day, today, done).value
        steps.append(CalendarStep(label, done, last.day, delay.days, last.basis, last.evidence))
    return steps


def default_pair(versions: Sequence[BudgetVersion]) -> tuple[BudgetVersion, BudgetVersion] | None:
    """The two versions compared when nobody chose: the newest year's murni with its amendment.

    Without an amendment the newest version with the one before it. Drafts only count where there
    are not two adopted versions; None below two versions.
    """
    adopted = [row for row in versions if row.adopted_on]
    known = adopted if len(adopted) > 1 else versions
    ordered = sorted(known, key=lambda row: (row.year, row.number))
    for last in reversed(ordered):
        if last.stage == BudgetVersion.Stage.AMENDED:
            first = next(row for row in ordered if row.year == last.year)
            if first != last:
                return first, last
    return (ordered[-2], ordered[-1]) if len(ordered) > 1 else None
