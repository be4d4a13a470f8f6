"""The agreed action plan as a paper: targets of the periods and what is to be done for them.

An action plan is agreed in Sasando, not signed with a second factor: the paper says who proposed
and who agreed, and carries the city's own signature as a copy [D]. Every version has its own paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from sasando.core import clock
from sasando.core.errors import NotFoundForViewer
from sasando.core.templatetags.sasando_format import waktu
from sasando.papers.actions import issue
from sasando.papers.codes import new_code
from sasando.papers.head import check_address, official_data, official_files
from sasando.papers.public import Standing
from sasando.papers.queries import paper_of
from sasando.papers.signing import signer
from sasando.papers.typesetting import Whole, typeset
from sasando.rules.numerals import format_rupiah

from .models import ActionPlan
from .paper_content import (
    BLANK_NAME,
    Marks,
    letterhead_unit,
    place_and_date,
    with_measure,
)
from .queries.action_plans import agreed_plan, plan_lines, visible_plans

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sasando.organization.models import Person
    from sasando.organization.queries import Viewer
    from sasando.papers.models import IssuedPaper

    from .models import Agreement
    from .queries.action_plans import PlanLine

KIND = "RA"
TEMPLATE = "agreements/typst/action_plan.typ"


def newest_plan_of(viewer: Viewer, agreement: Agreement) -> ActionPlan | None:
    """The last version of an agreement's plan the viewer may know of. One query."""
    return visible_plans(viewer).filter(agreement=agreement).order_by("-id").first()


def draft_plan_pdf(plan: ActionPlan, *, now: datetime) -> bytes:
    """A plan nobody has agreed to yet, with DRAF across every page."""
    marks = Marks(is_draft=True, is_example=_is_example(plan), is_test_signature=False)
    return _typeset(plan, marks, clock.local_day(now))


@transaction.atomic
def issue_plan(*, viewer: Viewer, now: datetime, code: str) -> IssuedPaper:
    """The paper of an agreed plan; made at the first call, the same ever after.

    Raises NotFoundForViewer, also while it is not agreed, and as `signing.signer`.
    """
    plan = visible_plans(viewer).select_for_update(of=("self",)).filter(code=code).first()
    if plan is None or plan.agreed_at is None:
        raise NotFoundForViewer(kind="dokumen")
    return paper_of(KIND, code) or _issue(viewer, now, plan)


def plan_standing(paper: IssuedPaper) -> Standing | None:
    """Whether an agreed plan is the one of its post and year; None for another subject's paper."""
    plan = ActionPlan.objects.filter(code=paper.subject_code).first()
    if plan is None:
        return None
    holds = agreed_plan(plan.position_id, plan.year)
    if holds is None or holds.pk == plan.pk:
        sentence = _("Rencana aksi ini yang dipantau pada tahun %(year)s.") % {"year": plan.year}
        return Standing(_("berlaku"), "good", sentence)
    sentence = _("Rencana aksi ini asli, tetapi sudah digantikan %(code)s.") % {"code": holds.code}
    later = paper_of(KIND, holds.code)
    return Standing(_("digantikan"), "attention", sentence, later.code if later else "")


def _issue(viewer: Viewer, now: datetime, plan: ActionPlan) -> IssuedPaper:
    assert plan.agreed_at is not None
    pen, code, place = signer(), new_code(KIND), settings.CITY_NAME
    marks = Marks(
        is_draft=False,
        is_example=_is_example(plan),
        is_test_signature=pen.is_test,
        code=code,
        check_address=check_address(code),
    )
    day = clock.local_day(plan.agreed_at)
    reason = "Salinan rencana aksi yang disepakati di Sasando"
    pdf = pen.sign(
        _typeset(plan, marks, day),
        field="Salinan", signer_name=place, reason=reason, place=place, at=now,
    )  # fmt: skip
    return issue(
        viewer=viewer,
        code=code,
        subject_code=plan.code,
        title=str(plan),
        document_date=day,
        pdf=pdf,
        signers=_signer_facts(plan),
        signer=pen,
        is_example=marks.is_example,
    )


