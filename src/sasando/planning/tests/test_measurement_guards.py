"""The database itself keeps closed periods, former figures and second persons: tried with SQL."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from sasando.core import clock
from sasando.organization.models import Person
from sasando.planning.closings import ordinary_closing, release_closing
from sasando.planning.models import (
    Indicator,
    IndicatorTarget,
    Measurement,
    MeasurementVersion,
)
from sasando.planning.periods import Span
from sasando.planning.tests.factories import figure, indicator

pytestmark = pytest.mark.django_db


def refused(sql, *values):
    """The constraint or right that stood in the way; fails when nothing did."""
    with (
        pytest.raises(DatabaseError) as failure,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, values)
    diag = failure.value.__cause__.diag
    return diag.constraint_name or diag.sqlstate


def person(login):
    return Person.objects.get(user__username=login)


INSERT = """
INSERT INTO planning_measurement (series_id, year, quarter, value, status, source, reason, state,
    version, recorded_by_id, is_example)
VALUES (%s, %s, %s, 1, 'TERLAPOR', 'uji', '', %s, 1, %s, true)
"""
DECIDE = """
INSERT INTO planning_measurementdecision
    (measurement_id, version, verdict, note, decided_by_id, decided_title)
SELECT id, 1, 'TERVERIFIKASI', '', 1, '' FROM planning_measurement WHERE id = %s
"""
PROVE = """
INSERT INTO planning_measurementevidence (measurement_id, version, attachment_id, name)
SELECT id, 1, 1, 'a.pdf' FROM planning_measurement WHERE id = %s
"""


def insert(series, quarter=3, *, year=2026, state="DIAJUKAN"):
    return (
        INSERT,
        series.pk, year, quarter, state, person("perencana").pk,
    )  # fmt: skip


@pytest.fixture
def submitted(at):
    """A figure of the third quarter, reported by the planner in time."""
    at("2026-10-10 23.00")
    series = indicator().series.get()
    return Measurement.objects.create(
        series=series, year=2026, quarter=3, value=Decimal(60), source="uji",
        state="DIAJUKAN", recorded_by=person("perencana"),
    )  # fmt: skip


def test_a_second_before_the_closing_a_figure_is_taken(at):
    series = indicator().series.get()
    at("2026-10-10 23.59.59")
    with connection.cursor() as cursor:
        cursor.execute(INSERT, insert(series)[1:])
    assert series.measurements.get().recorded_at < ordinary_closing(Span(2026, 3), clock.now())


@pytest.mark.parametrize("moment", ["2026-10-11 00.00.00", "2026-10-11 00.00.01"])
def test_at_the_closing_and_after_it_no_figure_is_taken(at, moment):
    series = indicator().series.get()
    at(moment)
    assert refused(*insert(series)) == "planning_period_is_closed"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE planning_measurement SET value = 99 WHERE id = %s",
        "UPDATE planning_measurement SET state = 'TERVERIFIKASI' WHERE id = %s",
        "UPDATE planning_measurement SET source = 'lain', version = 2 WHERE id = %s",
        "DELETE FROM planning_measurement WHERE id = %s",
        DECIDE,
        PROVE,
    ],
)
def test_a_closed_figure_is_neither_changed_nor_taken_away_nor_verified(at, submitted, change):
    at("2026-10-11 00.00.00")
    assert refused(change, submitted.pk) == "planning_period_is_closed"


def test_an_open_figure_is_not_taken_away_either(submitted):
    sql = "DELETE FROM planning_measurement WHERE id = %s"
    assert refused(sql, submitted.pk) == "planning_period_is_closed"


def test_the_clock_of_the_writer_is_not_asked(at, submitted):
    sql = "UPDATE planning_measurement SET value = 1, recorded_at = '2026-01-01' WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [submitted.pk])
    submitted.refresh_from_db()
    assert (submitted.recorded_at.year, submitted.recorded_at.month) == (2026, 10)
    assert submitted.version == 2


@pytest.mark.parametrize(
    ("change", "guard"),
    [
        ("state = 'TERVERIFIKASI'", "planning_state_needs_decision"),
        ("state = 'DIMUAT'", "planning_state_needs_decision"),
        ("state = 'DRAF'", "planning_state_needs_decision"),
        ("value = 1, state = 'TERVERIFIKASI'", "planning_state_needs_decision"),
        ("quarter = 4", "planning_measurement_stays"),
        ("recorded_by_id = NULL, value = 2", "planning_measurement_by_somebody"),
    ],
)
def test_no_state_is_set_without_its_deed(submitted, change, guard):
    assert refused(f"UPDATE planning_measurement SET {change} WHERE id = %s", submitted.pk) == guard


def test_nobody_verifies_his_own_figure(submitted):
    sql = (
        "INSERT INTO planning_measurementdecision (measurement_id, version, verdict, note,"
        " decided_by_id, decided_title) VALUES (%s, 1, 'TERVERIFIKASI', '', %s, '')"
    )
    mine = refused(sql, submitted.pk, submitted.recorded_by_id)
    assert mine == "planning_decides_on_oneself"
    with connection.cursor() as cursor:
        cursor.execute(sql, [submitted.pk, person("kadis").pk])
    submitted.refresh_from_db()
    assert submitted.state == "TERVERIFIKASI"
    again = refused(sql, submitted.pk, person("pemeriksa").pk)
    assert again == "planning_decides_on_submitted"


def test_a_verified_figure_that_is_corrected_waits_again(submitted):
    submitted.decisions.create(version=1, verdict="TERVERIFIKASI", decided_by=person("kadis"))
    submitted.refresh_from_db()
    change = "UPDATE planning_measurement SET value = 1 WHERE id = %s"
    assert refused(change, submitted.pk) == "planning_state_needs_decision"
    submitted.value, submitted.state = Decimal(61), "DIAJUKAN"
    submitted.save()
    submitted.refresh_from_db()
    assert (submitted.version, submitted.state) == (2, "DIAJUKAN")
    assert [row.value for row in submitted.versions.all()] == [60, 61]


NOT_ALLOWED = "42501"


@pytest.mark.parametrize(
    "table",
    [
        "planning_measurementversion", "planning_indicatorrevision",
        "planning_indicatortargetversion", "planning_measurementevidence",
        "planning_measurementdecision", "planning_periodreopening",
    ],
)  # fmt: skip
def test_history_cannot_be_changed_or_taken_away(submitted, table):
    assert refused(f"UPDATE {table} SET id = id") == NOT_ALLOWED
    assert refused(f"DELETE FROM {table}") == NOT_ALLOWED


@pytest.mark.parametrize(
    "table",
    [
        "planning_measurementversion", "planning_indicatorrevision",
        "planning_indicatortargetversion",
    ],
)  # fmt: skip
def test_history_is_written_by_the_database_alone(submitted, table):
    assert refused(f"INSERT INTO {table} SELECT * FROM {table}") == NOT_ALLOWED


def test_history_before_measuring_began_is_loaded_once_and_stays(at):
    series = indicator(is_example=False).series.get()
    at("2026-11-20 12.00")
    row = figure(series, year=2024, value="1.5")
    assert (row.state, MeasurementVersion.objects.get(measurement=row).value) == (
        "DIMUAT", Decimal("1.5"),
    )  # fmt: skip
    sql = "UPDATE planning_measurement SET value = 9, state = 'DIAJUKAN' WHERE id = %s"
    assert refused(sql, row.pk) == "planning_period_is_closed"
    assert refused(*insert(series, 1)) == "planning_period_is_closed", "not by a person, late"


@pytest.mark.parametrize("year", [2024, 2026, 2027, 2028])
@pytest.mark.parametrize("quarter", range(5))
def test_the_database_and_the_rule_know_the_same_closing(at, year, quarter):
    at("2026-11-20 12.00")
    with connection.cursor() as cursor:
        cursor.execute("SELECT planning_closes_at(%s, %s)", [year, quarter])
        (closing,) = cursor.fetchone()
    assert closing == ordinary_closing(Span(year, quarter), clock.now())


@pytest.mark.parametrize(
    ("moment", "taken"),
    [("2026-11-09 23.59.58", True), ("2026-11-10 00.00.00", False), ("2026-11-10 00.00.01", False)],
)
def test_a_release_closes_at_its_own_instant(at, moment, taken):
    at("2026-10-05 12.00")
    row = indicator(release_lag=30)
    unreleased = figure(row.series.get(), year=2026, quarter=3, status="BELUM_RILIS")
    at(moment)
    sql = "UPDATE planning_measurement SET status = 'TERLAPOR', value = 5, state = 'DIAJUKAN',"
    sql += f" recorded_by_id = {person('perencana').pk} WHERE id = %s"
    if taken:
        with connection.cursor() as cursor:
            cursor.execute(sql, [unreleased.pk])
        assert release_closing(row, Span(2026, 3), clock.now()) > clock.now()
    else:
        assert refused(sql, unreleased.pk) == "planning_period_is_closed"


def test_a_measured_indicator_changes_only_by_a_revision_with_its_reason(at, submitted):
    row = Indicator.objects.get(code="IKU-UJI")
    change = "UPDATE planning_indicator SET {} WHERE id = %s"
    for silent in ("polarity = 'LOWER_LINEAR'", "definition = 'x'", "revision = 2, name = 'x'"):
        assert refused(change.format(silent), row.pk) == "planning_revision_unexplained"
    assert refused(change.format("code = 'IKU-LAIN'"), row.pk) == "planning_indicator_code_stays"
    with connection.cursor() as cursor:
        cursor.execute(
            change.format("name = 'Baru', revision = 2, revision_reason = 'Salah tulis'"), [row.pk]
        )
    told = [(r.number, r.content["name"], r.reason) for r in row.revisions.all()]
    assert told == [(1, "Indikator IKU-UJI", ""), (2, "Baru", "Salah tulis")]
    row.refresh_from_db()
    assert row.revised_from == clock.local_day(clock.now()), "never from a day that is over"


def test_a_target_changes_only_with_a_reason_and_while_its_period_runs(at):
    at("2026-09-30 23.00")
    row = indicator(targets={0: 80, 3: 70})
    third = row.targets.get(quarter=3)
    silent = "UPDATE planning_indicatortarget SET value = 1 WHERE id = %s"
    assert refused(silent, third.pk) == "planning_target_unexplained"
    assert refused("UPDATE planning_indicatortarget SET value = 1, version = 2 WHERE id = %s",
                   third.pk) == "planning_target_reason"  # fmt: skip
    assert refused("DELETE FROM planning_indicatortarget WHERE id = %s", third.pk) == (
        "sasando_append_only"
    )
    assert refused("UPDATE planning_indicatortarget SET quarter = 4 WHERE id = %s", third.pk) == (
        "planning_target_stays"
    )
    explained = silent.replace("value = 1", "value = 1, version = 2, reason = 'Refocusing'")
    with connection.cursor() as cursor:
        cursor.execute(explained, [third.pk])
    assert [row.value for row in third.versions.all()] == [70, 1]
    at("2026-10-01 00.00.00")
    late = explained.replace("value = 1,", "value = 2,").replace("version = 2", "version = 3")
    assert refused(late, third.pk) == "planning_period_is_closed"


def test_a_target_of_a_period_that_is_over_is_not_invented(at):
    row = indicator(is_example=False)
    at("2027-01-01 00.00.00")
    new = (
        "INSERT INTO planning_indicatortarget (indicator_id, year, quarter, value, basis, reason,"
        " version, is_example) VALUES (%s, 2026, 4, 1, 'uji', '', 1, false)"
    )
    assert refused(new, row.pk) == "planning_period_is_closed"
    assert not IndicatorTarget.objects.filter(indicator=row).exists()


@pytest.mark.parametrize(
    ("login", "moment", "guard"),
    [
        ("perencana", "2026-10-12 08.00", "planning_reopened_by_leaders"),
        ("kadis", "2026-10-12 08.00", "planning_reopened_by_leaders"),
        ("walikota", "2026-10-10 08.00", "planning_period_still_open"),
    ],
)
def test_only_the_leaders_reopen_and_only_what_has_closed(at, login, moment, guard):
    row = indicator()
    at(moment)
    sql = (
        "INSERT INTO planning_periodreopening (indicator_id, year, quarter, reason, granted_by_id,"
        " granted_title, open_until) VALUES (%s, 2026, 3, %s, %s, '', '2026-10-20')"
    )
    assert refused(sql, row.pk, "Banjir", person(login).pk) == guard
    at("2026-10-12 08.00")
    mayor = person("walikota").pk
    assert refused(sql, row.pk, "", mayor) == "planning_reopening_reason"
    backward = sql.replace("2026-10-20", "2026-10-12 07:59+08")
    assert refused(backward, row.pk, "Banjir", mayor) == "planning_reopening_until"
