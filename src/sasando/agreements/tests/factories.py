"""Situations: a draft, a proposal, a signed agreement of the division of the cast's agency."""

from datetime import date, timedelta
from decimal import Decimal

from sasando.agreements import actions
from sasando.agreements.models import Agreement
from sasando.agreements.parties import head_post
from sasando.core import clock, policies
from sasando.core.models import Policy, User
from sasando.organization.models import Appointment, Person, Position, Unit
from sasando.organization.queries import viewer_for
from sasando.planning.models import Indicator, Mission, Objective
from sasando.rules.targets import Target

UNIT, YEAR = "DLHK.SAMPAH", 2027
CODE = f"PK-{UNIT}-{YEAR}-1"
OBJECTIVE, INDICATOR = "SASARAN-7.1", "IKU-SAMPAH"
BUDGET_REASON = "STRATEGY_OR_BUDGET_CHANGED"


def viewer(login):
    """Who this member of the cast is today."""
    return viewer_for(User.objects.get(username=login), clock.local_day(clock.now()))


def objective(code="SASARAN-7.2"):
    text = f"Sampah berkurang dari sumbernya (contoh {code})"
    return Objective.objects.create(
        mission=Mission.objects.get(code="MISI-7"), code=code, text=text, is_example=True
    )


def indicator(code, under, *, decimals=2, measure="persen"):
    return Indicator.objects.create(
        code=code,
        name=f"Indikator {code} (contoh)",
        measure=measure,
        decimals=decimals,
        level_type="OUTCOME",
        polarity="HIGHER",
        aggregation="LAST",
        objective=under,
        definition="Untuk uji",
        data_source="Contoh",
        is_example=True,
    )


def item(*, under=OBJECTIVE, of=INDICATOR, target="80.5", **facts):
    """What somebody promises; `target` a number, or a `Target`."""
    promised = target if isinstance(target, Target) else Target(Decimal(target))
    return actions.ItemDraft(
        target=promised, **{"objective_code": under, "indicator_code": of, **facts}
    )


def own(name="Titik terlayani (contoh)", *, measure="titik", target="120", **facts):
    """A promise in own words."""
    return item(of="", own_indicator=name, measure=measure, target=target, **facts)


def add(code=CODE, *, login="kabid", promise=None, **facts):
    return actions.add_item(
        viewer=viewer(login), now=clock.now(), code=code, item=promise or item(**facts)
    )


def head_of(unit):
    """The post that leads a unit of the cast."""
    return head_post(Unit.objects.get(code=unit), clock.local_day(clock.now())).code


def draft(*, login="kabid", unit=UNIT, year=YEAR, position=""):
    return actions.draft_agreement(
        viewer=viewer(login),
        now=clock.now(),
        position_code=position or head_of(unit),
        year=year,
    )


def propose(code=CODE, *, login="kabid", **facts):
    return actions.propose(viewer=viewer(login), now=clock.now(), code=code, **facts)


def proposal(*, login="kabid", unit=UNIT, year=YEAR, position="", promise=None):
    """A proposed agreement with one item."""
    made = draft(login=login, unit=unit, year=year, position=position)
    add(made.code, login=login, promise=promise)
    return propose(made.code, login=login)


def sign(login, code=CODE, digest=None):
    seen = Agreement.objects.get(code=code).content_digest if digest is None else digest
    return actions.sign(viewer=viewer(login), now=clock.now(), code=code, digest=seen)


def in_force(*, unit=UNIT, first="kabid", second="kadis", year=YEAR, position="", promise=None):
    """An agreement signed by both."""
    made = proposal(login=first, unit=unit, year=year, position=position, promise=promise)
    sign(first, made.code)
    if second:
        sign(second, made.code)
    return Agreement.objects.with_state().get(pk=made.pk)


def revise(code=CODE, *, login="kabid", reason=BUDGET_REASON, note="APBD Perubahan", **facts):
    if reason == BUDGET_REASON:
        facts = {"budget_authorised_on": date(2026, 10, 10), **facts}
    return actions.revise(
        viewer=viewer(login), now=clock.now(), code=code, reason=reason, note=note, **facts
    )


def withdraw(code=CODE, *, login="kabid"):
    return actions.withdraw_proposal(viewer=viewer(login), now=clock.now(), code=code)


def remove(number=1, code=CODE, *, login="kabid"):
    actions.remove_item(viewer=viewer(login), now=clock.now(), code=code, number=number)


def policy(name, value):
    """Another dated choice of the city, in force from the next day on: move the clock there."""
    since = clock.local_day(clock.now()) + timedelta(days=1)
    Policy.objects.create(name=name, valid_from=since, value=value, legal_basis="Uji", evidence="P")
    policies.forget()


def state_of(code=CODE):
    return Agreement.objects.with_state().get(code=code).state


def leave_post(login, day):
    """The definitive holder leaves his post at the end of a day."""
    held = Appointment.objects.filter(person__user__username=login, kind="DEFINITIF")
    held.update(valid_to=day)


def appoint(login, position, *, kind="PLT", since=date(2026, 1, 1)):
    return Appointment.objects.create(
        person=Person.objects.get(user__username=login),
        position=Position.objects.get(code=position),
        kind=kind,
        valid_from=since,
    )