def _signer_facts(plan: ActionPlan) -> list[dict[str, str]]:
    assert plan.proposed_by is not None
    assert plan.proposed_at is not None
    assert plan.agreed_by is not None
    assert plan.agreed_at is not None
    proposed = _("%(title)s (mengajukan)") % {"title": plan.position.title}
    agreed = _("%(title)s (menyepakati)") % {"title": plan.agreed_title}
    return [
        {"nama": plan.proposed_by.name, "jabatan": proposed, "waktu": plan.proposed_at.isoformat()},
        {"nama": plan.agreed_by.name, "jabatan": agreed, "waktu": plan.agreed_at.isoformat()},
    ]


def _typeset(plan: ActionPlan, marks: Marks, day: date) -> bytes:
    with translation.override("id"):
        content = _content(plan, marks, None if marks.is_draft else day)
    return typeset(
        TEMPLATE,
        content,
        title=str(plan),
        document_date=day,
        files=official_files(check_address=marks.check_address),
    )


def _content(plan: ActionPlan, marks: Marks, day: date | None) -> dict[str, Any]:
    agreement, lines = plan.agreement, plan_lines(plan)
    whose = agreement.unit.name if agreement.leads_unit else plan.position.title
    foot: list[str] = []
    if marks.check_address:
        foot = [Whole(f"Periksa keaslian: {marks.check_address}")]
    if marks.is_draft:
        foot = ["Draf: belum disepakati, belum mengikat."]
    return {
        "official": official_data(
            is_example=marks.is_example, word="DRAF" if marks.is_draft else ""
        ),
        "foot": {"title": " · ".join(filter(None, (marks.code, plan.code))), "lines": foot},
        "unit": letterhead_unit(agreement.unit),
        "titles": [f"RENCANA AKSI TAHUN {plan.year}", whose.upper()],
        "groups": _groups(lines),
        "activities": _activities(lines),
        "place_date": place_and_date(day),
        "first": {
            "label": "Yang mengajukan",
            "missing": "belum diajukan",
            **_hand(plan.proposed_by, plan.position.title, plan.proposed_at),
        },
        "second": {
            "label": "Menyepakati",
            "missing": "belum disepakati",
            **_hand(plan.agreed_by, plan.agreed_title, plan.agreed_at),
        },
    }


def _groups(lines: Sequence[PlanLine]) -> list[dict[str, Any]]:
    """Items by objective, as in the annex of the agreement."""
    groups: dict[str, dict[str, Any]] = {}
    for line in lines:
        begun = {"number": str(len(groups) + 1), "text": line.objective, "items": []}
        group = groups.setdefault(line.objective, begun)
        group["items"].append(
            {
                "indicator": line.indicator,
                "target": with_measure(line.annual, line.measure),
                "quarters": _by_quarter(line.targets),
            }
        )
    return list(groups.values())


def _by_quarter(targets: Sequence[tuple[str, str]]) -> list[str]:
    """Four cells; of a plan by month each holds its three months, named."""
    if len(targets) == 4:
        return [text or "–" for _label, text in targets]
    months = [f"{label} {text}" if text else "" for label, text in targets]
    cells = [[month for month in months[begin : begin + 3] if month] for begin in range(0, 12, 3)]
    return ["\n".join(cell) or "–" for cell in cells]


def _activities(lines: Sequence[PlanLine]) -> list[dict[str, str]]:
    return [
        {
            "indicator": line.indicator,
            "name": row.name,
            "schedule": row.schedule,
            "budget": "tanpa biaya" if row.budget is None else format_rupiah(row.budget),
            "in_charge": row.in_charge.title,
            "output": row.output,
        }
        for line in lines
        for row in line.activities
    ]


def _hand(person: Person | None, title: str, at: datetime | None) -> dict[str, Any]:
    return {
        "name": person.name if person else BLANK_NAME,
        "lines": [title] if title else [],
        "signed": waktu(at) if at else None,
        "signed_how": "Dicatat di Sasando",
        "note": "",
    }


def _is_example(plan: ActionPlan) -> bool:
    return plan.is_example or not clock.is_production()
