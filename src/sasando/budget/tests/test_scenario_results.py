"""What a scenario does to indicators, mandatory spending and traced results; its files compute."""

from datetime import date
from decimal import Decimal

import pytest

from sasando.budget.actions.scenario_draft import scenario_to_draft
from sasando.budget.actions.scenarios import RuleOrder, add_rule, create_scenario
from sasando.budget.actions.tags import add_tag_row
from sasando.budget.documents.scenario import facts_of, scenario_rows
from sasando.budget.documents.scenario_workbook import scenario_workbook
from sasando.budget.forms.scenarios import stages_for, value_of
from sasando.budget.models import Scenario
from sasando.budget.queries.scenario_sides import side_by_side
from sasando.budget.queries.scenario_words import (
    balance_words,
    effect_words,
    finding_of,
    idle_words,
    indicator_words,
    rule_words,
    shortfall_words,
    verdict_words,
)
from sasando.budget.queries.scenarios import mandatory_changes, scenario_result
from sasando.budget.queries.selection import Selection
from sasando.planning.models import AgencyProgramme, Indicator
from sasando.rules.errors import RuleInputError
from sasando.rules.scenarios import Operation

from .calculator import Workbook
from .factories import FIRST, GOODS
from .thread_scene import MILLION, NOVEMBER, OBJECTIVE, tied_budget

TODAY = date(2026, 11, 20)


@pytest.fixture
def tied(lists, at):
    """Rp 12 million of one programme that serves the objective of IKU-SAMPAH."""
    at(NOVEMBER)
    return tied_budget()


def paper(tied, *orders, purpose="VERSI_BERIKUT", name=""):
    found = create_scenario(
        viewer=None, base_code=tied.version.code, purpose=purpose, name=name, protects=False
    )
    for order in orders:
        add_rule(viewer=None, code=found.code, order=order)
    return Scenario.objects.select_related("base", "became").get(pk=found.pk)


def cut(percent, **taken):
    return RuleOrder("POTONG_PERSEN", Selection(**taken), Decimal(percent))


def losses(scenario):
    return {row.indicator.code: row for row in scenario_result(scenario).indicators}


def test_an_indicator_loses_what_its_programmes_lose(tied):
    row = losses(paper(tied, cut(50, activity=FIRST)))["IKU-SAMPAH"]
    assert (row.before, row.cut, row.percent) == (12 * MILLION, 4 * MILLION, Decimal("33.33"))
    assert (row.programmes, row.loses_all) == (1, False)


def test_an_indicator_may_lose_everything(tied):
    scenario = paper(tied, cut(100))
    assert losses(scenario)["IKU-SAMPAH"].loses_all
    words = indicator_words(scenario_result(scenario))
    count = Indicator.objects.filter(objective__code=OBJECTIVE).count()
    assert words.startswith(f"{count} indikator sasaran kehilangan anggaran, {count} di antaranya")


@pytest.mark.parametrize(
    "order",
    [
        RuleOrder("TAMBAH_PERSEN", Selection(), Decimal(10)),
        RuleOrder("LINDUNGI"),
    ],
)
def test_who_loses_nothing_is_not_named(tied, order):
    result = scenario_result(paper(tied, order))
    assert result.indicators == []
    assert indicator_words(result) == ""


def test_a_programme_that_serves_nothing_takes_no_indicator_along(tied):
    AgencyProgramme.objects.update(objective=None)
    assert losses(paper(tied, cut(50))) == {}


def test_a_cut_by_results_takes_what_nobody_traced(tied):
    AgencyProgramme.objects.update(objective=None)
    scenario = paper(tied, cut(25, results="TAK_TERTELUSUR"))
    assert scenario_result(scenario).cut == 3 * MILLION


@pytest.fixture
def tag():
    """Let an account count as personnel from now on."""

    def counted(account):
        add_tag_row(
            viewer=None, tag_code="PEGAWAI", selection=Selection(account=account), sign=1,
            legal_act="Keputusan contoh", from_year=2026,
        )  # fmt: skip

    return counted


def test_mandatory_shares_stand_before_and_after(tied, tag):
    tag(GOODS)
    result = scenario_result(paper(tied, RuleOrder("BATASI", Selection(), Decimal(0))))
    change = next(
        row for row in mandatory_changes(result, TODAY) if row.before.rule.tag == "PEGAWAI"
    )
    assert change.before.share.percent == 100
    assert change.after.share.percent is None
    words = verdict_words([change])
    assert words == ""  # an empty budget is not judged


