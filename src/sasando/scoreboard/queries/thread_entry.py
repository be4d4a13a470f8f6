"""The end of the thread: one entry of one day, with all that stands above it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sasando.core.templatetags.sasando_format import hari_tanggal, menit_jam, waktu
from sasando.scoreboard.addresses import (
    ENTRY,
    KIND_LABELS,
    Fact,
    board_url,
    marked,
    number,
    reverse,
)
from sasando.seals.queries import sealed_day_or_none
from sasando.work.models import DailyEntry

from .thread_money import behind_result
from .thread_page import Node, PersonLine, ThreadPage

if TYPE_CHECKING:
    from datetime import date

    from sasando.organization.queries import Viewer

    from .places import Place


def entry_page(place: Place, entry: DailyEntry, viewer: Viewer, today: date) -> ThreadPage:
    """What was done, when, what came of it, and the rupiah of the result it serves.

    The rupiah are those of the entry's own day; pages of absorption show those of today.
    """
    sealed = sealed_day_or_none(entry.day)
    seal_url = reverse("seals:day", args=[entry.day.isoformat()]) if sealed else ""
    span = f"{menit_jam(entry.start_minute)}–{menit_jam(entry.end_minute)}"
    facts = [
        Fact(
            hari_tanggal(entry.day), seal_url, "tutup dan tersegel" if sealed else "belum tersegel"
        ),
        Fact(span),
        Fact(f"{number(entry.shown_quantity)} {entry.measure}"),
        Fact(*_decision_of(entry)),
        Fact(f"dicatat {waktu(entry.recorded_at)}"),
    ]
    if entry.evidence is not None:
        facts.append(Fact("bukti", reverse("work:evidence", args=[entry.code])))
    if entry.person_id == viewer.person_id:
        facts.append(Fact("tanda terima", reverse("work:receipt", args=[entry.code])))
    url = board_url(entry.unit.code) if viewer.may_see_path(entry.unit.path) else ""
    name = marked(entry.person.name, is_example=entry.person.is_example)
    return ThreadPage(
        above=place.above,
        here=Node(
            KIND_LABELS[ENTRY], entry.activity, entry.code, entry.is_example, facts,
            (PersonLine(name, entry.position.title, url),),
            replace(
                behind_result(place.chain, viewer, entry.day),
                is_of_earlier_month=(entry.day.year, entry.day.month) != (today.year, today.month),
            ),
        ),
        below_label="Ujung utas",
        branches=(),
    )  # fmt: skip


def _decision_of(entry: DailyEntry) -> tuple[str, str, str]:
    if entry.kind == DailyEntry.Kind.WITHDRAWAL:
        return "pembatalan", "", ""
    decision = getattr(entry, "decision", None)
    if decision is None:
        return "menunggu keputusan atasan", "", ""
    return decision.get_verdict_display().lower(), "", decision.note
