"""Action plans: begun from the agreement, agreed by the superior, changed by a version."""

from decimal import Decimal

import pytest

from sasando.agreements.actions import action_plans as plans
from sasando.agreements.errors import (
    ActionPlanChangeUnexplained,
    ActionPlanEmpty,
    ActionPlanExists,
    ActionPlanFixed,
    ActionPlanNeedsSignedAgreement,
    ActionPlanNotAgreed,
    ActionPlanNotProposed,
    ActivityMonthsReversed,
    AgreesWithOneself,
    NotTheSuperior,
    SuperiorNoteMissing,
    TargetTooFine,
)
from sasando.agreements.models import ActionPlan, ActionPlanTarget
from sasando.agreements.queries.action_plans import (
    DIFFERS,
    NO_TARGETS,
    agreed_plan,
    own_plans,
    plan_lines,
    plans_to_agree,
)
from sasando.core import clock
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.models import AuditEvent
from sasando.rules.targets import Target

from . import factories as make
from . import plan_scenes as scene

pytestmark = pytest.mark.usefixtures("friday")
QUARTERS = (Decimal(10), Decimal(20), Decimal(30), Decimal(60))


def first_line(code=scene.PLAN):
    return plan_lines(scene.plan(code))[0]


def test_it_begins_with_the_quarters_of_the_agreement():
    scene.signed(make.own(target="120", quarters=QUARTERS))
    made = scene.begin()
    assert made.code == scene.PLAN
    assert [text for _label, text in first_line().targets] == ["10,00", "20,00", "30,00", "60,00"]
    assert first_line().finding is None


def test_it_may_be_begun_while_the_agreement_is_a_draft_but_not_proposed():
    draft = make.draft(year=2026)
    make.add(draft.code)
    scene.begin(draft.code)
    scene.targets()
    with pytest.raises(ActionPlanNeedsSignedAgreement):
        scene.propose()


def test_an_item_that_joins_the_draft_later_joins_the_plan_and_leaves_with_it():
    draft = make.draft(year=2026)
    make.add(draft.code)
    scene.begin(draft.code)
    make.add(draft.code, promise=make.own())
    scene.targets(values=("80",))
    assert [line.number for line in plan_lines(scene.plan())] == [1, 2]
    make.remove(2, draft.code)
    assert [line.number for line in plan_lines(scene.plan())] == [1]


def test_one_agreement_has_one_first_plan():
    scene.signed()
    scene.begin()
    with pytest.raises(ActionPlanExists):
        scene.begin()


def test_who_may_not_prepare_the_agreement_may_not_plan():
    scene.signed()
    with pytest.raises(NotPermitted):
        scene.begin(login="staf")
    with pytest.raises(NotFoundForViewer):
        scene.begin(login="orangluar")


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (("30", "30", "30", "30"), None),
        (("30", "60", "90", "120"), None),
        (("30", "30", "30", "29"), DIFFERS),
        ((None, None, None, None), NO_TARGETS),
    ],
)
def test_what_does_not_add_up_is_told_and_not_blocked(values, kind):
    scene.signed()
    scene.begin()
    scene.targets(values=values)
    found = first_line().finding
    assert (found and found.kind) == kind
    scene.add_activity()
    assert scene.propose().state == ActionPlan.State.PROPOSED


def test_a_dictionary_indicator_is_added_up_by_its_own_aggregation():
    scene.signed(make.item(target="80"))
    scene.begin()
    scene.targets(values=("20", "20", "20", "20"))
    assert first_line().finding.reached == "20,00"
    scene.targets(values=("70", "75", "78", "80"))
    assert first_line().finding is None


def test_a_target_finer_than_its_indicator_is_refused():
    scene.signed()
    scene.begin()
    with pytest.raises(TargetTooFine):
        scene.targets(values=("8.245",))
    scene.targets(values=("8.24",))
    assert ActionPlanTarget.objects.get().value == Decimal("8.24")


