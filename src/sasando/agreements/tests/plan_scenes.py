"""Situations of action plans: begun, filled, agreed; a quarter reported; an obstacle passed up.

The division head's agreement of 2026 with the head of the agency, whose daily superior is the
regional secretary.
"""

from decimal import Decimal

from sasando.agreements.actions import action_plans as plans
from sasando.agreements.actions import monitoring
from sasando.agreements.models import ActionPlan, Agreement
from sasando.agreements.queries.monitoring import Quarter
from sasando.core import clock
from sasando.organization.models import Position

from . import factories as make

YEAR = 2026
UNIT = "DLHK.SAMPAH"
POST = "DLHK.SAMPAH.KEPALA"
AGREEMENT = f"PK-{UNIT}-{YEAR}-1"
PLAN = f"RA-{UNIT}-{YEAR}-1-1"
Q1, Q2, Q3, Q4 = (Quarter(YEAR, number) for number in range(1, 5))


def signed(promise=None, *, year=YEAR):
    """The division's agreement, signed by both."""
    return make.in_force(year=year, promise=promise or make.own(target="120"))


def begin(code=AGREEMENT, *, login="kabid"):
    return plans.begin_plan(viewer=make.viewer(login), now=clock.now(), agreement_code=code)


def targets(code=PLAN, number=1, *, login="kabid", values=("30", "30", "30", "30")):
    given = {
        period: Decimal(value) for period, value in enumerate(values, start=1) if value is not None
    }
    return plans.set_targets(viewer=make.viewer(login), code=code, number=number, targets=given)


def activity(**facts):
    values = {
        "name": "Membuka jalur angkut baru (contoh)",
        "first_month": 2,
        "last_month": 6,
        "in_charge_code": "DLHK.SAMPAH.01",
        "output": "12 jalur",
        "budget": Decimal(125_000_000),
    }
    return plans.ActivityDraft(**{**values, **facts})


def add_activity(code=PLAN, number=1, *, login="kabid", **facts):
    return plans.add_activity(
        viewer=make.viewer(login),
        now=clock.now(),
        code=code,
        number=number,
        activity=activity(**facts),
    )


def propose(code=PLAN, *, login="kabid"):
    return plans.propose_plan(viewer=make.viewer(login), now=clock.now(), code=code)


def agree(code=PLAN, *, login="kadis"):
    return plans.agree_plan(viewer=make.viewer(login), now=clock.now(), code=code)


def proposed(promise=None):
    """Begun, filled and proposed."""
    signed(promise)
    begin()
    targets()
    add_activity()
    return propose()


def agreed(promise=None):
    """The same, agreed by the head of the agency."""
    proposed(promise)
    return agree()


def change(code=PLAN, *, login="kabid", reason="Jalur bertambah (contoh)"):
    return plans.change_plan(viewer=make.viewer(login), now=clock.now(), code=code, reason=reason)


def line(number=1, value="28", **facts):
    given = None if value is None else Decimal(value)
    return monitoring.LineDraft(number, realisation=given, **facts)


def report(quarter=Q1, *, login="kabid", post=POST, lines=None):
    return monitoring.report_quarter(
        viewer=make.viewer(login),
        now=clock.now(),
        position_code=post,
        quarter=quarter,
        lines=[line()] if lines is None else lines,
    )


def review(report, verdict="DICATAT", note="", *, login="kadis"):
    return monitoring.review_report(
        viewer=make.viewer(login), code=report.code, verdict=verdict, note=note
    )


def hindered(text="Dua truk rusak (contoh)", *, quarter=Q1):
    """A report with an obstacle; the obstacle."""
    made = report(quarter, lines=[line(obstacle=text, follow_up="Meminjam truk")])
    return made.lines.get().opened_obstacles.get()


def ask(code, reason="Perlu anggaran perbaikan (contoh)", *, login="kabid"):
    return monitoring.ask_for_help(viewer=make.viewer(login), code=code, reason=reason)


def plan(code=PLAN):
    return ActionPlan.objects.get(code=code)


def post(code=POST):
    return Position.objects.select_related("unit").get(code=code)


def agreement(code=AGREEMENT):
    return Agreement.objects.get(code=code)
