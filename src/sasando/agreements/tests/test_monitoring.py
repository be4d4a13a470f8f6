"""Monitoring: the owner reports a quarter, late is late, the superior reviews, nothing changes."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sasando.agreements.actions import monitoring
from sasando.agreements.errors import (
    NoAgreedActionPlan,
    NotReportingPost,
    NotTheSuperior,
    QuarterStillRunning,
    RealisationTooFine,
    RealisationUnexplained,
    ReportOutdated,
    SuperiorNoteMissing,
)
from sasando.agreements.models import MonitoringLine, MonitoringReport, MonitoringReview
from sasando.agreements.queries.monitoring import (
    Quarter,
    decisions,
    due_at,
    latest_to_report,
    newest_report,
    plan_for_quarter,
    post_for,
    quarter_of,
    to_report,
    waiting_reports,
)
from sasando.core import clock
from sasando.core.errors import AttachmentRefused, NotFoundForViewer
from sasando.core.models import AuditEvent
from sasando.organization.models import Person
from sasando.planning.models import Indicator, Measurement

from . import factories as make
from . import plan_scenes as scene

pytestmark = pytest.mark.usefixtures("db")
Source = MonitoringLine.Source
PNG = bytes.fromhex("89504e470d0a1a0a") + b"contoh"


@pytest.fixture
def january(db, at):
    """A plan that was agreed in January, before any quarter ended; then it is 1 April."""
    at("2026-01-20 10.00")
    made = scene.agreed()
    at("2026-04-01 10.00")
    return made


@pytest.mark.parametrize(
    ("moment", "is_late"),
    [
        ("2026-04-10 23.59.58", False),
        ("2026-04-11 00.00.00", True),
        ("2026-04-11 00.00.01", True),
    ],
)
def test_a_report_is_late_from_midnight_after_the_days_of_grace(january, at, moment, is_late):
    at(moment)
    assert scene.report().is_late is is_late


def test_the_database_and_the_rule_name_the_same_instant(january):
    assert scene.report().due_at == due_at(scene.Q1)


def test_another_dated_grace_holds_for_quarters_that_end_after_it(january, at):
    make.policy("tenggang-monitoring", {"hari": 20})
    first = due_at(scene.Q1)
    at("2026-07-01 10.00")
    second = scene.report(scene.Q2)
    assert first.astimezone(clock.zone()).date().isoformat() == "2026-04-11"
    assert second.due_at.astimezone(clock.zone()).date().isoformat() == "2026-07-21"
    assert second.due_at == due_at(scene.Q2)


def test_late_reports_are_taken_and_marked(january, at):
    at("2026-08-01 10.00")
    made = scene.report()
    assert made.is_late
    event = AuditEvent.objects.get(action="monitoring.reported")
    assert event.after["terlambat"] == "ya"


def test_a_quarter_is_reported_from_its_last_day_on(january, at):
    with pytest.raises(QuarterStillRunning):
        scene.report(scene.Q2)
    at("2026-06-30 08.00")
    assert scene.report(scene.Q2).version == 1


def test_only_the_holder_of_the_post_reports(january):
    for login in ("kadis", "staf"):
        with pytest.raises((NotReportingPost, NotFoundForViewer)):
            scene.report(login=login)
    with pytest.raises(NotFoundForViewer):
        scene.report(login="orangluar")


def test_without_an_agreed_plan_there_is_nothing_to_report(db, at):
    at("2026-01-20 10.00")
    scene.proposed()
    at("2026-04-01 10.00")
    with pytest.raises(NoAgreedActionPlan):
        scene.report()


def test_blank_is_not_zero_and_has_to_be_explained(january):
    with pytest.raises(RealisationUnexplained):
        scene.report(lines=[scene.line(value=None)])
    blank = scene.report(lines=[scene.line(value=None, obstacle="Data belum terbit")])
    assert blank.lines.get().source == Source.NONE
    zero = scene.report(lines=[scene.line(value="0")])
    assert zero.lines.get().realisation == 0


def test_a_figure_finer_than_its_indicator_is_refused(january):
    with pytest.raises(RealisationTooFine):
        scene.report(lines=[scene.line(value="28.125")])


def measurement(state, value="76.5", **facts):
    """A figure of the dictionary's indicator for the first quarter."""
    series, _made = Indicator.objects.get(code=make.INDICATOR).series.get_or_create(
        name="Utama", defaults={"is_current": True}
    )
    return Measurement.objects.create(
        series=series,
        year=2026,
        quarter=1,
        value=Decimal(value),
        source="Uji",
        is_example=True,
        state=state,
        **facts,
    )


