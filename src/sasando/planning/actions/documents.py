"""Plan documents: a draft, its adoption by a legal act, its amendment as the next version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import IntegrityError, connection, transaction

from sasando.core import audit, clock
from sasando.core.errors import NotFoundForViewer
from sasando.organization.models import Unit
from sasando.planning.errors import (
    NomenclatureVersionMissing,
    PlanActDateWrong,
    PlanActMissing,
    PlanAmendmentOpen,
    PlanEmpty,
    PlanExists,
    PlanIsFixed,
    PlanNotAdopted,
    PlanNotSummary,
    PlanUnitWrong,
    PlanYearsWrong,
)
from sasando.planning.imports.writing import remove_rows
from sasando.planning.models import Mission, NomenclatureNode, Objective, PlanDocument, PlanRow
from sasando.planning.models.plan import CITY_KINDS, YEARLY_KINDS
from sasando.planning.plan_access import AGENCY_KINDS, require_may_write

from .copying import copy_lines
from .habits import judge_after

if TYPE_CHECKING:
    from datetime import date, datetime

    from sasando.organization.queries import Viewer

EARLIEST, LATEST = 2000, 2100
# RPD 2023-2026 ran four years, an RPJMD five, shorter or longer by a change of elections.
MOST_YEARS: Final = 6
Kind = PlanDocument.Kind


@dataclass(frozen=True)
class NewPlan:
    """A plan to be drafted: its kind, whose it is (no unit: the city's), its years."""

    kind: str
    first_year: int
    last_year: int
    unit_code: str = ""
    nomenclature_version: int | None = None
    is_example: bool = False


@dataclass(frozen=True)
class LegalAct:
    """What adopts a plan: "Perda Nomor 5 Tahun 2025", with its date."""

    number: str
    day: date


@transaction.atomic
def draft_plan(*, viewer: Viewer | None, plan: NewPlan) -> PlanDocument:
    """Begin a plan as a draft. No viewer is the operator of the machine.

    Raises NotPermitted, NotFoundForViewer (unit), PlanYearsWrong, PlanUnitWrong,
    NomenclatureVersionMissing and PlanExists.
    """
    unit = _unit_of(plan)
    require_may_write(viewer, unit)
    _check_years(plan)
    _check_version(plan.nomenclature_version)
    standing = PlanDocument.objects.filter(kind=plan.kind, unit=unit, first_year=plan.first_year)
    document = PlanDocument(
        code=_code(plan),
        kind=plan.kind,
        unit=unit,
        name=_name(plan, unit),
        first_year=plan.first_year,
        last_year=plan.last_year,
        nomenclature_version=plan.nomenclature_version,
        is_example=plan.is_example,
    )
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except IntegrityError as failure:
        raise PlanExists(name=next(iter(standing), document).name) from failure
    _trace(viewer, "plan.drafted", document)
    return document


@transaction.atomic
def adopt_plan(*, viewer: Viewer | None, now: datetime, code: str, act: LegalAct) -> PlanDocument:
    """Enter the legal act; from here on the rows of the plan are fixed.

    Raises NotFoundForViewer, NotPermitted, PlanIsFixed, PlanActMissing, PlanActDateWrong and
    PlanEmpty.
    """
    document = _locked(viewer, code)
    if document.adopted_on is not None:
        raise PlanIsFixed(name=document.name)
    if not act.number.strip():
        raise PlanActMissing
    earlier = document.supersedes
    if act.day > clock.local_day(now) or (
        earlier and earlier.adopted_on and act.day < earlier.adopted_on
    ):
        raise PlanActDateWrong
    if not document.rows.exists():
        raise PlanEmpty(name=document.name)
    document.legal_act, document.adopted_on = act.number.strip(), act.day
    document.save(update_fields=["legal_act", "adopted_on"])
    after = {"dasar_hukum": document.legal_act, "tanggal": act.day.isoformat()}
    _trace(viewer, "plan.adopted", document, after=after)
    judge_after(now=now, document=document)
    return document


@transaction.atomic
def amend_plan(*, viewer: Viewer | None, code: str) -> PlanDocument:
    """Begin the next version of an adopted plan as a copy of its lines.

    Raises NotFoundForViewer, NotPermitted, PlanNotAdopted and PlanAmendmentOpen.
    """
    document = _locked(viewer, code)
    if document.adopted_on is None:
        raise PlanNotAdopted(name=document.name)
    later = PlanDocument.objects.filter(supersedes=document).first()
    if later is not None:
        raise PlanAmendmentOpen(name=later.name)
    version = document.version + 1
    base = document.code.rsplit("-P", 1)[0] if document.version > 1 else document.code
    amended = PlanDocument.objects.create(
        code=f"{base}-P{document.version}",
        kind=document.kind,
        unit=document.unit,
        name=f"Perubahan {_ordinal(document.version)}{document.name.split(' atas ')[-1]}",
        vision=document.vision,
        first_year=document.first_year,
        last_year=document.last_year,
        version=version,
        supersedes=document,
        nomenclature_version=document.nomenclature_version,
        is_example=document.is_example,
    )
    copy_lines(document.pk, amended.pk)
    _trace(viewer, "plan.amended", amended, after={"versi": version, "dari": document.code})
    return amended


@transaction.atomic
def complete_plan(*, viewer: Viewer | None, code: str, act: str) -> PlanDocument:
    """Declare a plan that was known from a summary completely entered; then it is fixed too.

    Raises NotFoundForViewer, NotPermitted, PlanNotSummary and PlanActMissing.
    """
    document = _locked(viewer, code)
    if not document.is_summary or document.adopted_on is None:
        raise PlanNotSummary(name=document.name)
    legal_act = act.strip() or document.legal_act
    if not legal_act:
        raise PlanActMissing
    document.legal_act, document.is_summary = legal_act, False
    document.save(update_fields=["legal_act", "is_summary"])
    _trace(viewer, "plan.completed", document, after={"dasar_hukum": legal_act})
    return document


@transaction.atomic
def discard_draft(*, viewer: Viewer | None, code: str) -> None:
    """Throw a draft away with all its lines; what it added to the thread goes too.

    Raises NotFoundForViewer, NotPermitted, PlanIsFixed.
    """
    document = _locked(viewer, code)
    if document.adopted_on is not None:
        raise PlanIsFixed(name=document.name)
    remove_rows(list(document.rows.values_list("pk", flat=True)))
    for model in (Objective, Mission):
        model.objects.filter(ended_by=document).update(ended_by=None)
        model.objects.filter(added_by=document).delete()
    _trace(viewer, "plan.discarded", document)
    document.delete()


@transaction.atomic
def remove_line(*, viewer: Viewer | None, code: str, unit_code: str, row_code: str) -> int:
    """Take a line and all below it out of a draft; how many lines went.

    Raises NotFoundForViewer, NotPermitted, PlanIsFixed.
    """
    document = _locked(viewer, code)
    if document.is_fixed:
        raise PlanIsFixed(name=document.name)
    row = PlanRow.objects.filter(document=document, unit__code=unit_code, code=row_code).first()
    if row is None:
        raise NotFoundForViewer(kind="baris rencana")
    ids = _below(row.pk)
    objectives = PlanRow.objects.filter(pk__in=ids, unit__parent=None).values("objective")
    Objective.objects.filter(pk__in=objectives, ended_by=None).update(ended_by=document)
    remove_rows(ids)
    _trace(viewer, "plan.line-changed", document, before={"baris": row_code, "dihapus": len(ids)})
    return len(ids)


def _below(pk: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE below AS (SELECT %s::bigint AS id UNION"
            " SELECT row.id FROM planning_planrow row JOIN below ON row.parent_id = below.id)"
            " SELECT id FROM below",
            [pk],
        )
        return [number for (number,) in cursor.fetchall()]


def _locked(viewer: Viewer | None, code: str) -> PlanDocument:
    """The document, alone with it until the transaction ends."""
    found = PlanDocument.objects.select_for_update(of=("self",)).select_related(
        "unit", "supersedes"
    )
    document = found.filter(code=code).first()
    if document is None:
        raise NotFoundForViewer(kind="dokumen rencana")
    require_may_write(viewer, document.unit)
    return document


def _unit_of(plan: NewPlan) -> Unit | None:
    if plan.kind not in Kind.values or (plan.kind in CITY_KINDS) == bool(plan.unit_code):
        raise PlanUnitWrong
    if not plan.unit_code:
        return None
    unit = Unit.objects.filter(code=plan.unit_code).first()
    if unit is None:
        raise NotFoundForViewer(kind="unit")
    if unit.kind not in AGENCY_KINDS:
        raise PlanUnitWrong
    return unit


def _check_years(plan: NewPlan) -> None:
    length = plan.last_year - plan.first_year + 1
    most = 1 if plan.kind in YEARLY_KINDS else MOST_YEARS
    if not 1 <= length <= most or not EARLIEST <= plan.first_year <= plan.last_year <= LATEST:
        raise PlanYearsWrong


def _check_version(version: int | None) -> None:
    if version is not None and not NomenclatureNode.objects.filter(version=version).exists():
        raise NomenclatureVersionMissing(version=version)


def _code(plan: NewPlan) -> str:
    years = [str(year) for year in sorted({plan.first_year, plan.last_year})]
    return "-".join([plan.kind, *([plan.unit_code] if plan.unit_code else []), *years])


def _name(plan: NewPlan, unit: Unit | None) -> str:
    years = "-".join(str(year) for year in sorted({plan.first_year, plan.last_year}))
    whose = f"{unit.name} " if unit else ""
    return f"{Kind(plan.kind).label} {whose}{years}"


def _ordinal(earlier: int) -> str:
    """What stands before the name: "Perubahan atas …", "Perubahan kedua atas …"."""
    words = {1: "", 2: "kedua ", 3: "ketiga ", 4: "keempat "}
    return f"{words.get(earlier, f'ke-{earlier} ')}atas "


def _trace(
    viewer: Viewer | None,
    action: str,
    document: PlanDocument,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    audit.record(
        actor=viewer,
        action=action,
        subject_kind="plan",
        subject_code=document.code,
        subject_label=document.name,
        before=before,
        after=after,
    )
