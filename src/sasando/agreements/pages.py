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
from sasando.core.paging import Crumb
from sasando.papers.head import crest_url
from sasando.planning.periods import ROMAN
from sasando.rules.agreements import AgreementTier, RevisionReason
from sasando.rules.numerals import format_decimal
from sasando.seals.printing import qr_svg

from .content import digest_of
from .doors import doors_of
from .errors import PositionVacant, SuperiorMissing, UnitWithoutHead
from .models import OPEN_STATES, SIGNED_STATES, Agreement, AgreementParty, State
from .parties import parties_on
from .queries import TONES, budget_table, due_date, officials_of, signed_on
from .queries.due import document_kind
from .queries.pacts import newest_pact
from .turns import whose_turn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from django.utils.safestring import SafeString

    from sasando.organization.queries import Viewer

    from .models import AgreementItem, AgreementReturn, PaperScan
    from .queries.budget import BudgetTable
    from .queries.officials import Officials

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
    """A party on the statement page; before the proposal it is who would sign today.

    A signature on paper has the date written there; `signed_at` is then when it was found right.
    """

    role: str
    name: str
    title: str
    grade: str
    signed_at: datetime | None = None
    digest: str = ""
    paper_date: date | None = None
    position_id: int = 0
    person_id: int = 0


@dataclass(frozen=True)
class ItemLine:
    """An indicator with its target, as the annex shows it.

    `shown_target` is the target as printed, without its unit, whether number, range or label;
    `quarters` are the four quarterly targets as printed, empty where none is set.
    """

    number: int
    code: str
    indicator: str
    target: Decimal | None
    decimals: int
    measure: str
    shown_target: str
    quarters: tuple[str, str, str, str]
    supports: str
    cascade: str

    @property
    def by_quarter(self) -> str:
        """The quarterly targets in words: "TW I: 20 · TW IV: 80"; empty where none is set."""
        return " · ".join(
            f"TW {ROMAN[place]}: {text}"
            for place, text in enumerate(self.quarters, start=1)
            if text
        )


@dataclass(frozen=True)
class ObjectiveGroup:
    """An objective and the indicators its cell spans."""

    number: int
    text: str
    mission: str
    items: list[ItemLine]


@dataclass(frozen=True)
class Due:
    """The last day to sign: one month after the DPA or DPPA; unknown while no date is entered."""

    on: date | None
    late_days: int
    is_needed: bool


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
    title: str
    post: str
    unit_name: str
    tier: str
    tier_label: str
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
    budget: BudgetTable
    officials: Officials
    returns: Sequence[AgreementReturn]
    scan: PaperScan | None
    is_on_paper: bool
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
    return_url: str | None
    revise_url: str | None
    handover_url: str | None
    scan_url: str | None
    check_scan_url: str | None
    waits_for: Sequence[PartyLine]
    turn_of: Sequence[PartyLine]

    @property
    def has_quarters(self) -> bool:
        """Whether any item has a target for a quarter, so that there is a paper of them."""
        return any(item.by_quarter for group in self.groups for item in group.items)


def agreement_page(*, agreement: Agreement, viewer: Viewer, now: datetime) -> AgreementPage:
    """Build the page of an agreement that `agreement_for` has handed out."""
    state, today = State(agreement.state), clock.local_day(now)
    stored = list(agreement.parties.all())
    parties, note = _party_lines(agreement, stored, state, now)
    by_role = {line.role: line for line in parties}
    versions = _versions(agreement, viewer)
    signed = signed_on(agreement) if state in SIGNED_STATES else None
    officials = officials_of(agreement, today)
    scans = list(agreement.scans.select_related("attachment", "uploaded_by", "verified_by"))
    unit_name = agreement.unit_name or agreement.unit.name
    return AgreementPage(
        code=agreement.code,
        title=unit_name if agreement.leads_unit else agreement.position.title,
        post=agreement.position.title,
        unit_name=unit_name,
        tier=agreement.tier,
        tier_label=agreement.get_tier_display(),
        year=agreement.year,
        version=agreement.version,
        is_city=agreement.tier == AgreementTier.CITY,
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
        budget=budget_table(agreement),
        officials=officials,
        returns=list(agreement.returns.order_by("-at")),
        scan=next((row for row in scans if row.refused_at is None), None),
        is_on_paper=any(row.paper_date for row in stored),
        digest=agreement.content_digest,
        digest_fits=_digest_fits(agreement),
        reason_label=reason_label(agreement),
        reason_note=agreement.revision_note,
        due=_due(agreement, signed or today),
        versions=versions,
        compare_url=_url("compare", agreement) if agreement.supersedes_id else None,
        **doors_of(
            agreement=agreement,
            stored=stored,
            state=state,
            viewer=viewer,
            today=today,
            has_new_holder=officials.changed,
            has_open_scan=any(row.is_open for row in scans),
        ),
        waits_for=[line for line in parties if line.signed_at is None] if stored else [],
        turn_of=[_stored_line(row) for row in whose_turn(stored, today)],
    )


