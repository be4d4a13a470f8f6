"""Whether a step of the budget kept its legal day, and by how many days it did not.

The days themselves are dated policy (`persetujuan-apbd`, `penetapan-apbd`), for not every article
could be read (planning_budget C1) [M].
"""

from dataclasses import dataclass
from datetime import date

from sasando.rules.arguments import DATE, Argument
from sasando.rules.numerals import format_date
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

_CLAUSE = "Kalender APBD, PP 12/2019 [M]"


@dataclass(frozen=True)
class Delay:
    """By how many days a step came after its day; `is_open` while it is still to come."""

    days: int
    is_open: bool


@rule(
    "budget-delay",
    title="Keterlambatan terhadap kalender anggaran",
    source="PP 12/2019; harinya kebijakan bertanggal",
    mark=Mark.MEMORY,
    arguments=(
        Argument("due", DATE, "Hari terakhir menurut aturan"),
        Argument("today", DATE, "Hari ini"),
        Argument("done", DATE, "Hari dikerjakan; null bila belum", None, null_is_none=True),
    ),
    example={"due": "2025-11-30", "today": "2026-11-20", "done": "2025-12-03"},
)
def budget_delay(due: date, today: date, done: date | None = None) -> Outcome[Delay]:
    """Days from the due day to the deed, or to today while it is not done; never below zero."""
    days = max(((done or today) - due).days, 0)
    said = f"dikerjakan {format_date(done)}" if done else f"belum, per {format_date(today)}"
    words = f"terlambat {days} hari" if days else "tepat waktu"
    step = Step(f"Paling lambat {format_date(due)}", said, words, _CLAUSE)
    status = Status.OK if done else Status.NOT_REPORTED
    return Outcome(Delay(days, is_open=done is None), status, (step,))
