"""Verdicts on lines of a plan: each ground alone, each edge of a limit, and what is missing."""

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest

from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.evidence import GROUND_WORDS, Evidence, Ground, Role, Verdict, years_text
from sasando.rules.habit import (
    DEFAULT_LIMITS,
    HabitLimits,
    History,
    IndicatorKind,
    OtherIndicator,
    PlannedIndicator,
    PlannedYear,
    Relation,
    judge,
    verdict_shares,
)
from sasando.rules.habit_verdict import LIMITS, habit_verdict
from sasando.rules.registry import Status, evaluate, find_rule
from sasando.rules.targets import NO_TARGET, Target

NAME = "Program Pengelolaan Persampahan"
GOOD = "Persentase sampah yang terkelola"


def target(value):
    return NO_TARGET if value is None else Target(Decimal(value))


def year(number, *, objective="S-01", text=GOOD, goal=None, name=NAME, ceiling=None, **more):
    goal = target(60 + number - 2020 if goal is None else goal)
    indicators = (PlannedIndicator(text, goal, **more),) if text else ()
    return PlannedYear(number, name, objective, indicators, ceiling and Decimal(ceiling))


def history(*years, code="2.11.11", **more):
    return History(code, years, **more)


def grounds(judged, role=None):
    return [found.ground for found in judged.evidences if role in (None, found.role)]


def test_a_line_with_an_objective_and_a_sound_indicator_is_traced():
    judged = judge(history(year(2024), year(2025), year(2026)))
    assert judged.verdict is Verdict.TRACED
    assert grounds(judged) == [Ground.SERVES_OBJECTIVE]
    assert judged.evidences[0].other_code == "S-01"


def test_the_order_of_the_years_does_not_matter():
    years = (year(2024, objective=""), year(2025, objective=""), year(2026, objective=""))
    assert len({judge(history(*given)) for given in permutations(years)}) == 1


def test_one_year_proves_no_habit_and_says_what_is_missing():
    judged = judge(history(year(2026, objective="")))
    assert judged.verdict is Verdict.UNKNOWN
    assert grounds(judged)[:2] == [Ground.NO_OBJECTIVE, Ground.TOO_FEW_YEARS]
    assert "Muat dokumen tahun sebelumnya" in judged.evidences[1].sentence


@pytest.mark.parametrize(
    ("needed", "known", "verdict"),
    [
        (2, 1, Verdict.UNKNOWN),
        (2, 2, Verdict.HABIT),
        (3, 2, Verdict.UNKNOWN),
        (3, 3, Verdict.HABIT),
    ],
)
def test_years_that_make_a_habit(needed, known, verdict):
    years = [year(2027 - known + place, objective="") for place in range(known)]
    judged = judge(history(*years), HabitLimits(habit_years=needed))
    assert judged.verdict is verdict


def test_a_habit_tells_what_came_back():
    years = [
        year(number, objective="", ceiling=amount)
        for number, amount in ((2024, 500), (2025, 550), (2026, 500))
    ]
    judged = judge(history(*years))
    assert grounds(judged)[:4] == [
        Ground.NO_OBJECTIVE,
        Ground.REPEATED,
        Ground.SAME_INDICATOR,
        Ground.SAME_CEILING,
    ]
    assert judged.evidences[1].years == (2024, 2025, 2026)
    assert judged.evidences[3].sentence.endswith("2024–2026: Rp 500, Rp 550, Rp 500.")


@pytest.mark.parametrize(("amount", "verdict"), [(1100, Verdict.HABIT), (1101, Verdict.UNKNOWN)])
def test_the_edge_of_a_similar_ceiling(amount, verdict):
    before = year(2025, objective="", ceiling=1000)
    after = year(2026, objective="", text="Umur layanan TPA", ceiling=amount)
    assert judge(history(before, after)).verdict is verdict


@pytest.mark.parametrize(
    ("earlier", "ground"),
    [
        (year(2025, objective="S-02"), Ground.SERVED_BEFORE),
        (year(2025, objective=None), Ground.OBJECTIVE_NOT_KNOWN),
        (year(2024, objective=""), Ground.TOO_FEW_YEARS),
        (year(2025, objective="", name="Program Penataan Pantai"), Ground.NOT_REPEATED),
    ],
)
def test_what_breaks_the_row_of_years(earlier, ground):
    judged = judge(history(earlier, year(2026, objective="")))
    assert judged.verdict is Verdict.UNKNOWN
    assert judged.evidences[1].ground is ground


