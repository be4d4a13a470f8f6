"""A scenario on paper: what it does to agencies, indicators and mandatory spending, by which rules.

Every programme of every agency is in the workbook; the paper keeps what one decides by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sasando.budget.queries.scenario_words import effect_words, rule_words
from sasando.core import clock
from sasando.core.templatetags.sasando_format import tanggal
from sasando.papers.head import official_data, official_files
from sasando.papers.typesetting import Whole, typeset
from sasando.rules.mandatory_spending import VERDICT_WORDS
from sasando.rules.numerals import format_percent, format_rupiah

from .scenario import NOT_ADDED, facts_of, is_example

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

    from sasando.budget.queries.comparison import Change
    from sasando.budget.queries.scenarios import MandatoryChange, ScenarioResult

TEMPLATE: Final = "budget/typst/scenario.typ"
MOST_INDICATORS: Final = 30
NO_FIGURE: Final = "–"


def scenario_pdf(
    result: ScenarioResult, mandatory: Sequence[MandatoryChange], *, now: datetime
) -> bytes:
    """The PDF/A of a scenario. Raises TypesettingFailed."""
    found = result.scenario
    title = f"Skenario {found.code}: {found.name}"
    day = clock.local_day(now)
    _title, finding, *facts = facts_of(result)
    data = {
        "official": official_data(is_example=is_example(found)),
        "title": title,
        "finding": finding,
        "facts": facts,
        "agencies": [_change(row) for row in result.agencies if row.change],
        "total": _total(result),
        "indicators": [
            {
                "name": row.indicator.name,
                "before": _money(row.before),
                "cut": _money(-row.cut),
                "percent": format_percent(-row.percent),
            }
            for row in result.indicators[:MOST_INDICATORS]
        ],
        "indicator_note": _indicator_note(result),
        "mandatory": [_share(change) for change in mandatory],
        "rules": [
            {
                "place": str(row.place),
                "words": rule_words(row.rule, row.taken),
                "reason": row.rule.reason,
                "came": effect_words(row),
            }
            for row in result.rules
        ],
        "foot": {
            "title": title,
            "lines": [f"Kertas kerja, bukan keputusan. Dicetak {tanggal(day)}."],
        },
    }
    return typeset(TEMPLATE, data, title=title, document_date=day, files=dict(official_files()))


def _change(row: Change) -> dict[str, str]:
    return {
        "code": Whole(row.code),
        "name": row.name,
        "before": _money(row.before),
        "after": _money(row.after),
        "change": _money(row.change),
        "percent": _percent(row.percent),
    }


def _total(result: ScenarioResult) -> dict[str, str]:
    return {
        "before": _money(result.before.expenditure),
        "after": _money(result.after.expenditure),
        "change": _money(result.change),
        "percent": _percent(result.percent),
    }


def _indicator_note(result: ScenarioResult) -> str:
    more = len(result.indicators) - MOST_INDICATORS
    rest = f" {more} indikator lain ada di Excel." if more > 0 else ""
    return NOT_ADDED + rest


def _share(change: MandatoryChange) -> dict[str, str]:
    share = change.after.share
    limit = f" {format_percent(share.limit)}" if share.limit is not None else ""
    return {
        "name": change.after.rule.name,
        "limit": f"{change.after.rule.direction}{limit}" if limit else "tanpa batas",
        "before": _percent(change.before.share.percent),
        "after": _percent(share.percent),
        "verdict": VERDICT_WORDS[share.verdict],
    }


def _percent(value: Decimal | None) -> str:
    return NO_FIGURE if value is None else format_percent(value)


def _money(amount: Decimal) -> str:
    return format_rupiah(amount).replace("Rp ", "")
