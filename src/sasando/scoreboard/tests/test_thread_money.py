"""The thread has its rupiah: on every place, by the version of its day, and how it is counted."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sasando.agreements.models import Agreement, AgreementBudgetLine, AgreementItem
from sasando.budget.actions import adopt_version, open_version
from sasando.budget.models import BudgetUnit
from sasando.budget.tests.factories import FIRST, GOODS, SECOND, agency_with_lines, line
from sasando.budget.tests.thread_scene import MILLION, NOVEMBER, OBJECTIVE, paid, tied_budget
from sasando.organization.models import Unit
from sasando.planning.models import AgencyProgramme, Objective
from sasando.scoreboard.tests.papers import name_parties, propose, sign
from sasando.scoreboard.tests.steps import seen, two_days
from sasando.work.models import PlannedResult
from sasando.work.tests.steps import record

pytestmark = pytest.mark.django_db
ITEM, RESULT = "butir/PK-DLHK-2026-1.1", "hasil/H-STAF-2026"
PLACES = (
    "", "misi/MISI-7/", f"sasaran/{OBJECTIVE}/", f"{ITEM}/", f"{RESULT}/", "program/DLHK~2.11.03/",
)  # fmt: skip


@pytest.fixture
def tied(lists, at):
    at(NOVEMBER)
    found = tied_budget()
    paid("1", 3 * MILLION)
    return found


def here(client, place, login="walikota"):
    return seen(client, login, f"/utas/{place}").context["page"].here.behind


@pytest.mark.parametrize("place", PLACES)
def test_every_place_shows_ceiling_payments_and_what_they_rest_on(tied, client, place):
    behind = here(client, place)
    assert (behind.money.ceiling, behind.money.paid) == (12 * MILLION, 3 * MILLION)
    text = seen(client, "walikota", f"/utas/{place}").content.decode()
    assert "Rp 12.000.000" in text
    assert "serapan 25,00 %" in text
    assert "APBD murni 2026, seluruh perangkat daerah, keadaan per 2 Januari 2026" in text
    assert "pembayaran (SP2D) sampai 31 Oktober 2026" in text
    assert f'href="/anggaran/{tied.version.code}/?' in text


def test_the_page_it_leads_to_has_the_same_sum(tied, client):
    for place in PLACES[1:]:
        money = here(client, place).money
        rolled = seen(client, "walikota", money.url).context["rolled"]
        assert rolled.total == money.ceiling, place


def test_payments_of_one_programme_lead_to_the_page_with_its_row(tied, client):
    for place in PLACES:
        behind = here(client, place)
        shown = seen(client, "walikota", behind.paid_url).context["programmes"]
        assert [row["row"].paid for row in shown] == [behind.money.paid], place


def two_agencies(tied):
    """A later version: two agencies whose programmes serve two objectives."""
    second = ("1.03.0.00.0.00.01.0000", "Dinas Pekerjaan Umum")
    later = open_version(viewer=None, year=2026, stage="PERGESERAN", as_of=date(2026, 6, 2))
    agency_with_lines(
        later,
        [
            line(FIRST, GOODS, 12 * MILLION, 2026),
            line(SECOND, GOODS, 5 * MILLION, 2026, agency=second),
        ],
    )
    adopt_version(viewer=None, code=later.code, legal_act="Perwal 4", adopted_on=date(2026, 6, 1))
    owner = Unit.objects.get(code="RSUD")
    BudgetUnit.objects.filter(code=second[0]).update(unit=owner)
    other = Objective.objects.create(
        mission=tied.link.objective.mission, code="SASARAN-7.2", text="Kota yang teduh (contoh)"
    )
    AgencyProgramme.objects.create(unit=owner, node_id=tied.link.node_id, objective=other)
    return other


def test_a_sum_of_several_leads_to_its_rows_and_its_payments_nowhere(tied, client):
    other = two_agencies(tied)
    behind = here(client, "")
    assert (behind.money.ceiling, behind.paid_url) == (17 * MILLION, "")
    rolled = seen(client, "walikota", behind.money.url).context["rolled"]
    amounts = {row.code: row.amount for row in rolled.rows}
    assert amounts == {OBJECTIVE: 12 * MILLION, other.code: 5 * MILLION}
    text = seen(client, "walikota", "/utas/").content.decode()
    panel = text.split('class="money-behind"', 1)[1].split("</section>", 1)[0]
    assert '<span class="tap number">Rp 3.000.000</span>' in panel
    assert "/anggaran/serapan/" not in panel


def test_the_top_says_how_much_of_the_budget_serves_the_plan(tied, client):
    assert here(client, "").how.startswith("Inilah 100,00 % dari belanja Rp 12.000.000")
    AgencyProgramme.objects.update(objective=None)
    behind = here(client, "")
    assert (behind.money, behind.missing) == (None, "belum terhubung ke anggaran")


def test_an_entry_shows_the_version_of_its_own_day(tied, client, at):
    two_days(at)
    entry = record("staf", start=700, end=720)
    behind = here(client, f"catatan/{entry.code}/", "staf")
    assert behind.money.ceiling == 12 * MILLION
    assert behind.money.ground.paid_until.isoformat() == "2026-10-31"


def test_a_result_with_a_sub_activity_shows_that_alone(tied, client):
    node = tied.stood.activity.node_id
    PlannedResult.objects.filter(code="H-STAF-2026").update(sub_activity_id=node)
    behind = here(client, f"{RESULT}/", "staf")
    assert (behind.money.ceiling, behind.how) == (
        8 * MILLION, "Pagu sub kegiatan yang disebut hasil kerja ini."
    )  # fmt: skip
    other = tied.stood.other.node_id
    PlannedResult.objects.filter(code="H-STAF-2026").update(sub_activity_id=other)
    assert here(client, f"{RESULT}/", "staf").money.paid == 0


def test_a_result_without_one_says_that_it_goes_through_its_item(tied, client):
    behind = here(client, f"{RESULT}/", "staf")
    assert behind.how.startswith("Lewat butir perjanjian PK-DLHK-2026-1.1")
    assert "tidak dijumlahkan" in behind.how


def revised_with_table(*codes):
    """The second version of the agency's agreement, signed, with these lines in its table."""
    old = Agreement.objects.get(code="PK-DLHK-2026-1")
    new = Agreement.objects.create(
        code="PK-DLHK-2026-2", unit=old.unit, position=old.position, tier=old.tier,
        year=2026, version=2, supersedes=old,
        revision_reason="OFFICIAL_CHANGED", revision_note="Pergeseran", is_example=True,
    )  # fmt: skip
    promise = old.items.get()
    AgreementItem.objects.create(
        agreement=new, number=1, code="PK-DLHK-2026-2.1", objective=promise.objective,
        indicator=promise.indicator, target=90,
    )  # fmt: skip
    for number, code in enumerate(codes, start=1):
        AgreementBudgetLine.objects.create(
            agreement=new, number=number, level="SUBKEGIATAN", code=code, name="-", amount=1
        )
    name_parties(new, like=old)
    propose(new, datetime(2026, 10, 1, tzinfo=UTC))
    sign(new, datetime(2026, 10, 2, tzinfo=UTC))


