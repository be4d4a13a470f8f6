"""SKP: every result hangs on one thing above, and the superior agrees to it."""

from decimal import Decimal

import pytest

from sasando.core.clock import now
from sasando.core.errors import NotFoundForViewer
from sasando.work.actions import add_result, agree_result, return_result, submit_result
from sasando.work.actions.plans import ResultDraft
from sasando.work.errors import NoteMissing, NotTheDecider, ResultNotTied, ResultStateWrong
from sasando.work.models import PlannedResult

from .steps import viewer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def friday(at):
    at("2026-11-20 10.00")


def promise(login: str, **tie: str) -> PlannedResult:
    draft = ResultDraft(
        text="Laporan titik angkut mingguan tersusun",
        indicator_text="Laporan",
        target=Decimal(48),
        measure="laporan",
        **tie,
    )
    return add_result(viewer=viewer(login), now=now(), draft=draft)


def test_a_clerk_ties_to_the_superiors_result_and_inherits_the_objective():
    result = promise("staf", parent_code="H-KABID-2026")
    assert result.state == PlannedResult.State.DRAFT
    assert result.objective.code == "SASARAN-7.1"
    assert result.path.startswith("PK-DLHK-2026-1.1/H-KADIS-2026/H-KABID-2026/")


def test_the_head_of_agency_ties_to_a_signed_item():
    assert promise("kadis", item_code="PK-DLHK-2026-1.1").agreement_item.number == 1


@pytest.mark.parametrize(
    ("login", "tie"),
    [
        ("staf", {}),
        ("staf", {"parent_code": "H-KADIS-2026"}),
        ("staf", {"parent_code": "H-STAF-2026"}),
        ("staf", {"parent_code": "H-KABID-2026", "item_code": "PK-DLHK-2026-1.1"}),
        ("staf", {"item_code": "PK-DLHK-2026-1.1"}),
        ("camat", {"item_code": "PK-DLHK-2026-1.1"}),
    ],
)
def test_any_other_tie_is_refused(login, tie):
    with pytest.raises(ResultNotTied):
        promise(login, **tie)


def test_draft_submitted_agreed():
    result = promise("staf", parent_code="H-KABID-2026")
    submit_result(viewer=viewer("staf"), code=result.code)
    agreed = agree_result(viewer=viewer("kabid"), now=now(), code=result.code)
    assert agreed.state == PlannedResult.State.AGREED
    assert agreed.agreed_by.code == "P-KABID"


def test_returned_with_a_note_and_submitted_again():
    result = promise("staf", parent_code="H-KABID-2026")
    submit_result(viewer=viewer("staf"), code=result.code)
    with pytest.raises(NoteMissing):
        return_result(viewer=viewer("kabid"), code=result.code, note="")
    back = return_result(viewer=viewer("kabid"), code=result.code, note="Targetnya terlalu rendah")
    assert back.note == "Targetnya terlalu rendah"
    assert submit_result(viewer=viewer("staf"), code=result.code).state == "DIAJUKAN"


@pytest.mark.parametrize(
    ("login", "refusal"),
    [
        ("staf", NotTheDecider),
        ("kadis", NotTheDecider),
        ("walikota", NotTheDecider),
        ("staf2", NotFoundForViewer),
        ("camat", NotFoundForViewer),
    ],
)
def test_only_the_direct_superior_agrees(login, refusal):
    result = promise("staf", parent_code="H-KABID-2026")
    submit_result(viewer=viewer("staf"), code=result.code)
    with pytest.raises(refusal):
        agree_result(viewer=viewer(login), now=now(), code=result.code)


def test_a_draft_cannot_be_agreed_and_nobody_submits_for_another():
    result = promise("staf", parent_code="H-KABID-2026")
    with pytest.raises(ResultStateWrong):
        agree_result(viewer=viewer("kabid"), now=now(), code=result.code)
    with pytest.raises(NotFoundForViewer):
        submit_result(viewer=viewer("staf2"), code=result.code)
