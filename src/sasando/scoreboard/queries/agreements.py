"""The agreements of a unit and those below it in a year, and those past the day to sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sasando.agreements.models import Agreement, State
from sasando.rules.agreements import agreement_due_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sasando.organization.models import Unit

OF_AGREEMENT = (
    "code", "unit_id", "unit__name", "state", "budget_authorised_on", "is_example",
)  # fmt: skip
OF_ITEM = (
    "items__code", "items__indicator_id", "items__objective_id", "items__objective__text",
    "items__target", "items__target_upper", "items__quarter_1", "items__quarter_2",
    "items__quarter_3", "items__quarter_4",
)  # fmt: skip
UNSIGNED = frozenset({State.DRAFT, State.RETURNED, State.PROPOSED, State.PARTLY_SIGNED})


@dataclass(frozen=True)
class PromisedItem:
    """One item of an agreement: what is measured for which objective, and the signed targets.

    Only what the dictionary of indicators measures, with a target in numbers, can be judged.
    """

    code: str
    indicator_id: int
    objective_id: int
    objective_text: str
    target: Decimal
    upper: Decimal | None = None
    quarters: tuple[Decimal | None, ...] = ()


@dataclass(frozen=True)
class AgreementFacts:
    """One version of an agreement as the board needs it.

    `own_words` counts items the dictionary does not measure or whose target is no number.
    """

    code: str
    unit_id: int
    unit_name: str
    state: str
    budget_authorised_on: date | None
    is_example: bool
    items: tuple[PromisedItem, ...]
    own_words: int = 0


def agreements_below(unit: Unit, year: int) -> list[AgreementFacts]:
    """Every version of a year by which a unit and those below it are judged. One query."""
    rows: Iterable[tuple[Any, ...]] = (
        Agreement.objects.of_unit_heads()
        .filter(unit__path__startswith=unit.path, year=year)
        .with_state()
        .order_by("unit__code", "version", "items__number")
        .values_list(*OF_AGREEMENT, *OF_ITEM)
    )
    return [_facts(heading, group) for heading, group in groupby(rows, key=_heading)]


def _heading(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return row[: len(OF_AGREEMENT)]


def _facts(heading: tuple[Any, ...], rows: Iterable[tuple[Any, ...]]) -> AgreementFacts:
    code, unit_id, unit_name, state, authorised_on, is_example = heading
    items = [row[len(OF_AGREEMENT) :] for row in rows if row[len(OF_AGREEMENT)] is not None]
    promised = [_promised(item) for item in items]
    measured = [item for item in promised if None not in (item.indicator_id, item.target)]
    return AgreementFacts(
        code, unit_id, unit_name, state, authorised_on, is_example,
        tuple(measured), len(promised) - len(measured),
    )  # fmt: skip


def _promised(item: Sequence[Any]) -> PromisedItem:
    code, indicator_id, objective_id, text, target, upper, *quarters = item
    return PromisedItem(code, indicator_id, objective_id, text, target, upper, tuple(quarters))


def in_force(found: Iterable[AgreementFacts]) -> list[AgreementFacts]:
    """Those that bind now."""
    return [row for row in found if row.state == State.IN_FORCE]


def past_due(found: Iterable[AgreementFacts], today: date) -> list[tuple[AgreementFacts, date]]:
    """Those that should have been signed before today, with their last day, the oldest first.

    Only where the day the budget was authorised is known: the rule counts from it.
    """
    late = []
    for row in found:
        if row.state in UNSIGNED and row.budget_authorised_on is not None:
            due = agreement_due_date(row.budget_authorised_on).value
            if due < today:
                late.append((row, due))
    return sorted(late, key=lambda pair: pair[1])
