"""Building the example city: real ground, example people, their thread, days really closed.

May be called again: each part that stands is left as it is, so a second call takes seconds and an
interrupted one goes on where it stopped.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from sasando.core import audit, clock
from sasando.core.models import User
from sasando.organization.actions import load_city_units
from sasando.organization.models import RosterShift
from sasando.organization.queries import viewer_for
from sasando.planning.actions import (
    assign_programmes,
    load_indicators,
    load_nomenclature,
    load_rpjmd,
)
from sasando.planning.actions.nomenclature import load_sub_activities
from sasando.planning.models import NomenclatureNode
from sasando.seals.models import SealedDay
from sasando.work.actions import close_day, decide_objection, file_objection
from sasando.work.actions.closing import closings_of
from sasando.work.days import open_roster_windows
from sasando.work.models import DailyEntry, Objection, PlannedResult

from . import history
from .budget import load_budgets
from .cast import load_cast
from .execution import load_execution
from .habits import load_habit_answers
from .measuring import load_verification
from .monitoring import load_monitoring
from .owner import connect
from .papers import load_agreements
from .people import DAYS_AHEAD, load_people, load_roster
from .plan_documents import load_plan_documents
from .plans import load_plans
from .result_money import tie_results
from .scenarios import load_scenarios
from .spending_tags import load_spending_tags
from .statements import load_statement
from .tree import load_trees
from .words import OBJECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from .owner import Connection

    Say = Callable[[str, int, int], None]

CITY = "kupang"
NATIONAL = "nasional"
FIRST_OF_ALL = "contoh1"
# A new colleague who has not yet chosen a password of his own.
NEWCOMER = "staf2"
OBJECTOR_LOGINS = ("staf", "stafkel", "perawat")


def build_city(*, owner_url: str, scale: str, days: int, now: datetime, say: Say) -> None:
    """Build the example city of a scale with so many working days of history, up to `now`.

    `say` hears (label, done, total) of each part. Uses the owner's role for days that are over
    and Django's own connection for everything else. Raises DemoRefusedHere (a production
    database), ScaleUnknown.
    """
    today = clock.local_day(now)
    first = history.first_day_of_history(today, days)
    with connect(owner_url) as owner:
        _ground(now, say)
        _people(owner, scale=scale, first=first, now=now, say=say)
        # The planner of queries must know the new tables, or each next part would guess.
        owner.execute("ANALYZE")
        load_agreements(owner, now=now, say=say)
        load_trees(now)
        load_verification(now)
        load_monitoring(owner, now=now)
        if not PlannedResult.objects.filter(person__user__username="sekda").exists():
            load_plans(owner, now=now, say=say)
            tie_results(owner, today)
            owner.execute("ANALYZE")
        if not DailyEntry.objects.exists():
            written = history.load_history(owner, first=first, now=now, say=say)
            owner.execute("ANALYZE")
            _record(scale, today, written)
    open_roster_windows(today, today + timedelta(days=DAYS_AHEAD))
    _close(first, now, say)
    _object(now)


def is_built() -> bool:
    """Whether this database holds the example city with its history already."""
    return User.objects.filter(username=FIRST_OF_ALL).exists() and SealedDay.objects.exists()


def _ground(now: datetime, say: Say) -> None:
    folder = Path(settings.CITY_DATA_DIR)
    city = folder / CITY
    year = clock.local_day(now).year
    steps: tuple[Callable[[], object], ...] = (
        lambda: load_city_units(now=now, folder=city),
        lambda: load_rpjmd(city / "rpjmd_2025_2029.json"),
        lambda: _nomenclature(folder / NATIONAL),
        lambda: load_indicators(city / "indikator.csv"),
        lambda: assign_programmes(year),
        lambda: load_cast(year),
        lambda: load_plan_documents(now),
        lambda: load_budgets(now),
        lambda: load_execution(now),
        lambda: load_statement(now),
        lambda: load_spending_tags(now),
        lambda: load_scenarios(now),
        lambda: load_habit_answers(now),
    )
    for ordinal, step in enumerate(steps, start=1):
        step()
        say("Data kota", ordinal, len(steps))


def _nomenclature(folder: Path) -> None:
    """Two versions side by side: of the older one only sub-activities are listed."""
    if NomenclatureNode.objects.exists():
        return
    load_nomenclature(folder)
    load_sub_activities(folder / "nomenklatur_subkegiatan_kabkota_2024.csv", 2024, 2027)


def _people(owner: Connection, *, scale: str, first: date, now: datetime, say: Say) -> None:
    if not User.objects.filter(username=FIRST_OF_ALL).exists():
        with owner.transaction():
            load_people(owner, scale=scale, now=now, say=say)
        User.objects.filter(username=NEWCOMER).update(must_change_password=True)
    if not RosterShift.objects.exists():
        with owner.transaction():
            load_roster(owner, first=first, today=clock.local_day(now))


@transaction.atomic
def _record(scale: str, today: date, written: int) -> None:
    audit.record(
        actor=None,
        action="demo.built",
        subject_kind="deployment",
        subject_code=today.isoformat(),
        after={"ukuran": scale, "catatan": written},
    )


def _close(first: date, now: datetime, say: Say) -> None:
    """Close every day that is over with the real closing, oldest first."""
    today = clock.local_day(now)
    last = SealedDay.objects.order_by("-day").values_list("day", flat=True).first()
    begin = last + timedelta(days=1) if last else first
    due = [begin + timedelta(days=n) for n in range((today - begin).days)]
    for ordinal, day in enumerate(due, start=1):
        if now < closings_of(day)[-1]:
            break
        close_day(day=day, now=now)
        say("Menutup dan menyegel", ordinal, len(due))


def _object(now: datetime) -> None:
    """A few objections to closed days; the personnel officer has decided on the first."""
    if Objection.objects.exists():
        return
    closed = SealedDay.objects.order_by("-day").values_list("day", flat=True)
    today = clock.local_day(now)
    for login, text, day in zip(OBJECTOR_LOGINS, OBJECTIONS, closed[1:4], strict=False):
        viewer = viewer_for(User.objects.get(username=login), today)
        file_objection(viewer=viewer, now=now, day=day, text=text)
    first = Objection.objects.order_by("filed_at").first()
    if first is not None:
        officer = viewer_for(User.objects.get(username="kepegawaian"), today)
        decide_objection(
            viewer=officer,
            now=now,
            code=first.code,
            outcome=Objection.Outcome.GRANTED,
            reason="Buku posko menunjukkan Anda bertugas sampai pukul 23.00 WITA.",
        )
