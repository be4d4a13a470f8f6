"""A scenario becomes a draft: the next version of its year, or next year's original budget."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from django.db import connection, transaction

from sasando.budget.access import require_may_manage
from sasando.budget.errors import ScenarioDraftStands, ScenarioOvertaken, ScenarioWithoutEffect
from sasando.budget.imports.lines import CHUNK, COPY_LINES, TOTALS
from sasando.budget.models import BudgetLine, BudgetVersion, Scenario
from sasando.budget.queries.scenario_board import board_of
from sasando.core import audit

from .scenarios import paper_for_update
from .versions import lock_chain, open_version

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from sasando.organization.queries import Viewer

Stage = BudgetVersion.Stage
# What is copied from the base as it stands, beside the amount.
COPIED: Final = (
    "row", "agency_id", "sub_unit_id", "activity_id", "account_id", "funding_id", "package",
)  # fmt: skip


@transaction.atomic
def scenario_to_draft(
    *, viewer: Viewer | None, code: str, stage: str, as_of: date
) -> BudgetVersion:
    """Open the version a scenario is a draft of, and write its result into it.

    `stage` is used for the next version of the year; next year begins with its original budget.
    Nothing standing is overwritten, and the scenario is fixed from now on. Raises NotPermitted,
    NotFoundForViewer, ScenarioFixed, ScenarioWithoutEffect, ScenarioOvertaken,
    ScenarioDraftStands, VersionOutOfChain.
    """
    require_may_manage(viewer)
    scenario = paper_for_update(code)
    _require_place(scenario)
    changes = board_of(scenario).changes
    if not changes and scenario.purpose == Scenario.Purpose.NEXT_VERSION:
        raise ScenarioWithoutEffect(code=code)
    is_next_year = scenario.purpose == Scenario.Purpose.NEXT_YEAR
    version = open_version(
        viewer=viewer,
        year=scenario.year,
        stage=Stage.ORIGINAL if is_next_year else stage,
        as_of=as_of,
        source=f"Skenario {scenario.code}: {scenario.name}"[:200],
        scope=scenario.base.scope,
    )
    version.file_digest = _write(scenario.base, version, changes)
    version.is_example = version.is_example or scenario.base.is_example
    version.save(update_fields=["file_digest", "is_example"])
    scenario.became = version
    scenario.save(update_fields=["became"])
    _trace(viewer, scenario, version, len(changes))
    return version


def _require_place(scenario: Scenario) -> None:
    """Lock the chain the version goes into, and see that its place is free."""
    base = scenario.base
    lock_chain(scenario.year)
    last = BudgetVersion.objects.filter(year=scenario.year).order_by("-number").first()
    if scenario.purpose == Scenario.Purpose.NEXT_YEAR:
        if last is not None:
            raise ScenarioDraftStands(code=scenario.code, version=last.name)
        return
    assert last is not None  # The base itself stands in that year.
    if last.adopted_on is None:
        raise ScenarioDraftStands(code=scenario.code, version=last.name)
    if last != base:
        raise ScenarioOvertaken(code=scenario.code, base=base.name, last=last.name)


def _write(base: BudgetVersion, version: BudgetVersion, changes: Mapping[int, Decimal]) -> str:
    """Copy the lines of the base with their new amounts, and sum them up; their digest."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for chunk in _chunks(base):
            with cursor.copy(COPY_LINES) as copy:
                for pk, amount, row, *rest in chunk:
                    after = amount if amount is None else amount + changes.get(pk, 0)
                    digest.update(f"{row};{after}\n".encode())
                    copy.write_row((version.pk, row, *rest, after))
        cursor.execute(TOTALS, [version.pk])
    return digest.hexdigest()


def _chunks(base: BudgetVersion) -> Iterator[Sequence[tuple[Any, ...]]]:
    """The lines of a base in the order of their file, a chunk at a time."""
    last = -1
    while True:
        rows = BudgetLine.objects.filter(version=base, row__gt=last).order_by("row")
        chunk = list(rows.values_list("pk", "amount", *COPIED)[:CHUNK])
        if not chunk:
            return
        last = chunk[-1][2]
        yield chunk


def _trace(viewer: Viewer | None, scenario: Scenario, version: BudgetVersion, changed: int) -> None:
    audit.record(
        actor=viewer,
        action="budget.scenario-became-version",
        subject_kind="budget-scenario",
        subject_code=scenario.code,
        subject_label=scenario.name,
        after={"versi": version.code, "baris berubah": changed, "sidik": version.file_digest},
    )
