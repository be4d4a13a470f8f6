"""Monitoring of action plans: until when the report of a quarter comes in time.

A report is due some days after its quarter ended; one that comes later is taken and marked late.
The days of grace are proposed [P] (sakip 1.6), a dated policy of the city replaces them.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from sasando.rules.agreements import quarter_end
from sasando.rules.arguments import INSTANT, INTEGER, ZONE, Argument
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.measuring import last_second_text
from sasando.rules.numerals import format_date
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

GRACE_DAYS: Final = 10
_LONGEST_GRACE: Final = 366
_CLAUSE = "Kebijakan tenggang pemantauan [P]"


def last_day_to_report(year: int, quarter: int, grace_days: int) -> date:
    """The last day on which a report comes in time. Raises RuleInputError (OUT_OF_RANGE)."""
    if not 0 <= grace_days <= _LONGEST_GRACE:
        raise RuleInputError("grace_days", Problem.OUT_OF_RANGE, grace_days)
    return quarter_end(year, quarter) + timedelta(days=grace_days)


def report_due_at(year: int, quarter: int, grace_days: int, zone: tzinfo) -> datetime:
    """The first instant (UTC) at which the report of a quarter is late: midnight in the city.

    Raises RuleInputError (OUT_OF_RANGE).
    """
    day = last_day_to_report(year, quarter, grace_days) + timedelta(days=1)
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


@rule(
    "monitoring-report-late",
    title="Tepat waktu atau terlambatnya laporan pemantauan triwulan",
    source="Pengukuran triwulan dengan tenggang setempat (sakip 1.6): usulan",
    mark=Mark.PROPOSAL,
    arguments=(
        Argument("year", INTEGER, "Tahun"),
        Argument("quarter", INTEGER, "Triwulan 1–4"),
        Argument("zone", ZONE, "Zona waktu kota"),
        Argument("reported_at", INSTANT, "Saat laporan masuk"),
        Argument("grace_days", INTEGER, "Hari tenggang sesudah triwulan", GRACE_DAYS),
    ),
    example={
        "year": 2026,
        "quarter": 1,
        "zone": "Asia/Makassar",
        "reported_at": "2026-04-11T00:00:00+08:00",
    },
)
def monitoring_report_late(
    year: int, quarter: int, zone: tzinfo, reported_at: datetime, grace_days: int = GRACE_DAYS
) -> Outcome[bool]:
    """Whether a report is late, with its explanation. Raises RuleInputError (OUT_OF_RANGE)."""
    due = report_due_at(year, quarter, grace_days, zone)
    inputs = f"berakhir {format_date(quarter_end(year, quarter))}, tenggang {grace_days} hari"
    is_late = reported_at >= due
    came = f"masuk {reported_at.astimezone(zone):%d-%m-%Y %H.%M.%S}"
    steps = (
        Step("Batas laporan", inputs, last_second_text(due, zone), _CLAUSE),
        Step("Laporan", came, "terlambat" if is_late else "tepat waktu", _CLAUSE),
    )
    return Outcome(is_late, Status.OK, steps)