def test_next_year_is_judged_by_its_own_rules(tied, tag):
    tag(GOODS)
    result = scenario_result(paper(tied, cut(10), purpose="TAHUN_BERIKUT"))
    change = next(
        row for row in mandatory_changes(result, TODAY) if row.before.rule.tag == "PEGAWAI"
    )
    # The limit binds from 5 January 2027 on, so a draft of 2026 is only warned.
    this_year = scenario_result(paper(tied, cut(10)))
    early = next(
        row for row in mandatory_changes(this_year, TODAY) if row.before.rule.tag == "PEGAWAI"
    )
    assert early.after.share.verdict == "EARLY_MISSED"
    assert change.after.share.limit == 30
    assert verdict_words([change]) == "Penilaian belanja wajib tidak berubah."


def test_what_became_a_version_keeps_the_tags_of_its_day(tied, tag, at):
    tag("5.1.02")
    scenario = paper(tied, cut(50, tag="PEGAWAI"))
    scenario_to_draft(viewer=None, code=scenario.code, stage="PERGESERAN", as_of=TODAY)
    before = scenario_result(Scenario.objects.select_related("base", "became").get())
    at("2026-11-25 10.00")
    tag("5.2")
    add_tag_row(
        viewer=None, tag_code="PEGAWAI", selection=Selection(account=GOODS), sign=-1,
        legal_act="Keputusan contoh", from_year=2026,
    )  # fmt: skip
    after = scenario_result(Scenario.objects.select_related("base", "became").get())
    assert after.cut == before.cut == 6 * MILLION
    assert scenario_result(paper(tied, cut(50, activity=FIRST))).cut == 4 * MILLION


def result_of(tied, *orders):
    return scenario_result(paper(tied, *orders, name="Hemat"))


@pytest.mark.parametrize(
    ("order", "said", "came"),
    [
        (
            RuleOrder("LINDUNGI", Selection(account="5.1")),
            "Lindungi rekening 5.1 BELANJA OPERASI dari potongan",
            "2 baris, Rp 12.000.000 tidak dapat dipotong aturan sesudahnya",
        ),
        (
            cut("12.5"),
            "Potong 12,50 % dari seluruh belanja",
            "terpotong Rp 1.500.000 (dari 2 baris, Rp 12.000.000)",
        ),
        (
            RuleOrder("POTONG_RUPIAH", Selection(activity=FIRST), Decimal(900)),
            f"Potong Rp 900 dari sub kegiatan {FIRST}",
            "terpotong Rp 900 (dari 1 baris, Rp 8.000.000)",
        ),
        (
            RuleOrder("BATASI", Selection(), Decimal(5 * MILLION), "SUBKEGIATAN"),
            "Batasi seluruh belanja paling banyak Rp 5.000.000 untuk tiap sub kegiatan",
            "terpotong Rp 3.000.000 (dari 2 baris, Rp 12.000.000)",
        ),
        (
            RuleOrder("TAMBAH_RUPIAH", Selection(), Decimal(7)),
            "Tambah Rp 7 pada seluruh belanja, dibagi menurut besarnya",
            "bertambah Rp 7 (dari 2 baris, Rp 12.000.000)",
        ),
    ],
)
def test_a_rule_is_said_as_one_would_say_it(tied, order, said, came):
    (row,) = result_of(tied, order).rules
    assert rule_words(row.rule, row.taken).startswith(said)
    assert effect_words(row) == came


def test_the_finding_says_more_less_or_the_same(tied):
    nothing, more = result_of(tied), result_of(tied, RuleOrder("TAMBAH_RUPIAH", value=Decimal(12)))
    assert finding_of(nothing).startswith("Belanja tetap Rp 12.000.000")
    assert finding_of(more).startswith("Belanja bertambah Rp 12 (0,00 %), dari Rp 12.000.000")
    assert balance_words(more).startswith("Dasar ini hanya memuat belanja")


def test_a_shortfall_without_protection_says_that_all_is_gone(tied):
    (row,) = result_of(tied, RuleOrder("POTONG_RUPIAH", value=Decimal(13 * MILLION))).short
    assert shortfall_words(row) == (
        "Aturan 1 meminta Rp 13.000.000; Rp 1.000.000 tidak dapat dipotong, karena yang dipilih "
        "hanya Rp 12.000.000."
    )


