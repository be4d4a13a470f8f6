"""Printed codes and the rows that stand for them; what is new is written once per chunk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sasando.budget.models import Account, BudgetActivity, BudgetUnit, FundingSource
from sasando.organization.models import Unit
from sasando.planning.models import NomenclatureNode
from sasando.planning.queries.programmes import nomenclature_version

from .codes import Judged, judged_account, judged_activities, judged_agency, stored_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .report import LineReport

Named = tuple[str, str]
Keys = tuple[int, int, int | None, int | None, int | None]
_ACTIVITY_FIELDS = (
    "programme_code", "programme_name", "activity_code", "activity_name", "sub_activity_code",
    "sub_activity_name",
)  # fmt: skip
_LEVELS = (
    BudgetActivity.Level.PROGRAMME,
    BudgetActivity.Level.ACTIVITY,
    BudgetActivity.Level.SUB_ACTIVITY,
)
NO_UNIT = "0000"


class Printed(NamedTuple):
    """A line's codes: agency, sub-unit, activity chain, account, funding source.

    The chain goes from the programme down, each with code and name, empty for revenue and
    financing. The account is its normalised code.
    """

    agency: Named
    sub_unit: Named
    activities: tuple[Named, ...]
    account: str | None
    funding: Named | None


class Known:
    """Every code met so far in a file, with its row number."""

    def __init__(self, year: int, report: LineReport) -> None:
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
        self._judged: dict[Any, Judged] = {}
        self._new_units: dict[Named, None] = {}
        self._new_activities: dict[tuple[Named, ...], None] = {}
        self._new_accounts: dict[str, str] = {}
        self._new_funding: dict[Named, None] = {}

    def printed(self, row: int, values: Mapping[str, str]) -> Printed | None:
        """The codes of a line, judged; None when the line cannot be placed at all."""
        agency = (values["agency_code"], values["agency_name"])
        if not agency[0]:
            self._report.note(row, "agency-missing", agency[1])
            return None
        sub_unit = (values.get("sub_unit_code", ""), values.get("sub_unit_name", ""))
        activities = self._chain(row, values)
        account = self._account(row, values)
        funding = (values.get("funding_code", ""), values.get("funding_name", ""))
        printed = Printed(
            agency=agency,
            sub_unit=sub_unit if sub_unit[0] else agency,
            activities=activities,
            account=account,
            funding=funding if funding[0] else None,
        )
        self._remember(row, printed)
        return printed

    def keys_of(self, printed: Printed) -> Keys:
        """The row numbers of a line whose codes are written."""
        return (
            self._units[printed.agency],
            self._units[printed.sub_unit],
            self._activities[printed.activities] if printed.activities else None,
            self._accounts[printed.account] if printed.account else None,
            self._funding[printed.funding] if printed.funding else None,
        )

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
        for met in (
            self._new_units,
            self._new_activities,
            self._new_accounts,
            self._new_funding,
        ):
            met.clear()

    def _chain(self, row: int, values: Mapping[str, str]) -> tuple[Named, ...]:
        cells = tuple(values.get(field, "") for field in _ACTIVITY_FIELDS)
        if cells not in self._judged:
            self._judged[cells] = judged_activities(cells, self._nodes)
        return self._told(row, self._judged[cells])

    def _account(self, row: int, values: Mapping[str, str]) -> str | None:
        text = values["account_code"]
        if not text:
            return None
        if text not in self._judged:
            self._judged[text] = judged_account(text, self._listed)
        code: str | None = self._told(row, self._judged[text])
        if code and code not in self._accounts:
            self._new_accounts.setdefault(code, values.get("account_name", ""))
        return code

    def _told(self, row: int, judged: Judged) -> Any:
        for code, cell in judged.troubles:
            self._report.note(row, code, cell)
        return judged.value

    def _remember(self, row: int, printed: Printed) -> None:
        for unit in (printed.agency, printed.sub_unit):
            if unit not in self._units and unit not in self._new_units:
                self._new_units[unit] = None
                for code, cell in judged_agency(unit[0]).troubles:
                    self._report.note(row, code, cell)
        if printed.agency in self._untied:
            self._untied.discard(printed.agency)
            self._report.note(row, "agency-untied", printed.agency[0])
        if printed.activities and printed.activities not in self._activities:
            self._new_activities[printed.activities] = None
        if printed.funding is not None:
            if printed.funding[0] not in self._listed_funding:
                self._report.note(row, "funding-unknown", printed.funding[0])
            if printed.funding not in self._funding:
                self._new_funding[printed.funding] = None

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