def test_a_verified_measurement_is_taken_as_it_is(db, at):
    at("2026-01-20 10.00")
    scene.agreed(make.item(target="80"))
    at("2026-04-01 10.00")
    measurement(Measurement.State.LOADED)
    line = scene.report(lines=[scene.line(value="99")]).lines.get()
    assert (line.source, line.realisation) == (Source.MEASURED, Decimal("76.5"))


def test_a_figure_that_waits_for_verification_is_not_taken(db, at):
    at("2026-01-20 10.00")
    scene.agreed(make.item(target="80"))
    at("2026-04-01 10.00")
    measurement(Measurement.State.SUBMITTED, recorded_by=Person.objects.get(code="P-PERENCANA"))
    line = scene.report(lines=[scene.line(value="75")]).lines.get()
    assert (line.source, line.realisation) == (Source.TYPED, Decimal(75))


def test_progress_of_activities_is_kept_in_percent_and_words(january):
    made = scene.report(lines=[scene.line(progress={1: (40, "Empat jalur")})])
    progress = made.lines.get().progress.get()
    assert (progress.percent, progress.note) == (40, "Empat jalur")


def test_evidence_is_kept_and_stays_with_the_next_version(january):
    upload = SimpleUploadedFile("timbangan.png", PNG, content_type="image/png")
    scene.report(lines=[scene.line(uploads=[upload])])
    again = scene.report(lines=[scene.line(value="29")])
    assert again.lines.get().evidence.get().name == "timbangan.png"


def test_a_file_of_another_kind_is_refused_and_nothing_is_written(january):
    upload = SimpleUploadedFile("x.exe", b"MZ....", content_type="image/png")
    with pytest.raises(AttachmentRefused):
        scene.report(lines=[scene.line(uploads=[upload])])
    assert not MonitoringReport.objects.exists()


def test_mending_adds_a_version_and_keeps_the_first(january, at):
    first = scene.report()
    at("2026-05-01 10.00")
    second = scene.report(lines=[scene.line(value="29")])
    assert (second.version, newest_report(scene.post(), scene.Q1)) == (2, second)
    assert first.lines.get().realisation == 28
    assert not first.is_late
    assert second.is_late


def test_a_quarter_is_judged_by_the_plan_agreed_by_its_last_day(january, at):
    at("2026-05-04 10.00")
    new = scene.change()
    scene.propose(new.code)
    scene.agree(new.code)
    assert plan_for_quarter(scene.post(), scene.Q1).version == 1
    assert plan_for_quarter(scene.post(), scene.Q2).version == 2


def test_the_superior_notes_a_report(january, at):
    made = scene.report()
    assert list(waiting_reports(make.viewer("kadis"))) == [made]
    review = scene.review(made)
    assert review.title == "Kepala Dinas Lingkungan Hidup dan Kebersihan"
    assert not waiting_reports(make.viewer("kadis")).exists()


@pytest.mark.parametrize("verdict", ["DIKEMBALIKAN", "KEPUTUSAN"])
def test_sending_back_and_deciding_need_words(january, verdict):
    made = scene.report()
    with pytest.raises(SuperiorNoteMissing):
        scene.review(made, verdict, "  ")
    assert scene.review(made, verdict, "Pindahkan dua truk (contoh)").note


def test_a_decision_is_evidence_of_use(january):
    scene.review(scene.report(), "KEPUTUSAN", "Anggaran jalur dialihkan (contoh)")
    for login, seen in (("kadis", 1), ("kabid", 1), ("sekda", 1), ("orangluar", 0), ("camat", 0)):
        assert decisions(make.viewer(login), 2026).count() == seen, login


def test_who_is_asked_to_mend_reports_again_and_it_waits_again(january):
    first = scene.report()
    scene.review(first, "DIKEMBALIKAN", "Lampirkan timbangan")
    (asked,) = to_report(make.viewer("kabid"), clock.now())
    assert (asked.quarter, asked.note) == (scene.Q1, "Lampirkan timbangan")
    second = scene.report(lines=[scene.line(value="29")])
    assert to_report(make.viewer("kabid"), clock.now()) == []
    assert list(waiting_reports(make.viewer("kadis"))) == [second]
    with pytest.raises(ReportOutdated):
        scene.review(first)


