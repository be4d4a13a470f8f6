"""The 31 vectors of the achievement reference, every figure of each, as one table."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from sasando.rules.achievement import AUDIT_OPINION, SAKIP_PREDICATE
from sasando.rules.efficiency import efficiency_score
from sasando.rules.errors import RuleInputError
from sasando.rules.numerals import NumberStyle, parse_decimal
from sasando.rules.registry import evaluate, outcome_as_json

LINEAR, RATIO = "LOWER_LINEAR", "LOWER_RATIO"
CAP_120 = {"policy": {"display_cap": 120}}
CAP_100 = {"policy": {"display_cap": 100}}


def judged(polarity: str, target: str, realisation: str | None, more: dict[str, Any]) -> Any:
    arguments = {"polarity": polarity, "target": target, "realisation": realisation, **more}
    return outcome_as_json(evaluate("achievement", arguments))


def value(polarity: str, target: str, realisation: str, more: dict[str, Any] | None = None) -> Any:
    return judged(polarity, target, realisation, more or {})["value"]["value"]


def raw(polarity: str, target: str, realisation: str) -> Any:
    return judged(polarity, target, realisation, {})["value"]["raw"]


def counted(polarity: str, target: str, realisation: str) -> Any:
    return judged(polarity, target, realisation, {})["value"]["counted"]


def band(polarity: str, target: str, realisation: str) -> Any:
    return judged(polarity, target, realisation, {})["value"]["band"]


def status(polarity: str, target: str, realisation: str) -> Any:
    return judged(polarity, target, realisation, {})["status"]


def in_range(direction: str, low: str, high: str, realisation: str) -> Any:
    return value(f"RANGE_{direction}", low, realisation, {"target_high": high})


def quarters(targets: list[str], realised: list[str | None]) -> list[dict[str, Any]]:
    rows = enumerate(zip(targets, realised, strict=True), 1)
    return [{"number": n, "target": t, "realisation": r} for n, (t, r) in rows]


def year(aggregation: str, rows: list[dict[str, Any]], path: str, **more: Any) -> Any:
    arguments = {"polarity": "HIGHER", "aggregation": aggregation, "quarters": rows, **more}
    found: Any = outcome_as_json(evaluate("year-achievement", arguments))["value"]
    for key in path.split("."):
        found = found[key]
    return found


def levels(*values: str) -> list[dict[str, Any]]:
    return [{"number": n, "realisation": value} for n, value in enumerate(values, 1)]


def ratio(*pairs: tuple[int, int]) -> str:
    rows = [{"number": n, "numerator": a, "denominator": b} for n, (a, b) in enumerate(pairs, 1)]
    found = evaluate("aggregation", {"aggregation": "RATIO_OF_SUMS", "quarters": rows})
    return f"{found.value.realisation:.2f}"


def on_scale(name: str, target: str, realised: str) -> Any:
    scale = {"name": name}
    labels = {"target_label": target, "realisation_label": realised, "scale": scale}
    arguments = {"polarity": "PREDICATE", **labels}
    return outcome_as_json(evaluate("achievement", arguments))["value"]["value"]


def basis(arguments: dict[str, Any]) -> str:
    return evaluate("achievement", {"polarity": "PREDICATE", **arguments}).steps[0].rule


def rolled(parts: list[dict[str, Any]], **more: Any) -> Any:
    return outcome_as_json(evaluate("roll-up", {"parts": parts, **more}))["value"]["value"]


def named(percent: str) -> Any:
    return evaluate("band", {"value": percent}).value.code


def spent(key: str, rule: str = "efficiency") -> Any:
    figures = {"budget": 2_000_000_000, "realised": 1_850_000_000, "achievement": "97.94"}
    arguments = figures if rule == "efficiency" else {"outputs": [figures]}
    return outcome_as_json(evaluate(rule, arguments))["value"][key]


def read(text: str, style: NumberStyle = NumberStyle.UNDECLARED) -> str:
    try:
        return str(parse_decimal(text, style=style))
    except RuleInputError as refusal:
        return refusal.problem


SUM_17 = quarters(["10", "20", "30", "40"], ["8", "22", "28", None])
LAST_18 = quarters(["70", "72", "74", "75"], ["71", None, "73", None])
LEVEL_21 = quarters(["100"] * 4, ["95", "97", "98", "99"])
MEAN_19 = levels("82.10", "83.40", "81.90", "84.20")
OBJECTIVE_25 = [{"value": "97.94"}, {"value": "103.06"}]
WEIGHTED_26 = [{"value": "97.94", "weight": 60}, {"value": "88.50", "weight": 40}]

Row = tuple[int, Any, Callable[..., Any], tuple[Any, ...]]
VECTORS: list[Row] = [
    (1, "95.00", value, ("HIGHER", "80", "76")),
    (1, "VERY_HIGH", band, ("HIGHER", "80", "76")),
    (2, "125.00", raw, ("HIGHER", "60", "75")),
    (2, "125.00", value, ("HIGHER", "60", "75")),
    (2, "120.00", value, ("HIGHER", "60", "75", CAP_120)),
    (2, "100.00", value, ("HIGHER", "60", "75", CAP_100)),
    (2, "100.00", counted, ("HIGHER", "60", "75")),
    (3, "97.94", value, ("HIGHER", "66.44", "65.07")),
    (4, "103.06", value, (LINEAR, "8.50", "8.24")),
    (4, "103.16", value, (RATIO, "8.50", "8.24")),
    (5, "114.00", value, (LINEAR, "20.00", "17.2")),
    (5, "116.28", value, (RATIO, "20.00", "17.2")),
    (6, "50.00", value, (LINEAR, "10", "15")),
    (6, "VERY_LOW", band, (LINEAR, "10", "15")),
    (6, "66.67", value, (RATIO, "10", "15")),
    (6, "MEDIUM", band, (RATIO, "10", "15")),
    (7, "0.00", value, (LINEAR, "10", "20")),
    (7, "50.00", value, (RATIO, "10", "20")),
    (8, "-50.00", raw, (LINEAR, "10", "25")),
    (8, "0.00", value, (LINEAR, "10", "25")),
    (8, "40.00", value, (RATIO, "10", "25")),
    (9, "200.00", raw, (LINEAR, "10", "0")),
    (9, "120.00", value, (LINEAR, "10", "0", CAP_120)),
    (9, "100.00", value, (RATIO, "10", "0")),
    (10, "100.00", value, (LINEAR, "0", "0")),
    (10, "100.00", value, (RATIO, "0", "0")),
    (10, "0.00", value, (LINEAR, "0", "3")),
    (10, "0.00", value, (RATIO, "0", "3")),
    (11, "TARGET_ZERO", status, ("HIGHER", "0", "5")),
    (12, "87.50", in_range, ("HIGHER", "80", "90", "70")),
    (13, "102.22", in_range, ("HIGHER", "80", "90", "92")),
    (13, "113.33", in_range, ("HIGHER", "80", "90", "102")),
    (14, "107.14", in_range, ("LOWER", "7", "8", "6.5")),
    (14, "87.50", in_range, ("LOWER", "7", "8", "9")),
    (15, "100.00", in_range, ("HIGHER", "80", "90", "85")),
    (16, "95.00", value, ("STABILISE", "100", "95")),
    (16, "95.00", value, ("STABILISE", "100", "105")),
    (16, "61.20", value, ("STABILISE", "2.5", "1.53")),
    (17, "58", year, ("SUM", SUM_17, "so_far.realisation")),
    (17, "60", year, ("SUM", SUM_17, "so_far.target_to_date")),
    (17, "96.67", year, ("SUM", SUM_17, "to_date.value.value")),
    (17, "58.00", year, ("SUM", SUM_17, "toward_annual.value.value")),
    (18, [1, 3], year, ("LAST", LAST_18, "so_far.reported_quarters")),
    (18, "98.65", year, ("LAST", LAST_18, "to_date.value.value")),
    (18, "97.33", year, ("LAST", LAST_18, "toward_annual.value.value")),
    (20, "77.50", ratio, ((45, 50), (30, 60), (80, 90))),
    (21, "99.00", year, ("LAST", LEVEL_21, "to_date.value.value")),
    (21, "97.25", year, ("SUM", LEVEL_21, "to_date.value.value")),
    (22, "100.00", year, ("SUM", quarters(["5", "5"], ["5", None]), "to_date.value.value")),
    (22, "50.00", year, ("SUM", quarters(["5", "5"], ["5", "0"]), "to_date.value.value")),
    (23, "75.00", on_scale, ("AUDIT_OPINION", "WTP", "WDP")),
    (23, Decimal(4), AUDIT_OPINION.score, ("WTP", "target_label")),
    (23, Decimal(3), AUDIT_OPINION.score, ("WDP", "target_label")),
    (24, "80.00", on_scale, ("SAKIP", "BB", "B")),
    (24, Decimal(5), SAKIP_PREDICATE.score, ("BB", "target_label")),
    (24, Decimal(4), SAKIP_PREDICATE.score, ("B", "target_label")),
    (24, "92.94", value, ("PREDICATE", "70.01", "65.07")),
    (24, "Semakin tinggi semakin baik", basis, ({"target": "70.01", "realisation": "65.07"},)),
    (
        24,
        "Dasar nilai: predikat SAKIP",
        basis,
        ({"target_label": "BB", "realisation_label": "B", "scale": {"name": "SAKIP"}},),
    ),
    (25, "98.97", rolled, (OBJECTIVE_25,)),
    (26, "94.16", rolled, (WEIGHTED_26,)),
    (27, "VERY_LOW", named, ("50.00",)),
    (27, "LOW", named, ("50.01",)),
    (27, "LOW", named, ("65.00",)),
    (27, "MEDIUM", named, ("65.50",)),
    (27, "MEDIUM", named, ("75.00",)),
    (27, "HIGH", named, ("75.01",)),
    (27, "HIGH", named, ("90.00",)),
    (27, "VERY_HIGH", named, ("90.40",)),
    (27, "VERY_HIGH", named, ("125",)),
    (28, "92.50", spent, ("absorption",)),
    (28, "5.44", spent, ("gap",)),
    (28, "EFFICIENT", spent, ("verdict",)),
    (28, None, spent, ("unspent",)),
    (28, "5.55", spent, ("efficiency", "output-efficiency")),
    (28, "63.88", spent, ("score", "output-efficiency")),
    (29, Decimal("100.00"), efficiency_score, (Decimal("74.03"),)),
    (30, "8.24", read, ("8,24",)),
    (30, "1234.5", read, ("1.234,5",)),
    (30, "AMBIGUOUS_NUMBER", read, ("1.234",)),
    (30, "1234", read, ("1.234", NumberStyle.INDONESIAN)),
    (30, "1.234", read, ("1.234", NumberStyle.PLAIN)),
    (31, "55.41", value, ("HIGHER", "75", "41.56")),
    (31, "LOW", band, ("HIGHER", "75", "41.56")),
]


@pytest.mark.parametrize(("number", "expected", "compute", "arguments"), VECTORS)
def test_vector(number, expected, compute, arguments):
    assert compute(*arguments) == expected, f"vector {number}"


def test_vector_19_mean_against_the_annual_target():
    found = evaluate(
        "year-achievement",
        {"polarity": "HIGHER", "aggregation": "AVERAGE", "quarters": MEAN_19, "annual_target": 83},
    ).value
    assert found.so_far.realisation == Decimal("82.90")
    assert found.to_date.value.value == Decimal("99.88")
    assert found.toward_annual.value.value == Decimal("99.88")


def test_vector_20_is_not_the_mean_of_percentages():
    mean = (Decimal(45) / 50 + Decimal(30) / 60 + Decimal(80) / 90) / 3 * 100
    assert f"{mean:.2f}" == "76.30"
    assert ratio((45, 50), (30, 60), (80, 90)) != "76.30"


def test_vector_25_without_cap():
    assert rolled(OBJECTIVE_25, cap=None) == "100.50"


def test_every_vector_has_a_row():
    elsewhere = {19}
    assert {row[0] for row in VECTORS} | elsewhere == set(range(1, 32))
