"""Scenarios on their pages: the result first, rules in order, files, the draft."""

import csv
import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from sasando.budget.actions import adopt_version, import_lines, open_version
from sasando.budget.actions.scenarios import RuleOrder, add_rule, create_scenario
from sasando.budget.models import BudgetVersion, Scenario
from sasando.budget.queries.selection import Selection

from .factories import BUILDING, FIRST, GOODS, HEADINGS, SECOND, line

OTHER = ("1.03.0.00.0.00.01.0000", "Dinas PUPR")
REVENUE = (
    "2025", *OTHER, *OTHER, "", "", "", "", "", "", "", "", "4.1.01.09.01.0001", "Pajak", "8000",
)  # fmt: skip


@pytest.fixture
def base(planner, draft):
    text = io.StringIO()
    rows = [
        line(FIRST, GOODS, 1_000, agency=OTHER), line(FIRST, GOODS, 1_000),
        line(FIRST, "5.1.01.01.01.0001", 5_000), line(SECOND, BUILDING, 1_000), REVENUE,
    ]  # fmt: skip
    csv.writer(text).writerows([HEADINGS, *rows])
    import_lines(
        viewer=planner, code=draft.code, stream=io.BytesIO(text.getvalue().encode()),
        file_name="dua.csv", apply=True,
    )  # fmt: skip
    return adopt_version(
        viewer=planner, code=draft.code, legal_act="Perda 9/2024", adopted_on=date(2024, 12, 30)
    )


@pytest.fixture
def paper(planner, base):
    """Salaries protected; four thousand asked of the other three."""
    paper = create_scenario(
        viewer=planner, base_code=base.code, purpose="VERSI_BERIKUT", name="Hemat", protects=False
    )
    for order in (
        RuleOrder("LINDUNGI", Selection(account="5.1.01")),
        RuleOrder("POTONG_RUPIAH", value=Decimal(4_000)),
    ):
        add_rule(viewer=planner, code=paper.code, order=order)
    return paper


def page(client, name, *args, **query):
    return client.get(reverse(f"budget:{name}", args=args), query).content.decode()


def test_the_result_stands_before_the_rules(as_login, paper):
    text = page(as_login("sekda"), "scenario", paper.code)
    finding = "Belanja berkurang Rp 3.000 (37,50 %), dari Rp 8.000 menjadi Rp 5.000."
    short = (
        "Aturan 2 meminta Rp 4.000; Rp 1.000 tidak dapat dipotong, karena dari Rp 8.000 yang "
        "dipilih, Rp 5.000 terlindungi."
    )
    balance = "SiLPA anggaran menjadi Rp 3.000, seharusnya nol"
    rule = "Lindungi rekening 5.1.01"
    places = [text.index(words) for words in (finding, short, balance, "Dinas PUPR", rule)]
    assert places == sorted(places)
    assert "Ubah aturan" not in text


def test_planners_may_change_it(as_login, paper):
    text = page(as_login("perencana"), "scenario", paper.code)
    assert "Ubah aturan" in text
    assert "Jadikan draf versi" in text
    assert paper.name in page(as_login("walikota"), "scenarios")


def test_a_scenario_is_begun_with_one_press(as_login, base):
    client = as_login("perencana")
    answer = client.post(
        reverse("budget:scenario_new"), {"base": base.code, "tujuan": "tahun-berikut"}
    )
    found = Scenario.objects.get()
    assert answer.url == reverse("budget:scenario_rules", args=[found.code])
    assert found.purpose == "TAHUN_BERIKUT"
    assert found.rules.count() == 2


def test_a_scenario_without_a_base_is_asked_again(as_login, base):
    answer = as_login("perencana").post(reverse("budget:scenario_new"), {"base": "APBD-1999-0"})
    assert answer.status_code == 422
    assert "Pilih versinya." in answer.content.decode()


def test_rules_are_added_moved_and_taken_away(as_login, paper):
    client = as_login("perencana")
    address = reverse("budget:scenario_rules", args=[paper.code])
    given = {
        "operation": "POTONG_PERSEN",
        "value": "12,5",
        "account": "5.1.02",
        "per": "SELURUHNYA",
    }
    assert client.post(address, given).url == address
    added = paper.rules.get(number=3)
    assert (added.value, added.account, added.position) == (Decimal("12.5"), "5.1.02", 3)
    client.post(reverse("budget:scenario_rule_move", args=[paper.code, 3]), {"arah": "naik"})
    assert list(paper.rules.values_list("number", flat=True)) == [1, 3, 2]
    client.post(reverse("budget:scenario_rule_remove", args=[paper.code, 1]))
    assert list(paper.rules.values_list("number", flat=True)) == [3, 2]
    assert "Potong 12,50 % dari rekening 5.1.02" in page(client, "scenario_rules", paper.code)