def test_every_formula_of_the_workbook_comes_to_what_we_computed(tied, tag):
    tag(GOODS)
    result = result_of(tied, RuleOrder("LINDUNGI", Selection(activity=FIRST)), cut(33))
    book = Workbook(scenario_workbook(result, mandatory_changes(result, TODAY)))
    assert list(book.stored) == [
        "Perangkat daerah", "Program", "Jenis belanja", "Aturan", "Indikator", "Belanja wajib",
    ]  # fmt: skip
    unlike = [
        (sheet, cell, formula, book.computed(sheet, cell), book.stored[sheet][cell])
        for sheet, formulas in book.formulas.items()
        for cell, formula in formulas.items()
        if book.computed(sheet, cell) != book.stored[sheet][cell]
    ]
    assert unlike == []
    assert sum(map(len, book.formulas.values())) > 20


def test_another_amount_in_the_workbook_changes_what_follows(tied):
    result = result_of(tied, cut(50))
    book = Workbook(scenario_workbook(result, []))
    row = next(int(cell[1:]) for cell, text in book.stored["Program"].items() if text == "2.11.03")
    book.stored["Program"][f"E{row}"] = Decimal(9 * MILLION)
    assert book.computed("Program", f"F{row}") == -3 * MILLION
    assert book.computed("Program", f"G{row}") == -25
    assert book.computed("Program", f"F{row + 1}") == -3 * MILLION


def test_every_copy_says_what_it_is(tied):
    result = result_of(tied, cut(50))
    title, finding, *rest = facts_of(result)
    assert title == f"Skenario {result.scenario.code}: Hemat"
    assert finding == finding_of(result)
    assert rest[-1].startswith("Kertas kerja menuju versi berikutnya tahun 2026. Dasar: APBD murni")
    result.scenario.is_example = True
    assert facts_of(result)[0].startswith("CONTOH")
    _headings, rows = scenario_rows(result)
    ((*_named, before, after, change, percent),) = rows
    assert (before, after, change, percent) == (12 * MILLION, 6 * MILLION, -6 * MILLION, -50)


def test_sides_are_sorted_by_how_far_they_are_apart(tied):
    sides = side_by_side(paper(tied, cut(50)), paper(tied, cut(25)))
    (row,) = sides.rows
    assert (row.first, row.second, row.apart) == (6 * MILLION, 9 * MILLION, 3 * MILLION)
    assert (sides.total.before, sides.total.apart) == (12 * MILLION, 3 * MILLION)


def test_the_stages_a_scenario_may_become(tied):
    assert [code for code, _label in stages_for(paper(tied))] == ["PERGESERAN", "PERUBAHAN"]
    assert [code for code, _label in stages_for(paper(tied, purpose="TAHUN_BERIKUT"))] == ["MURNI"]
    tied.version.stage = "PERUBAHAN"
    amended = Scenario(base=tied.version, purpose="VERSI_BERIKUT")
    assert [code for code, _label in stages_for(amended)] == ["PERGESERAN_PERUBAHAN"]


@pytest.mark.parametrize(
    ("operation", "text", "value"),
    [
        (Operation.CUT_PERCENT, "12,5", Decimal("12.5")),
        (Operation.CUT_PERCENT, "50 %", Decimal(50)),
        (Operation.CUT_AMOUNT, "Rp 1.500.000", Decimal(1_500_000)),
        (Operation.PROTECT, "", Decimal(0)),
    ],
)
def test_a_value_is_read_as_its_operation_wants_it(operation, text, value):
    assert value_of(operation, text) == value


@pytest.mark.parametrize(
    ("operation", "text"),
    [(Operation.CUT_PERCENT, "1,234"), (Operation.CUT_AMOUNT, "1,5 miliar"), (Operation.CAP, "")],
)
def test_a_value_that_cannot_be_read_is_refused(operation, text):
    with pytest.raises(RuleInputError):
        value_of(operation, text)


def test_a_percent_that_falls_on_protected_money_says_that_it_did_nothing(tied):
    shield = RuleOrder("LINDUNGI", Selection())
    result = scenario_result(paper(tied, shield, cut(10)))
    (idle,) = result.idle
    assert idle_words(idle).startswith("Aturan 2 tidak mengubah apa pun: ")
    assert "terlindungi" in idle_words(idle)
    assert not scenario_result(paper(tied, cut(10))).idle