def test_a_label_is_planned_in_words():
    scene.signed(make.own(name="Predikat layanan (contoh)", target=Target(label="BAIK")))
    scene.begin()
    plans.set_targets(
        viewer=make.viewer("kabid"), code=scene.PLAN, number=1, targets={2: "CUKUP", 4: "BAIK"}
    )
    assert [text for _label, text in first_line().targets] == ["", "CUKUP", "", "BAIK"]
    assert first_line().finding is None


def test_months_where_the_city_wants_months(at):
    make.policy("irama-rencana-aksi", {"irama": "BULAN"})
    at("2026-11-21 10.00")
    scene.signed()
    made = scene.begin()
    assert made.rhythm == ActionPlan.Rhythm.MONTHLY
    scene.targets(values=("10",) * 12)
    assert first_line().targets[4] == ("Mei", "10,00")
    assert first_line().finding is None


def test_an_activity_has_months_money_and_a_post():
    scene.signed()
    scene.begin()
    scene.add_activity()
    (activity,) = first_line().activities
    assert (activity.schedule, activity.in_charge.code) == ("Feb–Jun", "DLHK.SAMPAH.01")
    assert [activity.runs_in(quarter) for quarter in range(1, 5)] == [True, True, False, False]
    assert first_line().budget == 125_000_000


def test_an_activity_does_not_end_before_it_begins():
    scene.signed()
    scene.begin()
    with pytest.raises(ActivityMonthsReversed):
        scene.add_activity(first_month=7, last_month=6)


def test_only_posts_of_the_unit_are_in_charge():
    scene.signed()
    scene.begin()
    with pytest.raises(NotFoundForViewer):
        scene.add_activity(in_charge_code="DISHUB.01")


def test_an_activity_can_be_taken_out_of_a_draft():
    scene.signed()
    scene.begin()
    scene.add_activity()
    plans.remove_activity(viewer=make.viewer("kabid"), code=scene.PLAN, number=1, activity=1)
    assert not first_line().activities


def test_an_empty_plan_is_not_proposed():
    scene.signed()
    scene.begin()
    with pytest.raises(ActionPlanEmpty):
        scene.propose()


def test_the_superior_agrees_and_it_is_in_force(friday):
    made = scene.agreed()
    made.refresh_from_db()
    assert made.agreed_title == "Kepala Dinas Lingkungan Hidup dan Kebersihan"
    assert abs((made.agreed_at - friday).total_seconds()) < 60
    assert agreed_plan(made.position_id, scene.YEAR) == made
    assert AuditEvent.objects.filter(action="action-plan.agreed", subject_code=made.code).exists()


@pytest.mark.parametrize("login", ["kabid", "staf"])
def test_only_a_superior_agrees(login):
    scene.proposed()
    with pytest.raises(NotTheSuperior):
        scene.agree(login=login)


def test_the_superior_does_not_agree_to_what_he_proposed_himself():
    scene.signed()
    scene.begin(login="kadis")
    scene.targets(login="kadis")
    scene.propose(login="kadis")
    with pytest.raises(AgreesWithOneself):
        scene.agree()


def test_the_plan_of_an_agency_is_agreed_by_the_secretary_or_the_mayor():
    for unit, login, superior in (("DLHK", "kadis", "sekda"), ("53.71.03", "camat", "walikota")):
        code = scene.begin(f"PK-{unit}-2026-1", login=login).code
        scene.targets(code, values=("60", "70", "75", "80"), login=login)
        scene.propose(code, login=login)
        assert scene.agree(code, login=superior).state == ActionPlan.State.AGREED


def test_a_proposal_is_fixed_until_it_is_answered():
    scene.proposed()
    for call in (scene.targets, scene.add_activity, scene.propose):
        with pytest.raises(ActionPlanFixed):
            call()


def test_a_returned_plan_is_a_draft_with_its_note_kept():
    scene.proposed()
    with pytest.raises(SuperiorNoteMissing):
        plans.return_plan(viewer=make.viewer("kadis"), code=scene.PLAN, note=" ")
    plans.return_plan(viewer=make.viewer("kadis"), code=scene.PLAN, note="Target TW I kurang")
    assert scene.plan().state == ActionPlan.State.RETURNED
    scene.targets(values=("40", "30", "30", "20"))
    scene.propose()
    assert scene.plan().returns.get().note == "Target TW I kurang"


