"""The list of agreements: filtered, in pages, and whole for its download."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from sasando.agreements.models import Agreement, AgreementParty, State
from sasando.core.paging import Pager, pager_of
from sasando.organization.models import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sasando.agreements.models import AgreementQuerySet
    from sasando.organization.queries import Viewer

PAGE_SIZE = 50
TONES = {
    State.DRAFT: "neutral",
    State.RETURNED: "attention",
    State.PROPOSED: "accent",
    State.PARTLY_SIGNED: "attention",
    State.IN_FORCE: "good",
    State.REPLACED: "neutral",
}
# A filter, not a state: whatever is not signed by all yet.
UNFINISHED = "BELUM"
UNFINISHED_STATES = (State.DRAFT, State.RETURNED, State.PROPOSED, State.PARTLY_SIGNED)


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; a year is always chosen, the rest may be empty.

    A unit stands for itself and everything below it.
    """

    year: int
    unit_code: str = ""
    state: str = ""
    tier: str = ""

    def query(self, **more: object) -> str:
        """The filter as it stands in the address."""
        chosen = {
            "tahun": self.year,
            "unit": self.unit_code,
            "tingkat": self.tier,
            "keadaan": self.state,
            **more,
        }
        return urlencode({name: value for name, value in chosen.items() if value})


@dataclass(frozen=True)
class AgreementRow:
    """One agreement in a list; the first party stands first."""

    code: str
    url: str
    unit_code: str
    unit_name: str
    post: str
    leads_unit: bool
    tier: str
    tier_label: str
    year: int
    version: int
    state: str
    state_label: str
    tone: str
    is_example: bool
    parties: Sequence[AgreementParty]

    @property
    def title(self) -> str:
        """What the row is called: the unit of a head, the post of others."""
        return self.unit_name if self.leads_unit else self.post

    @property
    def is_on_paper(self) -> bool:
        """Whether any signature was made on paper."""
        return any(row.signature_kind == AgreementParty.SignatureKind.PAPER for row in self.parties)


@dataclass(frozen=True)
class AgreementList:
    """One page of a list."""

    filters: Filters
    rows: Sequence[AgreementRow]
    total: int
    pager: Pager


def agreement_list(*, viewer: Viewer, filters: Filters, page: int = 1) -> AgreementList:
    """One page of what the viewer may see, by unit, newest version first. Three queries.

    A page beyond the last is the last.
    """
    found = _filtered(viewer, filters)
    total = found.count()
    page = min(page, max(1, -(-total // PAGE_SIZE)))
    before = (page - 1) * PAGE_SIZE
    rows = list(_rows(found[before : before + PAGE_SIZE]))
    pager = pager_of(page=page, size=PAGE_SIZE, shown=len(rows), total=total, query=filters.query())
    return AgreementList(filters=filters, rows=rows, total=total, pager=pager)


def all_rows(*, viewer: Viewer, filters: Filters) -> Iterator[AgreementRow]:
    """Every row of the list, for its download. Two queries."""
    return _rows(_filtered(viewer, filters))


def _filtered(viewer: Viewer, filters: Filters) -> AgreementQuerySet:
    found = Agreement.objects.visible_to(viewer).filter(year=filters.year)
    if filters.unit_code:
        branch = Unit.objects.filter(code=filters.unit_code).values_list("path", flat=True).first()
        found = found.filter(unit__path__startswith=branch) if branch else found.none()
    if filters.tier:
        found = found.filter(tier=filters.tier)
    if filters.state == UNFINISHED:
        found = found.in_state(*UNFINISHED_STATES)
    else:
        found = found.in_state(filters.state) if filters.state else found.with_state()
    return found.select_related("unit", "position").order_by(
        "unit__code", "-leads_unit", "position__code", "-version"
    )


def _rows(found: AgreementQuerySet) -> Iterator[AgreementRow]:
    for row in found.prefetch_related("parties"):
        state = State(row.state)
        yield AgreementRow(
            code=row.code,
            url=reverse("agreements:agreement", args=[row.code]),
            unit_code=row.unit.code,
            unit_name=row.unit_name or row.unit.name,
            post=row.position.title,
            leads_unit=row.leads_unit,
            tier=row.tier,
            tier_label=row.get_tier_display(),
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
