"""One agreement as its pages show it: the statement, the annex, what may be done to it now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import sasando
from sasando.core import clock
from sasando.rules.agreements import RevisionReason, agreement_due_date
from sasando.seals.printing import qr_svg

from .access import holds_named_post, may_prepare
from .content import digest_of
from .errors import SuperiorMissing, UnitWithoutHead
from .models import Agreement, AgreementParty, State
from .parties import parties_on
from .queries import TONES, signed_on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from django.utils.safestring import SafeString

    from sasando.organization.queries import Viewer

    from .models import AgreementItem

REASON_LABELS = {
    RevisionReason.OFFICIAL_CHANGED: gettext_lazy("Pergantian atau mutasi pejabat"),
    RevisionReason.STRATEGY_OR_BUDGET_CHANGED: gettext_lazy(
        "Perubahan strategi yang memengaruhi pencapaian tujuan dan sasaran: program, kegiatan, "
        "atau alokasi anggaran"
    ),
    RevisionReason.PRIORITY_OR_ASSUMPTION_CHANGED: gettext_lazy(
        "Perubahan prioritas atau asumsi yang berakibat besar pada pencapaian tujuan dan sasaran"
    ),
}


@dataclass(frozen=True)
class Crumb:
    """One step of the path up the thread."""

    label: str
    url: str


@dataclass(frozen=True)
class PrintHead:
    """What stands above a page on paper."""

    title: str
    printed_at: datetime
    version: str
    address: str
    crest_url: str | None
    qr_svg: SafeString | None


@dataclass(frozen=True)
class PartyLine:
    """A party on the statement page; before the proposal it is who would sign today."""

    role: str
    name: str
    title: str
    grade: str
    signed_at: datetime | None = None
    digest: str = ""


@dataclass(frozen=True)
class ItemLine:
    """An indicator with its target, as the annex shows it."""

    number: int
    code: str
    indicator: str
    target: Decimal
    decimals: int
    measure: str


@dataclass(frozen=True)
class ObjectiveGroup:
    """An objective and the indicators its cell spans."""

    number: int
    text: str
    mission: str
    items: list[ItemLine]


@dataclass(frozen=True)
class Due:
    """The last day to sign: one month after the DPA; unknown while no DPA date is loaded."""

    on: date | None
    late_days: int


@dataclass(frozen=True)
class VersionLink:
    """Another version of the same agreement."""

    code: str
    version: int
    url: str
    state_label: str
    is_shown: bool


@dataclass(frozen=True)
class AgreementPage:
    """All that one agreement's page says; `digest_fits` is None while there is none to check."""

    code: str
    unit_name: str
    year: int
    version: int
    is_city: bool
    is_example: bool
    state: str
    state_label: str
    tone: str
    place: str
    first: PartyLine | None
    second: PartyLine | None
    parties_note: str
    signed_on: date | None
    groups: Sequence[ObjectiveGroup]
    digest: str
    digest_fits: bool | None
    reason_label: str
    reason_note: str
    due: Due
    versions: Sequence[VersionLink]
    compare_url: str | None
    edit_url: str | None
    withdraw_url: str | None
    sign_url: str | None
    revise_url: str | None
    waits_for: Sequence[PartyLine]


def agreement_page(*, agreement: Agreement, viewer: Viewer, now: datetime) -> AgreementPage:
    """Build the page of an agreement that `agreement_for` has handed out."""
    state = State(agreement.state)
    stored = list(agreement.parties.all())
    parties, note = _party_lines(agreement, stored, state, now)
    by_role = {line.role: line for line in parties}
    versions = _versions(agreement, viewer)
    signed = signed_on(agreement) if state in {State.IN_FORCE, State.REPLACED} else None
    return AgreementPage(
        code=agreement.code,
        unit_name=agreement.unit_name or agreement.unit.name,
        year=agreement.year,
        version=agreement.version,
        is_city=agreement.unit.parent_id is None,
        is_example=agreement.is_example,
        state=state,
        state_label=state.label,
        tone=TONES[state],
        place=settings.CITY_NAME.removeprefix("Kota "),
        first=by_role.get(AgreementParty.Role.FIRST),
        second=by_role.get(AgreementParty.Role.SECOND),
        parties_note=note,
        signed_on=signed,
        groups=objective_groups(agreement),
        digest=agreement.content_digest,
        digest_fits=_digest_fits(agreement),
        reason_label=reason_label(agreement),
        reason_note=agreement.revision_note,
        due=_due(agreement, signed or clock.local_day(now)),
        versions=versions,
        compare_url=_url("compare", agreement) if agreement.supersedes_id else None,
        **_doors(agreement, stored, state, viewer),
        waits_for=[line for line in parties if line.signed_at is None] if stored else [],
    )


def reason_label(agreement: Agreement) -> str:
    """The legal ground of a revision, in words; empty for the first version."""
    if not agreement.revision_reason:
        return ""
    return str(REASON_LABELS[RevisionReason(agreement.revision_reason)])


