"""Reminders: on which days somebody is told of what waits for him.

A thing with a last day is told some days before it, then on the first day after it and once a
week; a thing that only waits, on the day after it came and then once a week. Too many letters are
read by nobody, hence the gaps [P].
"""

from collections.abc import Collection
from datetime import date
from typing import Final

from sasando.rules.arguments import DATE, INTEGER, Argument, list_of
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import format_date
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

DAYS_BEFORE: Final = (7, 3, 1)
_WEEK: Final = 7
_CLAUSE = "Kebijakan pengingat [P]"


def is_told_on(
    day: date,
    *,
    last_day: date | None,
    since: date | None,
    days_before: Collection[int] = DAYS_BEFORE,
) -> bool:
    """Whether a letter of `day` names a thing; without either date it is told every day.

    Raises RuleInputError (OUT_OF_RANGE) for days before that are not positive.
    """
    if any(number < 1 for number in days_before):
        raise RuleInputError("days_before", Problem.OUT_OF_RANGE, tuple(days_before))
    if last_day is not None and last_day >= day:
        return (last_day - day).days in days_before
    start = last_day or since
    if start is None:
        return True
    waited = (day - start).days
    return waited == 1 or (waited > 0 and waited % _WEEK == 0)


@rule(
    "reminder-day",
    title="Hari pengingat disampaikan",
    source="Jadwal pengingat 7, 3, dan 1 hari sebelum batas, lalu mingguan: usulan",
    mark=Mark.PROPOSAL,
    arguments=(
        Argument("day", DATE, "Hari ini"),
        Argument("last_day", DATE, "Hari terakhir yang tepat waktu; kosong bila tanpa batas", None),
        Argument("since", DATE, "Hari mulai menunggu, bila tanpa batas", None),
        Argument("days_before", list_of(INTEGER), "Berapa hari sebelum batas", DAYS_BEFORE),
    ),
    example={"day": "2026-10-07", "last_day": "2026-10-10"},
)
def reminder_day(
    day: date,
    last_day: date | None = None,
    since: date | None = None,
    days_before: Collection[int] = DAYS_BEFORE,
) -> Outcome[bool]:
    """Whether it is told today, with its explanation. Raises as is_told_on."""
    told = is_told_on(day, last_day=last_day, since=since, days_before=days_before)
    start = last_day or since
    limit = "batas" if last_day else "menunggu sejak"
    inputs = f"{format_date(day)}, {limit} {format_date(start)}" if start else format_date(day)
    step = Step("Hari pengingat", inputs, "disampaikan" if told else "tidak hari ini", _CLAUSE)
    return Outcome(told, Status.OK, (step,))
