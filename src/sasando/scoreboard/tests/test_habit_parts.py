"""Charts, filters and files of the pages about habits, without a page around them."""

from decimal import Decimal

import pytest

from sasando.organization.models import Unit
from sasando.planning.models import HabitVerdict
from sasando.planning.queries.habits import AnswerState
from sasando.scoreboard.habit_charts import chart_finding, verdict_chart
from sasando.scoreboard.habit_forms import VERDICT_SLUGS, HabitLinesForm, HabitYearLevelForm
from sasando.scoreboard.habit_tables import agencies_table, line_url, lines_page, worklist_table
from sasando.scoreboard.queries.habits import (
    AgencyRow,
    FoundLines,
    HabitBoard,
    HabitLine,
    Sum,
    Sums,
)
from sasando.scoreboard.tables import csv_text
from sasando.scoreboard.templatetags.habit_words import (
    answer_address,
    answer_tone,
    line_address,
    per_mil,
    putusan,
    review_tone,
)

LEVELS = ["SUBKEGIATAN", "KEGIATAN", "PROGRAM"]
UNIT = Unit(code="DLHK", name="Dinas Lingkungan Hidup")


def sums(**lines_and_amounts):
    return Sums(
        {
            verdict: Sum(lines, Decimal(amount), lines, 0)
            for verdict, (lines, amount) in lines_and_amounts.items()
        }
    )


def board(found, *agencies):
    return HabitBoard(2026, "PROGRAM", None, found, agencies, has_examples=False)


def a_line(code="2.11.09", verdict="HABIT", amount=Decimal(5), outcome=None, **said):
    row = HabitVerdict(
        year=2026, unit=UNIT, code=code, stored=code, level="PROGRAM", name="Program",
        verdict=verdict, **said,
    )  # fmt: skip
    return HabitLine(row, UNIT.name, amount, is_budget=True, outcome=outcome)


def test_shares_sum_to_the_whole_and_unreadable_codes_are_told_only_where_there_are_some():
    found = board(sums(TRACED=(1, 1), HABIT=(1, 1), ON_PAPER=(1, 1), SUPPORT=(9, 97)))
    assert [one.verdict for one in found.shares] == ["HABIT", "ON_PAPER", "TRACED", "UNKNOWN"]
    assert sum(one.amount_share for one in found.shares) == 1000
    assert sum(one.line_share for one in found.shares) == 1000
    assert found.support_share == 970
    odd = board(sums(TRACED=(1, 1), UNREADABLE=(1, 0)))
    assert odd.shares[-1].verdict == "UNREADABLE"


def test_without_money_there_are_lines_and_no_division():
    found = board(sums(HABIT=(2, 0)))
    assert [one.amount_share for one in found.shares] == [0, 0, 0, 0]
    assert found.shares[0].line_share == 1000
    assert found.support_share == 0
    row = AgencyRow(UNIT, UNIT.name, found.sums)
    assert (row.habit_share, row.support_share) == (None, None)


def test_sums_add_up_part_by_part():
    whole = sums(HABIT=(1, 10), ON_PAPER=(2, 20), UNKNOWN=(3, 30), SUPPORT=(4, 40))
    assert whole.asked == Sum(3, Decimal(30), 3, 0)
    assert whole.judged.lines == 6
    assert whole.all.amount == 100
    assert Sum(5, Decimal(1), 2, 1).without_money == 2


def test_bars_begin_at_zero_and_say_their_numbers():
    found = board(sums(TRACED=(3, 750), HABIT=(1, 250)))
    chart = verdict_chart(found)
    habit = chart.bars[0]
    assert (habit.label, habit.amount_width, habit.line_width) == ("kebiasaan", "75.0", "75.0")
    assert habit.amount_words == "25,0 % rupiah (Rp 250), 25,0 % baris (1)"
    assert chart.finding == chart_finding(found) == "75,0 % rupiah tertelusur sampai sasaran RPJMD"
    assert chart.height > chart.bars[-1].words_y
    assert verdict_chart(board(sums(SUPPORT=(1, 1)))) is None


@pytest.mark.parametrize(
    ("query", "level"),
    [
        ({}, "SUBKEGIATAN"),
        ({"tingkat": "program"}, "PROGRAM"),
        ({"tingkat": "PROGRAM"}, "SUBKEGIATAN"),
        ({"tingkat": "sasaran"}, "SUBKEGIATAN"),
        ({"tahun": "1066"}, "SUBKEGIATAN"),
    ],
)
def test_an_odd_level_or_year_falls_back_to_the_usual_one(query, level):
    form = HabitYearLevelForm(query, years=[2025, 2026], year=2026, levels=LEVELS)
    assert form.level == level
    assert form.data["tahun"] == "2026"


