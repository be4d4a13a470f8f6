"""The page *Utas*: one place of the thread, the path above it and the branches below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from sasando.agreements.models import AgreementParty
from sasando.budget.queries.money_behind import Ask
from sasando.core.templatetags.sasando_format import hari_tanggal, menit_jam
from sasando.planning.models import AgencyProgramme
from sasando.scoreboard.addresses import (
    ENTRY,
    ITEM,
    KIND_LABELS,
    MISSION,
    OBJECTIVE,
    PROGRAMME,
    RESULT,
    Fact,
    board_url,
    marked,
    node_url,
    number,
    programme_code,
    reverse,
)
from sasando.scoreboard.week import Week, running_week
from sasando.work.models import DailyEntry, PlannedResult

from .branches import (
    NOTHING,
    Count,
    Counts,
    counts_below_objective,
    counts_below_paths,
    counts_of_missions,
    counts_of_programme,
)
from .chain import url_of, with_words
from .places import Branch, Place, place_for
from .plan_tree import MissionLine, running_tree
from .thread_entry import entry_page
from .thread_money import (
    ask_of_line,
    behind_item,
    behind_mission,
    behind_objective,
    behind_programme,
    behind_result,
    book_of_missions,
    book_of_objective,
    money_fact,
    of_all_missions,
    of_mission,
)
from .thread_page import Below, Node, PersonLine, ThreadPage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from sasando.budget.queries.money_behind import MoneyBook
    from sasando.budget.shown import Behind
    from sasando.organization.queries import Viewer

ENTRIES_SHOWN = 20


def missions_page(*, now: datetime) -> ThreadPage:
    """All missions of the running plan. Six queries."""
    week = running_week(now)
    tree = running_tree(week.today.year)
    people, counts = counts_of_missions([row.id for row in tree.missions], week.today.year, week)
    book = book_of_missions(week.today.year, week.today)
    branches, today = [], 0
    for row in tree.missions:
        count = _count_of(row, people, counts)
        today += count.today
        url = node_url(MISSION, row.code)
        facts = _facts(count, url, indicators=row.indicators)
        money = money_fact(book, of_mission(book, row))
        branches.append(Branch(row.kind_label, row.text, url, facts, money=money))
    return ThreadPage(
        above=(),
        here=Node("RPJMD", "Semua misi", "", behind=of_all_missions(book, tree.missions)),
        below_label="Misi",
        branches=branches,
        today_label=_today(week),
        today_facts=[Fact(f"{number(today)} catatan hari ini")],
    )


def place_page(*, viewer: Viewer, now: datetime, kind: str, code: str) -> tuple[Place, ThreadPage]:
    """One place with its branches and their counts; the number of queries is fixed by its kind.

    Raises NotFoundForViewer.
    """
    place = place_for(viewer=viewer, now=now, kind=kind, code=code)
    week = running_week(now)
    if place.entry is not None:
        return place, entry_page(place, place.entry, viewer, week.today)
    builders = {
        MISSION: _mission_page,
        OBJECTIVE: _objective_page,
        ITEM: _item_page,
        RESULT: _result_page,
        PROGRAMME: _programme_page,
    }
    return place, builders[kind](place, week, viewer)


def _mission_page(place: Place, week: Week, viewer: Viewer) -> ThreadPage:
    mission = place.mission
    assert mission is not None
    people, counts = counts_of_missions([mission.id], place.year, week)
    whole = _count_of(mission, people, counts)
    book = book_of_missions(place.year, week.today)
    branches = []
    for row in mission.objectives:
        url = node_url(OBJECTIVE, row.code)
        facts = _facts(counts.get(row.id, NOTHING), url, indicators=row.indicators)
        money = money_fact(book, book.of(Ask(objective=row.id)))
        branches.append(Branch(row.kind_label, row.text, url, facts, row.is_example, money))
    facts = _facts(whole, place.url, indicators=mission.indicators)
    behind = behind_mission(book, mission, viewer)
    return _page(place, week, whole, facts, Below("Sasaran", branches), behind=behind)


def _objective_page(place: Place, week: Week, viewer: Viewer) -> ThreadPage:
    objective = place.objective
    assert objective is not None
    line_of = {code: line.item.code for line in place.lines for code in line.codes}
    counts = counts_below_objective(objective.id, place.year, line_of, week)
    book = book_of_objective(objective.id, place.lines, place.year, week.today)
    branches = [
        Branch(
            line.kind_label,
            line.label,
            line.url,
            _facts(counts.of(line.item.code), line.url),
            line.item.agreement.is_example,
            money_fact(book, book.of(ask_of_line(line))),
        )
        for line in place.lines
    ]
    programmes = AgencyProgramme.objects.filter(objective_id=objective.id).select_related(
        "unit", "node"
    )
    branches += [_programme_branch(row, book) for row in programmes]
    facts = _facts(counts.whole, place.url, indicators=objective.indicators)
    label = f"Butir perjanjian {place.year} dan program"
    behind = behind_objective(book, objective.id, viewer)
    return _page(place, week, counts.whole, facts, Below(label, branches), behind=behind)


def _item_page(place: Place, week: Week, viewer: Viewer) -> ThreadPage:
    line = place.line
    assert line is not None
    counts = counts_below_paths(list(line.paths), week)
    tops = with_words(PlannedResult.objects.filter(agreement_item__code__in=line.codes))
    branches, hidden = _result_branches(place, tops.order_by("unit__code", "code"), counts)
    item, agreement = line.item, line.item.agreement
    facts = [
        Fact(f"target {place.year} {item.shown_target} {item.shown_measure}", line.url),
        *_facts(counts.whole, place.url, indicators=1 if item.indicator_id else 0),
    ]
    if place.code != item.code:
        facts.append(Fact("ada versi yang lebih baru", line.url))
    if not line.is_in_force:
        facts.append(Fact("perjanjian belum ditandatangani semua pihak"))
    people = _signers(agreement.pk, agreement.unit.path, viewer)
    below = Below("Hasil kerja yang mendukung", branches, hidden)
    behind = behind_item(line, viewer, place.year, week.today)
    return _page(place, week, counts.whole, facts, below, people, behind=behind)


def _result_page(place: Place, week: Week, viewer: Viewer) -> ThreadPage:
    result, sight = place.chain[-1], place.sight
    assert sight is not None
    counts = counts_below_paths([result.path], week)
    children = with_words(PlannedResult.objects.filter(parent_id=result.pk)).order_by("id")
    branches, hidden = _result_branches(place, children, counts)
    own = counts.of("")
    if sight.may_read(result):
        branches += _entry_branches(result, week)
    elif own.week:
        branches.append(Branch("Catatan", f"{number(own.week)} catatan minggu ini", ""))
    facts = [
        Fact(f"target {number(result.target.normalize())} {result.measure}"),
        *_facts(counts.whole, place.url),
    ]
    position = result.skp.position
    url = board_url(result.unit.code) if viewer.may_see_path(result.unit.path) else ""
    owner = PersonLine(
        marked(result.person.name, is_example=result.person.is_example), position.title, url
    )
    label = "Hasil kerja yang mendukung dan catatan minggu ini"
    below, behind = Below(label, branches, hidden), behind_result(place.chain, viewer, week.today)
    return _page(place, week, counts.whole, facts, below, (owner,), behind=behind)


def _programme_page(place: Place, week: Week, _viewer: Viewer) -> ThreadPage:
    row = place.programme
    assert row is not None
    counts = counts_of_programme(row.node_id, row.unit.path, place.year, week)
    results = with_words(PlannedResult.objects.filter(place.results)).order_by("path")
    branches, hidden = _result_branches(place, results, counts)
    facts = _facts(counts.whole, place.url)
    if row.objective is None:
        facts.append(Fact("belum dikaitkan dengan sasaran"))
    if row.priority is not None:
        facts.append(Fact(f"program prioritas {row.priority.name}"))
    label = "Hasil kerja yang memakai program ini"
    below, behind = Below(label, branches, hidden), behind_programme(row, place.year, week.today)
    return _page(place, week, counts.whole, facts, below, behind=behind)


def _result_branches(
    place: Place, rows: Iterable[PlannedResult], counts: Counts
) -> tuple[list[Branch], str]:
    """Branches the viewer may walk, and in words what the others come to."""
    sight = place.sight
    assert sight is not None
    branches, results, entries = [], 0, 0
    for row in rows:
        count = counts.of(row.code)
        if sight.may_walk(row):
            kind = f"{KIND_LABELS[RESULT]} · {row.skp.position.title}"
            facts = _facts(count, url_of(row))
            branches.append(Branch(kind, row.text, url_of(row), facts, row.is_example))
        else:
            results, entries = results + 1, entries + count.week
    if not results:
        return branches, ""
    return branches, (
        f"{number(results)} hasil kerja di luar lingkup Anda, dengan {number(entries)} catatan "
        "minggu ini."
    )


def _entry_branches(result: PlannedResult, week: Week) -> list[Branch]:
    rows = counting_entries(week).filter(result_id=result.pk)
    return [
        Branch(
            f"Catatan · {hari_tanggal(row.day)} {menit_jam(row.start_minute)}–"
            f"{menit_jam(row.end_minute)}",
            row.activity,
            node_url(ENTRY, row.code),
            (),
            row.is_example,
        )
        for row in rows.order_by("-day", "-start_minute", "-id")[:ENTRIES_SHOWN]
    ]


def counting_entries(week: Week) -> QuerySet[DailyEntry]:
    """Entries of the week that count: work, the last of each chain of corrections."""
    newer = DailyEntry.objects.filter(replaces=OuterRef("pk"))
    return DailyEntry.objects.filter(
        ~Exists(newer), day__range=(week.first, week.today), kind=DailyEntry.Kind.WORK
    )


def _programme_branch(row: AgencyProgramme, book: MoneyBook) -> Branch:
    code = programme_code(row.unit.code, row.node.code)
    kind = f"Program · {row.unit.name}"
    money = book.of(Ask(objective=row.objective_id, path=row.unit.path, programme=row.node_id))
    url = node_url(PROGRAMME, code)
    return Branch(kind, row.node.name, url, (), row.is_example, money_fact(book, money))


def _signers(agreement_id: int, unit_path: str, viewer: Viewer) -> list[PersonLine]:
    parties = AgreementParty.objects.filter(agreement_id=agreement_id).select_related("agreement")
    if not viewer.may_see_path(unit_path):
        return [PersonLine(row.title) for row in parties]
    url = reverse("agreements:agreement", args=[parties[0].agreement.code]) if parties else ""
    return [
        PersonLine(marked(row.name, is_example=row.agreement.is_example), row.title, url)
        for row in parties
    ]


def _page(  # noqa: PLR0917  the parts of a page, in the order in which it shows them
    place: Place,
    week: Week,
    whole: Count,
    facts: Sequence[Fact],
    below: Below,
    people: Sequence[PersonLine] = (),
    *,
    behind: Behind,
) -> ThreadPage:
    today_url = node_url(place.kind, place.code, lihat="catatan", hari=week.today.isoformat())
    return ThreadPage(
        above=place.above,
        here=Node(
            place.kind_label, place.label, place.code, place.is_example, facts, people, behind
        ),
        below_label=below.label,
        branches=below.branches,
        hidden=below.hidden,
        today_label=_today(week),
        today_facts=[Fact(f"{number(whole.today)} catatan hari ini", today_url)],
    )


def _facts(count: Count, url: str, *, indicators: int | None = None) -> list[Fact]:
    facts = (
        [] if indicators is None else [Fact(f"{indicators} indikator", f"{url}?lihat=indikator")]
    )
    return [
        *facts,
        Fact(f"{number(count.people)} orang", f"{url}?lihat=orang"),
        Fact(f"{number(count.week)} catatan minggu ini", f"{url}?lihat=catatan"),
    ]


def _count_of(mission: MissionLine, people: dict[int, int], counts: dict[int, Count]) -> Count:
    """A mission's count: entries summed over its objectives, people counted once."""
    below = [counts.get(row.id, NOTHING) for row in mission.objectives]
    return Count(
        people=people.get(mission.id, 0),
        week=sum(row.week for row in below),
        today=sum(row.today for row in below),
    )


def _today(week: Week) -> str:
    return f"Hari ini, {hari_tanggal(week.today)}"
