"""How the money behind something is shown: the figures, how they were counted, how to tie more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse

from sasando.core.templatetags.sasando_format import persen, rupiah

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.budget.queries.money_behind import Ground, Money

NOT_TIED: Final = "belum terhubung ke anggaran"
NO_BUDGET: Final = "belum ada anggaran yang berlaku"


@dataclass(frozen=True)
class Mend:
    """Where money can be tied by whom may do it."""

    label: str
    url: str


@dataclass(frozen=True)
class Behind:
    """The money behind one thing. `how` says how it was counted; without money, why there is none.

    `ground` is None where no budget is in force. `mend` is given to those who can tie it, also
    where money stands already: what is tied can be tied better. `is_of_earlier_month` says that
    payments are counted to an earlier month than the pages of absorption count to.
    """

    money: Money | None
    ground: Ground | None
    how: str
    mend: Mend | None = None
    is_of_earlier_month: bool = False

    @property
    def missing(self) -> str:
        """What stands where there is no figure."""
        return NO_BUDGET if self.ground is None else NOT_TIED

    @property
    def paid_url(self) -> str:
        """The page whose rows hold this very sum of payments; empty where no page does."""
        if self.money is None or self.is_of_earlier_month or not self.money.is_one_row:
            return ""
        return paid_url(self.money)


@dataclass(frozen=True)
class MoneyLine:
    """One thing of a list with the money behind it, in short."""

    label: str
    text: str
    note: str
    url: str
    mend: Mend | None = None


@dataclass(frozen=True)
class MoneyLines:
    """Several things with their money; the same rupiah may stand behind several of them."""

    ground: Ground | None
    rows: Sequence[MoneyLine]


def line_of(label: str, money: Money | None, mend: Mend | None = None) -> MoneyLine:
    """One line of a list; `mend` is shown only where nothing is tied."""
    text, note = in_short(money)
    return MoneyLine(label, text, note, money.url if money else "", None if money else mend)


def paid_url(money: Money) -> str:
    """The absorption page of the agency whose money it is; empty when there are several."""
    if money.agencies != 1:
        return ""
    page = reverse("budget:absorption_agency", args=[money.parts[0].agency_code])
    return f"{page}?tahun={money.ground.year}"


def in_short(money: Money | None) -> tuple[str, str]:
    """Ceiling and what became of it, for one line among others."""
    if money is None:
        return NOT_TIED, ""
    if money.absorption is None:
        return rupiah(money.ceiling), ""
    return rupiah(money.ceiling), f"terserap {persen(money.absorption)}"
