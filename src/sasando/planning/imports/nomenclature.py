"""The nomenclature of one version by printed code."""

from __future__ import annotations

from typing import NamedTuple

from sasando.planning.models import NomenclatureNode
from sasando.rules.codes import parse_nomenclature_code
from sasando.rules.errors import RuleInputError


class Listed(NamedTuple):
    """A row of the nomenclature: its row number and its official name."""

    pk: int
    name: str


class NomenclatureIndex:
    """Every code of a version; support programmes are kept once, as `X.XX.01…`."""

    def __init__(self, version: int | None) -> None:
        self.rows: dict[str, Listed] = {}
        if version is not None:
            nodes = NomenclatureNode.objects.filter(version=version).order_by()
            for code, pk, name in nodes.values_list("code", "pk", "name"):
                self.rows[code] = Listed(pk, name)

    def find(self, printed: str) -> Listed | None:
        """The row of a printed code, whichever agency's first field it carries."""
        try:
            return self.rows.get(parse_nomenclature_code(printed).stored)
        except RuleInputError:
            return None
