"""What waits for a decision, by post and one by one."""

from datetime import date

import pytest

from sasando.core.clock import now
from sasando.organization.models import Person
from sasando.scoreboard.tests.steps import seen, two_days
from sasando.work.actions import decide
from sasando.work.models import Objection, PendingDecision, PlannedResult
from sasando.work.tests.steps import viewer

pytestmark = pytest.mark.django_db

ADDRESS = "/papan/DLHK/keputusan/"


@pytest.fixture(autouse=True)
def entries(at):
    return two_days(at)


def rows(client, address: str, login: str = "kadis") -> list[list[str]]:
    table = seen(client, login, address).context["page"].table
    return [[cell.text for cell in row] for row in table.rows]


def test_by_post_with_what_waits_longest_on_top(client, at):
    found = rows(client, ADDRESS)
    waiting = PendingDecision.objects.filter(decider__code="DLHK.SAMPAH.KEPALA").count()
    assert waiting == 5
    assert {row[0]: row[2:4] for row in found} == {
        "Kepala Bidang Pengelolaan Sampah": ["5", "0"],
        "Kepala Dinas Lingkungan Hidup dan Kebersihan": ["1", "0"],
    }
    at("2026-11-24 08.00")
    assert {row[0]: row[2:4] for row in rows(client, ADDRESS)} == {
        "Kepala Bidang Pengelolaan Sampah": ["5", "3"],
        "Kepala Dinas Lingkungan Hidup dan Kebersihan": ["1", "1"],
    }


def test_one_by_one_each_with_its_entry(client, entries):
    address = f"{ADDRESS}?jabatan=DLHK.SAMPAH.KEPALA"
    page = seen(client, "kadis", address).context["page"]
    urls = {row[0].url for row in page.table.rows}
    assert page.table.total == 5 == len(urls)
    assert f"/utas/catatan/{entries['today-1'].code}/" in urls
    assert {row[1].text for row in page.table.rows} == {"Maria Contoh", "Petrus Contoh"}


def test_a_decision_takes_its_entry_off_the_list(client, entries):
    decide(viewer=viewer("kabid"), now=now(), entry_code=entries["staf-1"].code, verdict="DITERIMA")
    assert len(rows(client, f"{ADDRESS}?jabatan=DLHK.SAMPAH.KEPALA")) == 4


def test_only_what_let_its_deadline_pass(client, at):
    assert rows(client, f"{ADDRESS}?lewat=on") == []
    at("2026-11-24 08.00")
    assert len(rows(client, f"{ADDRESS}?lewat=on&jabatan=DLHK.SAMPAH.KEPALA")) == 3


def test_results_that_wait_for_agreement(client):
    PlannedResult.objects.filter(code="H-STAF-2026").update(state="DIAJUKAN", agreed_at=None)
    assert rows(client, f"{ADDRESS}?jenis=hasil") == [
        [
            "Pengangkutan sampah kelurahan terjadwal (contoh)",
            "Maria Contoh",
            "Bidang Pengelolaan Sampah (contoh)",
            "Kepala Bidang Pengelolaan Sampah",
        ]
    ]
    assert rows(client, "/papan/53.71.03/keputusan/?jenis=hasil", "camat") == []


def test_objections_of_the_units_people(client):
    for login, code in (("STAF", "K-1"), ("STAFKEL", "K-2")):
        Objection.objects.create(
            code=code, person=Person.objects.get(code=f"P-{login}"), day=date(2026, 11, 19),
            text="Jam saya keliru.",
        )  # fmt: skip
    assert [row[0] for row in rows(client, f"{ADDRESS}?jenis=keberatan")] == ["K-1"]
    assert len(rows(client, "/papan/KOTA/keputusan/?jenis=keberatan", "walikota")) == 2
    assert (
        "Jam saya keliru"
        not in seen(client, "kadis", f"{ADDRESS}?jenis=keberatan").content.decode()
    )


def test_the_own_people_alone(client):
    assert rows(client, f"{ADDRESS}?unit=sendiri") == []
    assert len(rows(client, f"{ADDRESS}?unit=DLHK.SAMPAH")) == 2


def test_an_unknown_kind_is_not_found(client):
    seen(client, "kadis", f"{ADDRESS}?jenis=gaji", 404)
