"""Situations: a draft, a proposal, a signed agreement of the division of the cast's agency."""

from datetime import date
from decimal import Decimal

from sasando.agreements import actions
from sasando.agreements.models import Agreement
from sasando.core import clock
from sasando.core.models import User
from sasando.organization.models import Appointment, Person, Position
from sasando.organization.queries import viewer_for
from sasando.planning.models import Indicator, Mission, Objective

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


def add(code=CODE, *, login="kabid", under=OBJECTIVE, of=INDICATOR, target="80.5"):
    return actions.add_item(
        viewer=viewer(login),
        code=code,
        objective_code=under,
        indicator_code=of,
        target=Decimal(target),
    )


def draft(*, login="kabid", unit=UNIT, year=YEAR):
    return actions.draft_agreement(viewer=viewer(login), now=clock.now(), unit_code=unit, year=year)


def propose(code=CODE, *, login="kabid", **facts):
    return actions.propose(viewer=viewer(login), now=clock.now(), code=code, **facts)


def proposal(*, login="kabid", unit=UNIT, year=YEAR):
    """A proposed agreement with one item."""
    made = draft(login=login, unit=unit, year=year)
    add(made.code, login=login)
    return propose(made.code, login=login)


def sign(login, code=CODE, digest=None):
    seen = Agreement.objects.get(code=code).content_digest if digest is None else digest
    return actions.sign(viewer=viewer(login), now=clock.now(), code=code, digest=seen)


def in_force(*, unit=UNIT, first="kabid", second="kadis", year=YEAR):
    """An agreement signed by both."""
    made = proposal(login=first, unit=unit, year=year)
    sign(second, made.code)
    sign(first, made.code)
    return Agreement.objects.with_state().get(pk=made.pk)


def revise(code=CODE, *, login="kabid", reason=BUDGET_REASON, note="APBD Perubahan"):
    return actions.revise(viewer=viewer(login), code=code, reason=reason, note=note)


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
