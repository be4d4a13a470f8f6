"""The rupiah on the pages of the thread: of the place itself, and short for each branch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.urls import reverse

from sasando.agreements.queries.money import ask_of_item, mend_of_unit
from sasando.budget.access import may_manage
from sasando.budget.queries.money_behind import Ask, Money, money_behind, money_of_programmes
from sasando.budget.shown import Behind, Mend, in_short, line_of
from sasando.core.templatetags.sasando_format import persen, rupiah
from sasando.rules.numerals import round_half_up
from sasando.scoreboard.addresses import Fact, number
from sasando.work.queries.money import ask_of_result, mend_of_result

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sasando.agreements.models import AgreementItem
    from sasando.budget.queries.money_behind import Ground, MoneyBook
    from sasando.organization.queries import Viewer
    from sasando.planning.models import AgencyProgramme
    from sasando.work.models import PlannedResult

    from .agreement_lines import AgreementLine
    from .plan_tree import MissionLine
    from .results import MissionResult

NOT_ADDED = "Rupiah yang sama dapat berdiri di balik beberapa butir, jadi tidak dijumlahkan."


def money_fact(book: MoneyBook, money: Money | None) -> Fact | None:
    """One branch's money in short; nothing while no budget is in force."""
    if book.ground is None:
        return None
    text, note = in_short(money)
    return Fact(text, money.url if money else "", note)


def book_of_missions(year: int, day: date) -> MoneyBook:
    """All money of the year by programme. One query."""
    return money_of_programmes(year, day)


def of_mission(book: MoneyBook, mission: MissionLine) -> Money | None:
    """The money of a mission: that of its objectives, each rupiah once."""
    wanted = {row.id for row in mission.objectives}
    parts = [part for part in book.parts if part.objective_id in wanted]
    return Money(book.ground, parts) if parts and book.ground else None


def missions_with_money(
    missions: Sequence[MissionResult], year: int, day: date
) -> tuple[list[MissionResult], Ground | None]:
    """Results with the money of each objective in short, and what that rests on. One query."""
    asks = {
        branch.objective.pk: Ask(objective=branch.objective.pk)
        for mission in missions
        for branch in mission.objectives
    }
    book = money_behind(year, day, asks.values())
    found = [
        replace(
            mission,
            objectives=tuple(
                replace(branch, money=line_of("", book.of(asks[branch.objective.pk])))
                for branch in mission.objectives
            ),
        )
        for mission in missions
    ]
    return found, book.ground


def of_all_missions(book: MoneyBook, missions: Sequence[MissionLine]) -> Behind:
    """How much of the whole budget serves any objective of the plan."""
    wanted = {row.id for mission in missions for row in mission.objectives}
    parts = [part for part in book.parts if part.objective_id in wanted]
    whole = sum(part.ceiling for part in book.parts)
    money = Money(book.ground, parts) if parts and book.ground else None
    if money is None or not whole:
        return Behind(None, book.ground, "")
    share = persen(round_half_up(money.ceiling * 100 / whole))
    how = (
        f"Inilah {share} dari belanja {rupiah(whole)}: pagu {number(money.programmes)} program "
        "yang dikaitkan dengan sasaran. Selebihnya program penunjang, atau belum dikaitkan."
    )
    return Behind(money, book.ground, how)


def behind_mission(book: MoneyBook, mission: MissionLine, viewer: Viewer) -> Behind:
    """The panel of a mission."""
    money = of_mission(book, mission)
    how = f"{_counted(money)} yang dikaitkan dengan sasaran misi ini." if money else ""
    return Behind(money, book.ground, how, _mend_programmes(viewer))


def behind_objective(book: MoneyBook, objective_id: int, viewer: Viewer) -> Behind:
    """The panel of an objective."""
    money = book.of(Ask(objective=objective_id))
    how = "Belum ada program berpagu yang dikaitkan dengan sasaran ini."
    if money:
        how = f"{_counted(money)} yang dikaitkan dengan sasaran ini."
    return Behind(money, book.ground, how, _mend_programmes(viewer))


def book_of_objective(
    objective_id: int, lines: Iterable[AgreementLine], year: int, day: date
) -> MoneyBook:
    """The money of an objective and of the promises that serve it. One query."""
    asks = [Ask(objective=objective_id), *(ask_of_line(line) for line in lines)]
    return money_behind(year, day, asks)


def ask_of_line(line: AgreementLine) -> Ask:
    """What stands behind a promise, by the version that binds."""
    return ask_of_item(line.item, line.budget_codes)


def behind_item(line: AgreementLine, viewer: Viewer, year: int, day: date) -> Behind:
    """The panel of an agreement item. One query."""
    ask = ask_of_line(line)
    book = money_behind(year, day, [ask])
    return item_panel(book, ask, line.item, viewer)


def item_panel(book: MoneyBook, ask: Ask, item: AgreementItem, viewer: Viewer) -> Behind:
    """The panel of an item whose money is in a book."""
    money, unit = book.of(ask), item.agreement.unit
    of_table = " dan tercantum dalam tabel anggarannya" if ask.codes else ""
    if money is None:
        how = f"Tidak ada program {unit.name} yang melayani sasaran butir ini{of_table}."
        return Behind(None, book.ground, how, mend_of_unit(viewer, unit.code))
    whose = "" if unit.parent_id is None else f" {unit.name}"
    how = f"{_counted(money)}{whose} yang melayani sasaran butir ini{of_table}. {NOT_ADDED}"
    return Behind(money, book.ground, how)


def behind_result(chain: Sequence[PlannedResult], viewer: Viewer, day: date) -> Behind:
    """The panel of the last result of a chain: its sub-activity, else its item. One query."""
    result, top = chain[-1], chain[0]
    ask = ask_of_result(result, result.unit.path, getattr(top, "budget_codes", ()))
    book = money_behind(result.skp.year, day, [ask])
    money, item = book.of(ask), top.agreement_item
    is_above = result.skp.position.reports_to_id in viewer.position_ids
    may_tie = is_above or result.person_id == viewer.person_id
    mend = mend_of_result(result) if may_tie else None
    if result.sub_activity_id is not None:
        how = "Pagu sub kegiatan yang disebut hasil kerja ini." if money else (
            "Sub kegiatan yang disebut hasil kerja ini tidak berpagu."
        )  # fmt: skip
        return Behind(money, book.ground, how, mend)
    through = f"butir perjanjian {item.code}" if item else "butir perjanjiannya"
    how = f"Hasil kerja ini belum menyebut sub kegiatan, dan {through} belum terhubung juga."
    if money is not None:
        how = (
            f"Lewat {through}: {_counted(money).lower()} perangkat daerah ini yang melayani "
            f"sasarannya. {NOT_ADDED}"
        )
    return Behind(money, book.ground, how, mend)


def behind_programme(row: AgencyProgramme, year: int, day: date) -> Behind:
    """The panel of a programme of an agency. One query."""
    ask = Ask(path=row.unit.path, programme=row.node_id)
    book = money_behind(year, day, [ask])
    money = book.of(ask)
    how = "Pagu program ini pada perangkat daerah ini." if money else (
        "Program ini tidak berpagu pada perangkat daerah ini."
    )  # fmt: skip
    return Behind(money, book.ground, how)


def _counted(money: Money) -> str:
    agencies = f" dari {number(money.agencies)} perangkat daerah" if money.agencies > 1 else ""
    return f"Jumlah pagu {number(money.programmes)} program{agencies}"


def _mend_programmes(viewer: Viewer) -> Mend | None:
    if not may_manage(viewer):
        return None
    return Mend("Lihat kaitan program dengan sasaran", reverse("planning:agencies"))
