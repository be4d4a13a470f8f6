"""Two versions of an agreement side by side: what a revision added, took away or moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sasando.core.errors import NotFoundForViewer

from .models import Agreement, AgreementParty
from .pages import item_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from .models import AgreementBudgetLine, AgreementItem
    from .pages import ItemLine

SAME, CHANGED, ADDED, REMOVED = "tetap", "berubah", "ditambah", "dihapus"
TONES = {SAME: "neutral", CHANGED: "attention", ADDED: "good", REMOVED: "bad"}


@dataclass(frozen=True)
class ItemChange:
    """One indicator in the version before and in this one."""

    objective: str
    indicator: str
    before: ItemLine | None
    after: ItemLine | None
    change: str

    @property
    def tone(self) -> str:
        return TONES[self.change]


@dataclass(frozen=True)
class MoneyChange:
    """One line of money in the version before and in this one, in whole rupiah."""

    code: str
    name: str
    before: Decimal | None
    after: Decimal | None
    change: str

    @property
    def tone(self) -> str:
        return TONES[self.change]


@dataclass(frozen=True)
class PartyChange:
    """One party in the version before and in this one."""

    label: str
    before: AgreementParty | None
    after: AgreementParty | None

    @property
    def is_changed(self) -> bool:
        """Another person, post, title or grade; a missing party is not decided yet."""
        if self.before is None or self.after is None:
            return False
        return _who(self.before) != _who(self.after)


@dataclass(frozen=True)
class Comparison:
    """A revision beside the version it supersedes."""

    old: Agreement
    new: Agreement
    items: Sequence[ItemChange]
    money: Sequence[MoneyChange]
    parties: Sequence[PartyChange]

    @property
    def changed(self) -> int:
        return sum(1 for row in self.items if row.change != SAME)


def compare_with_superseded(new: Agreement) -> Comparison:
    """This version and the one before. Raises NotFoundForViewer for a first version."""
    if new.supersedes is None:
        raise NotFoundForViewer(kind="versi sebelumnya")
    old = new.supersedes
    return Comparison(
        old=old,
        new=new,
        items=_items(old, new),
        money=_money(old, new),
        parties=_parties(old, new),
    )


def _money(old: Agreement, new: Agreement) -> list[MoneyChange]:
    before = {row.code: row for row in old.budget_lines.order_by("number")}
    after = {row.code: row for row in new.budget_lines.order_by("number")}
    return [_money_change(before.get(code), after.get(code)) for code in {**before, **after}]


def _money_change(
    before: AgreementBudgetLine | None, after: AgreementBudgetLine | None
) -> MoneyChange:
    shown = after or before
    assert shown is not None
    if before is None:
        word = ADDED
    elif after is None:
        word = REMOVED
    else:
        word = SAME if before.amount == after.amount else CHANGED
    return MoneyChange(
        code=shown.code,
        name=shown.name,
        before=before.amount if before else None,
        after=after.amount if after else None,
        change=word,
    )


def _items(old: Agreement, new: Agreement) -> list[ItemChange]:
    before, after = _by_indicator(old), _by_indicator(new)
    return [_change(before.get(key), after.get(key)) for key in {**before, **after}]


def _by_indicator(agreement: Agreement) -> dict[tuple[int | None, str], AgreementItem]:
    rows = agreement.items.select_related("objective", "indicator", "supports__indicator").order_by(
        "number"
    )
    return {(row.indicator_id, "" if row.indicator_id else row.indicator_name): row for row in rows}


def _change(before: AgreementItem | None, after: AgreementItem | None) -> ItemChange:
    shown = after or before
    assert shown is not None
    return ItemChange(
        objective=shown.shown_objective,
        indicator=shown.shown_indicator,
        before=item_line(before) if before else None,
        after=item_line(after) if after else None,
        change=_word(before, after),
    )


def _word(before: AgreementItem | None, after: AgreementItem | None) -> str:
    if before is None:
        return ADDED
    if after is None:
        return REMOVED
    return SAME if _promise(before) == _promise(after) else CHANGED


def _promise(row: AgreementItem) -> tuple[object, ...]:
    line = item_line(row)
    return (
        row.objective_id,
        row.shown_objective,
        line.indicator,
        line.shown_target,
        line.measure,
        line.quarters,
        line.supports,
    )


def _parties(old: Agreement, new: Agreement) -> list[PartyChange]:
    before = {row.role: row for row in old.parties.all()}
    after = {row.role: row for row in new.parties.all()}
    return [
        PartyChange(role.label, before.get(role), after.get(role))
        for role in AgreementParty.Role
        if role in before or role in after
    ]


def _who(party: AgreementParty) -> tuple[object, ...]:
    return party.person_id, party.position_id, party.name, party.title, party.grade
