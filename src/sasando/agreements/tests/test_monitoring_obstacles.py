"""Obstacles: open from their first report, passed up one tier with a reason, answered, solved."""

import pytest

from sasando.agreements.actions import monitoring
from sasando.agreements.errors import (
    NobodyAbove,
    NoRequestWaiting,
    NotReportingPost,
    ObstacleAlreadyClosed,
    ObstacleAlreadyPassedUp,
    SuperiorNoteMissing,
)
from sasando.agreements.models import Obstacle, ObstacleRequest
from sasando.agreements.queries.monitoring import obstacle_for, open_obstacles, waiting_requests
from sasando.core import clock
from sasando.core.errors import NotFoundForViewer

from . import factories as make
from . import plan_scenes as scene

Outcome = ObstacleRequest.Outcome


@pytest.fixture
def obstacle(db, at):
    """Two trucks are broken, said in the report of the first quarter."""
    at("2026-01-20 10.00")
    scene.agreed()
    at("2026-04-01 10.00")
    return scene.hindered()


def answer(code, words="Dua truk dipinjamkan (contoh)", *, login="kadis"):
    return monitoring.answer_request(viewer=make.viewer(login), code=code, answer=words)


def pass_on(code, words="Perlu keputusan di atas (contoh)", *, login="kadis"):
    return monitoring.pass_on_request(viewer=make.viewer(login), code=code, reason=words)


def close(code, words="Truk baru tiba (contoh)", *, login="kabid"):
    return monitoring.close_obstacle(viewer=make.viewer(login), code=code, note=words)


def test_it_opens_with_the_report_and_goes_on_while_open(obstacle, at):
    assert obstacle.code == "KD-DLHK.SAMPAH-2026-1"
    at("2026-07-01 10.00")
    scene.report(scene.Q2, lines=[scene.line(obstacle="Masih menunggu suku cadang")])
    assert Obstacle.objects.count() == 1


def test_after_it_was_solved_another_one_opens(obstacle, at):
    close(obstacle.code)
    at("2026-07-01 10.00")
    scene.report(scene.Q2, lines=[scene.line(obstacle="Solar terlambat (contoh)")])
    assert list(open_obstacles(scene.post()).values_list("code", flat=True)) == [
        "KD-DLHK.SAMPAH-2026-2"
    ]


def test_it_is_passed_up_one_tier_and_answered(obstacle):
    asked = scene.ask(obstacle.code)
    assert asked.to_position.code == "DLHK.KEPALA"
    assert list(waiting_requests(make.viewer("kadis"))) == [asked]
    assert answer(obstacle.code).outcome == Outcome.ANSWERED
    assert not waiting_requests(make.viewer("kadis")).exists()


def test_it_goes_up_tier_by_tier_as_far_as_the_mayor(obstacle):
    scene.ask(obstacle.code)
    for login, above in (("kadis", "SEKDA"), ("sekda", "WALIKOTA")):
        assert pass_on(obstacle.code, login=login).to_position.code == above
    with pytest.raises(NobodyAbove):
        pass_on(obstacle.code, login="walikota")
    answer(obstacle.code, login="walikota")
    outcomes = [row.outcome for row in obstacle.requests.order_by("number")]
    assert outcomes == [Outcome.PASSED_ON, Outcome.PASSED_ON, Outcome.ANSWERED]


def test_one_request_waits_at_a_time(obstacle):
    scene.ask(obstacle.code)
    with pytest.raises(ObstacleAlreadyPassedUp):
        scene.ask(obstacle.code)
    answer(obstacle.code)
    assert scene.ask(obstacle.code).number == 2


def test_only_the_post_that_was_asked_answers(obstacle):
    scene.ask(obstacle.code)
    for login in ("kabid", "sekda", "walikota"):
        with pytest.raises(NoRequestWaiting):
            answer(obstacle.code, login=login)


def test_only_the_post_it_hinders_asks_and_closes(obstacle):
    with pytest.raises(NotReportingPost):
        scene.ask(obstacle.code, login="kadis")
    with pytest.raises(NotReportingPost):
        close(obstacle.code, login="kadis")


def test_words_are_needed(obstacle):
    with pytest.raises(SuperiorNoteMissing):
        scene.ask(obstacle.code, " ")
    scene.ask(obstacle.code)
    with pytest.raises(SuperiorNoteMissing):
        answer(obstacle.code, " ")
    with pytest.raises(SuperiorNoteMissing):
        close(obstacle.code, " ")


def test_solved_is_solved(obstacle):
    close(obstacle.code)
    for call in (scene.ask, answer, close):
        with pytest.raises(ObstacleAlreadyClosed):
            call(obstacle.code)


@pytest.mark.parametrize("login", ["staf", "camat", "orangluar", "warga"])
def test_others_do_not_know_of_it(obstacle, login):
    with pytest.raises(NotFoundForViewer):
        obstacle_for(make.viewer(login), obstacle.code)


def test_what_was_asked_counts_as_open_until_it_is_solved(obstacle, at):
    scene.ask(obstacle.code)
    (row,) = open_obstacles(scene.post())
    assert row.asks == "Kepala Dinas Lingkungan Hidup dan Kebersihan"
    at("2026-05-01 10.00")
    (row,) = open_obstacles(scene.post())
    assert clock.local_day(row.opened_at).isoformat() == "2026-04-01"
