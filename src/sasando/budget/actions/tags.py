"""Spending tags: opening one, adding a row to it, ending a row. Nothing is ever changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from sasando.budget.access import require_may_manage
from sasando.budget.errors import (
    TagExists,
    TagRowEmpty,
    TagRowEnded,
    TagRowEndsEarly,
    TagRowTwice,
)
from sasando.budget.imports.tags import TAG_ROWS, TagImport
from sasando.budget.models import SpendingTag, SpendingTagRow
from sasando.core import audit, clock
from sasando.core.errors import NotFoundForViewer
from sasando.core.listings.loading import Loading, load_content, trace_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.budget.queries.selection import Selection
    from sasando.core.listings.report import Report, Row
    from sasando.organization.queries import Viewer


@transaction.atomic
def open_tag(*, viewer: Viewer | None, code: str, name: str) -> SpendingTag:
    """A new tag, still without rows. Raises NotPermitted, TagExists."""
    require_may_manage(viewer)
    is_example = viewer is not None and viewer.is_example
    tag, is_new = SpendingTag.objects.get_or_create(
        code=code, defaults={"name": name, "is_example": is_example}
    )
    if not is_new:
        raise TagExists(code=code)
    _record(viewer, "budget.tag-opened", tag, after={"name": name})
    return tag


@transaction.atomic
def add_tag_row(
    *,
    viewer: Viewer | None,
    tag_code: str,
    selection: Selection,
    sign: int,
    legal_act: str,
    from_year: int,
    note: str = "",
) -> SpendingTagRow:
    """Say that what a selection takes counts under a tag, or is left out, from a budget year.

    Only the codes of the selection are used. Raises NotPermitted, NotFoundForViewer, TagRowEmpty
    without any code, TagRowTwice while the same row stands.
    """
    require_may_manage(viewer)
    tag = _locked(tag_code)
    codes = {
        "agency": selection.agency,
        "activity": selection.activity,
        "account": selection.account,
        "funding": selection.funding,
    }
    if not any(codes.values()):
        raise TagRowEmpty(code=tag_code)
    standing = tag.rows.filter(**codes, sign=sign, ended_at=None).first()
    if standing is not None:
        raise TagRowTwice(code=tag_code, number=standing.number)
    last = tag.rows.aggregate(last=Max("number"))["last"] or 0
    row = SpendingTagRow.objects.create(
        tag=tag,
        number=last + 1,
        **codes,
        sign=sign,
        note=note,
        legal_act=legal_act,
        from_year=from_year,
        entered_by_id=(viewer.person_id or None) if viewer else None,
        is_example=viewer is not None and viewer.is_example,
    )
    after = {**codes, "sign": sign, "from_year": from_year, "legal_act": legal_act}
    _record(viewer, "budget.tag-row-added", tag, after={"number": row.number, **after})
    return row


@transaction.atomic
def end_tag_row(*, viewer: Viewer | None, tag_code: str, number: int, until_year: int) -> None:
    """Let a row count for the last time in a budget year.

    A year before its first takes the row back altogether; what was counted so far stays
    recomputable by its day. Raises NotPermitted, NotFoundForViewer, TagRowEnded, TagRowEndsEarly.
    """
    require_may_manage(viewer)
    tag = _locked(tag_code)
    row = tag.rows.filter(number=number).first()
    if row is None:
        raise NotFoundForViewer(kind="baris tag")
    if row.ended_at:
        raise TagRowEnded(code=tag_code, number=number)
    if until_year < row.from_year - 1:
        earliest = str(row.from_year - 1)
        raise TagRowEndsEarly(code=tag_code, number=number, earliest=earliest)
    row.until_year, row.ended_at = until_year, clock.now()
    row.ended_by_id = (viewer.person_id or None) if viewer else None
    row.save(update_fields=["until_year", "ended_at", "ended_by"])
    _record(
        viewer,
        "budget.tag-row-ended",
        tag,
        before={"number": number, "from_year": row.from_year},
        after={"until_year": until_year},
    )


def import_tag_rows(*, viewer: Viewer | None, tag_code: str, content: bytes, apply: bool) -> Report:
    """Add the rows of a file to a tag; a wrong file raises nothing, its report says what to mend.

    All or nothing; rows that stand are left as they are and nothing is ended. Raises
    NotPermitted, NotFoundForViewer.
    """
    require_may_manage(viewer)
    entered = {
        "entered_by_id": (viewer.person_id or None) if viewer else None,
        "is_example": viewer is not None and viewer.is_example,
    }

    def make(rows: Sequence[Row]) -> TagImport:
        return TagImport(_locked(tag_code), rows, entered)

    def trace(report: Report) -> None:
        trace_file(
            viewer, report, action="budget.tag-rows-loaded", kind="spending-tag", code=tag_code,
            label=TAG_ROWS.title,
        )  # fmt: skip

    loading = Loading(TAG_ROWS, make, f"sasando.budget.tag.{tag_code}", trace)
    return load_content(loading, content, apply=apply)


def _locked(code: str) -> SpendingTag:
    tag = SpendingTag.objects.select_for_update().filter(code=code).first()
    if tag is None:
        raise NotFoundForViewer(kind="tag belanja")
    return tag


def _record(
    viewer: Viewer | None,
    action: str,
    tag: SpendingTag,
    *,
    after: dict[str, object],
    before: dict[str, object] | None = None,
) -> None:
    audit.record(
        actor=viewer,
        action=action,
        subject_kind="spending-tag",
        subject_code=tag.code,
        subject_label=tag.name,
        before=before,
        after=after,
    )