def test_a_proposal_can_be_taken_back_once():
    scene.proposed()
    plans.withdraw_plan(viewer=make.viewer("kabid"), code=scene.PLAN)
    with pytest.raises(ActionPlanNotProposed):
        plans.withdraw_plan(viewer=make.viewer("kabid"), code=scene.PLAN)
    with pytest.raises(ActionPlanNotProposed):
        scene.agree()


def test_a_change_in_the_year_is_a_new_version_with_a_reason():
    old = scene.agreed()
    with pytest.raises(ActionPlanChangeUnexplained):
        scene.change(reason=" ")
    new = scene.change()
    assert (new.version, new.supersedes) == (2, old)
    assert first_line(new.code).targets == first_line().targets
    assert len(first_line(new.code).activities) == 1
    assert agreed_plan(old.position_id, scene.YEAR) == old
    scene.propose(new.code)
    scene.agree(new.code)
    assert agreed_plan(old.position_id, scene.YEAR) == new


def test_only_an_agreed_plan_is_changed_and_only_the_newest():
    scene.proposed()
    with pytest.raises(ActionPlanNotAgreed):
        scene.change()
    scene.agree()
    scene.change()
    with pytest.raises(ActionPlanExists):
        scene.change()


def test_a_revised_agreement_takes_the_plan_over():
    old = scene.agreed()
    revision = make.revise(scene.AGREEMENT)
    make.propose(revision.code)
    make.sign("kabid", revision.code)
    make.sign("kadis", revision.code)
    new = scene.begin(revision.code)
    assert new.code == f"RA-{scene.UNIT}-{scene.YEAR}-2-1"
    assert (new.supersedes, bool(new.reason)) == (old, True)
    assert first_line(new.code).targets == first_line().targets
    assert [row.name for row in first_line(new.code).activities] == [
        row.name for row in first_line().activities
    ]


def test_quarters_of_the_revised_agreement_stand_before_the_old_plan():
    scene.agreed()
    revision = make.revise(scene.AGREEMENT)
    make.actions.change_target(
        viewer=make.viewer("kabid"),
        now=clock.now(),
        code=revision.code,
        number=1,
        target=Target(Decimal(100)),
        quarters=(Decimal(25), Decimal(25), Decimal(25), Decimal(25)),
    )
    scene.begin(revision.code)
    shown = first_line(f"RA-{scene.UNIT}-{scene.YEAR}-2-1").targets
    assert [text for _label, text in shown] == ["25,00"] * 4


def test_a_plan_with_a_change_under_way_is_still_taken_over():
    scene.agreed()
    scene.change()
    revision = make.revise(scene.AGREEMENT)
    new = scene.begin(revision.code)
    assert new.supersedes is None
    assert len(first_line(new.code).activities) == 1


def test_what_waits_for_a_superior_is_in_the_daily_line():
    made = scene.proposed()
    assert plans_to_agree(make.viewer("kadis")) == [made]
    assert plans_to_agree(make.viewer("kabid")) == []
    assert plans_to_agree(make.viewer("sekda")) == []
    assert plans_to_agree(make.viewer("orangluar")) == []


def test_own_plans_name_the_agreement_and_the_newest_version():
    scene.signed()
    (own,) = own_plans(make.viewer("kabid"), scene.YEAR)
    assert (own.agreement.code, own.plan) == (scene.AGREEMENT, None)
    scene.begin()
    (own,) = own_plans(make.viewer("kabid"), scene.YEAR)
    assert own.plan.code == scene.PLAN


def test_lines_cost_the_same_however_many_there_are(django_assert_num_queries):
    draft = make.draft(year=2026)
    for number in range(5):
        make.add(draft.code, promise=make.own(name=f"Indikator {number} (contoh)"))
    made = scene.begin(draft.code)
    for number in range(1, 6):
        scene.add_activity(number=number)
        scene.targets(number=number)
    with django_assert_num_queries(5):
        assert len(plan_lines(made)) == 5