def test_absence_in_a_known_year_is_a_fact():
    judged = judge(history(year(2026, objective=""), known_years=(2025, 2026)))
    assert judged.evidences[1] == Evidence(Ground.NEW_LINE, (2025,))


def test_without_any_year_nothing_is_said():
    assert judge(history()).evidences == (Evidence(Ground.NO_YEAR),)


def test_an_objective_nobody_knows_is_not_a_missing_one():
    judged = judge(history(year(2025, objective=None), year(2026, objective=None)))
    assert (judged.verdict, judged.main_ground) == (Verdict.UNKNOWN, Ground.OBJECTIVE_NOT_KNOWN)


@pytest.mark.parametrize("code", ["2.11.01", "X.XX.01", "2.11.01.2.02.0001", "2.11.01.02.02"])
def test_support_programmes_are_never_a_habit(code):
    years = [year(number, objective="") for number in (2024, 2025, 2026)]
    assert judge(history(*years, code=code)).verdict is Verdict.SUPPORT


def test_a_code_that_cannot_be_read_is_refused():
    with pytest.raises(RuleInputError) as refused:
        judge(history(year(2026), code="2.11.11.2"))
    assert refused.value.problem is Problem.CODE_SEGMENTS


@pytest.mark.parametrize(
    ("latest", "more", "ground"),
    [
        (year(2026, text=""), {}, Ground.NO_INDICATOR),
        (
            replace(year(2026), indicators=(PlannedIndicator(GOOD),)),
            {},
            Ground.TARGET_MISSING,
        ),
        (year(2026, text="Terlaksananya pengelolaan sampah"), {}, Ground.INDICATOR_FROM_NAME),
        (year(2026, text="Persentase pengelolaan persampahan"), {}, Ground.INDICATOR_FROM_NAME),
        (
            year(2026),
            {"others": (OtherIndicator("S-01", "Persentase sampah terkelola", Relation.PARENT),)},
            Ground.INDICATOR_FROM_PARENT,
        ),
        (
            year(2026),
            {"others": (OtherIndicator("2.11.03", "Persentase pengelolaan sampah"),)},
            Ground.INDICATOR_SHARED,
        ),
        (year(2026, text="Jumlah truk yang dibeli"), {}, Ground.OUTPUT_AS_OUTCOME),
        (year(2026, kind=IndicatorKind.OUTPUT), {}, Ground.OUTPUT_AS_OUTCOME),
    ],
)
def test_each_ground_alone_puts_a_line_on_paper(latest, more, ground):
    judged = judge(history(latest, **more))
    assert judged.verdict is Verdict.ON_PAPER
    assert ground in grounds(judged, Role.GROUND)
    assert judged.evidences[-1].ground is Ground.SERVES_OBJECTIVE


def test_one_sound_indicator_holds_the_thread():
    sound = PlannedIndicator(GOOD, target(70))
    empty = PlannedIndicator("Timbulan sampah per orang")
    both = replace(year(2026), indicators=(empty, sound))
    judged = judge(history(both))
    assert judged.verdict is Verdict.TRACED
    assert Ground.TARGET_MISSING in grounds(judged)


@pytest.mark.parametrize(
    ("goals", "verdict"),
    [
        ((70, 70, 70), Verdict.ON_PAPER),
        ((69, 70, 70), Verdict.TRACED),
        ((70, 71, 70), Verdict.TRACED),
        ((60, 70, 70, 70), Verdict.ON_PAPER),
    ],
)
def test_an_unchanged_target(goals, verdict):
    first = 2027 - len(goals)
    years = [year(first + place, goal=goal) for place, goal in enumerate(goals)]
    assert judge(history(*years)).verdict is verdict


def test_two_years_are_too_few_to_call_a_target_unchanged():
    judged = judge(history(year(2025, goal=70), year(2026, goal=70)))
    assert judged.verdict is Verdict.TRACED
    assert Ground.TOO_FEW_TARGETS in grounds(judged)


