"""One agreement, as seen by a viewer, and the version that binds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasando.agreements.models import Agreement, AgreementParty
from sasando.agreements.turns import whose_turn
from sasando.core.errors import NotFoundForViewer
from sasando.rules.agreements import Version, version_for_year, version_on

if TYPE_CHECKING:
    from datetime import date

    from sasando.agreements.models import AgreementQuerySet
    from sasando.organization.models import Position, Unit
    from sasando.organization.queries import Viewer


def agreement_for(viewer: Viewer, code: str) -> Agreement:
    """The agreement with its state if the viewer may know of it. Raises NotFoundForViewer."""
    agreement = (
        Agreement.objects.visible_to(viewer)
        .with_state()
        .select_related("unit__parent", "position__unit__parent", "supersedes__position")
        .filter(code=code)
        .first()
    )
    if agreement is None:
        raise NotFoundForViewer(kind="perjanjian")
    return agreement


def newest_agreement(viewer: Viewer, *, position_id: int, year: int) -> Agreement | None:
    """The last version of a post and year that the viewer may know of. One query."""
    found = Agreement.objects.visible_to(viewer).filter(position_id=position_id, year=year)
    return found.order_by("-version").first()


def agreement_in_force(unit: Unit, year: int, on: date | None = None) -> Agreement | None:
    """The version of a unit's head that binds: on a day, or for the year (the last signed one).

    A quarter is judged by `on` = its last day. A version binds from the day of its last signature.
    """
    return _binding(Agreement.objects.of_unit_heads().filter(unit=unit, year=year), on)


def agreement_in_force_of(
    position: Position, year: int, on: date | None = None
) -> Agreement | None:
    """The same for whoever holds a post, whatever its level."""
    return _binding(Agreement.objects.filter(position=position, year=year), on)


def _binding(found: AgreementQuerySet, on: date | None) -> Agreement | None:
    signed = {row.version: row for row in found.signed_by_all().prefetch_related("parties")}
    versions = [Version(row.version, (day := signed_on(row)), day) for row in signed.values()]
    chosen = version_for_year(versions) if on is None else version_on(versions, on)
    return None if chosen is None else signed[chosen.number]


def signed_on(agreement: Agreement) -> date:
    """The day in the city on which the last of the parties signed; all of them must have.

    A paper counts by the date written on it, which two people have compared with its scan.
    """
    return max(row.signed_on for row in agreement.parties.all() if row.signed_on)


def waits_for_signature_of(viewer: Viewer, day: date) -> list[Agreement]:
    """Proposals on which the viewer's signature is missing and his turn has come, oldest first."""
    own = AgreementParty.objects.of(viewer).filter(
        position_id__in=viewer.position_ids, signed_at__isnull=True
    )
    found = (
        Agreement.objects.filter(
            pk__in=own.values("agreement_id"),
            proposed_at__isnull=False,
            superseded_by__isnull=True,
        )
        .select_related("unit", "position")
        .prefetch_related("parties")
        .order_by("proposed_at", "code")
    )
    return [
        row
        for row in found
        if viewer.person_id in {party.person_id for party in whose_turn(_stored(row), day)}
    ]


def _stored(agreement: Agreement) -> list[AgreementParty]:
    return list(agreement.parties.all())
