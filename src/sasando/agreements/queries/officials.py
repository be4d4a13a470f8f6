"""Who held the post of an agreement on which days of its year, and which version each signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sasando.agreements.models import Agreement, AgreementParty
from sasando.organization.models import Appointment
from sasando.planning.periods import ROMAN
from sasando.rules.officials import Hold, OfficialSpan, Tenure, official_spans

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

HOLDS = {
    Appointment.Kind.DEFINITIVE: Hold.DEFINITIVE,
    Appointment.Kind.PLT: Hold.PLT,
    Appointment.Kind.PLH: Hold.PLH,
}


@dataclass(frozen=True)
class OfficialLine:
    """Some days of the year: who answered, and the newest version of the agreement he signed.

    `version` is None while he has not signed, and for a vacant post.
    """

    name: str
    how: str
    first: date
    last: date
    days: int
    quarter_days: Sequence[int]
    version: int | None
    is_open: bool

    @property
    def by_quarter(self) -> str:
        """Its days in each quarter, in words: "TW I: 90 · TW II: 91 · …"."""
        return " · ".join(
            f"TW {ROMAN[place]}: {days}" for place, days in enumerate(self.quarter_days, start=1)
        )


@dataclass(frozen=True)
class Officials:
    """The year of a post by official; `changed` when somebody else holds it than has signed."""

    lines: Sequence[OfficialLine]
    changed: bool
    holder_name: str

    @property
    def is_split(self) -> bool:
        """Whether more than one official answers, or the post stood empty."""
        return len(self.lines) > 1


def officials_of(agreement: Agreement, today: date) -> Officials:
    """Three queries. Days to come count for whoever holds the post without an end."""
    rows = list(
        Appointment.objects.filter(
            position_id=agreement.position_id, valid_from__year__lte=agreement.year
        )
        .exclude(valid_to__year__lt=agreement.year)
        .select_related("person")
        .order_by("valid_from", "id")
    )
    tenures = [
        Tenure(str(row.person_id), HOLDS[Appointment.Kind(row.kind)], row.valid_from, row.valid_to)
        for row in rows
    ]
    names = {row.person_id: row.person.name for row in rows}
    signed = _signed_versions(agreement)
    lines = [_line(span, names, signed) for span in official_spans(tenures, agreement.year)]
    holder = _holder(rows, today)
    named = agreement.parties.filter(role=AgreementParty.Role.FIRST).first()
    return Officials(
        lines=lines,
        changed=holder is not None and named is not None and named.person_id != holder.person_id,
        holder_name=holder.person.name if holder is not None else "",
    )


def _signed_versions(agreement: Agreement) -> dict[int, int]:
    """The newest signed version of each first party, over all versions of the year."""
    rows = AgreementParty.objects.filter(
        agreement__position_id=agreement.position_id,
        agreement__year=agreement.year,
        role=AgreementParty.Role.FIRST,
        signed_at__isnull=False,
    ).order_by("agreement__version")
    return dict(rows.values_list("person_id", "agreement__version"))


def _line(span: OfficialSpan, names: dict[int, str], signed: dict[int, int]) -> OfficialLine:
    tenure = span.tenure
    person_id = int(tenure.who) if tenure else 0
    kind = next((key for key, hold in HOLDS.items() if tenure and hold == tenure.hold), None)
    return OfficialLine(
        name=names.get(person_id, ""),
        how="" if kind in {None, Appointment.Kind.DEFINITIVE} else str(kind.label if kind else ""),
        first=span.first,
        last=span.last,
        days=span.days,
        quarter_days=span.quarter_days,
        version=signed.get(person_id),
        is_open=tenure is not None and tenure.until is None,
    )


def _holder(rows: list[Appointment], today: date) -> Appointment | None:
    held = [
        row
        for row in rows
        if row.valid_from <= today and (row.valid_to is None or row.valid_to >= today)
    ]
    return min(held, key=lambda row: (row.kind, row.pk), default=None)
