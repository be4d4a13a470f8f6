"""A second person verifies or returns; nobody his own; what counts before that is policy."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from sasando.core import clock, policies
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.models import AuditEvent, Policy
from sasando.organization.models import Unit
from sasando.planning.actions import Report, record_measurement
from sasando.planning.actions.verification import decide_measurement, reopen_period
from sasando.planning.errors import (
    NotWaitingForVerification,
    PeriodClosed,
    PeriodStillOpen,
    ReopeningUnexplained,
    ReturnUnexplained,
    VerifiesOneself,
)
from sasando.planning.models import Measurement, PeriodReopening
from sasando.planning.periods import Span
from sasando.planning.queries import indicators_for
from sasando.planning.queries.verification import waiting_figures
from sasando.planning.tests.factories import OCTOBER, indicator

pytestmark = pytest.mark.django_db
THIRD = Span(2026, 3)
REPORT = Report(year=2026, quarter=3, value=Decimal(60), source="Timbangan")


@pytest.fixture
def reported(at, viewer):
    """A figure of the sanitation agency, reported by the planner on 5 October."""
    at("2026-10-05 12.00")
    indicator(owner=Unit.objects.get(code="DLHK"), targets={3: 80, 0: 90})
    return record_measurement(
        viewer=viewer("perencana"), now=OCTOBER, code="IKU-UJI", report=REPORT
    )


@pytest.fixture
def decide(viewer):
    def do(login, verdict="TERVERIFIKASI", **given):
        given = {"now": OCTOBER, "code": "IKU-UJI", "span": THIRD, "version": 1} | given
        return decide_measurement(viewer=viewer(login), verdict=verdict, **given)

    return do


@pytest.mark.parametrize("login", ["kadis", "pemeriksa"])
def test_a_second_person_verifies(reported, decide, login):
    decision = decide(login)
    reported.refresh_from_db()
    assert reported.state == "TERVERIFIKASI"
    assert decision.decided_title
    assert AuditEvent.objects.get(action="measurement.verified").after["versi"] == 1


@pytest.mark.parametrize("login", ["camat", "kabid", "staf", "walikota", "orangluar", "warga"])
def test_others_do_not(reported, decide, login):
    with pytest.raises(NotPermitted):
        decide(login)


def test_nobody_verifies_what_he_reported_himself(reported, decide):
    with pytest.raises(VerifiesOneself):
        decide("perencana")


def test_a_return_needs_a_note_and_the_figure_counts_no_more(reported, decide):
    assert indicators_for(year=2026, now=OCTOBER).lines[-1].achievement == Decimal("75.00")
    with pytest.raises(ReturnUnexplained):
        decide("kadis", "DIKEMBALIKAN", note=" ")
    decide("kadis", "DIKEMBALIKAN", note="Sebutkan nomor tiket")
    line = next(
        line for line in indicators_for(year=2026, now=OCTOBER).lines if line.code == "IKU-UJI"
    )
    assert (line.achievement, line.state) == (None, "belum dilaporkan")


def test_a_returned_figure_comes_back_with_a_reason_and_is_verified(reported, decide, viewer):
    decide("kadis", "DIKEMBALIKAN", note="Sebutkan nomor tiket")
    mended = replace(REPORT, source="Timbangan, tiket 12-40")
    record_measurement(
        viewer=viewer("perencana"), now=OCTOBER, code="IKU-UJI", report=mended, reason="Dilengkapi"
    )
    with pytest.raises(NotWaitingForVerification):
        decide("kadis", version=1)
    decide("kadis", version=2)
    reported.refresh_from_db()
    assert (reported.state, reported.version) == ("TERVERIFIKASI", 2)


def test_no_figure_is_decided_on_twice_or_before_it_stands(reported, decide):
    with pytest.raises(NotFoundForViewer):
        decide("kadis", span=Span(2026, 2))
    decide("kadis")
    with pytest.raises(NotWaitingForVerification):
        decide("pemeriksa")


def test_after_the_closing_nothing_is_verified(reported, decide, at):
    at("2026-10-11 00.00.00")
    with pytest.raises(PeriodClosed):
        decide("kadis", now=clock.now())
    with pytest.raises(PeriodClosed):
        decide("kadis")


def test_the_queue_shows_each_his_own(reported, viewer):
    def waiting(login):
        return [row.code for row in waiting_figures(viewer(login), OCTOBER)]

    assert waiting("kadis") == waiting("pemeriksa") == ["IKU-UJI"]
    assert waiting("perencana") == waiting("camat") == waiting("staf") == []


def test_the_queue_takes_as_many_queries_for_one_as_for_many(
    reported, viewer, django_assert_num_queries
):
    for number in range(4):
        code = f"IKU-{number}"
        indicator(code, owner=Unit.objects.get(code="DLHK"))
        record_measurement(viewer=viewer("perencana"), now=OCTOBER, code=code, report=REPORT)
    head = viewer("kadis")
    waiting_figures(head, OCTOBER)
    with django_assert_num_queries(2):
        assert len(waiting_figures(head, OCTOBER)) == 5


def test_policy_says_whether_unverified_figures_count(reported):
    def line():
        found = indicators_for(year=2026, now=OCTOBER).lines
        return next(row for row in found if row.code == "IKU-UJI")

    assert line().achievement == Decimal("75.00")
    assert line().is_unverified
    later = clock.local_day(clock.now()) + timedelta(days=1)
    Policy.objects.create(
        name="verifikasi-pengukuran", valid_from=later, evidence="P", legal_basis="uji",
        value={"pemeriksa": ["PEMERIKSA"], "dihitung_sebelum_diverifikasi": False},
    )  # fmt: skip
    policies.forget()
    strict = indicators_for(year=2026, now=OCTOBER + timedelta(days=1)).lines
    found = next(row for row in strict if row.code == "IKU-UJI")
    assert (found.achievement, found.state) == (None, "belum dilaporkan")


def test_the_verifiers_of_the_policy_alone_verify(reported, decide, at):
    later = clock.local_day(clock.now()) + timedelta(days=1)
    Policy.objects.create(
        name="verifikasi-pengukuran", valid_from=later, evidence="P", legal_basis="uji",
        value={"pemeriksa": ["PEMERIKSA"], "dihitung_sebelum_diverifikasi": True},
    )  # fmt: skip
    policies.forget()
    at("2026-10-06 12.00")
    now = OCTOBER + timedelta(days=1)
    with pytest.raises(NotPermitted):
        decide("kadis", now=now)
    assert decide("pemeriksa", now=now).verdict == "TERVERIFIKASI"


@pytest.fixture
def reopen(viewer):
    def do(login="walikota", **given):
        given = {
            "now": clock.now(), "code": "IKU-UJI", "span": THIRD, "reason": "Banjir di TPA",
            "until": date(2026, 10, 20),
        } | given  # fmt: skip
        return reopen_period(viewer=viewer(login), **given)

    return do


@pytest.mark.parametrize("login", ["walikota", "sekda"])
def test_the_leaders_reopen_one_indicators_period_until_an_instant(
    reported, reopen, viewer, at, login
):
    indicator("IKU-LAIN")
    at("2026-10-12 09.00")
    opening = reopen(login)
    assert opening.granted_at.month == 10
    event = AuditEvent.objects.get(action="period.reopened")
    assert (event.reason, event.after["periode"]) == ("Banjir di TPA", "TW III 2026")
    corrected = replace(REPORT, value=Decimal(61))
    given = {"viewer": viewer("perencana"), "report": corrected, "reason": "Timbangan rusak"}
    with pytest.raises(PeriodClosed):
        record_measurement(now=clock.now(), code="IKU-LAIN", **given)
    at("2026-10-20 23.59.50")
    assert record_measurement(now=clock.now(), code="IKU-UJI", **given).version == 2
    at("2026-10-21 00.00.00")
    late = {**given, "report": replace(corrected, value=Decimal(62))}
    with pytest.raises(PeriodClosed):
        record_measurement(now=clock.now(), code="IKU-UJI", **late)
    assert Measurement.objects.get(series__indicator__code="IKU-UJI").value == 61


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"reason": "  "}, ReopeningUnexplained),
        ({"until": date(2026, 10, 11)}, ReopeningUnexplained),
        ({"until": date(2026, 10, 27)}, ReopeningUnexplained),
        ({"span": Span(2026, 4)}, PeriodStillOpen),
        ({"code": "IKU-TIADA"}, NotFoundForViewer),
        ({"login": "perencana"}, NotPermitted),
        ({"login": "kadis"}, NotPermitted),
    ],
)
def test_an_exception_is_short_reasoned_and_of_the_leaders(reported, reopen, at, changed, refusal):
    at("2026-10-12 09.00")
    with pytest.raises(refusal):
        reopen(**changed)
    assert not PeriodReopening.objects.exists()
