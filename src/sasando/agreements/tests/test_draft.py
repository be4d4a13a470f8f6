"""Beginning an agreement, and filling it."""

from datetime import date
from decimal import Decimal

import pytest

from sasando.agreements.errors import (
    AgreementExists,
    ContentFixed,
    IndicatorAlreadyPromised,
    IndicatorOfOtherObjective,
    TargetTooFine,
    UnitWithoutHead,
    YearNotOpen,
)
from sasando.agreements.models import Agreement, State
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.models import AuditEvent
from sasando.organization.models import Unit

from . import factories as make

pytestmark = pytest.mark.usefixtures("friday")


@pytest.mark.parametrize("login", ["kabid", "kadis", "walikota", "perencana"])
def test_the_head_those_above_him_and_a_planner_may_begin(login):
    made = make.draft(login=login)
    assert (made.code, made.version, made.supersedes) == (make.CODE, 1, None)
    assert make.state_of() == State.DRAFT
    event = AuditEvent.objects.get(action="agreement.drafted")
    assert (event.subject_code, event.actor.username) == (make.CODE, login)


@pytest.mark.parametrize(
    "login", ["staf", "perawat", "camat", "dirrsud", "orangluar", "warga", "pengelola"]
)
def test_whoever_does_not_see_the_unit_does_not_find_it(login):
    with pytest.raises(NotFoundForViewer):
        make.draft(login=login)


@pytest.mark.parametrize("login", ["sekda", "kepegawaian", "pemeriksa"])
def test_whoever_sees_the_unit_without_leading_it_is_refused(login):
    with pytest.raises(NotPermitted):
        make.draft(login=login)
    assert not Agreement.objects.filter(code=make.CODE).exists()


@pytest.mark.parametrize("year", [2025, 2028])
def test_only_the_running_and_the_next_year_are_open(year):
    with pytest.raises(YearNotOpen) as refused:
        make.draft(year=year)
    assert refused.value.values == {"year": year, "running": 2026}


def test_a_unit_has_one_agreement_a_year():
    make.draft()
    with pytest.raises(AgreementExists) as refused:
        make.draft(login="perencana")
    assert refused.value.values == {"code": make.CODE}


def test_a_unit_nobody_leads_has_none():
    with pytest.raises(UnitWithoutHead):
        make.draft(login="perencana", unit="INSPEKTORAT")


def test_a_unit_that_is_no_more_has_none():
    Unit.objects.filter(code=make.UNIT).update(valid_to=date(2026, 11, 19))
    with pytest.raises(NotFoundForViewer):
        make.draft()


def test_items_are_numbered_and_traced():
    make.draft()
    make.indicator("IKU-2", make.objective())
    first, second = make.add(), make.add(under="SASARAN-7.2", of="IKU-2", target="1")
    assert [first.code, second.code] == [f"{make.CODE}.1", f"{make.CODE}.2"]
    assert first.target == Decimal("80.5")
    events = AuditEvent.objects.filter(action="agreement.item-added").order_by("id")
    assert [event.after["indikator"] for event in events] == [make.INDICATOR, "IKU-2"]


def test_an_indicator_is_promised_once():
    make.draft()
    make.add()
    with pytest.raises(IndicatorAlreadyPromised):
        make.add(target="90")


def test_an_indicator_stands_under_its_own_objective():
    make.draft()
    make.objective()
    with pytest.raises(IndicatorOfOtherObjective):
        make.add(under="SASARAN-7.2")


def test_an_indicator_without_objective_may_serve_any():
    make.draft()
    make.indicator("IKU-BEBAS", None)
    assert make.add(of="IKU-BEBAS").objective.code == make.OBJECTIVE


@pytest.mark.parametrize(("decimals", "target"), [(0, "80.5"), (2, "80.125"), (6, "0.00001")])
def test_a_target_is_not_finer_than_its_indicator(decimals, target):
    make.draft()
    make.indicator("IKU-HALUS", make.objective(), decimals=decimals)
    with pytest.raises(TargetTooFine) as refused:
        make.add(under="SASARAN-7.2", of="IKU-HALUS", target=target)
    assert refused.value.values == {"decimals": min(decimals, 4)}


@pytest.mark.parametrize(
    "wrong", [{"under": "TIDAK-ADA"}, {"of": "TIDAK-ADA"}, {"code": "PK-TIDAK-ADA-1"}]
)
def test_unknown_codes_are_not_found(wrong):
    make.draft()
    with pytest.raises(NotFoundForViewer):
        make.add(**wrong)


@pytest.mark.parametrize(
    ("login", "refusal"), [("sekda", NotPermitted), ("staf", NotFoundForViewer)]
)
def test_others_neither_add_nor_remove(login, refusal):
    make.draft()
    make.add()
    with pytest.raises(refusal):
        make.add(login=login)
    with pytest.raises(refusal):
        make.remove(login=login)


def test_an_item_is_removed_and_its_words_stay_in_the_trail():
    made = make.draft()
    make.add()
    make.remove(login="kabid")
    assert not made.items.exists()
    event = AuditEvent.objects.get(action="agreement.item-removed")
    assert event.before["indikator"] == make.INDICATOR


def test_what_is_not_there_cannot_be_removed():
    make.draft()
    with pytest.raises(NotFoundForViewer):
        make.remove(login="kabid")


def test_a_proposal_takes_no_item_and_gives_none():
    make.proposal()
    with pytest.raises(ContentFixed):
        make.add()
    with pytest.raises(ContentFixed):
        make.remove(login="kabid")
