"""The catalogue: every rule is described, recomputable by its example, and refuses with a field."""

import importlib
import inspect
import json
import pkgutil
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sasando import rules
from sasando.rules.arguments import (
    BOOLEAN,
    DATE,
    DECIMAL,
    INSTANT,
    INTEGER,
    TEXT,
    Argument,
    choice,
    list_of,
    read_arguments,
    record,
)
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.registry import (
    Mark,
    Outcome,
    Status,
    Step,
    all_rules,
    evaluate,
    find_rule,
    outcome_as_json,
    rule,
)

RULES = {found.name: found for found in all_rules()}
EXPECTED = {
    "achievement",
    "aggregation",
    "agreement-due-date",
    "agreement-version",
    "band",
    "closing-instant",
    "decider",
    "decision-deadline",
    "efficiency",
    "interval-union",
    "minutes-share",
    "nip-check",
    "output-efficiency",
    "roll-up",
    "working-days",
    "year-achievement",
}


def test_rules_of_the_first_issue_are_registered():
    assert set(RULES) >= EXPECTED


@pytest.mark.parametrize("name", sorted(RULES))
def test_rule_describes_exactly_the_arguments_of_its_function(name):
    found = RULES[name]
    parameters = inspect.signature(found.function).parameters
    assert {argument.name for argument in found.arguments} == set(parameters)
    for argument in found.arguments:
        default = parameters[argument.name].default
        assert argument.is_required == (default is inspect.Parameter.empty)
        assert argument.is_required or argument.default == default
        assert all((argument.meaning, argument.kind.name))
    assert all((found.title, found.source, found.function.__doc__))


@pytest.mark.parametrize("name", sorted(RULES))
def test_example_works_through_json_and_explains_itself(name):
    arguments = json.loads(json.dumps(RULES[name].example), parse_float=Decimal)
    answer = json.loads(json.dumps(outcome_as_json(evaluate(name, arguments))))
    assert answer["status"] == "OK"
    assert answer["value"] is not None
    for step in answer["steps"]:
        assert all(step[part] for part in ("rule", "input", "outcome", "clause"))


@pytest.mark.parametrize("name", sorted(RULES))
def test_unknown_argument_is_refused(name):
    with pytest.raises(RuleInputError) as refused:
        evaluate(name, {**RULES[name].example, "capian": 1})
    assert (refused.value.field, refused.value.problem) == ("capian", Problem.UNKNOWN_FIELD)
    assert refused.value.allowed


@pytest.mark.parametrize("name", sorted(RULES))
def test_each_required_argument_is_asked_for(name):
    for argument in RULES[name].arguments:
        if argument.is_required:
            given = {**RULES[name].example, argument.name: None}
            with pytest.raises(RuleInputError) as refused:
                evaluate(name, given)
            assert (refused.value.field, refused.value.problem) == (
                argument.name,
                Problem.REQUIRED,
            )


def test_unknown_rule_names_the_known_ones():
    with pytest.raises(RuleInputError) as refused:
        find_rule("capaian")
    assert refused.value.problem is Problem.UNKNOWN_RULE
    assert set(refused.value.allowed) == set(RULES)


def test_a_name_is_registered_once():
    first = all_rules()[0]
    register = rule(first.name, title="x", source="x", mark=Mark.DESIGN, arguments=(), example={})
    with pytest.raises(ValueError, match=first.name):
        register(first.function)


@pytest.mark.parametrize(
    ("value", "expected"), [("8.24", "8.24"), (Decimal("8.24"), "8.24"), (7, "7"), ("-3", "-3")]
)
def test_decimals_arrive_exact(value, expected):
    assert str(DECIMAL.read(value, "x")) == expected


