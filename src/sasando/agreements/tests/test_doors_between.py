"""From an agreement to its action plan and pact, from each of them back, and to their papers."""

import pytest

from sasando.agreements.paper_content import letterhead_unit
from sasando.agreements.queries.choices import units_to_prepare
from sasando.core import clock
from sasando.organization.models import Unit

from . import factories as make
from . import plan_scenes as scene


@pytest.fixture(autouse=True)
def _own_certificate(settings, tmp_path):
    settings.SIGNING_TEST_CERTIFICATE = tmp_path / "uji.pem"


def page_of(browser, address):
    return browser.get(address).content.decode()


def test_an_agreement_opens_its_plan_and_the_pacts(as_, friday):
    scene.agreed()
    browser = as_("kabid")
    page = page_of(browser, f"/perjanjian/{scene.AGREEMENT}/")
    assert f'href="/perjanjian/{scene.AGREEMENT}/rencana-aksi/"' in page
    assert 'href="/perjanjian/pakta/"' in page
    plan = page_of(browser, f"/rencana-aksi/{scene.PLAN}/")
    assert f'href="/perjanjian/{scene.AGREEMENT}/rencana-aksi.pdf"' in plan
    assert plan.count(f'href="/perjanjian/{scene.AGREEMENT}/"') == 2


def test_the_letterhead_names_the_agency_of_a_division(db):
    agency = Unit.objects.get(code="DLHK")
    assert letterhead_unit(Unit.objects.get(code="DLHK.SAMPAH")) == agency.name
    assert letterhead_unit(agency, "Dinas Lama") == "Dinas Lama"
    assert letterhead_unit(Unit.objects.get(kind=Unit.Kind.CITY)) == ""
    assert letterhead_unit(Unit.objects.get(code="53.71.03.1010")) == "Kecamatan Kelapa Lima"


def test_units_of_the_same_name_are_told_apart(friday):
    labels = dict(units_to_prepare(make.viewer("perencana"), clock.now()))
    agency = Unit.objects.get(code="DLHK")
    assert labels["DLHK"] == agency.name
    assert labels["DLHK.SAMPAH"].endswith(f", {agency.name}")