def test_another_value_is_tried_in_place(as_login, paper):
    client = as_login("perencana")
    address = reverse("budget:scenario_rule_value", args=[paper.code, 2])
    answer = client.post(address, {"value": "1.500"}, follow=True)
    assert "Belanja berkurang Rp 1.500 (18,75 %)" in answer.content.decode()
    assert paper.rules.get(number=2).value == 1_500
    assert 'value="1.500"' in answer.content.decode()


@pytest.mark.parametrize("value", ["", "0", "seribu", "1,5"])
def test_a_value_the_rule_cannot_use_changes_nothing(as_login, paper, value):
    address = reverse("budget:scenario_rule_value", args=[paper.code, 2])
    answer = as_login("perencana").post(address, {"value": value})
    assert answer.status_code == 422
    assert "belum disimpan" in answer.content.decode()
    assert paper.rules.get(number=2).value == 4_000


@pytest.mark.parametrize(
    ("given", "mend"),
    [
        ({"operation": "POTONG_PERSEN", "value": "1,555"}, "Tulis persennya"),
        ({"operation": "POTONG_RUPIAH", "value": "seribu"}, "Tulis rupiahnya"),
        ({"operation": "POTONG_RUPIAH", "value": "5", "account": "5.9.09"}, "tidak ada"),
        ({"operation": "POTONG_RUPIAH", "value": "5", "account": "5.4"}, "Tidak ada baris belanja"),
        ({"operation": "LINDUNGI", "value": "5"}, "perlindungan tidak memakai nilai"),
        ({"operation": "POTONG_RUPIAH", "value": ""}, "Tulis rupiahnya"),
    ],
)
def test_what_cannot_be_a_rule_is_told_with_its_mend(as_login, paper, given, mend):
    address = reverse("budget:scenario_rules", args=[paper.code])
    answer = as_login("perencana").post(address, given)
    assert answer.status_code == 422
    assert mend in answer.content.decode()
    assert paper.rules.count() == 2


def test_a_fall_of_revenue_can_be_played_through(as_login, paper):
    client = as_login("perencana")
    given = {"operation": "POTONG_PERSEN", "value": "50", "account": "4.1"}
    client.post(reverse("budget:scenario_rules", args=[paper.code]), given)
    text = page(client, "scenario", paper.code)
    assert "SiLPA anggaran menjadi kurang Rp 1.000, seharusnya nol" in text


def test_the_draft_is_confirmed_and_then_fixed(as_login, paper):
    client = as_login("perencana")
    address = reverse("budget:scenario_draft", args=[paper.code])
    assert "Belanja berkurang Rp 3.000" in client.get(address).content.decode()
    answer = client.post(address, {"stage": "PERGESERAN", "as_of": "2025-03-01"})
    assert answer.url == reverse("budget:version", args=["APBD-2025-1"])
    assert BudgetVersion.objects.get(code="APBD-2025-1").adopted_on is None
    assert "menjadi versi" in page(client, "scenario", paper.code)
    assert client.get(address).status_code == 409


def test_a_standing_draft_is_told_on_the_form(as_login, paper, planner):
    open_version(viewer=planner, year=2025, stage="PERUBAHAN", as_of=date(2025, 3, 1))
    address = reverse("budget:scenario_draft", args=[paper.code])
    answer = as_login("perencana").post(address, {"stage": "PERGESERAN", "as_of": "2025-03-01"})
    assert answer.status_code == 422
    assert "tidak menimpanya" in answer.content.decode()


@pytest.fixture
def other(paper, planner, base):
    """A tenth of the salaries."""
    other = create_scenario(
        viewer=planner, base_code=base.code, purpose="VERSI_BERIKUT", protects=False
    )
    add_rule(
        viewer=planner, code=other.code,
        order=RuleOrder("POTONG_PERSEN", Selection(account="5.1.01"), Decimal(10)),
    )  # fmt: skip
    return other


def test_two_scenarios_stand_side_by_side(as_login, paper, other):
    text = page(as_login("pemeriksa"), "scenarios_compare", a=paper.code, b=other.code)
    assert "Rp 2.500" in text  # 7.500 against 5.000
    assert text.index("Dinas Lingkungan Hidup") < text.index("Dinas PUPR")


