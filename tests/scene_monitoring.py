"""Action plans and their monitoring in the scene: agreed, draft and proposed; a late report."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sasando.agreements.actions import action_plans as plans
from sasando.agreements.actions import monitoring
from sasando.agreements.queries.monitoring import Quarter
from sasando.core import clock
from sasando.reminders.actions import open_calendar

if TYPE_CHECKING:
    from collections.abc import Callable

    from sasando.organization.queries import Viewer

QUARTER = Quarter(2026, 3)


def stage_monitoring(codes: dict[str, str], viewer: Callable[[str], Viewer]) -> None:
    """The agency's plan is agreed and its third quarter reported late, with an obstacle passed up;
    the hospital's is proposed, the district's a draft.
    """
    codes["agreed_plan"] = _plan(viewer("kadis"), "PK-DLHK-2026-1")
    _propose(viewer("kadis"), codes["agreed_plan"])
    plans.agree_plan(viewer=viewer("walikota"), now=clock.now(), code=codes["agreed_plan"])
    codes["proposed_plan"] = _plan(viewer("dirrsud"), "PK-RSUD-2026-1")
    _propose(viewer("dirrsud"), codes["proposed_plan"])
    codes["draft_plan"] = _plan(viewer("camat"), "PK-53.71.03-2026-1")
    line = monitoring.LineDraft(
        1,
        realisation=Decimal(74),
        obstacle="Dua truk menunggu suku cadang (contoh)",
        follow_up="Meminjam truk dinas lain (contoh)",
        progress={1: (60, "Tujuh jalur berjalan (contoh)")},
    )
    report = monitoring.report_quarter(
        viewer=viewer("kadis"),
        now=clock.now(),
        position_code="DLHK.KEPALA",
        quarter=QUARTER,
        lines=[line],
    )
    codes["report"] = report.code
    obstacle = report.lines.get(item__number=1).opened_obstacles.get()
    codes["obstacle"] = obstacle.code
    monitoring.ask_for_help(
        viewer=viewer("kadis"), code=obstacle.code, reason="Anggaran perbaikan habis (contoh)"
    )
    codes["calendar"] = open_calendar(viewer=viewer("kadis"), now=clock.now())


def _plan(owner: Viewer, agreement: str) -> str:
    made = plans.begin_plan(viewer=owner, now=clock.now(), agreement_code=agreement)
    quarters = {number: Decimal(value) for number, value in enumerate((60, 70, 75, 80), start=1)}
    plans.set_targets(viewer=owner, code=made.code, number=1, targets=quarters)
    post = owner.main_post
    assert post is not None
    plans.add_activity(
        viewer=owner,
        now=clock.now(),
        code=made.code,
        number=1,
        activity=plans.ActivityDraft(
            name="Menata ulang jalur layanan (contoh)",
            first_month=2,
            last_month=11,
            in_charge_code=post.code,
            output="12 jalur layanan (contoh)",
            budget=Decimal(485_000_000),
        ),
    )
    return made.code


def _propose(owner: Viewer, code: str) -> None:
    plans.propose_plan(viewer=owner, now=clock.now(), code=code)