def test_without_lines_the_form_still_stands():
    assert HabitYearLevelForm({}, years=[], year=2026, levels=[]).level == "SUBKEGIATAN"


@pytest.mark.parametrize(
    ("query", "verdicts"),
    [
        ({}, ("HABIT", "ON_PAPER")),
        ({"putusan": "semua"}, ()),
        ({"putusan": "di-atas-kertas"}, ()),
        ({"putusan": "tertelusur-di-atas-kertas"}, ("ON_PAPER",)),
        ({"putusan": "kode-tidak-terbaca"}, ("UNREADABLE",)),
    ],
)
def test_verdicts_stand_in_the_address_as_words(query, verdicts):
    form = HabitLinesForm(query, years=[2026], year=2026, levels=LEVELS, usual="perlu-jawaban")
    expected = ("HABIT", "ON_PAPER") if query.get("putusan") == "di-atas-kertas" else verdicts
    assert form.wanted({}).verdicts == expected


def test_the_agency_of_the_address_is_looked_up_by_its_code():
    form = HabitLinesForm(
        {"unit": "DLHK", "cari": "  sampah "}, years=[2026], year=2026, levels=LEVELS,
        units=[("DLHK", "Dinas")],
    )  # fmt: skip
    wanted = form.wanted({"DLHK": 7})
    assert (wanted.units, wanted.text, wanted.verdicts) == ((7,), "sampah", ())
    other = HabitLinesForm({"unit": "LAIN"}, years=[2026], year=2026, levels=LEVELS, units=[])
    assert other.wanted({"DLHK": 7}).units == ()


def test_every_verdict_has_its_word_in_the_address():
    assert len(set(VERDICT_SLUGS.values())) == len(HabitVerdict.Verdict)
    assert all(slug == slug.lower() and " " not in slug for slug in VERDICT_SLUGS.values())
    assert putusan(HabitVerdict.Verdict.HABIT) == "kebiasaan"


@pytest.mark.parametrize(
    ("outcome", "words", "tone"),
    [
        (None, "belum dijawab", "accent"),
        ("MENUNGGU", "dijawab, menunggu perencana", "neutral"),
        ("DITERIMA", "jawaban diterima", "good"),
        ("DIKEMBALIKAN", "jawaban dikembalikan", "attention"),
    ],
)
def test_the_state_of_an_answer_has_a_word_and_a_shape(outcome, words, tone):
    found = a_line(outcome=outcome)
    assert (found.answer_words, answer_tone(found)) == (words, tone)
    assert a_line(verdict="TRACED", outcome=outcome).answer_words == ""


def test_what_tells_against_a_line_comes_before_the_facts():
    ground, fact = {"ground": "NO_INDICATOR", "years": [2026]}, {"ground": "NEW_LINE", "years": [1]}
    assert [one.ground for one in a_line(evidences=[fact, ground]).telling] == ["NO_INDICATOR"]
    assert [one.ground for one in a_line(evidences=[fact]).telling] == ["NEW_LINE"]


def test_a_code_that_cannot_stand_in_an_address_gets_no_link():
    assert line_url("DLHK", "1/2", 2026) == ""
    odd = a_line("1/2").verdict
    assert (line_address(odd), answer_address(odd)) == ("", "")
    assert line_address(a_line().verdict) == "/papan/kebiasaan/DLHK/2.11.09/?tahun=2026"
    assert per_mil(None) == "–"
    assert review_tone(AnswerState()) == "neutral"


def test_files_name_what_they_count():
    row = AgencyRow(UNIT, UNIT.name, sums(HABIT=(1, 1500), SUPPORT=(2, 20)))
    text = csv_text(agencies_table(board(row.sums, row))).splitlines()
    assert text[0].startswith("Kode,Perangkat daerah,Kebiasaan (baris),Kebiasaan (Rp)")
    assert text[1].startswith("DLHK,Dinas Lingkungan Hidup,1,1.500,0,0")
    similar = [{"unit": "DISHUB", "code": "2.15.02", "text": "Jumlah", "per_mille": 812}]
    work = csv_text(worklist_table([a_line(elsewhere=similar)]))
    assert "DISHUB 2.15.02 (81,2 %): Jumlah" in work
    page = lines_page(FoundLines([a_line(amount=None)], 1), 2026, "PROGRAM")
    assert page.lead == "1 program tahun 2026."
    assert page.table.rows[0][3].text == "–"