@pytest.mark.parametrize("login", ["kabid", "staf", "camat", "sekda"])
def test_only_who_stands_directly_above_reviews(january, login):
    made = scene.report()
    with pytest.raises((NotTheSuperior, NotFoundForViewer)):
        scene.review(made, login=login)
    assert not MonitoringReview.objects.exists()


def test_the_mayor_decides_on_the_report_of_an_agency_the_secretary_noted(db, at):
    at("2026-01-20 10.00")
    code = scene.begin("PK-DLHK-2026-1", login="kadis").code
    scene.targets(code, values=("60", "70", "75", "80"), login="kadis")
    scene.propose(code, login="kadis")
    scene.agree(code, login="walikota")
    at("2026-04-01 10.00")
    made = scene.report(login="kadis", post="DLHK.KEPALA", lines=[scene.line(value="61")])
    assert list(waiting_reports(make.viewer("sekda"))) == [made]
    assert not waiting_reports(make.viewer("walikota")).exists()
    scene.review(made, login="sekda")
    scene.review(made, "KEPUTUSAN", "Sewa dua truk (contoh)", login="walikota")
    assert made.reviews.count() == 2


def test_what_has_to_be_reported_names_its_last_day(january, at):
    (asked,) = to_report(make.viewer("kabid"), clock.now())
    assert (asked.quarter, asked.last_day.isoformat(), asked.is_late) == (
        scene.Q1, "2026-04-10", False,
    )  # fmt: skip
    at("2026-04-11 00.00")
    (asked,) = to_report(make.viewer("kabid"), clock.now())
    assert asked.is_late


def test_a_quarter_before_the_plan_was_agreed_is_not_asked_for(db, at):
    at("2026-05-04 10.00")
    scene.agreed()
    assert to_report(make.viewer("kabid"), clock.now()) == []
    at("2026-07-01 10.00")
    (asked,) = to_report(make.viewer("kabid"), clock.now())
    assert asked.quarter == scene.Q2


@pytest.mark.parametrize(
    ("day", "quarter"),
    [("2026-03-30", (2025, 4)), ("2026-03-31", (2026, 1)), ("2026-12-31", (2026, 4))],
)
def test_the_latest_quarter_to_report(day, quarter):
    assert latest_to_report(date.fromisoformat(day)) == Quarter(*quarter)


def test_days_lie_in_quarters():
    assert [quarter_of(date(2026, month, 1)).number for month in (1, 3, 4, 12)] == [1, 1, 2, 4]


@pytest.mark.parametrize(
    ("login", "sees"),
    [("kabid", True), ("kadis", True), ("sekda", True), ("walikota", True), ("perencana", True),
     ("pemeriksa", True), ("staf", False), ("camat", False), ("orangluar", False),
     ("warga", False), ("pengelola", False)],
)  # fmt: skip
def test_who_sees_the_monitoring_of_a_post(db, at, login, sees):
    at("2026-04-01 10.00")
    if sees:
        assert post_for(make.viewer(login), scene.POST).code == scene.POST
    else:
        with pytest.raises(NotFoundForViewer):
            post_for(make.viewer(login), scene.POST)


def test_an_own_holder_without_scope_sees_and_reports_his_own(db, at):
    """A clerk with an agreement of his own: no scope over units, and yet his own post."""
    at("2026-01-20 10.00")
    scene.signed()
    make.in_force(
        first="staf", second="kabid", year=2026, position="DLHK.SAMPAH.01", promise=make.own()
    )
    code = scene.begin("PK-DLHK.SAMPAH.01-2026-1", login="staf").code
    scene.targets(code, login="staf")
    scene.propose(code, login="staf")
    scene.agree(code, login="kabid")
    at("2026-04-01 10.00")
    made = scene.report(login="staf", post="DLHK.SAMPAH.01")
    assert list(waiting_reports(make.viewer("kabid"))) == [made]
    assert made.code == "LM-DLHK.SAMPAH.01-2026.1-1"


def test_reports_of_one_post_are_numbered_one_after_the_other(january):
    codes = [scene.report(lines=[scene.line(value=str(n))]).code for n in (1, 2, 3)]
    assert codes == [f"LM-DLHK.SAMPAH-2026.1-{n}" for n in (1, 2, 3)]


def test_an_unknown_report_is_not_reviewed(january):
    with pytest.raises(NotFoundForViewer):
        monitoring.review_report(viewer=make.viewer("kadis"), code="LM-X", verdict="DICATAT")
