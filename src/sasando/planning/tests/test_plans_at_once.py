"""Filling, adopting and amending one plan at the same moment: nothing is lost, nothing slips in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connections

from sasando.core.errors import DomainError
from sasando.planning.actions.documents import LegalAct, adopt_plan, amend_plan
from sasando.planning.errors import PlanAmendmentOpen, PlanExists, PlanIsFixed
from sasando.planning.models import PlanDocument

from .factories import NOVEMBER, load_lines, plan_draft

pytestmark = pytest.mark.concurrency
HEAD = "kode;uraian;indikator;target_2025"
FIRST = "2.11.11;Program;Sampah;75"
MANY = [f"2.11.{number:02d};Program {number};Indikator;1" for number in range(20, 90)]
ACT = LegalAct("Perwal 1/2026", date(2026, 1, 2))


def at_once(*deeds):
    """Each deed by a thread of its own; its outcome, or how it was refused."""
    start = Barrier(len(deeds))

    def do(deed):
        start.wait(timeout=20)
        try:
            return deed()
        except DomainError as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


@pytest.fixture
def draft(own_database):
    document = plan_draft()
    load_lines(document, HEAD, FIRST)
    return document


def adopt(document):
    return adopt_plan(viewer=None, now=NOVEMBER, code=document.code, act=ACT)


def test_a_file_comes_before_the_adoption_or_not_at_all(draft):
    loaded, adopted = at_once(lambda: load_lines(draft, HEAD, *MANY), lambda: adopt(draft))
    assert adopted.adopted_on == ACT.day
    rows = draft.rows.count()
    if isinstance(loaded, PlanIsFixed):
        assert rows == 1
    else:
        assert loaded.applied
        assert rows == 1 + len(MANY)


def test_the_same_file_sent_twice_is_loaded_once(draft):
    found = at_once(*[lambda: load_lines(draft, HEAD, *MANY)] * 4)
    assert sorted(report.applied for report in found) == [False, False, False, True]
    assert all(report.applied or report.changes_nothing for report in found)
    assert draft.rows.count() == 1 + len(MANY)


def test_a_plan_is_amended_once(draft):
    adopt(draft)
    found = at_once(*[lambda: amend_plan(viewer=None, code=draft.code)] * 4)
    assert sum(isinstance(row, PlanDocument) for row in found) == 1
    assert sum(isinstance(row, PlanAmendmentOpen) for row in found) == 3


def test_a_plan_is_adopted_once(draft):
    found = at_once(*[lambda: adopt(draft)] * 3)
    assert sum(isinstance(row, PlanIsFixed) for row in found) == 2


def test_the_same_plan_is_drafted_once(own_database):
    found = at_once(*[lambda: plan_draft("RKPD", "", 2026, 2026)] * 4)
    assert sum(isinstance(row, PlanExists) for row in found) == 3
    assert PlanDocument.objects.filter(kind="RKPD").count() == 1
