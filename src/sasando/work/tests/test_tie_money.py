"""Saying which sub-activity pays for a result: who may, among which; nothing else moves."""

import pytest

from sasando.budget.tests.factories import FIRST, SECOND
from sasando.budget.tests.thread_scene import NOVEMBER, load_lists, tied_budget
from sasando.core.clock import now
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.models import AuditEvent, User
from sasando.work.actions import tie_sub_activity
from sasando.work.errors import SubActivityNotBudgeted
from sasando.work.models import PlannedResult

from .steps import viewer

pytestmark = pytest.mark.django_db
CODE = "H-STAF-2026"
ADDRESS = f"/rencana/{CODE}/anggaran/"


@pytest.fixture
def tied(db, at):
    at(NOVEMBER)
    load_lists()
    return tied_budget()


@pytest.fixture
def as_(client):
    """The test client logged in as somebody of the cast."""

    def entered(login):
        client.force_login(User.objects.get(username=login))
        return client

    return entered


def tie(login, sub_activity, code=CODE):
    return tie_sub_activity(viewer=viewer(login), now=now(), code=code, sub_activity=sub_activity)


@pytest.mark.parametrize("login", ["staf", "kabid"])
def test_the_person_and_the_post_above_may_tie(tied, login):
    before = PlannedResult.objects.values("text", "target", "state", "path").get(code=CODE)
    result = tie(login, FIRST)
    assert result.sub_activity_id == tied.stood.activity.node_id
    assert PlannedResult.objects.values("text", "target", "state", "path").get(code=CODE) == before
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.subject_code) == ("result.money-tied", CODE)
    assert event.after == {"sub_kegiatan": FIRST}
    assert tie(login, "").sub_activity_id is None


@pytest.mark.parametrize(
    ("login", "refusal"),
    [
        ("staf2", NotFoundForViewer), ("kadis", NotPermitted), ("walikota", NotPermitted),
        ("camat", NotFoundForViewer), ("perawat", NotFoundForViewer),
    ],
)  # fmt: skip
def test_nobody_else_may(tied, login, refusal):
    with pytest.raises(refusal):
        tie(login, FIRST)
    assert PlannedResult.objects.get(code=CODE).sub_activity_id is None


@pytest.mark.parametrize("code", ["2.11.03.2.01.0099", "2.11.03", "tidak ada"])
def test_only_what_the_agency_has_money_for_can_be_named(tied, code):
    with pytest.raises(SubActivityNotBudgeted):
        tie("staf", code)


def test_money_of_another_agency_cannot_be_named(tied):
    with pytest.raises(SubActivityNotBudgeted):
        tie("stafkel", FIRST, "H-STAFKEL-2026")


def test_the_page_offers_the_agencys_own_and_saves(tied, as_):
    client = as_("staf")
    page = client.get(ADDRESS)
    codes = [code for code, _words in page.context["form"].fields["sub_activity"].choices]
    assert codes == ["", FIRST, SECOND]
    assert "Rp 8.000.000" in page.content.decode()
    answer = client.post(ADDRESS, {"sub_activity": SECOND})
    assert answer["Location"] == f"/utas/hasil/{CODE}/"
    assert client.get(ADDRESS).context["form"]["sub_activity"].value() == SECOND
    assert client.post(ADDRESS, {"sub_activity": "9.99"}).status_code == 422
    assert PlannedResult.objects.get(code=CODE).sub_activity_id == tied.stood.other.node_id


def test_without_a_budget_the_page_says_what_to_do(at, as_):
    at(NOVEMBER)
    page = as_("staf").get(ADDRESS).content.decode()
    assert "Belum ada sub kegiatan berpagu" in page
    assert as_("camat").get(ADDRESS).status_code == 404