@pytest.mark.parametrize(
    ("codes", "ceiling"),
    [
        ((FIRST,), 8), ((SECOND,), 4), ((FIRST, SECOND), 12), (("2.11.03",), 12),
        (("2.11.01.2.01",), None),
    ],
)  # fmt: skip
def test_a_budget_table_narrows_what_its_items_count(tied, client, codes, ceiling):
    revised_with_table(*codes)
    behind = here(client, "butir/PK-DLHK-2026-2.1/")
    found = behind.money and behind.money.ceiling
    assert found == (ceiling and ceiling * MILLION)
    assert "tercantum dalam tabel anggarannya" in behind.how


def test_another_agency_that_promises_the_same_has_none_of_it(tied, client):
    camat = here(client, "butir/PK-53.71.03-2026-1.1/")
    assert camat.money is None
    assert "Tidak ada program" in camat.how


@pytest.mark.parametrize(("login", "offered"), [("perencana", True), ("staf", False)])
def test_whoever_may_tie_is_shown_where(tied, client, login, offered):
    AgencyProgramme.objects.update(objective=None)
    text = seen(client, login, f"/utas/{ITEM}/").content.decode()
    assert "belum terhubung ke anggaran" in text
    assert ('href="/perencanaan/program/DLHK/"' in text) is offered


