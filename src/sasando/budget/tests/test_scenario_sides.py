"""Indicators under two scenarios: what each leaves of their money, the worst first."""

from decimal import Decimal

import pytest

from sasando.budget.actions.scenarios import RuleOrder
from sasando.budget.documents.scenario_sides_workbook import sides_workbook
from sasando.budget.queries.scenario_sides import Loss, side_by_side
from sasando.budget.queries.selection import Selection
from sasando.planning.models import AgencyProgramme

from .calculator import Workbook, same
from .factories import FIRST
from .test_scenario_results import cut, paper
from .thread_scene import MILLION, NOVEMBER, tied_budget


@pytest.fixture
def base(lists, at):
    """Rp 12 million of one programme that serves the objective of IKU-SAMPAH."""
    at(NOVEMBER)
    return tied_budget()


def waste(sides):
    return {row.code: row for row in sides.indicators}["IKU-SAMPAH"]


def test_an_indicator_stands_under_both_even_where_only_one_cuts(base):
    half, more = (
        cut(50, activity=FIRST),
        RuleOrder("TAMBAH_RUPIAH", Selection(), Decimal(6 * MILLION)),
    )
    row = waste(side_by_side(paper(base, half), paper(base, more, name="Lain")))
    assert (row.before, row.first, row.second) == (12 * MILLION, 8 * MILLION, 18 * MILLION)
    assert (row.first_loss, row.second_loss) == (Loss.PART, Loss.NONE)
    assert row.apart == 10 * MILLION


def test_all_of_it_may_be_lost_under_one(base):
    row = waste(side_by_side(paper(base, cut(25)), paper(base, cut(100), name="Lain")))
    assert (row.first_loss, row.second_loss) == (Loss.PART, Loss.ALL)


def test_what_neither_cuts_is_not_named(base):
    more = RuleOrder("TAMBAH_RUPIAH", Selection(), Decimal(6 * MILLION))
    first, second = paper(base, more), paper(base, more, name="Lain")
    assert side_by_side(first, second).indicators == []
    AgencyProgramme.objects.update(objective=None)
    assert side_by_side(first, paper(base, cut(50), name="Potong")).indicators == []


def test_the_workbook_comes_to_its_own_figures(base):
    sides = side_by_side(paper(base, cut(25)), paper(base, cut(100), name="Lain"))
    book = Workbook(sides_workbook(sides))
    assert list(book.stored) == ["Perangkat daerah", "Indikator"]
    unlike = [
        (sheet, cell)
        for sheet, formulas in book.formulas.items()
        for cell in formulas
        if not same(book.computed(sheet, cell), book.stored[sheet][cell])
    ]
    assert unlike == []
    assert sum(map(len, book.formulas.values())) > 9
