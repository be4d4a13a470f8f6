"""What the pages of an agreement share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sasando.agreements.access import require_may_prepare
from sasando.agreements.errors import ContentFixed
from sasando.agreements.pages import agreement_page, pact_url_of, trail_of
from sasando.agreements.queries import agreement_for, waits_for_signature_of
from sasando.core import clock
from sasando.core.sentences import sentence_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django import forms

    from sasando.agreements.models import Agreement
    from sasando.core.errors import DomainError
    from sasando.organization.requests import CityRequest


def shown(request: CityRequest, found: Agreement) -> dict[str, Any]:
    """The whole agreement, and the next one that waits for the viewer's signature."""
    page = agreement_page(agreement=found, viewer=request.viewer, now=request.now)
    waiting = waits_for_signature_of(request.viewer, clock.local_day(request.now))
    others = [row for row in waiting if row.pk != found.pk]
    return {
        "page": page,
        "trail": trail_of(found, request.viewer),
        "next_to_sign": others[0] if others else None,
        "others_waiting": len(others),
        "pact_url": pact_url_of(found, request.viewer),
    }


def head(request: CityRequest, found: Agreement) -> dict[str, Any]:
    """What stands above a page about an agreement."""
    return {"agreement": found, "trail": trail_of(found, request.viewer)}


def prepared(request: CityRequest, code: str) -> Agreement:
    """An agreement the viewer may prepare. Raises NotFoundForViewer, NotPermitted."""
    found = agreement_for(request.viewer, code)
    require_may_prepare(request.viewer, found)
    return found


def draft_of(request: CityRequest, code: str) -> Agreement:
    """The same while it is a draft. Raises ContentFixed besides."""
    found = prepared(request, code)
    if found.proposed_at is not None:
        raise ContentFixed(code=code)
    return found


def mend(form: forms.Form, failure: DomainError, fields: Mapping[str, str]) -> bool:
    """Say a refusal at the field it is about; raises it again when it is about none.

    `fields` are field names by the refusal's code. False, so that a view can answer with it.
    """
    name = fields.get(failure.code)
    if name is None:
        raise failure
    form.add_error(name if name in form.fields else None, sentence_for(failure))
    return False


def status_of(form: forms.Form) -> int:
    """422 for what has to be mended."""
    return 422 if form.errors else 200