def test_branches_say_theirs_in_short(tied, client):
    page = seen(client, "walikota", f"/utas/sasaran/{OBJECTIVE}/").context["page"]
    facts = {branch.url: branch.money for branch in page.branches}
    own = facts[f"/utas/{ITEM}/"]
    assert (own.text, own.note) == ("Rp 12.000.000", "terserap 25,00 %")
    assert facts["/utas/butir/PK-53.71.03-2026-1.1/"].text == "belum terhubung ke anggaran"
    assert facts["/utas/program/DLHK~2.11.03/"].text == "Rp 12.000.000"


def test_the_agreement_and_the_plan_of_a_person_show_it_too(tied, client):
    paper = seen(client, "kadis", "/perjanjian/PK-DLHK-2026-1/")
    (line,) = paper.context["money"].rows
    assert (line.text, line.note) == ("Rp 12.000.000", "terserap 25,00 %")
    plan = seen(client, "staf", "/rencana/").context["page"]
    assert plan.results[0].money.text == "Rp 12.000.000"
    assert plan.ground.version_code == tied.version.code


def test_today_says_it_in_one_line_per_result(tied, client):
    answer = seen(client, "staf", "/hari-ini/")
    (line,) = answer.context["page"].money.rows
    assert line.text == "Rp 12.000.000"
    assert "Rupiah di balik hasil kerja Anda" in answer.content.decode()
    node = tied.stood.activity.node_id
    PlannedResult.objects.filter(code="H-STAF-2026").update(sub_activity_id=node)
    (line,) = seen(client, "staf", "/hari-ini/").context["page"].money.rows
    assert line.text == "Rp 8.000.000"


@pytest.mark.parametrize("address", ["/hari-ini/", "/rencana/", f"/utas/{RESULT}/"])
def test_the_money_of_a_result_costs_one_query_however_many_there_are(
    tied, client, queries_of, address
):
    seen(client, "staf", address)
    before = queries_of(client, address)
    first = PlannedResult.objects.get(code="H-STAF-2026")
    for number in range(5):
        code = f"H-LAIN-{number}"
        PlannedResult.objects.create(
            code=code, skp=first.skp, person=first.person, unit=first.unit, text="Lain",
            indicator_text="-", target=1, measure="titik", parent=first.parent,
            objective=first.objective, path=first.path.replace(first.code, code),
            state="DISEPAKATI", agreed_at=first.agreed_at, agreed_by=first.agreed_by,
            sub_activity_id=tied.stood.activity.node_id if number else None,
        )  # fmt: skip
    assert queries_of(client, address) == before


def test_the_board_of_the_city_has_the_absorption_of_each_agency(tied, client):
    page = seen(client, "walikota", "/papan/KOTA/").context["page"]
    rows = {row.name: row.absorption for row in page.units}
    own = rows["Dinas Lingkungan Hidup dan Kebersihan"]
    assert (own.value, own.note) == (Decimal("25.00"), "pagu Rp 12.000.000")
    assert own.url.startswith("/anggaran/serapan/2.11.")
    others = {figure.note for name, figure in rows.items() if figure is not own}
    assert others == {"anggaran dicatat per perangkat daerah"}
    assert page.scope_note.startswith("Serapan menurut APBD murni 2026")


def test_the_board_of_results_has_the_rupiah_of_each_objective(tied, client):
    text = seen(client, "walikota", "/papan/capaian/?tahun=2026&triwulan=3").content.decode()
    assert "Rp 12.000.000" in text
    assert "pembayaran (SP2D) sampai 30 September 2026" in text
