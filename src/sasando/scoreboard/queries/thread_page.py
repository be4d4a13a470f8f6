"""What a page of the thread consists of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.budget.shown import Behind
    from sasando.scoreboard.addresses import Fact

    from .places import Branch, Level


@dataclass(frozen=True)
class PersonLine:
    """Who answers for a place, by name, or by the post alone where names are not open."""

    name: str
    post: str = ""
    url: str = ""


@dataclass(frozen=True)
class Node:
    """The place itself, with the rupiah behind it."""

    kind_label: str
    label: str
    code: str
    is_example: bool = False
    facts: Sequence[Fact] = ()
    people: Sequence[PersonLine] = ()
    behind: Behind | None = None


@dataclass(frozen=True)
class Below:
    """The branches under a place, and in words what the viewer may not see of them."""

    label: str
    branches: Sequence[Branch]
    hidden: str = ""


@dataclass(frozen=True)
class ThreadPage:
    """Everything the page shows; `branches` are all of them, before the page is cut."""

    above: Sequence[Level]
    here: Node
    below_label: str
    branches: Sequence[Branch]
    hidden: str = ""
    today_label: str = ""
    today_facts: Sequence[Fact] = ()
