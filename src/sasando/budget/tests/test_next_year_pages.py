"""The start of next year's budget: what its classes sum to, how it is filtered, who begins one."""

import csv
import io

import pytest

from sasando.budget.models import BudgetUnit
from sasando.planning.models import AgencyProgramme, Indicator

from .factories import AGENCY
from .test_programme_results import measured
from .thread_scene import MILLION, NOVEMBER, OBJECTIVE, paid, tied_budget

ADDRESS = "/anggaran/berikutnya/?tahun=2027"


@pytest.fixture
def tied(lists, at):
    at(NOVEMBER)
    Indicator.objects.filter(objective__code=OBJECTIVE).update(source_code="")
    return tied_budget()


def classes(page):
    return {row.code: (row.count, row.ceiling) for row in page.context["classes"] if row.count}


def test_each_class_has_its_programmes_and_rupiah(tied, as_login):
    measured(90, year=2026, quarter=3)
    paid("1", 3 * MILLION)
    page = as_login("staf").get(ADDRESS)
    assert page.status_code == 200
    assert classes(page) == {"TERCAPAI": (1, 12 * MILLION)}
    text = page.content.decode()
    assert "Anggaran 2027 berawal dari hasil" in text
    assert "keadaan per 2 Januari 2026; pembayaran (SP2D) sampai 31 Oktober 2026" in text
    assert "Rp 3.000.000" in text
    assert "25,00 %" in text


def test_another_year_of_results_is_laid_beside_the_same_money(tied, as_login):
    measured(90, year=2026, quarter=3)
    measured(10, year=2025)
    page = as_login("staf").get(f"{ADDRESS}&hasil=2025")
    assert classes(page) == {"MELESET": (1, 12 * MILLION)}


@pytest.mark.parametrize("wanted", ["1999", "2099", "x", ""])
def test_a_year_of_results_that_is_not_offered_is_the_last_one(tied, as_login, wanted):
    page = as_login("staf").get(f"{ADDRESS}&hasil={wanted}")
    assert page.context["asked"].results.year == 2026


def test_the_untraced_leads_to_where_it_is_tied(tied, as_login):
    AgencyProgramme.objects.update(objective=None)
    client = as_login("staf")
    page = client.get(ADDRESS).content.decode()
    assert "program belum dikaitkan dengan sasaran" in page
    assert "/perencanaan/program/DLHK/" in page
    BudgetUnit.objects.update(unit=None)
    assert f"/anggaran/kode/{AGENCY}/" in client.get(ADDRESS).content.decode()


def test_the_filter_keeps_its_class_and_the_sums_stay_those_of_all(tied, as_login):
    page = as_login("staf").get(f"{ADDRESS}&kelas=TERCAPAI")
    assert page.context["pager"].rows == []
    assert page.context["total"] == 0
    assert classes(page) == {"TAK_TERTELUSUR": (1, 12 * MILLION)}
    found = as_login("staf").get(f"{ADDRESS}&skpd={AGENCY}&kelas=TAK_TERTELUSUR")
    assert [shown.row.programme_code for shown in found.context["pager"].rows] == ["2.11.03"]


@pytest.mark.parametrize(("login", "may"), [("perencana", True), ("walikota", False)])
def test_only_a_planner_begins_a_scenario_from_it(tied, as_login, login, may):
    page = as_login(login).get(ADDRESS).content.decode()
    address = f"/anggaran/skenario/baru/?base={tied.version.code}&amp;tujuan=tahun-berikut"
    assert (address in page) is may
    if may:
        form = as_login(login).get(address.replace("&amp;", "&")).context["form"]
        assert (form["base"].value(), form["tujuan"].value()) == (
            tied.version.code, "tahun-berikut"
        )  # fmt: skip


def test_without_a_budget_of_the_year_before_the_page_says_so(lists, at, as_login):
    at(NOVEMBER)
    page = as_login("staf").get(ADDRESS)
    assert page.status_code == 404
    assert "Belum ada anggaran 2026 yang berlaku" in page.content.decode()


def test_a_year_too_far_leads_on_to_one_that_can_begin(tied, as_login):
    page = as_login("staf").get("/anggaran/berikutnya/?tahun=2031")
    assert page.status_code == 404
    assert "/anggaran/berikutnya/?tahun=2027" in page.content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_holds_what_the_page_lists(tied, as_login, kind):
    measured(90, year=2026, quarter=3)
    answer = as_login("staf").get(f"/anggaran/berikutnya.{kind}?tahun=2027&hasil=2026")
    assert answer.status_code == 200
    if kind == "csv":
        text = answer.content.decode("utf-8-sig")
        (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
        assert (row["hasil"], row["pagu"], row["sasaran"]) == (
            "mencapai target", "12000000", OBJECTIVE
        )  # fmt: skip
        assert "target 80,00, realisasi 90,00, 112,50 %" in row["indikator"]


def test_the_page_takes_the_same_queries_for_more_programmes(
    tied, as_login, django_assert_max_num_queries
):
    client = as_login("staf")
    client.get(ADDRESS)
    with django_assert_max_num_queries(15):
        client.get(ADDRESS)
