"""Reading agreements, always as seen by a viewer; lists cost the same whatever their length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from sasando.core import clock
from sasando.core.errors import NotFoundForViewer
from sasando.organization.models import Unit
from sasando.planning.models import Indicator, IndicatorTarget
from sasando.rules.agreements import Version, version_for_year, version_on
from sasando.rules.numerals import format_decimal

from .access import may_prepare
from .models import Agreement, AgreementParty, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from sasando.organization.queries import Viewer

    from .models import AgreementQuerySet

PAGE_SIZE = 50
TONES = {
    State.DRAFT: "neutral",
    State.PROPOSED: "accent",
    State.PARTLY_SIGNED: "attention",
    State.IN_FORCE: "good",
    State.REPLACED: "neutral",
}


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; a year is always chosen, the rest may be empty."""

    year: int
    unit_code: str = ""
    state: str = ""

    def query(self, **more: object) -> str:
        """The filter as it stands in the address."""
        chosen = {"tahun": self.year, "unit": self.unit_code, "keadaan": self.state, **more}
        return urlencode({name: value for name, value in chosen.items() if value})


@dataclass(frozen=True)
class AgreementRow:
    """One agreement in a list; the first party stands first."""

    code: str
    url: str
    unit_code: str
    unit_name: str
    year: int
    version: int
    state: str
    state_label: str
    tone: str
    is_example: bool
    parties: Sequence[AgreementParty]


@dataclass(frozen=True)
class Pager:
    """Where a page of a list stands."""

    first: int
    last: int
    total: int
    previous_url: str | None
    next_url: str | None


@dataclass(frozen=True)
class AgreementList:
    """One page of a list."""

    filters: Filters
    rows: Sequence[AgreementRow]
    total: int
    pager: Pager


def agreement_for(viewer: Viewer, code: str) -> Agreement:
    """The agreement with its state if the viewer may know of it. Raises NotFoundForViewer."""
    agreement = (
        Agreement.objects.visible_to(viewer)
        .with_state()
        .select_related("unit__parent", "supersedes")
        .filter(code=code)
        .first()
    )
    if agreement is None:
        raise NotFoundForViewer(kind="perjanjian")
    return agreement


def agreement_in_force(unit: Unit, year: int, on: date | None = None) -> Agreement | None:
    """The version that binds: on a day, or for the year as a whole (the last signed one).

    A quarter is judged by `on` = its last day. A version binds from the day of its last signature.
    """
    signed = {
        row.version: row
        for row in Agreement.objects.filter(unit=unit, year=year)
        .signed_by_all()
        .prefetch_related("parties")
    }
    versions = [Version(row.version, (day := signed_on(row)), day) for row in signed.values()]
    chosen = version_for_year(versions) if on is None else version_on(versions, on)
    return None if chosen is None else signed[chosen.number]


def signed_on(agreement: Agreement) -> date:
    """The day in the city on which the last of the parties signed; all of them must have."""
    return max(clock.local_day(row.signed_at) for row in agreement.parties.all() if row.signed_at)


def agreement_list(*, viewer: Viewer, filters: Filters, page: int = 1) -> AgreementList:
    """One page of what the viewer may see, by unit, newest version first. Three queries.

    A page beyond the last is the last.
    """
    found = _filtered(viewer, filters)
    total = found.count()
    page = min(page, max(1, -(-total // PAGE_SIZE)))
    before = (page - 1) * PAGE_SIZE
    rows = list(_rows(found[before : before + PAGE_SIZE]))
    pager = Pager(
        first=before + 1,
        last=before + len(rows),
        total=total,
        previous_url=f"?{filters.query(halaman=page - 1)}" if page > 1 else None,
        next_url=f"?{filters.query(halaman=page + 1)}" if before + PAGE_SIZE < total else None,
    )
    return AgreementList(filters=filters, rows=rows, total=total, pager=pager)


def all_rows(*, viewer: Viewer, filters: Filters) -> Iterator[AgreementRow]:
    """Every row of the list, for its download. Two queries."""
    return _rows(_filtered(viewer, filters))


def _filtered(viewer: Viewer, filters: Filters) -> AgreementQuerySet:
    found = Agreement.objects.visible_to(viewer).filter(year=filters.year)
    if filters.unit_code:
        found = found.filter(unit__code=filters.unit_code)
    found = found.in_state(filters.state) if filters.state else found.with_state()
    return found.select_related("unit").order_by("unit__code", "-version")


def _rows(found: AgreementQuerySet) -> Iterator[AgreementRow]:
    for row in found.prefetch_related("parties"):
        state = State(row.state)
        yield AgreementRow(
            code=row.code,
            url=reverse("agreements:agreement", args=[row.code]),
            unit_code=row.unit.code,
            unit_name=row.unit_name or row.unit.name,
            year=row.year,
            version=row.version,
            state=state,
            state_label=state.label,
            tone=TONES[state],
            is_example=row.is_example,
            parties=sorted(row.parties.all(), key=lambda party: party.role, reverse=True),
        )


def years_of(viewer: Viewer, running: int) -> list[int]:
    """Years to choose from: those with agreements in scope, and the running one, newest first."""
    known = Agreement.objects.visible_to(viewer).order_by().values_list("year", flat=True)
    return sorted({running, *known.distinct()}, reverse=True)


def units_with_agreements(viewer: Viewer) -> list[tuple[str, str]]:
    """Code and name of each unit that has an agreement the viewer may see."""
    seen = Agreement.objects.visible_to(viewer).order_by()
    rows = Unit.objects.filter(pk__in=seen.values("unit_id")).order_by("name")
    return list(rows.values_list("code", "name"))


def units_to_prepare(viewer: Viewer, now: datetime) -> list[tuple[str, str]]:
    """Code and name of each unit the viewer may begin an agreement for."""
    rows = Unit.objects.visible_to(viewer).current(clock.local_day(now)).order_by("path")
    return [(row.code, row.name) for row in rows if may_prepare(viewer, row.path)]


def indicator_choices(agreement: Agreement) -> list[tuple[str, list[tuple[str, str]]]]:
    """Indicators not yet promised here, by objective, each with its planned target of the year.

    A choice is "objective:indicator"; neither code can hold a colon. Two queries.
    """
    indicators = (
        Indicator.objects.filter(objective__isnull=False)
        .exclude(pk__in=agreement.items.values("indicator_id"))
        .select_related("objective")
        .order_by("objective__code", "code")
    )
    planned = IndicatorTarget.objects.filter(year=agreement.year, quarter=0)
    targets = {row.indicator_id: row for row in planned}
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in indicators:
        assert row.objective is not None
        label = f"{row.name} ({row.measure}){_planned(targets.get(row.pk), row.decimals)}"
        value = f"{row.objective.code}:{row.code}"
        groups.setdefault(row.objective.text, []).append((value, label))
    return list(groups.items())


def _planned(target: IndicatorTarget | None, decimals: int) -> str:
    if target is None:
        return ""
    return f", target rencana {format_decimal(target.value, decimals)}"


def waits_for_signature_of(viewer: Viewer) -> Iterable[Agreement]:
    """Proposals on which the viewer's own signature is missing, oldest first."""
    own = AgreementParty.objects.of(viewer).filter(
        position_id__in=viewer.position_ids, signed_at__isnull=True
    )
    return (
        Agreement.objects.filter(
            pk__in=own.values("agreement_id"),
            proposed_at__isnull=False,
            superseded_by__isnull=True,
        )
        .select_related("unit")
        .order_by("proposed_at")
    )
