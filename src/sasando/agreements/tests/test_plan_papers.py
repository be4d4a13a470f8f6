"""The agreed action plan as a paper, and how it stands when a later version is agreed."""

from decimal import Decimal

import pytest

from sasando.agreements import plan_papers
from sasando.agreements.plan_papers import draft_plan_pdf, issue_plan, newest_plan_of, plan_standing
from sasando.core import clock
from sasando.core.errors import NotFoundForViewer
from sasando.papers.queries import file_of
from sasando.papers.tests.reading import signatures_by_poppler, words_of

from . import factories as make
from . import plan_scenes as scene


@pytest.fixture(autouse=True)
def _own_certificate(settings, tmp_path):
    settings.SIGNING_TEST_CERTIFICATE = tmp_path / "uji.pem"


def issued(code=scene.PLAN, login="kabid"):
    return issue_plan(viewer=make.viewer(login), now=clock.now(), code=code)


def test_the_paper_has_targets_and_activities(friday, tmp_path):
    scene.agreed()
    pdf = file_of(issued())
    words = words_of(pdf)
    assert f"RENCANA AKSI TAHUN {scene.YEAR}" in words
    assert "Membuka" in words
    assert "12 jalur" in words
    assert "Feb–Jun" in words
    assert "125.000.000" in words
    assert "30" in words
    assert "belum disepakati" not in words
    assert len(signatures_by_poppler(pdf, tmp_path)) == 1


def test_it_is_issued_once(friday):
    scene.agreed()
    assert issued() == issued(login="kadis")


def test_a_plan_nobody_agreed_to_is_a_draft(friday):
    scene.proposed()
    with pytest.raises(NotFoundForViewer):
        issued()
    words = words_of(draft_plan_pdf(scene.plan(), now=clock.now()))
    assert "belum disepakati, belum mengikat" in words


def test_an_outsider_gets_none(friday):
    scene.agreed()
    with pytest.raises(NotFoundForViewer):
        issued(login="orangluar")


def test_a_later_version_has_its_own_paper_and_the_first_says_so(friday):
    scene.agreed()
    first = issued()
    assert plan_standing(first).label == "berlaku"
    changed = scene.change()
    scene.propose(changed.code)
    scene.agree(changed.code)
    second = issued(changed.code)
    assert second != first
    standing = plan_standing(first)
    assert (standing.label, standing.later_code) == ("digantikan", second.code)
    newest = newest_plan_of(make.viewer("kabid"), scene.agreement())
    assert newest.code == changed.code


def test_the_page_downloads_it_and_anybody_may_check_it(as_, friday):
    scene.agreed()
    answer = as_("kabid").get(f"/perjanjian/{scene.AGREEMENT}/rencana-aksi.pdf")
    assert answer.status_code == 200
    assert 'filename="RA-' in answer["Content-Disposition"]
    code = answer["Content-Disposition"].split('"')[1].removesuffix(".pdf")
    page = as_("kabid").get(f"/periksa/{code}/").content.decode()
    assert "Rencana aksi ini yang dipantau" in page
    assert make.viewer("kadis").name in page


def test_a_plan_by_month_names_its_months_in_each_quarter():
    names = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
    targets = [(name, str(Decimal(place)) if place in {1, 3, 12} else "")
               for place, name in enumerate(names, start=1)]  # fmt: skip
    assert plan_papers._by_quarter(targets) == ["Jan 1\nMar 3", "–", "–", "Des 12"]
