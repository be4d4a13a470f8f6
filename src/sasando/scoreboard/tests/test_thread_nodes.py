"""Nodes with a story of their own: revised agreements, programmes, long lists, files, paper."""

from datetime import UTC, datetime

import pytest

from sasando.agreements.models import Agreement, AgreementItem
from sasando.organization.models import Unit
from sasando.planning.models import AgencyProgramme, NomenclatureNode, Objective
from sasando.scoreboard.tests.papers import name_parties, propose, sign
from sasando.scoreboard.tests.steps import colleagues, seen, two_days
from sasando.work.models import PlannedResult

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def entries(at):
    return two_days(at)


def revised(*, signed: bool) -> AgreementItem:
    """The second version of the agency's agreement, with the same promise."""
    old = Agreement.objects.get(code="PK-DLHK-2026-1")
    new = Agreement.objects.create(
        code="PK-DLHK-2026-2", unit=old.unit, position=old.position, tier=old.tier,
        year=2026, version=2, supersedes=old,
        revision_reason="OFFICIAL_CHANGED", revision_note="Pergeseran", is_example=True,
    )  # fmt: skip
    promise = old.items.get()
    item = AgreementItem.objects.create(
        agreement=new, number=1, code="PK-DLHK-2026-2.1", objective=promise.objective,
        indicator=promise.indicator, target=90,
    )  # fmt: skip
    name_parties(new, like=old)
    propose(new, datetime(2026, 10, 1, tzinfo=UTC))
    if signed:
        sign(new, datetime(2026, 10, 2, tzinfo=UTC))
    return item


@pytest.mark.parametrize("code", ["PK-DLHK-2026-1.1", "PK-DLHK-2026-2.1"])
def test_a_revised_promise_keeps_the_results_of_its_first_version(client, code):
    revised(signed=True)
    page = seen(client, "kadis", f"/utas/butir/{code}/").context["page"]
    assert "/utas/hasil/H-KADIS-2026/" in [branch.url for branch in page.branches]
    assert "target 2026 90,00 persen" in [fact.text for fact in page.here.facts]


def test_the_objective_shows_a_promise_once_in_the_version_that_binds(client):
    revised(signed=True)
    branches = seen(client, "kadis", "/utas/sasaran/SASARAN-7.1/").context["page"].branches
    urls = [branch.url for branch in branches]
    assert "/utas/butir/PK-DLHK-2026-2.1/" in urls
    assert "/utas/butir/PK-DLHK-2026-1.1/" not in urls
    (own,) = [branch for branch in branches if branch.url.endswith("PK-DLHK-2026-2.1/")]
    assert "4 orang" in [fact.text for fact in own.counts]


def test_an_unsigned_revision_binds_nobody_yet(client):
    revised(signed=False)
    branches = seen(client, "kadis", "/utas/sasaran/SASARAN-7.1/").context["page"].branches
    assert "/utas/butir/PK-DLHK-2026-1.1/" in [branch.url for branch in branches]


def programme(*, objective: Objective | None) -> AgencyProgramme:
    """A programme of the agency whose sub-activity the head of division's result uses."""
    parent = None
    for level, code in (
        ("URUSAN", "2"), ("BIDANG", "2.11"), ("PROGRAM", "2.11.11"),
        ("KEGIATAN", "2.11.11.2.01"), ("SUBKEGIATAN", "2.11.11.2.01.0001"),
    ):  # fmt: skip
        parent, _new = NomenclatureNode.objects.get_or_create(
            version=2099,
            level=level,
            code=code,
            defaults={"parent": parent, "name": f"Nama {code}"},
        )
    PlannedResult.objects.filter(code="H-KABID-2026").update(sub_activity=parent)
    return AgencyProgramme.objects.create(
        unit=Unit.objects.get(code="DLHK"), objective=objective, is_example=True,
        node=NomenclatureNode.objects.get(version=2099, code="2.11.11"),
    )  # fmt: skip


def test_a_programme_hangs_below_its_objective_and_holds_results(client):
    programme(objective=Objective.objects.get(code="SASARAN-7.1"))
    above = seen(client, "kadis", "/utas/sasaran/SASARAN-7.1/").content.decode()
    assert "/utas/program/DLHK~2.11.11/" in above
    page = seen(client, "kadis", "/utas/program/DLHK~2.11.11/").context["page"]
    assert [branch.url for branch in page.branches] == ["/utas/hasil/H-KABID-2026/"]
    assert [level.url for level in page.above] == [
        "/utas/misi/MISI-7/",
        "/utas/sasaran/SASARAN-7.1/",
    ]
    assert "1 catatan minggu ini" in [fact.text for fact in page.here.facts]


def test_a_programme_without_objective_says_so(client):
    programme(objective=None)
    page = seen(client, "orangluar", "/utas/program/DLHK~2.11.11/").context["page"]
    assert "belum dikaitkan dengan sasaran" in [fact.text for fact in page.here.facts]
    assert page.branches == []
    assert page.hidden.startswith("1 hasil kerja di luar lingkup Anda")


def test_a_long_list_of_branches_is_turned_page_by_page_and_searched(client):
    colleagues(60)
    address = "/utas/hasil/H-KABID-2026/"
    first = seen(client, "kadis", address).context
    assert len(first["page"].branches) == 50
    assert first["pager"].next_url == "?halaman=2"
    second = seen(client, "kadis", f"{address}?halaman=2").context
    assert first["pager"].total == len(first["page"].branches) + len(second["page"].branches)
    found = seen(client, "kadis", f"{address}?cari=terjadwal").context["page"].branches
    assert [branch.url for branch in found] == ["/utas/hasil/H-STAF-2026/"]


def test_the_branches_can_be_downloaded(client):
    answer = seen(client, "kadis", "/utas/sasaran/SASARAN-7.1/?unduh=csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Jenis,Uraian,Isi,Rupiah"
    assert len(lines) == 4


def test_the_page_on_paper_leads_back_to_itself(client):
    answer = seen(client, "kadis", "/utas/sasaran/SASARAN-7.1/")
    head = answer.context["print_head"]
    assert head.address.endswith("/utas/sasaran/SASARAN-7.1/")
    assert "<svg" in head.qr_svg
    assert head.qr_svg in answer.content.decode()