@pytest.mark.parametrize(
    ("kind", "value", "problem"),
    [
        (DECIMAL, 8.24, Problem.NOT_EXACT),
        (DECIMAL, float("nan"), Problem.NOT_EXACT),
        (DECIMAL, True, Problem.NOT_A_NUMBER),
        (DECIMAL, [], Problem.NOT_A_NUMBER),
        (DECIMAL, "8,24", Problem.NOT_A_NUMBER),
        (DECIMAL, Decimal("NaN"), Problem.NOT_FINITE),
        (DECIMAL, Decimal("1e30"), Problem.OUT_OF_RANGE),
        (DECIMAL, 10**50, Problem.OUT_OF_RANGE),
        (INTEGER, "1.5", Problem.NOT_AN_INTEGER),
        (TEXT, 5, Problem.NOT_TEXT),
        (TEXT, "x" * 501, Problem.TOO_LONG),
        (BOOLEAN, "true", Problem.NOT_A_BOOLEAN),
        (BOOLEAN, 1, Problem.NOT_A_BOOLEAN),
        (DATE, "06-03-2026", Problem.NOT_A_DATE),
        (DATE, "20260306", Problem.NOT_A_DATE),
        (DATE, "2026-02-30", Problem.NOT_A_DATE),
        (DATE, 20260306, Problem.NOT_A_DATE),
        (DATE, datetime(2026, 3, 6, tzinfo=UTC), Problem.NOT_A_DATE),
        (DATE, "9999-12-31", Problem.OUT_OF_RANGE),
        (INSTANT, "2026-03-06T10:00:00", Problem.WITHOUT_ZONE),
        (INSTANT, "kemarin", Problem.NOT_AN_INSTANT),
        (INSTANT, 5, Problem.NOT_AN_INSTANT),
        (INSTANT, "9999-12-31T23:59:59-12:00", Problem.OUT_OF_RANGE),
        (list_of(TEXT), "abc", Problem.NOT_A_LIST),
        (list_of(TEXT), ["x"] * 10_001, Problem.TOO_LONG),
        (record(dict), [], Problem.NOT_A_RECORD),
    ],
)
def test_wrong_kinds_are_refused_by_field(kind, value, problem):
    with pytest.raises(RuleInputError) as refused:
        kind.read(value, "x")
    assert (refused.value.field, refused.value.problem) == ("x", problem)


def test_a_wrong_choice_names_the_right_ones():
    with pytest.raises(RuleInputError) as refused:
        choice(Mark).read("v", "x")
    assert (refused.value.problem, refused.value.allowed) == (
        Problem.NOT_A_CHOICE,
        ("V", "M", "D", "P"),
    )
    assert choice(Mark).read("V", "x") is Mark.VERIFIED


def test_dates_and_instants_may_come_as_python_values():
    assert DATE.read(date(2026, 3, 6), "x") == date(2026, 3, 6)
    assert INSTANT.read("2026-03-06T08:00:00+08:00", "x") == datetime(2026, 3, 6, tzinfo=UTC)


def test_fields_inside_records_have_a_path():
    kind = list_of(record(dict, Argument("amount", DECIMAL, "Jumlah")))
    with pytest.raises(RuleInputError) as refused:
        kind.read([{"amount": 1}, {"amount": "x"}], "rows")
    assert refused.value.field == "rows.2.amount"


def test_null_keeps_the_default_unless_it_means_none():
    plain = Argument("cap", DECIMAL, "Batas", Decimal(100))
    nullable = Argument("cap", DECIMAL, "Batas", Decimal(100), null_is_none=True)
    assert read_arguments((plain,), {"cap": None}) == {"cap": 100}
    assert read_arguments((nullable,), {"cap": None}) == {"cap": None}
    assert read_arguments((nullable,), {}) == {"cap": 100}


def test_every_value_of_the_rules_is_frozen():
    found = [
        thing
        for module in pkgutil.iter_modules(rules.__path__)
        for thing in vars(importlib.import_module(f"sasando.rules.{module.name}")).values()
        if is_dataclass(thing) and isinstance(thing, type)
    ]
    assert len(found) > 20
    assert [thing for thing in found if not thing.__dataclass_params__.frozen] == []


def test_refusal_prints_no_value():
    refusal = RuleInputError("nip", Problem.NIP_SEX, "198609262015053001")
    assert str(refusal) == "nip: NIP_SEX"
    assert refusal.within("people.1").field == "people.1.nip"


def test_outcome_as_json_keeps_decimals_exact_and_times_aware():
    inner = Outcome(Decimal("1E+3"), Status.OK, ())
    made = Outcome(
        {"a": inner, "b": (datetime(2026, 3, 6, tzinfo=UTC), None, True)},
        Status.INVALID,
        (Step("r", "i", "o", "c"),),
    )
    assert outcome_as_json(made) == {
        "value": {
            "a": {"value": "1000", "status": "OK", "steps": []},
            "b": ["2026-03-06T00:00:00+00:00", None, True],
        },
        "status": "INVALID",
        "steps": [{"rule": "r", "input": "i", "outcome": "o", "clause": "c"}],
    }
