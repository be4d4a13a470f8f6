"""A planner says which objective a programme serves; its money then stands behind it."""

import pytest
from django.urls import reverse

from sasando.core import clock
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.models import AuditEvent, User
from sasando.organization.queries import viewer_for
from sasando.planning.actions import assign_programmes, tie_programme
from sasando.planning.errors import SupportServesAll
from sasando.planning.models import AgencyProgramme
from sasando.planning.tests.factories import load_units

pytestmark = pytest.mark.django_db
ADDRESS = ("DLHK", "2.11.11")


@pytest.fixture
def given(plan):
    load_units()
    assign_programmes(2026)


def viewer_of(login):
    return viewer_for(User.objects.get(username=login), clock.local_day(clock.now()))


def served():
    row = AgencyProgramme.objects.select_related("objective").get(
        unit__code=ADDRESS[0], node__code=ADDRESS[1]
    )
    return row.objective.code if row.objective else ""


def tie(objective, login="perencana", code=ADDRESS[1], unit=ADDRESS[0]):
    return tie_programme(
        viewer=viewer_of(login), unit_code=unit, code=code, year=2026, objective_code=objective
    )


def test_a_planner_ties_and_unties_and_both_are_traced(given):
    before = served()
    tie("SASARAN-5.2")
    assert served() == "SASARAN-5.2"
    tie("")
    assert served() == ""
    deeds = list(AuditEvent.objects.filter(action="programmes.tied").order_by("pk"))
    assert [(deed.before["sasaran"], deed.after["sasaran"]) for deed in deeds] == [
        (before, "SASARAN-5.2"), ("SASARAN-5.2", ""),
    ]  # fmt: skip


def test_the_same_again_is_no_deed(given):
    assert served() != "SASARAN-5.2"
    tie("SASARAN-5.2")
    tie("SASARAN-5.2")
    assert AuditEvent.objects.filter(action="programmes.tied").count() == 1


@pytest.mark.parametrize("login", ["walikota", "sekda", "kadis", "staf", "pemeriksa", "warga"])
def test_nobody_else_may(given, login):
    before = served()
    with pytest.raises(NotPermitted):
        tie("SASARAN-5.2", login)
    assert served() == before


def test_what_does_not_exist_is_told(given):
    for wrong in (
        {"objective": "SASARAN-99"}, {"objective": "", "code": "9.99.99"},
        {"objective": "", "unit": "TIADA"},
    ):  # fmt: skip
        with pytest.raises(NotFoundForViewer):
            tie(**wrong)


def test_the_support_programme_serves_everything(given):
    with pytest.raises(SupportServesAll):
        tie("SASARAN-5.2", code="X.XX.01")


def test_through_the_page(given, as_):
    address = reverse("planning:programme", args=ADDRESS)
    client = as_("perencana")
    assert "Sasaran yang dilayani" in client.get(address).content.decode()
    assert client.post(address, {"sasaran": "SASARAN-5.2"}).status_code == 302
    assert served() == "SASARAN-5.2"
    refused = client.post(address, {"sasaran": "SASARAN-99"})
    assert refused.status_code == 422
    assert "tidak berlaku lagi" in refused.content.decode()
    assert served() == "SASARAN-5.2"


def test_others_read_the_page_and_cannot_write(given, as_):
    address = reverse("planning:programme", args=ADDRESS)
    client = as_("kadis")
    assert "Sasaran yang dilayani" not in client.get(address).content.decode()
    assert client.post(address, {"sasaran": ""}).status_code == 403
    support = reverse("planning:programme", args=("DLHK", "X.XX.01"))
    assert "Sasaran yang dilayani" not in as_("perencana").get(support).content.decode()