def objective_groups(agreement: Agreement) -> list[ObjectiveGroup]:
    """The annex: items by objective, in the order in which the objectives first appear."""
    groups: dict[int, ObjectiveGroup] = {}
    rows = agreement.items.select_related("objective__mission", "indicator").order_by("number")
    for row in rows:
        if row.objective_id not in groups:
            groups[row.objective_id] = ObjectiveGroup(
                number=len(groups) + 1,
                text=row.objective_text or row.objective.text,
                mission=str(row.objective.mission),
                items=[],
            )
        groups[row.objective_id].items.append(item_line(row))
    return list(groups.values())


def item_line(row: AgreementItem) -> ItemLine:
    """An item with the texts of its proposal, or the plan's own before there is one."""
    return ItemLine(
        number=row.number,
        code=row.code,
        indicator=row.indicator_name or row.indicator.name,
        target=row.target,
        decimals=row.indicator.decimals if row.decimals is None else row.decimals,
        measure=row.measure or row.indicator.measure,
    )


def trail_of(agreement: Agreement, viewer: Viewer) -> list[Crumb]:
    """Up the thread: the list of the year, then the agreements in force of the units above."""
    ids = [int(part) for part in agreement.unit.path.rstrip(".").split(".")[:-1]]
    above = (
        Agreement.objects.visible_to(viewer)
        .in_force()
        .filter(unit_id__in=ids, year=agreement.year)
        .select_related("unit")
        .order_by("unit__path")
    )
    listing = Crumb(
        _("Perjanjian Kinerja %(year)s") % {"year": agreement.year},
        f"{reverse('agreements:list')}?tahun={agreement.year}",
    )
    steps = [Crumb(row.unit_name or row.unit.name, _url("agreement", row)) for row in above]
    return [listing, *steps]


def print_head_of(agreement: Agreement, now: datetime) -> PrintHead:
    """The head of the printed form, with a QR back to the page."""
    address = f"{settings.SITE_URL}{_url('agreement', agreement)}"
    return PrintHead(
        title=str(agreement),
        printed_at=now,
        version=sasando.__version__,
        address=address,
        crest_url=None,
        qr_svg=qr_svg(address),
    )


def _party_lines(
    agreement: Agreement, stored: list[AgreementParty], state: State, now: datetime
) -> tuple[list[PartyLine], str]:
    if state != State.DRAFT:
        return [_stored_line(row) for row in stored], ""
    try:
        today = parties_on(agreement.unit, clock.local_day(now))
    except UnitWithoutHead:
        return [], _("Jabatan yang memimpin unit ini sedang tidak terisi.")
    except SuperiorMissing:
        return [], _("Jabatan atasan pihak pertama sedang tidak terisi.")
    lines = [PartyLine(row.role, row.name, row.title, row.grade) for row in today]
    return lines, _("Para pihak di bawah ini menurut keadaan hari ini. Tetap saat diajukan.")


def _stored_line(row: AgreementParty) -> PartyLine:
    return PartyLine(row.role, row.name, row.title, row.grade, row.signed_at, row.signed_digest)


def _versions(agreement: Agreement, viewer: Viewer) -> list[VersionLink]:
    rows = (
        Agreement.objects.visible_to(viewer)
        .with_state()
        .filter(unit_id=agreement.unit_id, year=agreement.year)
        .order_by("version")
    )
    links = [
        VersionLink(
            row.code, row.version, _url("agreement", row), State(row.state).label,
            row.pk == agreement.pk,
        )
        for row in rows
    ]  # fmt: skip
    return links if len(links) > 1 else []


def _digest_fits(agreement: Agreement) -> bool | None:
    if not agreement.content_digest:
        return None
    return digest_of(agreement) == agreement.content_digest


def _due(agreement: Agreement, day: date) -> Due:
    if agreement.budget_authorised_on is None:
        return Due(on=None, late_days=0)
    due = agreement_due_date(agreement.budget_authorised_on).value
    return Due(on=due, late_days=max((day - due).days, 0))


def _doors(
    agreement: Agreement, stored: list[AgreementParty], state: State, viewer: Viewer
) -> dict[str, str | None]:
    """Where the viewer may go from here; the actions decide again."""
    prepares = may_prepare(viewer, agreement.unit.path)
    is_last = not Agreement.objects.filter(supersedes=agreement).exists()
    unsigned = [row for row in stored if row.signed_at is None]
    signs = is_last and any(holds_named_post(viewer, row) for row in unsigned)
    signed = any(row.signed_at for row in stored)
    open_doors = {
        "edit": prepares and state == State.DRAFT,
        "withdraw": prepares and state == State.PROPOSED,
        "sign": signs,
        "revise": prepares and is_last and signed,
    }
    return {
        f"{name}_url": _url(name, agreement) if is_open else None
        for name, is_open in open_doors.items()
    }


def _url(name: str, agreement: Agreement) -> str:
    return reverse(f"agreements:{name}", args=[agreement.code])
