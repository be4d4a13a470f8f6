"""The day of an import and who does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from sasando.organization.queries import Viewer


@dataclass(frozen=True)
class Context:
    """The day of the import and who does it; no viewer means the operator of the machine."""

    today: date
    viewer: Viewer | None

    @property
    def person_code(self) -> str:
        """The importer's own code: nobody changes his own powers."""
        return self.viewer.person_code if self.viewer else ""

    @property
    def position_codes(self) -> frozenset[str]:
        """The posts the importer holds himself."""
        return frozenset(post.code for post in self.viewer.posts) if self.viewer else frozenset()
