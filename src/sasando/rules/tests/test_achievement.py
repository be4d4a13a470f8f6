"""Achievement at its edges: zero, blank, labels, caps; and what holds for all numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasando.rules.achievement import (
    AUDIT_OPINION,
    DEFAULT_POLICY,
    SAKIP_PREDICATE,
    AchievementPolicy,
    Blank,
    Polarity,
    PredicateScale,
    ZeroTarget,
    achievement,
)
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.registry import Status, evaluate

amounts = st.decimals(min_value=0, max_value=10**12, places=2)
positive = st.decimals(min_value=Decimal("0.01"), max_value=10**12, places=2)
FORMULAS = [Polarity.HIGHER, Polarity.LOWER_LINEAR, Polarity.LOWER_RATIO, Polarity.STABILISE]


def percent(polarity, target, realisation, **more):
    found = achievement(
        polarity=polarity, target=Decimal(target), realisation=Decimal(realisation), **more
    )
    return found.value.value if found.value else found.status


@pytest.mark.parametrize(
    ("polarity", "realisation", "expected"),
    [
        (Polarity.HIGHER, 0, Status.NOT_APPLICABLE),
        (Polarity.HIGHER, 5, Status.TARGET_ZERO),
        (Polarity.MINIMUM_REQUIRED, 0, Status.NOT_APPLICABLE),
        (Polarity.MINIMUM_REQUIRED, 5, Status.TARGET_ZERO),
        (Polarity.LOWER_LINEAR, 0, Decimal(100)),
        (Polarity.LOWER_LINEAR, 1, Decimal(0)),
        (Polarity.LOWER_RATIO, 1, Decimal(0)),
        (Polarity.MAXIMUM_ALLOWED, 0, Decimal(100)),
        (Polarity.MAXIMUM_ALLOWED, 1, Decimal(0)),
        (Polarity.STABILISE, 0, Decimal(100)),
        (Polarity.STABILISE, 1, Decimal(0)),
        (Polarity.STABILISE, -1, Decimal(0)),
    ],
)
def test_target_zero(polarity, realisation, expected):
    assert percent(polarity, 0, realisation) == expected


def test_below_nothing_is_as_good_as_nothing_where_nothing_was_allowed():
    assert percent(Polarity.LOWER_LINEAR, 0, -1) == 100


def test_target_zero_can_count_as_zero_by_policy():
    policy = AchievementPolicy(zero_target=ZeroTarget.COUNT_AS_ZERO)
    assert percent(Polarity.HIGHER, 0, 5, policy=policy) == 0


@pytest.mark.parametrize(
    ("polarity", "target", "realisation", "expected"),
    [
        (Polarity.MAXIMUM_ALLOWED, 10, 10, "100"),
        (Polarity.MAXIMUM_ALLOWED, 10, 2, "100"),
        (Polarity.MAXIMUM_ALLOWED, 10, 11, "90"),
        (Polarity.MINIMUM_REQUIRED, 10, 10, "100"),
        (Polarity.MINIMUM_REQUIRED, 10, 25, "100"),
        (Polarity.MINIMUM_REQUIRED, 10, 9, "90"),
        (Polarity.MILESTONE, 1, 1, "100"),
        (Polarity.MILESTONE, 1, 0, "0"),
        (Polarity.STABILISE, 100, 250, "0"),
        (Polarity.HIGHER, 10, -3, "0"),
        (Polarity.LOWER_RATIO, 10, -1, "100"),
    ],
)
def test_limits_and_milestones(polarity, target, realisation, expected):
    assert percent(polarity, target, realisation) == Decimal(expected)


def test_milestone_needs_no_target():
    found = achievement(polarity=Polarity.MILESTONE, realisation=Decimal(1))
    assert found.value.value == 100


def test_negative_target_is_not_judged_by_a_formula():
    assert percent(Polarity.HIGHER, -2, -1) is Status.INVALID


@pytest.mark.parametrize("blank", list(Blank))
def test_blank_is_not_zero(blank):
    found = achievement(polarity=Polarity.HIGHER, target=Decimal(5), blank=blank)
    assert (found.value, found.status) == (None, Status(blank.value))
    assert percent(Polarity.HIGHER, 5, 0) == 0


def test_missing_target_is_said_before_a_missing_report():
    assert achievement(polarity=Polarity.HIGHER).status is Status.TARGET_MISSING


def test_range_needs_both_edges():
    found = achievement(polarity=Polarity.RANGE_LOWER, target=Decimal(7), realisation=Decimal(7))
    assert found.status is Status.TARGET_MISSING


@pytest.mark.parametrize("edge", ["80", "90"])
def test_range_edges_are_inside(edge):
    assert percent(Polarity.RANGE_HIGHER, "80", edge, target_high=Decimal(90)) == 100


def test_range_may_be_a_single_point():
    assert percent(Polarity.RANGE_HIGHER, 80, 80, target_high=Decimal(80)) == 100
    assert percent(Polarity.RANGE_HIGHER, 80, 40, target_high=Decimal(80)) == 50


def test_upper_edge_means_nothing_to_a_point_target():
    assert percent(Polarity.HIGHER, 80, 85, target_high=Decimal(90)) == Decimal("106.25")


def test_reversed_range_is_refused():
    with pytest.raises(RuleInputError) as refused:
        percent(Polarity.RANGE_HIGHER, 90, 85, target_high=Decimal(80))
    assert (refused.value.field, refused.value.problem) == ("target_high", Problem.OUT_OF_ORDER)


def test_unknown_label_names_the_scale():
    with pytest.raises(RuleInputError) as refused:
        achievement(
            polarity=Polarity.PREDICATE,
            target_label="BB",
            realisation_label="E",
            scale=SAKIP_PREDICATE,
        )
    assert refused.value.field == "realisation_label"
    assert refused.value.allowed == SAKIP_PREDICATE.labels


def test_label_not_yet_known_is_a_blank():
    found = achievement(
        polarity=Polarity.PREDICATE,
        target_label="BB",
        scale=SAKIP_PREDICATE,
        blank=Blank.NOT_YET_RELEASED,
    )
    assert found.status is Status.NOT_YET_RELEASED


@pytest.mark.parametrize(
    ("polarity", "arguments", "problem"),
    [
        (Polarity.PREDICATE, {"target_label": "BB"}, Problem.REQUIRED),
        (Polarity.HIGHER, {"scale": SAKIP_PREDICATE}, Problem.NOT_ALLOWED_HERE),
    ],
)
def test_labels_and_scale_belong_together(polarity, arguments, problem):
    with pytest.raises(RuleInputError) as refused:
        achievement(polarity=polarity, **arguments)
    assert (refused.value.field, refused.value.problem) == ("scale", problem)


@pytest.mark.parametrize(
    ("labels", "problem"), [(("A",), Problem.EMPTY), (("A", "A"), Problem.DUPLICATE)]
)
def test_scale_needs_different_labels(labels, problem):
    with pytest.raises(RuleInputError) as refused:
        PredicateScale("skala", labels)
    assert refused.value.problem is problem


def test_scale_by_json_is_a_known_name_or_own_labels():
    labels = {"target_label": "Utama", "realisation_label": "Madya"}
    own = {"labels": ["Dasar", "Madya", "Utama"]}
    found = evaluate("achievement", {"polarity": "PREDICATE", **labels, "scale": own})
    assert found.value.value == Decimal("66.67")
    with pytest.raises(RuleInputError) as refused:
        evaluate("achievement", {"polarity": "PREDICATE", **labels, "scale": {"name": "X"}})
    assert (refused.value.field, refused.value.problem) == ("scale.name", Problem.NOT_A_CHOICE)


@pytest.mark.parametrize("field", ["display_cap", "aggregation_cap", "lower_ratio_at_zero"])
def test_policy_refuses_a_negative_percentage(field):
    with pytest.raises(RuleInputError) as refused:
        AchievementPolicy(**{field: Decimal(-1)})
    assert refused.value.field == field


def test_caps_may_be_zero_and_null_in_json_lifts_the_aggregation_cap():
    assert percent(Polarity.HIGHER, 1, 1, policy=AchievementPolicy(display_cap=Decimal(0))) == 0
    arguments = {"polarity": "HIGHER", "target": 1, "realisation": 3}
    free = evaluate("achievement", {**arguments, "policy": {"aggregation_cap": None}})
    assert (free.value.counted, free.value.is_target_too_low) == (300, True)
    usual = evaluate("achievement", {**arguments, "policy": {"low_target_above": 300}})
    assert (usual.value.counted, usual.value.is_target_too_low) == (100, False)


@pytest.mark.parametrize(("realisation", "flag"), [("150", False), ("150.01", True)])
def test_target_too_low_only_above_150(realisation, flag):
    found = achievement(
        polarity=Polarity.HIGHER, target=Decimal(100), realisation=Decimal(realisation)
    )
    assert found.value.is_target_too_low is flag
    assert ("Target terlalu rendah?" in [step.rule for step in found.steps]) is flag


def test_rounding_is_half_up_before_the_band():
    found = achievement(
        polarity=Polarity.HIGHER, target=Decimal(100000), realisation=Decimal("90005")
    )
    assert found.value.value == Decimal("90.01")
    assert found.value.band == "VERY_HIGH"
    below = achievement(
        polarity=Polarity.HIGHER, target=Decimal(100000), realisation=Decimal("90004")
    )
    assert (below.value.value, below.value.band) == (Decimal("90.00"), "HIGH")


def test_each_change_of_the_figure_has_a_step():
    policy = AchievementPolicy(display_cap=Decimal(120))
    found = achievement(
        polarity=Polarity.LOWER_LINEAR, target=Decimal(10), realisation=Decimal(0), policy=policy
    )
    assert [step.outcome for step in found.steps] == [
        "(2T – R) / T × 100 = 200,00 %",
        "120,00 %",
        "100,00 %",
        "Sangat Tinggi",
        "ditinjau perencana",
    ]


@pytest.mark.parametrize("realisation", [0, 50, 100])
def test_a_figure_within_its_limits_has_only_formula_and_band(realisation):
    found = achievement(
        polarity=Polarity.HIGHER, target=Decimal(100), realisation=Decimal(realisation)
    )
    assert len(found.steps) == 2
    assert found.steps[1].rule == "Kategori capaian"


def test_floor_has_a_step():
    found = achievement(polarity=Polarity.LOWER_LINEAR, target=Decimal(10), realisation=Decimal(25))
    assert found.steps[1].rule == "Tidak kurang dari nol"


def test_scale_is_shown_with_its_places():
    found = achievement(polarity=Polarity.PREDICATE, target_label="WTP", scale=AUDIT_OPINION)
    step = found.steps[0]
    assert (step.input, step.outcome) == ("T WTP, R –", "TMP = 1, TW = 2, WDP = 3, WTP = 4")


@given(target=positive, realisation=amounts, polarity=st.sampled_from(FORMULAS))
def test_shown_and_counted_figures_stay_in_their_limits(target, realisation, polarity):
    policy = AchievementPolicy(display_cap=Decimal(120))
    found = achievement(
        polarity=polarity, target=target, realisation=realisation, policy=policy
    ).value
    assert 0 <= found.counted <= 100
    assert found.counted <= found.value <= 120
    assert found.value == min(max(found.raw, Decimal(0)), Decimal(120))


@given(target=positive, first=amounts, second=amounts)
def test_more_is_never_worse_when_higher_is_better(target, first, second):
    less, more = sorted((first, second))
    assert percent(Polarity.HIGHER, target, less) <= percent(Polarity.HIGHER, target, more)


@given(target=positive, first=positive, second=positive)
@pytest.mark.parametrize("polarity", [Polarity.LOWER_LINEAR, Polarity.LOWER_RATIO])
def test_more_is_never_better_when_lower_is_better(polarity, target, first, second):
    less, more = sorted((first, second))
    assert percent(polarity, target, more) <= percent(polarity, target, less)


@given(target=positive)
@pytest.mark.parametrize("polarity", [*FORMULAS, Polarity.MAXIMUM_ALLOWED])
def test_meeting_the_target_exactly_is_a_hundred(polarity, target):
    assert percent(polarity, target, target) == 100


@given(target=positive, distance=positive)
def test_stabilise_treats_both_directions_alike(target, distance):
    above = percent(Polarity.STABILISE, target, target + distance)
    assert above == percent(Polarity.STABILISE, target, target - distance)


def test_default_policy_shows_everything_and_averages_at_most_a_hundred():
    assert DEFAULT_POLICY.display_cap is None
    assert DEFAULT_POLICY.aggregation_cap == 100
