"""Lines of a plan beside the plans above them (planning_budget A3)."""

from decimal import Decimal

import pytest

from sasando.rules.plans import Above, Fault, Line, findings, programme_of
from sasando.rules.targets import Target

AIM = Target(Decimal(75))


def line(code="2.11.11", level="PROGRAM", unit="DLHK", **fields):
    told = {"targets": {"Sampah terangkut": {2026: AIM}}} if level == "PROGRAM" else {}
    return Line(unit, code, level, **{**told, **fields})


def held(*lines):
    return {(row.unit, programme_of(row.code)): row for row in lines}


NOTHING_ABOVE = Above()


def faults(kind, one, above=NOTHING_ABOVE):
    return [found.fault for found in findings(kind, [one], above)]


@pytest.mark.parametrize(
    ("code", "programme"),
    [
        ("2.11.11.2.01.0009", "2.11.11"), ("2.11.11", "2.11.11"), ("2.11.01.2.02.0001", "X.XX.01"),
        ("X.XX.01", "X.XX.01"), ("2.11", ""), ("SASARAN-1", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_programme_of_a_code(code, programme):
    assert programme_of(code) == programme


@pytest.mark.parametrize("kind", ["RPJMD", "RPD", "RENSTRA", "RKPD", "RENJA"])
def test_a_programme_needs_an_indicator_in_every_plan(kind):
    assert faults(kind, line(targets={})) == [Fault.NO_INDICATOR]
    assert faults(kind, line("2.11.11.2.01", "KEGIATAN")) == []


@pytest.mark.parametrize(("listed", "told"), [(False, True), (True, False), (None, False)])
def test_a_code_outside_the_nomenclature(listed, told):
    assert (Fault.CODE_NOT_LISTED in faults("RKPD", line(is_listed=listed))) is told


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("2.11.11", "PROGRAM"), ("2.11.11.2.01", "KEGIATAN"), ("2.11.11.2.01.0009", "SUBKEGIATAN")
    ],
)  # fmt: skip
def test_renja_stays_within_the_renstra_of_its_agency(code, level):
    one = line(code, level)
    assert faults("RENJA", one, Above(renstra={})) == [Fault.NOT_IN_RENSTRA]
    assert faults("RENJA", one, Above(renstra=held(line()))) == []
    assert faults("RENJA", one, Above(renstra=held(line(unit="DINKES")))) == [Fault.NOT_IN_RENSTRA]
    assert faults("RKPD", one, Above(renstra={})) == []


def test_support_programmes_are_one_whichever_field_is_printed():
    own, other = line("2.11.01.2.02", "KEGIATAN"), line("1.04.01")
    assert faults("RENJA", own, Above(renstra=held(other))) == []


@pytest.mark.parametrize("kind", ["RENSTRA", "RKPD"])
def test_no_programme_outside_the_rpjmd(kind):
    assert faults(kind, line(), Above(rpjmd={})) == [Fault.NOT_IN_RPJMD]
    assert faults(kind, line(), Above(rpjmd=held(line()))) == []
    assert faults(kind, line(), Above()) == []


@pytest.mark.parametrize(
    ("target", "reason", "told"),
    [
        (Target(Decimal(75)), "", False), (Target(Decimal("75.0")), "", False),
        (Target(Decimal(76)), "", True), (Target(Decimal(76)), "Kemampuan keuangan", False),
        (Target(Decimal(76)), "  ", True), (Target(Decimal(75), Decimal(80)), "", True),
        (Target(label="WTP"), "", True), (Target(Decimal(0)), "", True),
    ],
)  # fmt: skip
def test_a_target_other_than_promised_needs_a_reason(target, reason, told):
    one = line(targets={"sampah  TERANGKUT": {2026: target}}, reason=reason)
    found = findings("RKPD", [one], Above(rpjmd=held(line())))
    assert ([row.fault for row in found] == [Fault.TARGET_DIFFERS]) is told
    if told:
        assert (found[0].year, found[0].expected, found[0].found) == (2026, "75", target.text)


def test_another_year_or_indicator_is_not_compared():
    for targets in ({"Sampah terangkut": {2027: Target(Decimal(1))}}, {"Lain": {2026: AIM}}):
        assert faults("RKPD", line(targets=targets), Above(rpjmd=held(line()))) == []


@pytest.mark.parametrize(
    ("amount", "told"), [("99", False), ("100", False), ("100.01", True), ("0", False)]
)
def test_a_ceiling_may_reach_that_of_the_rpjmd(amount, told):
    above = Above(rpjmd=held(line(ceilings={2026: Decimal(100)})))
    one = line(ceilings={2026: Decimal(amount), 2027: Decimal(10**12)})
    assert (faults("RENJA", one, above) == [Fault.CEILING_ABOVE]) is told


def test_the_rpjmd_itself_is_not_compared_with_itself():
    assert faults("RPJMD", line(), Above(rpjmd={}, renstra={})) == []
