"""Printed codes and the rows that stand for them; what is new is written once per chunk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sasando.budget.models import Account, BudgetActivity, BudgetUnit, FundingSource
from sasando.organization.models import Unit
from sasando.planning.models import NomenclatureNode
from sasando.planning.queries.programmes import nomenclature_version

from .codes import judged_account, judged_activities, judged_agency, stored_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .layouts import Layout
    from .report import LineReport

Named = tuple[str, str]
Cells = tuple[str, ...]
_ACTIVITY_FIELDS = (
    "programme_code", "programme_name", "activity_code", "activity_name", "sub_activity_code",
    "sub_activity_name",
)  # fmt: skip
_PLACE_FIELDS = ("agency_code", "agency_name", "sub_unit_code", "sub_unit_name")
_LEVELS = (
    BudgetActivity.Level.PROGRAMME,
    BudgetActivity.Level.ACTIVITY,
    BudgetActivity.Level.SUB_ACTIVITY,
)
NO_UNIT = "0000"


class Met:
    """What a group of cells stands for, judged once however often it is met.

    `value` is the code and name (of a chain: all its links), None for empty cells; `pk` is known
    once the row is written.
    """

    __slots__ = ("pk", "troubles", "value")

    def __init__(
        self, value: Any, pk: int | None, troubles: tuple[tuple[str, str], ...] = ()
    ) -> None:
        self.value = value
        self.pk = pk
        self.troubles = troubles


class Printed(NamedTuple):
    """A line's codes: agency, sub-unit, activity chain, account, funding source.

    The chain goes from the programme down and has no value for revenue and financing. The value of
    an account is its normalised code.
    """

    agency: Met
    sub_unit: Met
    activities: Met
    account: Met
    funding: Met


class Known:
    """Every code met so far in a file, with its row number.

    Files repeat the same names on every line, so each group of cells is judged when it is first
    met and found again by the cells themselves.
    """

    def __init__(self, year: int, report: LineReport, layout: Layout) -> None:
        self._report = report
        self._version = nomenclature_version(year)
        self._units = {(row.code, row.name): row.pk for row in BudgetUnit.objects.all()}
        self._untied = set(
            BudgetUnit.objects.filter(unit=None, parent=None).values_list("code", "name")
        )
        self._activities: dict[tuple[Named, ...], int] = _standing_chains()
        self._accounts = dict(Account.objects.values_list("code", "pk"))
        self._listed = set(Account.objects.filter(is_listed=True).values_list("code", flat=True))
        funding = FundingSource.objects.values_list("code", "name", "pk", "is_listed")
        self._funding = {(code, name): pk for code, name, pk, _listed in funding}
        self._listed_funding = {code for code, _name, _pk, listed in funding if listed}
        self._nodes: dict[str, int] = dict(
            NomenclatureNode.objects.filter(version=self._version).values_list("code", "pk")
        )
        self._new_units: dict[Named, None] = {}
        self._new_activities: dict[tuple[Named, ...], None] = {}
        self._new_accounts: dict[str, str] = {}
        self._new_funding: dict[Named, None] = {}
        self._unwritten: list[tuple[Met, Mapping[Any, int]]] = []
        self._place_cells = layout.cells(*_PLACE_FIELDS)
        self._chain_cells = layout.cells(*_ACTIVITY_FIELDS)
        self._account_cells = layout.cells("account_code", "account_name")
        self._funding_cells = layout.cells("funding_code", "funding_name")
        self._places: dict[Cells, tuple[Met, Met]] = {}
        self._chains: dict[Cells, Met] = {}
        self._met_accounts: dict[Cells, Met] = {}
        self._met_funding: dict[Cells, Met] = {}

    def printed(self, row: int, cells: list[str]) -> Printed | None:
        """The codes of a line, judged; None when the line cannot be placed at all."""
        key = self._place_cells(cells)
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = self._new_place(row, key)
        key = self._chain_cells(cells)
        chain = self._chains.get(key)
        if chain is None:
            chain = self._chains[key] = self._new_chain(key)
        key = self._account_cells(cells)
        account = self._met_accounts.get(key)
        if account is None:
            account = self._met_accounts[key] = self._new_account(key)
        key = self._funding_cells(cells)
        funding = self._met_funding.get(key)
        if funding is None:
            funding = self._met_funding[key] = self._new_source(key)
        for met in (place[0], chain, account, funding):
            for code, cell in met.troubles:
                self._report.note(row, code, cell)
        return Printed(*place, chain, account, funding) if place[0].value else None

    def write_new(self) -> None:
        """Write the codes that were met for the first time."""
        self._write_units()
        for depth in range(1, len(_LEVELS) + 1):
            self._write_activities({chain[:depth] for chain in self._new_activities})
        accounts = Account.objects.bulk_create(
            Account(code=code, name=name, is_listed=False)
            for code, name in self._new_accounts.items()
        )
        self._accounts |= {row.code: row.pk for row in accounts}
        sources = FundingSource.objects.bulk_create(
            FundingSource(code=code, name=name, is_listed=code in self._listed_funding)
            for code, name in self._new_funding
        )
        self._funding |= {(row.code, row.name): row.pk for row in sources}
        for met, numbers in self._unwritten:
            met.pk = numbers[met.value]
        self._unwritten.clear()
        for new in (
            self._new_units,
            self._new_activities,
            self._new_accounts,
            self._new_funding,
        ):
            new.clear()

    def _new_place(self, row: int, cells: Cells) -> tuple[Met, Met]:
        """An agency and its unit; a line of the agency itself names no unit or names it twice."""
        code, name, sub_code, sub_name = (cell.strip() for cell in cells)
        if not code:
            missing = Met(None, None, (("agency-missing", name),))
            return missing, missing
        agency = self._new_unit(row, (code, name))
        if agency.value in self._untied:
            self._untied.discard(agency.value)
            self._report.note(row, "agency-untied", code)
        return agency, self._new_unit(row, (sub_code, sub_name)) if sub_code else agency

    def _new_unit(self, row: int, unit: Named) -> Met:
        if unit not in self._units and unit not in self._new_units:
            self._new_units[unit] = None
            for code, cell in judged_agency(unit[0]).troubles:
                self._report.note(row, code, cell)
        return self._numbered(unit, self._units)

    def _new_chain(self, cells: Cells) -> Met:
        chain, troubles = judged_activities([cell.strip() for cell in cells], self._nodes)
        if not chain:
            return Met(None, None, troubles)
        if chain not in self._activities:
            self._new_activities[chain] = None
        return self._numbered(chain, self._activities, troubles)

    def _new_account(self, cells: Cells) -> Met:
        text, name = (cell.strip() for cell in cells)
        if not text:
            return Met(None, None)
        code, troubles = judged_account(text, self._listed)
        if code is None:
            return Met(None, None, troubles)
        if code not in self._accounts:
            self._new_accounts.setdefault(code, name)
        return self._numbered(code, self._accounts, troubles)

    def _new_source(self, cells: Cells) -> Met:
        code, name = (cell.strip() for cell in cells)
        if not code:
            return Met(None, None)
        if (code, name) not in self._funding:
            self._new_funding[code, name] = None
        odd = () if code in self._listed_funding else (("funding-unknown", code),)
        return self._numbered((code, name), self._funding, odd)

    def _numbered(
        self, value: Any, numbers: Mapping[Any, int], troubles: tuple[tuple[str, str], ...] = ()
    ) -> Met:
        """A code with its row number, or, when it is not yet written, waiting for one."""
        met = Met(value, numbers.get(value), troubles)
        if met.pk is None:
            self._unwritten.append((met, numbers))
        return met

    def _write_units(self) -> None:
        """Agencies first, then the units below them; an agency is tied to the unit of its name."""
        by_name = {row.name.casefold(): row for row in Unit.objects.all()}
        agencies = [unit for unit in self._new_units if unit[0].endswith(NO_UNIT)]
        made = BudgetUnit.objects.bulk_create(
            BudgetUnit(code=code, name=name, unit=by_name.get(name.casefold()))
            for code, name in agencies
        )
        self._units |= {(row.code, row.name): row.pk for row in made}
        above = {code: pk for (code, _name), pk in self._units.items() if code.endswith(NO_UNIT)}
        below = BudgetUnit.objects.bulk_create(
            BudgetUnit(code=code, name=name, parent_id=above.get(f"{code[:-4]}{NO_UNIT}"))
            for code, name in self._new_units
            if not code.endswith(NO_UNIT)
        )
        self._units |= {(row.code, row.name): row.pk for row in below}
        for row in made:
            if row.unit_id is None:
                self._report.note(0, "agency-untied", row.code)

    def _write_activities(self, chains: Iterable[tuple[Named, ...]]) -> None:
        new = [chain for chain in chains if chain and chain not in self._activities]
        made = BudgetActivity.objects.bulk_create(
            BudgetActivity(
                level=_LEVELS[len(chain) - 1],
                code=chain[-1][0],
                name=chain[-1][1],
                parent_id=self._activities[chain[:-1]] if len(chain) > 1 else None,
                node_id=self._nodes.get(stored_code(chain[-1][0])),
            )
            for chain in new
        )
        self._activities |= {chain: row.pk for chain, row in zip(new, made, strict=True)}


def _standing_chains() -> dict[tuple[Named, ...], int]:
    """Every chain that stands, from the programme down, with the row number of its last link."""
    rows = {row.pk: row for row in BudgetActivity.objects.all()}
    found: dict[tuple[Named, ...], int] = {}
    for row in rows.values():
        chain: tuple[Named, ...] = ()
        link: BudgetActivity | None = row
        while link is not None:
            chain = ((link.code, link.name), *chain)
            link = rows[link.parent_id] if link.parent_id else None
        found[chain] = row.pk
    return found
