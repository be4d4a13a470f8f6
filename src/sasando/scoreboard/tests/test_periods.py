"""Which quarter a page of results is about, at the edges of quarters and of plans."""

from datetime import UTC, date, datetime

import pytest

from sasando.core.clock import zone
from sasando.planning.periods import Span
from sasando.scoreboard.forms import PeriodForm
from sasando.scoreboard.periods import (
    has_begun,
    known_at,
    last_quarter_of,
    plan_years,
    spans_until,
    usual_span,
)

NOVEMBER = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("today", "span"),
    [
        (date(2026, 11, 20), Span(2026, 3)),
        (date(2026, 9, 29), Span(2026, 2)),
        (date(2026, 9, 30), Span(2026, 3)),
        (date(2026, 10, 1), Span(2026, 3)),
        (date(2026, 12, 31), Span(2026, 4)),
        (date(2027, 1, 1), Span(2026, 4)),
        (date(2027, 3, 30), Span(2026, 4)),
    ],
)
def test_the_usual_quarter_is_the_last_that_has_ended(today, span):
    assert usual_span(today) == span


@pytest.mark.parametrize(
    ("today", "years", "span"),
    [
        (date(2025, 2, 1), [2025], Span(2025, 1)),
        (date(2031, 2, 1), [2025, 2029], Span(2029, 4)),
        (NOVEMBER, [2025, 2026], Span(2026, 3)),
    ],
)
def test_it_lies_within_a_plan(today, years, span):
    assert usual_span(today, years) == span


def test_a_year_that_is_over_is_seen_whole():
    assert last_quarter_of(2025, NOVEMBER) == 4
    assert last_quarter_of(2026, NOVEMBER) == 3
    assert last_quarter_of(2027, date(2027, 2, 1)) == 1


def test_a_quarter_has_begun_on_its_first_day():
    assert not has_begun(Span(2026, 4), date(2026, 9, 30))
    assert has_begun(Span(2026, 4), date(2026, 10, 1))


def test_a_period_is_looked_at_from_its_end_or_from_now():
    now = datetime(2026, 11, 20, 7, tzinfo=UTC)
    assert known_at(Span(2026, 3), now) == datetime(2026, 9, 30, 23, 59, 59, tzinfo=zone())
    assert known_at(Span(2026, 4), now) == now


def test_quarters_run_over_the_turn_of_the_year():
    assert spans_until(Span(2026, 2), 4) == [
        Span(2025, 3), Span(2025, 4), Span(2026, 1), Span(2026, 2),
    ]  # fmt: skip


def form(**given):
    return PeriodForm(given, years=[2026, 2025], today=NOVEMBER)


def test_a_form_without_words_asks_for_the_usual_quarter():
    assert form().is_valid()
    assert form().span == Span(2026, 3)
    assert form(tahun="2025").span == Span(2025, 4)
    assert form(tahun="2026", triwulan="1").span == Span(2026, 1)


@pytest.mark.parametrize(
    "given",
    [
        {"tahun": "2024"}, {"tahun": "abc"}, {"tahun": "2026", "triwulan": "5"},
        {"tahun": "²"}, {"tahun": "99999999999999999999"},
    ],
)  # fmt: skip
def test_what_cannot_be_shown_falls_back_and_is_told(given):
    asked = form(**given)
    assert not asked.is_valid()
    assert asked.span == Span(2026, 3)


def test_a_quarter_to_come_is_told_in_words():
    asked = PeriodForm({"tahun": "2026", "triwulan": "4"}, years=[2026], today=date(2026, 8, 1))
    assert asked.span == Span(2026, 2)
    assert "belum mulai" in asked.errors["triwulan"][0]


@pytest.mark.django_db
def test_years_are_those_of_adopted_plans_that_have_begun(city_plan):
    assert plan_years(NOVEMBER) == [2026, 2025]
