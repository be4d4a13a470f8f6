"""How the pages about habits write shares, verdicts in addresses, and where a line is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.urls import reverse

from sasando.rules.evidence import per_mille_text
from sasando.scoreboard.habit_forms import VERDICT_SLUGS
from sasando.scoreboard.habit_tables import line_url

if TYPE_CHECKING:
    from sasando.planning.models import HabitVerdict
    from sasando.planning.queries.habits import AnswerState
    from sasando.scoreboard.queries.habits import HabitLine

register = template.Library()
TONES = {"MENUNGGU": "neutral", "DITERIMA": "good", "DIKEMBALIKAN": "attention"}


@register.filter
def per_mil(share: int | None) -> str:
    """875 as "87,5 %"; a dash where there is nothing to share."""
    return per_mille_text(share)


@register.filter
def putusan(verdict: HabitVerdict.Verdict) -> str:
    """A verdict as the address says it: "di-atas-kertas"."""
    return VERDICT_SLUGS[verdict]


@register.filter
def line_address(row: HabitVerdict) -> str:
    """The page of a line; empty for a code that cannot stand in an address."""
    return line_url(row.unit.code, row.code, row.year)


@register.filter
def answer_address(row: HabitVerdict) -> str:
    """Where the line is answered."""
    return _form_url("planning:habit_answer", row)


@register.filter
def review_address(row: HabitVerdict) -> str:
    """Where the answer to the line is reviewed."""
    return _form_url("planning:habit_review", row)


@register.filter
def answer_tone(line: HabitLine) -> str:
    """The shape of an answer's state."""
    return TONES.get(line.outcome or "", "accent")


@register.filter
def review_tone(state: AnswerState) -> str:
    """The shape of a review."""
    return TONES[state.review.outcome] if state.review else "neutral"


def _form_url(name: str, row: HabitVerdict) -> str:
    if "/" in row.code:
        return ""
    return f"{reverse(name, args=[row.unit.code, row.code])}?tahun={row.year}"