@pytest.mark.parametrize(
    "best", [Target(Decimal(100)), Target(Decimal(0)), Target(label="WTP")], ids=str
)
def test_a_target_at_its_limit_may_stand_still(best):
    indicator = PlannedIndicator("Persentase layanan minimal", best, "%")
    years = [replace(year(number), indicators=(indicator,)) for number in (2024, 2025, 2026)]
    judged = judge(history(*years))
    assert judged.verdict is Verdict.TRACED
    assert Ground.TARGET_AT_LIMIT in grounds(judged)


@pytest.mark.parametrize("same", [Target(Decimal(100), Decimal(110)), Target(label="BB")], ids=str)
def test_a_range_or_a_lower_predicate_is_no_limit(same):
    indicator = PlannedIndicator("Persentase layanan", same, "%")
    years = [replace(year(number), indicators=(indicator,)) for number in (2024, 2025, 2026)]
    assert judge(history(*years)).main_ground is Ground.TARGET_UNCHANGED


def test_the_prescribed_indicator_of_a_sub_activity_is_no_copy():
    text = "Jumlah sampah yang terdaur ulang"
    parent = (OtherIndicator("2.11.11.2.01", text, Relation.PARENT),)
    given = history(year(2026, text=text), code="2.11.11.2.01.0030", others=parent)
    assert judge(given).main_ground is Ground.INDICATOR_FROM_PARENT
    judged = judge(replace(given, prescribed="Jumlah Sampah yang Terdaur Ulang"))
    assert judged.verdict is Verdict.TRACED
    assert Ground.PRESCRIBED_INDICATOR in grounds(judged)


def test_only_sub_activities_have_a_prescribed_indicator():
    given = history(year(2026, text="Jumlah truk"), prescribed="Jumlah truk")
    assert judge(given).main_ground is Ground.OUTPUT_AS_OUTCOME


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("habit_years", 1),
        ("same_target_years", 1),
        ("similar_name", 0),
        ("similar_indicator", 1001),
        ("copied_name", -1),
        ("ceiling_change", -1),
    ],
)
def test_limits_that_would_prove_anything_are_refused(field, value):
    with pytest.raises(RuleInputError) as refused:
        HabitLimits(**{field: value})
    assert (refused.value.field, refused.value.problem) == (field, Problem.OUT_OF_RANGE)


def test_a_year_stands_once_and_no_ceiling_is_below_zero():
    with pytest.raises(RuleInputError) as twice:
        history(year(2026), year(2026))
    assert twice.value.problem is Problem.DUPLICATE
    with pytest.raises(RuleInputError) as below:
        year(2026, ceiling=-1)
    assert below.value.field == "ceiling"


def test_shares_sum_to_the_whole_and_show_the_support_programmes():
    shares = {
        share.verdict: share
        for share in verdict_shares(
            [
                (Verdict.HABIT, Decimal(1)),
                (Verdict.SUPPORT, Decimal(1)),
                (Verdict.TRACED, Decimal(1)),
                (Verdict.TRACED, None),
            ]
        )
    }
    assert sum(share.per_mille for share in shares.values()) == 1000
    assert (shares[Verdict.TRACED].lines, shares[Verdict.TRACED].amount) == (2, 1)
    assert shares[Verdict.SUPPORT].per_mille == 333
    assert {share.per_mille for share in verdict_shares([])} == {0}


def test_every_ground_has_its_words():
    assert set(GROUND_WORDS) == set(Ground)
    assert years_text((2023, 2025)) == "2023, 2025"
    assert years_text((2023, 2024, 2025)) == "2023–2025"


def test_the_public_rule_reads_json_and_shows_each_finding():
    found = find_rule("habit")
    outcome = evaluate("habit", found.example)
    assert (outcome.value.verdict, outcome.status) == (Verdict.HABIT, Status.OK)
    assert outcome.steps[-1].outcome == "kebiasaan"
    assert len(outcome.steps) == len(outcome.value.evidences) + 1
    assert habit_verdict(history()).status is Status.NOT_REPORTED


def test_the_declared_limits_are_the_defaults():
    assert LIMITS.read({}, "limits") == DEFAULT_LIMITS


def test_a_target_in_json_is_read_as_it_is_printed():
    years = [{"year": 2026, "name": NAME, "objective": "S-1"}]
    years[0]["indicators"] = [{"text": GOOD, "target": "1.234,5 x"}]
    with pytest.raises(RuleInputError) as refused:
        evaluate("habit", {"history": {"code": "2.11.11", "years": years}})
    assert refused.value.field == "history.years.1.indicators.1.target"