def reason_label(agreement: Agreement) -> str:
    """The legal ground of a revision, in words; empty for the first version."""
    if not agreement.revision_reason:
        return ""
    return str(REASON_LABELS[RevisionReason(agreement.revision_reason)])


def objective_groups(agreement: Agreement) -> list[ObjectiveGroup]:
    """The annex: items by objective, in the order in which the objectives first appear."""
    groups: dict[tuple[int, str], ObjectiveGroup] = {}
    rows = agreement.items.select_related(
        "objective__mission", "indicator", "supports__indicator"
    ).order_by("number")
    for row in rows:
        key = (row.objective_id, row.shown_objective)
        if key not in groups:
            groups[key] = ObjectiveGroup(
                number=len(groups) + 1,
                text=row.shown_objective,
                mission=str(row.objective.mission),
                items=[],
            )
        groups[key].items.append(item_line(row))
    return list(groups.values())


def item_line(row: AgreementItem) -> ItemLine:
    """An item with the texts of its proposal, or the plan's own before there is one."""
    quarters = (row.quarter_1, row.quarter_2, row.quarter_3, row.quarter_4)
    shown = [
        "" if value is None else format_decimal(value, row.shown_decimals) for value in quarters
    ]
    return ItemLine(
        number=row.number,
        code=row.code,
        indicator=row.shown_indicator,
        target=row.target,
        decimals=row.shown_decimals,
        measure=row.shown_measure,
        shown_target=row.shown_target,
        quarters=(shown[0], shown[1], shown[2], shown[3]),
        supports=row.supports.shown_indicator if row.supports else "",
        cascade=str(row.get_cascade_display()) if row.cascade else "",
    )


def trail_of(agreement: Agreement, viewer: Viewer) -> list[Crumb]:
    """Up the thread: the list of the year, then the agreements in force of the units above."""
    ids = [int(part) for part in agreement.unit.path.rstrip(".").split(".")]
    above = (
        Agreement.objects.visible_to(viewer)
        .in_force()
        .of_unit_heads()
        .filter(unit_id__in=ids[:-1] if agreement.leads_unit else ids, year=agreement.year)
        .select_related("unit")
        .order_by("unit__path")
    )
    listing = Crumb(
        _("Perjanjian Kinerja %(year)s") % {"year": agreement.year},
        f"{reverse('agreements:list')}?tahun={agreement.year}",
    )
    steps = [Crumb(row.unit_name or row.unit.name, _url("agreement", row)) for row in above]
    return [listing, *steps]


def pact_url_of(agreement: Agreement, viewer: Viewer) -> str:
    """The pact of the same post and year the viewer may know of, or the list. One query."""
    pact = newest_pact(viewer, position_id=agreement.position_id, year=agreement.year)
    return reverse("agreements:pact", args=[pact.code]) if pact else reverse("agreements:pacts")


def print_head_of(agreement: Agreement, now: datetime) -> PrintHead:
    """The head of the printed form, with a QR back to the page."""
    address = f"{settings.SITE_URL}{_url('agreement', agreement)}"
    return PrintHead(
        title=str(agreement),
        printed_at=now,
        version=sasando.__version__,
        address=address,
        crest_url=crest_url(),
        qr_svg=qr_svg(address),
    )


def _party_lines(
    agreement: Agreement, stored: list[AgreementParty], state: State, now: datetime
) -> tuple[list[PartyLine], str]:
    if state not in OPEN_STATES:
        return [_stored_line(row) for row in stored], ""
    try:
        today = parties_on(agreement.position, clock.local_day(now))
    except PositionVacant:
        return [], _("Jabatan pihak pertama sedang tidak terisi.")
    except (SuperiorMissing, UnitWithoutHead):
        return [], _("Jabatan atasan pihak pertama sedang tidak terisi.")
    lines = [PartyLine(row.role, row.name, row.title, row.grade) for row in today]
    return lines, _("Para pihak di bawah ini menurut keadaan hari ini. Tetap saat diajukan.")


def _stored_line(row: AgreementParty) -> PartyLine:
    return PartyLine(
        row.role,
        row.name,
        row.title,
        row.grade,
        row.signed_at,
        row.signed_digest,
        row.paper_date,
        row.position_id,
        row.person_id,
    )


def _versions(agreement: Agreement, viewer: Viewer) -> list[VersionLink]:
    rows = (
        Agreement.objects.visible_to(viewer)
        .with_state()
        .filter(position_id=agreement.position_id, year=agreement.year)
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
    needed = document_kind(agreement) is not None
    due = due_date(agreement)
    late_days = max((day - due).days, 0) if due is not None else 0
    return Due(on=due, late_days=late_days, is_needed=needed)


def _url(name: str, agreement: Agreement) -> str:
    return reverse(f"agreements:{name}", args=[agreement.code])
