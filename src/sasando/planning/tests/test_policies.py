"""Achievement is judged by dated policies: a new rule leaves last year's verdict as it was."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sasando.core import policies as dated
from sasando.core.errors import PolicyMissing
from sasando.core.models import Policy
from sasando.planning.policies import BANDS, LIMITS, yardstick_for
from sasando.planning.queries import indicators_for
from sasando.planning.tests.factories import NOVEMBER, figure, indicator, target
from sasando.rules.achievement import DEFAULT_POLICY
from sasando.rules.bands import FIVE_BANDS

pytestmark = pytest.mark.django_db
FEBRUARY = datetime(2027, 2, 1, tzinfo=UTC)


def new_policy(name, **changed):
    """A later row of a policy, in force from the next year."""
    value = Policy.objects.get(name=name).value | changed
    Policy.objects.create(
        name=name, valid_from=date(2027, 1, 1), value=value, legal_basis="uji", evidence="P"
    )
    dated.forget()


@pytest.fixture
def both_years(at):
    """An indicator that reached 130 % in 2026 and again in 2027, seen on 20 November 2026."""
    at("2026-11-20 10.00")
    row = indicator(targets={0: 100}, figures={0: 130}, aggregation="ANNUAL_ONLY")
    target(row, year=2027, value=100)
    figure(row.series.get(), year=2027, value=130)
    return row


def line(year, now):
    return next(row for row in indicators_for(year=year, now=now).lines if row.code == "IKU-UJI")


def test_the_first_policies_are_the_defaults_of_the_rules(db):
    yardstick = yardstick_for(2026, date(2026, 11, 20))
    assert yardstick.limits == DEFAULT_POLICY
    assert yardstick.bands.bands == FIVE_BANDS.bands


def test_each_first_policy_says_how_sure_its_source_is(db):
    marks = dict(Policy.objects.filter(name__in=[LIMITS, BANDS]).values_list("name", "evidence"))
    assert marks == {LIMITS: "P", BANDS: "M"}


def test_a_new_cap_leaves_the_year_before_as_it_was(both_years):
    new_policy(LIMITS, tampilan="120")
    in_2028 = datetime(2028, 2, 1, tzinfo=UTC)
    assert line(2026, FEBRUARY).achievement == Decimal("130.00")
    assert line(2026, in_2028).achievement == Decimal("130.00")
    assert line(2027, in_2028).achievement == Decimal("120.00")


def test_a_policy_to_come_does_not_judge_before_its_day(both_years):
    new_policy(LIMITS, tampilan="120")
    assert yardstick_for(2027, date(2026, 12, 31)).limits.display_cap is None
    assert yardstick_for(2027, date(2027, 1, 1)).limits.display_cap == 120


def test_new_names_of_bands_hold_from_their_day(both_years):
    kinds = [
        {"kode": "KURANG", "nama": "Kurang", "sampai": "100"},
        {"kode": "LEBIH", "nama": "Lebih", "sampai": None},
    ]
    new_policy(BANDS, kategori=kinds)
    assert line(2026, FEBRUARY).band == "Sangat Tinggi"
    assert line(2027, datetime(2028, 2, 1, tzinfo=UTC)).band == "Lebih"


def test_the_mean_is_capped_by_its_own_policy(both_years):
    assert indicators_for(year=2026, now=FEBRUARY).achievement == Decimal("100.00")
    new_policy(LIMITS, rata_rata=None)
    in_2028 = datetime(2028, 2, 1, tzinfo=UTC)
    assert indicators_for(year=2027, now=in_2028).achievement == Decimal("130.00")


def test_before_the_first_policy_nothing_can_be_judged(db):
    with pytest.raises(PolicyMissing):
        indicators_for(year=2017, now=NOVEMBER)
