"""The page *Rencana*: the viewer's results of a year, and those that wait for his agreement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.urls import reverse

from sasando.core import clock
from sasando.organization.models import Appointment, Duty, valid_on
from sasando.work.models import DailyEntry, PlannedResult, ResultDay
from sasando.work.models.entries import without_zeros

from .money import money_of_results, with_budget
from .plans import own_results, results_to_agree, superior_results, tieable_items

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from sasando.budget.queries.money_behind import Ground
    from sasando.budget.shown import MoneyLine
    from sasando.organization.queries import HeldPost, Viewer

TONES = {
    PlannedResult.State.DRAFT: "local",
    PlannedResult.State.SUBMITTED: "neutral",
    PlannedResult.State.AGREED: "good",
    PlannedResult.State.RETURNED: "attention",
}


@dataclass(frozen=True)
class PlanResult:
    """One promised result with what it serves above and what was recorded for it."""

    code: str
    kind_label: str
    text: str
    indicator_text: str
    measure: str
    target: Decimal
    url: str
    parent_kind: str
    parent_label: str
    parent_url: str
    tone: str
    state_label: str
    note: str
    entries: int
    realised: Decimal | None
    submit_url: str | None
    money: MoneyLine

    @property
    def realised_url(self) -> str:
        return self.url

    @property
    def entries_url(self) -> str:
        return self.url


@dataclass(frozen=True)
class WaitingResult:
    """A subordinate's result that waits for the viewer's agreement."""

    code: str
    person_name: str
    post: str
    text: str
    indicator_text: str
    target: Decimal
    measure: str
    parent_label: str
    agree_url: str
    return_url: str


@dataclass(frozen=True)
class PlanPage:
    """The viewer's plan of a year."""

    year: int
    state_tone: str
    state_label: str
    appraiser: str
    blocked_reason: str
    results: Sequence[PlanResult]
    waiting: Sequence[WaitingResult]
    ground: Ground | None


def plan_page(*, viewer: Viewer, post: HeldPost, now: datetime) -> PlanPage:
    """The plan of the running year; the number of queries is fixed."""
    day = clock.local_day(now)
    results = list(with_budget(own_results(viewer, day.year)))
    done, money = _done(viewer, day.year), money_of_results(results, day)
    rows = [_result(row, done, line) for row, line in zip(results, money.rows, strict=True)]
    tone, label = _state(results)
    return PlanPage(
        year=day.year,
        state_tone=tone,
        state_label=label,
        appraiser=_appraiser(post, day),
        blocked_reason="" if ties(viewer, post, now) else _blocked(post),
        results=rows,
        waiting=[_waiting(row) for row in results_to_agree(viewer)],
        ground=money.ground,
    )


def ties(viewer: Viewer, post: HeldPost, now: datetime) -> list[tuple[str, str]]:
    """What a new result may be tied to: value for the form, and words."""
    day = clock.local_day(now)
    found = [
        (f"butir:{item.code}", f"Butir perjanjian {item.number}: {item.shown_indicator}")
        for item in tieable_items(viewer, day.year)
    ]
    return found + [
        (f"hasil:{row.code}", f"Hasil atasan: {row.text}") for row in superior_results(post, day)
    ]


def _done(viewer: Viewer, year: int) -> dict[int, tuple[int, Decimal | None]]:
    rows = (
        DailyEntry.objects.filter(
            person_id=viewer.person_id,
            day__year=year,
            kind=DailyEntry.Kind.WORK,
            replaced_by__isnull=True,
        )
        .values("result_id", "measure", "result__measure")
        .annotate(quantity=Sum("quantity"))
    )
    found: dict[int, tuple[int, Decimal | None]] = {
        row["result_id"]: (row["entries"], None)
        for row in ResultDay.objects.filter(
            result__person_id=viewer.person_id,
            period__range=(year * 10_000, year * 10_000 + 9_999),
        )
        .values("result_id")
        .annotate(entries=Sum("entries"))
    }
    for row in rows:
        # Only what was counted in the unit of the target can be added up.
        if row["measure"] == row["result__measure"]:
            entries, _none = found.get(row["result_id"], (0, None))
            found[row["result_id"]] = (entries, row["quantity"])
    return found


def _result(
    row: PlannedResult, done: dict[int, tuple[int, Decimal | None]], money: MoneyLine
) -> PlanResult:
    entries, realised = done.get(row.pk, (0, None))
    above = _above(row)
    is_draft = row.state in {PlannedResult.State.DRAFT, PlannedResult.State.RETURNED}
    return PlanResult(
        code=row.code,
        kind_label=row.get_kind_display(),
        text=row.text,
        indicator_text=row.indicator_text,
        measure=row.measure,
        target=without_zeros(row.target),
        url=reverse("scoreboard:node", args=["hasil", row.code]),
        parent_kind=above[0],
        parent_label=above[1],
        parent_url=above[2],
        tone=TONES[PlannedResult.State(row.state)],
        state_label=row.get_state_display().lower(),
        note=row.note,
        entries=entries,
        realised=None if realised is None else without_zeros(realised),
        submit_url=reverse("work:submit_result", args=[row.code]) if is_draft else None,
        money=money,
    )


def _above(row: PlannedResult) -> tuple[str, str, str]:
    """What a result is tied to: kind, words, address."""
    item = row.agreement_item
    if item is not None:
        url = reverse("scoreboard:node", args=["butir", item.code])
        return "Butir perjanjian", item.shown_indicator, url
    assert row.parent is not None
    url = reverse("scoreboard:node", args=["hasil", row.parent.code])
    return "Hasil atasan", row.parent.text, url


def _waiting(row: PlannedResult) -> WaitingResult:
    return WaitingResult(
        code=row.code,
        person_name=row.person.name,
        post=row.skp.position.title,
        text=row.text,
        indicator_text=row.indicator_text,
        target=without_zeros(row.target),
        measure=row.measure,
        parent_label=row.parent.text if row.parent else "Butir perjanjian kinerja",
        agree_url=reverse("work:agree_result", args=[row.code]),
        return_url=reverse("work:return_result", args=[row.code]),
    )


def _state(results: Sequence[PlannedResult]) -> tuple[str, str]:
    if not results:
        return "local", "belum ada rencana"
    agreed = sum(row.state == PlannedResult.State.AGREED for row in results)
    if agreed == len(results):
        return "good", "disepakati"
    return "neutral", f"{agreed} dari {len(results)} hasil disepakati"


def _appraiser(post: HeldPost, day: date) -> str:
    holder = (
        Appointment.objects.filter(valid_on(day), position_id=post.reports_to_id or 0)
        .select_related("person", "position")
        .order_by("kind")
        .first()
    )
    if holder is None:
        return "belum ada pejabat di atas Anda"
    return f"{holder.person.name}, {holder.position.title}"


def _blocked(post: HeldPost) -> str:
    if post.duty == Duty.MAYOR:
        return "Rencana Wali Kota adalah RPJMD; tidak ada hasil atasan untuk dikaitkan."
    return (
        "Atasan Anda belum punya hasil kerja yang disepakati, dan belum ada perjanjian kinerja "
        "yang Anda tandatangani. Minta atasan menyusun rencananya lebih dulu."
    )
