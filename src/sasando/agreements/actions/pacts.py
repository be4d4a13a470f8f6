"""Signing an integrity pact, and witnessing a subordinate's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from sasando.agreements.codes import pact_code
from sasando.agreements.errors import (
    PactAlreadyWitnessed,
    PactExists,
    PactNotWitness,
    PactPostMissing,
    PactTextChanged,
)
from sasando.agreements.models import AgreementParty, IntegrityPact
from sasando.agreements.pact_text import pact_digest, pact_text_on
from sasando.agreements.parties import holder_on
from sasando.agreements.queries.pacts import may_witness, pact_for
from sasando.core import audit, clock
from sasando.organization.models import Position

if TYPE_CHECKING:
    from datetime import date, datetime

    from sasando.organization.queries import Viewer


@transaction.atomic
def sign_pact(
    *, viewer: Viewer, now: datetime, position_code: str, template_from: date
) -> IntegrityPact:
    """Sign the pact of the running year for a post one holds; `template_from` is the text read.

    Raises PactPostMissing, PactTextChanged, PactExists.
    """
    today = clock.local_day(now)
    # The lock on the post lets one of two simultaneous signatures through.
    position = (
        Position.objects.select_related("unit")
        .select_for_update(of=("self",))
        .filter(code=position_code, pk__in=viewer.position_ids)
        .first()
    )
    own = [post for post in viewer.posts if position and post.position_id == position.pk]
    if position is None or not own:
        raise PactPostMissing
    text = pact_text_on(today)
    if text.valid_from != template_from:
        raise PactTextChanged
    others = IntegrityPact.objects.filter(position=position, year=today.year)
    mine = others.filter(person_id=viewer.person_id).first()
    if mine is not None:
        raise PactExists(code=mine.code)
    code = pact_code(position, year=today.year, ordinal=others.count() + 1)
    holder = holder_on(position, AgreementParty.Role.FIRST, today)
    is_holder = holder is not None and holder.person_id == viewer.person_id
    grade = holder.grade if holder is not None and is_holder else ""
    pact = IntegrityPact.objects.create(
        code=code,
        person_id=viewer.person_id,
        position=position,
        unit=position.unit,
        year=today.year,
        name=viewer.name,
        title=own[0].shown_title,
        grade=grade,
        template_from=text.valid_from,
        text=text.as_json,
        digest=pact_digest(
            {
                "kode": code,
                "orang": viewer.person_code,
                "kode_jabatan": position.code,
                "tahun": today.year,
                "teks": text.as_json,
            }
        ),
        signed_at=now,
        is_example=viewer.is_example,
    )
    _trace(viewer, pact, "pact.signed")
    return pact


@transaction.atomic
def witness_pact(*, viewer: Viewer, now: datetime, code: str) -> IntegrityPact:
    """Sign as the witness: whoever holds the post above.

    Raises NotFoundForViewer, PactNotWitness, PactAlreadyWitnessed.
    """
    pact = pact_for(viewer, code)
    pact = IntegrityPact.objects.select_for_update().get(pk=pact.pk)
    if pact.witness_id is not None:
        raise PactAlreadyWitnessed(code=code)
    title = may_witness(viewer, pact, clock.local_day(now))
    if title is None:
        raise PactNotWitness(code=code)
    pact.witness_id = viewer.person_id
    pact.witness_name = viewer.name
    pact.witness_title = title
    pact.witnessed_at = now
    pact.save(update_fields=["witness", "witness_name", "witness_title", "witnessed_at"])
    _trace(viewer, pact, "pact.witnessed")
    return pact


def _trace(viewer: Viewer, pact: IntegrityPact, action: str) -> None:
    audit.record(
        actor=viewer,
        action=action,
        subject_kind="pact",
        subject_code=pact.code,
        subject_label=str(pact),
        after={"sidik": pact.digest, "teks_sejak": pact.template_from.isoformat()},
    )
