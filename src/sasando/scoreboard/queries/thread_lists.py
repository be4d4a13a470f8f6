"""The rows behind the counts of a place: its indicators, its people, its entries of the week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasando.core.templatetags.sasando_format import hari_tanggal, menit_jam
from sasando.organization.models import Person
from sasando.planning.models import Indicator
from sasando.scoreboard.addresses import (
    ENTRY,
    OBJECTIVE,
    RESULT,
    marked,
    node_url,
    number,
    reverse,
)
from sasando.scoreboard.tables import Cell, Column, ListPage, Slice, Table
from sasando.scoreboard.week import Week
from sasando.work.models import DailyEntry, PlannedResult

from .chain import readable
from .places import Branch, Place
from .thread import counting_entries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sasando.organization.queries import Viewer

BRANCH_COLUMNS = (Column("Jenis"), Column("Uraian"), Column("Isi"), Column("Rupiah"))


def branch_table(branches: Sequence[Branch]) -> Table:
    """The branches of a place, for a file."""
    rows = [
        (
            Cell(branch.kind_label),
            Cell(marked(branch.label, is_example=branch.is_example)),
            Cell(", ".join(fact.text for fact in branch.counts)),
            Cell(branch.money.text, note=branch.money.note) if branch.money else Cell(""),
        )
        for branch in branches
    ]
    return Table(BRANCH_COLUMNS, rows, len(rows))


def indicator_list(place: Place, wanted: Slice) -> ListPage:
    """The indicators that tell whether what this place serves is reached. Two queries."""
    found = Indicator.objects.filter(place.indicators).select_related("owner", "objective")
    rows = [
        (
            Cell(
                marked(row.name, is_example=row.is_example),
                reverse("planning:indicator", args=[row.code]),
            ),
            Cell(row.measure),
            Cell(row.owner.name if row.owner else "belum ditetapkan"),
            _objective_cell(row),
            Cell(row.data_source),
        )
        for row in found.order_by("code")[wanted.start : wanted.stop]
    ]
    columns = ("Indikator", "Satuan", "Penanggung jawab", "Sasaran", "Sumber data")
    return ListPage(
        title="Indikator",
        lead=place.label,
        table=Table([Column(label) for label in columns], rows, found.count()),
        empty="Belum ada indikator di sini.",
        file_name=f"indikator-{place.code}",
    )


def people_list(place: Place, viewer: Viewer, wanted: Slice) -> ListPage:
    """Who promised a result below here, as far as the viewer's scope reaches. Four queries."""
    agreed = PlannedResult.objects.filter(place.results, state=PlannedResult.State.AGREED)
    everyone = agreed.order_by().values("person_id").distinct().count()
    open_to_viewer = agreed.filter(readable(viewer)).order_by()
    found = Person.objects.filter(pk__in=open_to_viewer.values("person_id"))
    named = found.count()
    people = list(found.order_by("name", "code")[wanted.start : wanted.stop])
    # Of several results of one person the first leads to his work.
    of_person = {
        row.person_id: row
        for row in open_to_viewer.filter(person__in=people)
        .select_related("skp__position", "unit")
        .order_by("-id")
    }
    rows = [_person_row(person, of_person[person.pk]) for person in people]
    columns = ("Nama", "Jabatan", "Unit", "Hasil kerja")
    return ListPage(
        title="Orang",
        lead=place.label,
        table=Table([Column(label) for label in columns], rows, named),
        empty="Tidak ada orang dalam lingkup Anda di sini.",
        notes=_outside(everyone - named, "orang"),
        file_name=f"orang-{place.code}",
        names_people=bool(rows),
    )


def entry_list(
    place: Place, viewer: Viewer, week: Week, wanted: Slice, day: date | None
) -> ListPage:
    """The week's entries below here, or those of one of its days, as far as the viewer may read."""
    results = PlannedResult.objects.filter(place.results).order_by()
    below = counting_entries(week).filter(result__in=results)
    if day is not None:
        below = below.filter(day=day)
    everything = below.count()
    found = below.filter(readable(viewer))
    open_to_viewer = found.count()
    shown = found.order_by("-day", "-id")[wanted.start : wanted.stop]
    # The page is cut before people and units are joined to it.
    rows = [
        _entry_row(row)
        for row in DailyEntry.objects.filter(pk__in=list(shown.values_list("pk", flat=True)))
        .select_related("person", "unit")
        .order_by("-day", "-id")
    ]
    columns = ("Hari", "Jam", "Pekerjaan", "Jumlah", "Orang", "Unit")
    when = "minggu ini" if day is None else hari_tanggal(day)
    return ListPage(
        title=f"Catatan {when}",
        lead=place.label,
        table=Table([Column(label) for label in columns], rows, open_to_viewer),
        empty="Tidak ada catatan dalam lingkup Anda di sini.",
        notes=_outside(everything - open_to_viewer, "catatan"),
        file_name=f"catatan-{place.code}",
        names_people=bool(rows),
    )


def _person_row(person: Person, result: PlannedResult) -> tuple[Cell, ...]:
    return (
        Cell(marked(person.name, is_example=person.is_example)),
        Cell(result.skp.position.title),
        Cell(result.unit.name),
        Cell(result.text, node_url(RESULT, result.code)),
    )


def _entry_row(row: DailyEntry) -> tuple[Cell, ...]:
    return (
        Cell(hari_tanggal(row.day)),
        Cell(f"{menit_jam(row.start_minute)}–{menit_jam(row.end_minute)}"),
        Cell(marked(row.activity, is_example=row.is_example), node_url(ENTRY, row.code)),
        Cell(f"{number(row.shown_quantity)} {row.measure}"),
        Cell(marked(row.person.name, is_example=row.person.is_example)),
        Cell(row.unit.name),
    )


def _objective_cell(row: Indicator) -> Cell:
    if row.objective is None:
        return Cell("belum dikaitkan")
    return Cell(row.objective.text, node_url(OBJECTIVE, row.objective.code))


def _outside(count: int, what: str) -> tuple[str, ...]:
    return (f"{number(count)} {what} lain di luar lingkup Anda.",) if count else ()
