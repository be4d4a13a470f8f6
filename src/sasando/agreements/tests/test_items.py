"""Promises at every level: of the dictionary or in own words, as number, range or label."""

from decimal import Decimal

import pytest

from sasando.agreements import actions
from sasando.agreements.errors import (
    DictionaryIndicatorNeeded,
    DirectNeedsSameIndicator,
    IndicatorAlreadyPromised,
    ObjectiveMissing,
    OwnIndicatorIncomplete,
    QuarterNeedsNumber,
    TargetAlreadyRealised,
    TargetLabelUnknown,
    TargetMissing,
    TargetMustBeNumber,
    TargetTooFine,
)
from sasando.agreements.models import AgreementItem
from sasando.agreements.queries import agreement_for, cascade_sheet, support_choices
from sasando.core.errors import NotFoundForViewer
from sasando.core.models import AuditEvent
from sasando.planning.models import Indicator, IndicatorSeries, Measurement
from sasando.rules.targets import Target

from . import factories as make

pytestmark = pytest.mark.usefixtures("friday")
DIRECT, INDIRECT = AgreementItem.Cascade.DIRECT, AgreementItem.Cascade.INDIRECT
STAFF = "DLHK.SAMPAH.01"


@pytest.fixture
def agency(friday):
    """The agency's agreement of 2027 in force, with one item."""
    return make.in_force(unit="DLHK", first="kadis", second="walikota")


def served(how=INDIRECT, **facts):
    return make.own(under="", supports_code="PK-DLHK-2027-1.1", cascade=how, **facts)


def test_an_indicator_in_own_words_below_agency_level():
    make.draft()
    row = make.add(promise=make.own(statement="Pengangkutan lancar (contoh)"))
    assert (row.indicator, row.shown_indicator, row.shown_measure) == (
        None,
        "Titik terlayani (contoh)",
        "titik",
    )
    assert row.shown_objective == "Pengangkutan lancar (contoh)"
    with pytest.raises(IndicatorAlreadyPromised):
        make.add(promise=make.own())


@pytest.mark.parametrize(("login", "unit"), [("kadis", "DLHK"), ("walikota", "KOTA")])
def test_city_and_agency_promise_indicators_of_the_dictionary(login, unit):
    made = make.draft(login=login, unit=unit)
    with pytest.raises(DictionaryIndicatorNeeded):
        make.add(made.code, login=login, promise=make.own())


@pytest.mark.parametrize("facts", [{"name": ""}, {"measure": ""}, {"name": "  "}])
def test_own_words_need_words_and_a_unit(facts):
    make.draft()
    with pytest.raises(OwnIndicatorIncomplete):
        make.add(promise=make.own(**facts))


def test_without_objective_and_superior_it_hangs_nowhere():
    make.draft()
    with pytest.raises(ObjectiveMissing):
        make.add(promise=make.own(under=""))


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        (Target(Decimal("80.5")), "80,50"),
        (Target(Decimal(7), Decimal(8)), "7,00–8,00"),
        (Target(label="WTP"), "WTP"),
    ],
)
def test_a_target_is_a_number_a_range_or_a_label(target, shown):
    make.draft()
    assert make.add(promise=make.own(target=target)).shown_target == shown


def test_no_target_is_no_promise():
    make.draft()
    with pytest.raises(TargetMissing):
        make.add(target=Target())


def test_a_measured_indicator_takes_no_word():
    make.draft()
    with pytest.raises(TargetMustBeNumber):
        make.add(target=Target(label="baik"))


def test_on_a_scale_a_label_is_kept_as_its_place():
    make.draft()
    row = make.indicator("IKU-OPINI", None)
    Indicator.objects.filter(pk=row.pk).update(polarity="PREDICATE", scale="AUDIT_OPINION")
    item = make.add(of="IKU-OPINI", target=Target(label="wtp"))
    assert (item.target, item.target_text, item.shown_target) == (4, "", "WTP")
    actions.remove_item(viewer=make.viewer("kabid"), now=make.clock.now(), code=make.CODE, number=1)
    with pytest.raises(TargetLabelUnknown):
        make.add(of="IKU-OPINI", target=Target(label="bagus"))


QUARTERS = (Decimal(20), Decimal(40), None, Decimal(80))


def test_quarters_are_optional_and_only_for_one_number():
    make.draft()
    row = make.add(quarters=QUARTERS)
    assert row.quarters == QUARTERS
    make.indicator("IKU-2", make.objective())
    for target in (Target(Decimal(1), Decimal(2)), Target(label="WTP")):
        with pytest.raises((QuarterNeedsNumber, TargetMustBeNumber)):
            make.add(under="SASARAN-7.2", of="IKU-2", target=target, quarters=QUARTERS)
    with pytest.raises(TargetTooFine):
        make.add(under="SASARAN-7.2", of="IKU-2", quarters=(Decimal("1.234"), None, None, None))


def test_another_target_for_an_item_of_a_draft():
    make.draft()
    make.add()
    changed = actions.change_target(
        viewer=make.viewer("kabid"),
        now=make.clock.now(),
        code=make.CODE,
        number=1,
        target=Target(Decimal(90)),
    )
    assert changed.target == 90
    event = AuditEvent.objects.get(action="agreement.item-changed")
    assert (event.before["target"], event.after["target"]) == ("80,50", "90,00")


def test_an_item_serves_the_superiors_in_force(agency):
    made = make.draft()
    [(code, words)] = support_choices(made, make.date(2026, 11, 20))
    assert code == "PK-DLHK-2027-1.1"
    assert "Sampah yang terangkut" in words
    row = make.add(promise=served())
    assert row.objective == agency.items.get().objective
    assert row.path == f"PK-DLHK-2027-1.1/{make.CODE}.1/"


