"""When a period of measuring closes: figures have a last instant, as days have.

A quarter closes some days after it ended, a figure of the whole year later, and one whose official
publication comes months afterwards at its own closing. The instant is exclusive. The days of grace
are proposed [P]; the city's own regulation replaces them as a dated policy (sakip 1.6).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from sasando.rules.agreements import quarter_end
from sasando.rules.arguments import INTEGER, ZONE, Argument, record
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import format_date
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

_CLAUSE = "Kebijakan tenggang pengukuran [P]"
_LAST_SECOND: Final = timedelta(seconds=1)
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class MeasuringPolicy:
    """Days of grace after the last day of a quarter and of a year [P]."""

    quarter_days: int = 10
    year_days: int = 59

    def __post_init__(self) -> None:
        for name in ("quarter_days", "year_days"):
            if not 0 <= getattr(self, name) <= 366:
                raise RuleInputError(name, Problem.OUT_OF_RANGE, getattr(self, name))


DEFAULT_MEASURING: Final = MeasuringPolicy()


def period_end(year: int, quarter: int) -> date:
    """The last day of a quarter, or of the year for quarter 0. Raises RuleInputError."""
    if quarter not in range(5):
        raise RuleInputError("quarter", Problem.OUT_OF_RANGE, quarter)
    return quarter_end(year, quarter or 4)


def period_closes_at(
    year: int, quarter: int, policy: MeasuringPolicy, zone: tzinfo, *, release_lag: int = 0
) -> datetime:
    """The first instant (UTC) at which a period takes no more figures.

    `release_lag`: days after the ordinary closing for a figure of which was said in time that its
    publisher has not released it yet. Raises RuleInputError (OUT_OF_RANGE).
    """
    if release_lag < 0:
        raise RuleInputError("release_lag", Problem.OUT_OF_RANGE, release_lag)
    grace = policy.quarter_days if quarter else policy.year_days
    day = period_end(year, quarter) + timedelta(days=grace + release_lag) + _ONE_DAY
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


@rule(
    "measurement-closing",
    title="Saat penutupan pengukuran triwulan atau tahun",
    source="Tutup berarti tutup (wali kota, 17-9-2025); hari tenggang: usulan",
    mark=Mark.PROPOSAL,
    arguments=(
        Argument("year", INTEGER, "Tahun"),
        Argument("quarter", INTEGER, "Triwulan 1–4; 0 untuk setahun"),
        Argument("zone", ZONE, "Zona waktu kota"),
        Argument(
            "policy",
            record(
                MeasuringPolicy,
                Argument("quarter_days", INTEGER, "Hari tenggang triwulan", 10),
                Argument("year_days", INTEGER, "Hari tenggang tahun", 59),
            ),
            "Kebijakan tenggang",
            DEFAULT_MEASURING,
        ),
        Argument("release_lag", INTEGER, "Jeda terbit angka resmi dalam hari", 0),
    ),
    example={"year": 2026, "quarter": 1, "zone": "Asia/Makassar"},
)
def measurement_closing(
    year: int,
    quarter: int,
    zone: tzinfo,
    policy: MeasuringPolicy = DEFAULT_MEASURING,
    release_lag: int = 0,
) -> Outcome[datetime]:
    """The closing instant (UTC, exclusive) with its explanation. Raises as period_closes_at."""
    ordinary = period_closes_at(year, quarter, policy, zone)
    grace = policy.quarter_days if quarter else policy.year_days
    inputs = f"berakhir {format_date(period_end(year, quarter))}, tenggang {grace} hari"
    steps = [Step("Penutupan biasa", inputs, last_second_text(ordinary, zone), _CLAUSE)]
    closing = period_closes_at(year, quarter, policy, zone, release_lag=release_lag)
    if closing != ordinary:
        lag = f"belum rilis, jeda terbit {release_lag} hari"
        steps.append(Step("Penutupan rilis", lag, last_second_text(closing, zone), _CLAUSE))
    return Outcome(closing, Status.OK, tuple(steps))


def last_second_text(closing: datetime, zone: tzinfo) -> str:
    """The last accepted second as people read it: "10 April 2026 pukul 23.59 WITA"."""
    local = (closing - _LAST_SECOND).astimezone(zone)
    return f"{format_date(local.date())} pukul {local:%H.%M} {local:%Z}"