@pytest.mark.parametrize("asked", [{}, {"a": "SKN-1999-1"}, {"b": "paper"}])
def test_without_both_the_newest_two_are_offered(as_login, paper, other, asked):
    asked = {name: paper.code if code == "paper" else code for name, code in asked.items()}
    answer = as_login("sekda").get(reverse("budget:scenarios_compare"), asked)
    assert answer.status_code == 200
    sides = answer.context["sides"]
    assert [side.scenario for side in (sides.first, sides.second)] == [other, paper]
    assert answer.context["form"].initial == {"a": other.code, "b": paper.code}


def test_a_scenario_alone_is_not_compared(as_login, paper):
    text = page(as_login("sekda"), "scenarios_compare", a=paper.code)
    assert "Baru ada satu skenario" in text
    answer = as_login("sekda").get(reverse("budget:scenarios_compare_file", args=["csv"]))
    assert answer.status_code == 404


def test_a_scenario_is_not_compared_with_itself(as_login, paper, other):
    asked = {"a": paper.code, "b": paper.code}
    answer = as_login("sekda").get(reverse("budget:scenarios_compare"), asked)
    assert answer.status_code == 422
    assert "Pilih skenario lain" in answer.content.decode()
    assert answer.context["form"]["a"].value() == paper.code


def compared(client, kind, paper, other):
    asked = {"a": paper.code, "b": other.code}
    return client.get(reverse("budget:scenarios_compare_file", args=[kind]), asked)


def test_the_workbook_of_two_computes(as_login, paper, other):
    answer = compared(as_login("sekda"), "xlsx", paper, other)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    sums = [
        ("SUM(C", 8_000), ("SUM(D", 5_000), ("SUM(E", 7_500),
    ]  # fmt: skip
    for formula, value in sums:
        assert re.search(rf"<f>{re.escape(formula)}\d+:\w+\)</f><v>{value}</v>", sheet), formula
    for formula, value in ((r"D(\d+)-C\1", -3_000), (r"E(\d+)-D\1", 2_500)):
        assert re.search(rf"<f>{formula}</f><v>{value}</v></c>", sheet), formula


def test_the_table_of_two_holds_every_agency(as_login, paper, other):
    answer = compared(as_login("sekda"), "csv", paper, other)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert {row["kode"]: (row["a"], row["b"], row["bedanya"]) for row in rows} == {
        "2.11.0.00.0.00.01.0000": ("5000", "6500", "1500"),
        OTHER[0]: ("0", "1000", "1000"),
    }


def test_the_paper_of_two_is_a_pdf(as_login, paper, other):
    assert compared(as_login("sekda"), "pdf", paper, other).content.startswith(b"%PDF-")


def test_scenarios_of_two_bases_are_not_compared(as_login, paper, planner, base):
    later = open_version(viewer=planner, year=2025, stage="PERUBAHAN", as_of=date(2025, 9, 1))
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, line(FIRST, GOODS, 5)])
    import_lines(
        viewer=planner, code=later.code, stream=io.BytesIO(text.getvalue().encode()),
        file_name="satu.csv", apply=True,
    )  # fmt: skip
    adopt_version(viewer=planner, code=later.code, legal_act="x", adopted_on=date(2025, 9, 30))
    other = create_scenario(viewer=planner, base_code=later.code, purpose="VERSI_BERIKUT")
    address = reverse("budget:scenarios_compare")
    answer = as_login("sekda").get(address, {"a": paper.code, "b": other.code})
    assert answer.status_code == 422
    assert "berangkat dari versi yang berbeda" in answer.content.decode()
    assert answer.context["form"]["b"].value() == other.code


def test_the_workbook_computes(as_login, paper):
    client = as_login("sekda")
    content = client.get(reverse("budget:scenario_file", args=[paper.code, "xlsx"])).content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        names = book.read("xl/workbook.xml").decode()
    assert [name for name in ("Perangkat daerah", "Program", "Aturan", "Belanja wajib")
            if f'name="{name}"' in names] == [
        "Perangkat daerah", "Program", "Aturan", "Belanja wajib"]  # fmt: skip
    assert "<f>SUM(E" in sheet
    assert "<v>5000</v>" in sheet
    assert "ROUND((E" in sheet


def test_the_table_holds_every_programme(as_login, paper):
    answer = as_login("sekda").get(reverse("budget:scenario_file", args=[paper.code, "csv"]))
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))
    assert [(row["skpd"], row["selisih"]) for row in rows] == [
        (OTHER[0], "-1000"), ("2.11.0.00.0.00.01.0000", "-2000"),
    ]  # fmt: skip


def test_the_paper_is_a_pdf(as_login, paper):
    answer = as_login("sekda").get(reverse("budget:scenario_file", args=[paper.code, "pdf"]))
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"