def test_nothing_else_can_be_served():
    """Not a proposal, not a neighbour's, not one of another year."""
    make.proposal(login="kadis", unit="DLHK")
    make.draft()
    for code in ("PK-DLHK-2027-1.1", "PK-DLHK-2026-1.1", "PK-RSUD-2026-1.1"):
        with pytest.raises(NotFoundForViewer):
            make.add(promise=make.own(under="", supports_code=code, cascade=INDIRECT))


@pytest.mark.usefixtures("agency")
def test_a_direct_share_takes_over_the_indicator():
    make.draft()
    promise = make.item(
        under="", of="", target="40", supports_code="PK-DLHK-2027-1.1", cascade=DIRECT
    )
    row = make.add(promise=promise)
    assert row.indicator.code == make.INDICATOR
    make.indicator("IKU-2", None)
    with pytest.raises(DirectNeedsSameIndicator):
        make.add(promise=served(DIRECT))


@pytest.mark.usefixtures("agency")
def test_a_way_of_serving_that_is_none_is_refused():
    make.draft()
    with pytest.raises(NotFoundForViewer):
        make.add(promise=served("ENTAH"))


def test_the_cascading_sheet_shows_two_levels_below(agency):
    make.in_force(promise=served())
    staff = make.own("Ritase (contoh)", under="", supports_code=f"{make.CODE}.1", cascade=INDIRECT)
    make.in_force(first="staf", second="kabid", position=STAFF, promise=staff)
    [line] = cascade_sheet(agreement_for(make.viewer("kadis"), agency.code), make.viewer("kadis"))
    [below] = line.below
    [leaf] = below.children
    assert (below.agreement_code, below.cascade) == (make.CODE, INDIRECT)
    assert (leaf.indicator, leaf.post) == ("Ritase (contoh)", "Pengelola Persampahan")
    own = cascade_sheet(agreement_for(make.viewer("staf"), "PK-DLHK.SAMPAH.01-2027-1"),
                        make.viewer("staf"))  # fmt: skip
    assert own[0].above.agreement_code == make.CODE


def test_direct_shares_of_a_counted_indicator_are_added_up():
    Indicator.objects.filter(code=make.INDICATOR).update(aggregation="SUM")
    agency = make.in_force(unit="DLHK", first="kadis", second="walikota")
    share = make.item(
        under="", of="", target="40", supports_code="PK-DLHK-2027-1.1", cascade=DIRECT
    )
    make.in_force(promise=share)
    viewer = make.viewer("kadis")
    [line] = cascade_sheet(agreement_for(viewer, agency.code), viewer)
    assert line.shares == "40,00 dari 80,50"


def test_a_sheet_costs_the_same_however_many_serve_it(agency, django_assert_num_queries):
    viewer = make.viewer("kadis")
    found = agreement_for(viewer, agency.code)
    make.in_force(promise=served())
    with django_assert_num_queries(3):
        assert len(cascade_sheet(found, viewer)[0].below) == 1
    make.Position.objects.filter(code=STAFF).update(
        reports_to=make.Position.objects.get(code="DLHK.KEPALA")
    )
    make.in_force(first="staf", second="kadis", position=STAFF, promise=served())
    with django_assert_num_queries(3):
        assert len(cascade_sheet(found, viewer)[0].below) == 2


def test_after_the_superiors_revision_the_promise_below_still_counts(agency):
    make.in_force(promise=served())
    second = make.revise(agency.code, login="kadis", reason="PRIORITY_OR_ASSUMPTION_CHANGED")
    make.propose(second.code, login="kadis")
    make.sign("kadis", second.code)
    make.sign("walikota", second.code)
    viewer = make.viewer("kadis")
    [line] = cascade_sheet(agreement_for(viewer, second.code), viewer)
    assert [row.agreement_code for row in line.below] == [make.CODE]
    follower = make.revise(reason="PRIORITY_OR_ASSUMPTION_CHANGED").items.get()
    assert follower.supports.agreement == second
    assert follower.path.startswith("PK-DLHK-2027-2.1/")


def measured(at):
    """The city forbids it from the next day on, and the indicator has a figure of 2027."""
    make.policy("addendum-indikator-terealisasi", {"tolak": True})
    series, _made = IndicatorSeries.objects.get_or_create(
        indicator=Indicator.objects.get(code=make.INDICATOR),
        is_current=True,
        defaults={"name": "Uji"},
    )
    Measurement.objects.create(series=series, year=make.YEAR, quarter=1, value=20, source="Uji")
    at("2026-11-21 10.00")


def test_a_city_may_forbid_other_targets_where_there_is_a_realisation(at):
    make.in_force()
    second = make.revise().code
    measured(at)
    with pytest.raises(TargetAlreadyRealised):
        make.remove(1, second)
    with pytest.raises(TargetAlreadyRealised):
        actions.change_target(
            viewer=make.viewer("kabid"),
            now=make.clock.now(),
            code=second,
            number=1,
            target=Target(Decimal(70)),
        )
    assert make.propose(second).proposed_at is not None


def test_what_was_changed_before_the_figure_came_is_found_at_the_proposal(at):
    make.in_force()
    second = make.revise().code
    actions.change_target(
        viewer=make.viewer("kabid"), now=make.clock.now(), code=second, number=1,
        target=Target(Decimal(70)),
    )  # fmt: skip
    measured(at)
    with pytest.raises(TargetAlreadyRealised):
        make.propose(second)


def test_by_default_the_three_legal_grounds_are_enough():
    make.in_force()
    second = make.revise().code
    make.remove(1, second)
    assert not AgreementItem.objects.filter(agreement__code=second).exists()
