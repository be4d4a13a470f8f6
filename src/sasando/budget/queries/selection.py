"""Choosing lines of expenditure: by agency, programme, account, funding, tag, result or contract.

One choice, used by spending tags, mandatory spending and scenarios alike. Only expenditure is ever
chosen: revenue and financing are neither tagged nor cut. Codes go by whole segments, so `1.02.02`
does not take `1.02.020`, and `X.XX.01` takes the support programme of every field.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, Value, When

from sasando.budget.models import (
    Account,
    BudgetActivity,
    BudgetLine,
    BudgetUnit,
    Contract,
    FundingSource,
    SpendingTag,
    SpendingTagRow,
)
from sasando.core import clock
from sasando.planning.models import NomenclatureNode

from .results import programme_results

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from sasando.budget.models import BudgetVersion

EXPENDITURE: Final = "5"
NOTHING: Final = Q(pk__in=())
RESULT_WORDS: Final = {
    "TERCAPAI": "program yang mencapai target",
    "MELESET": "program yang meleset dari target",
    "TAK_TERTELUSUR": "program yang hasilnya tidak tertelusur",
    "PENUNJANG": "program penunjang",
}
_LABELS: Final = {
    "agency": "SKPD",
    "activity": "kegiatan",
    "account": "rekening",
    "funding": "sumber dana",
    "tag": "tag",
}
# What the beginning of a nomenclature code names, by its number of segments.
_ACTIVITY_LABELS: Final = {
    1: "urusan", 2: "bidang urusan", 3: "program", 5: "kegiatan", 6: "sub kegiatan",
}  # fmt: skip
EVERYTHING_WORDS: Final = "seluruh belanja"


@dataclass(frozen=True)
class Selection:
    """A choice of lines; every part given must fit, an empty one takes everything.

    `agency` is the whole code of an agency, `activity`, `account` and `funding` the beginning of
    a code, `tag` the code of a spending tag. `results` is a class of `RESULT_WORDS`. `contracted`
    takes what a contract of the year binds: its sub-activity, and its account if it names one.
    """

    agency: str = ""
    activity: str = ""
    account: str = ""
    funding: str = ""
    tag: str = ""
    results: str = ""
    contracted: bool = False

    @property
    def is_everything(self) -> bool:
        """Whether it takes all expenditure."""
        return self == EVERYTHING


EVERYTHING: Final = Selection()


@dataclass(frozen=True)
class SelectionChoices:
    """The agencies and tags there are to choose from, as code and words."""

    agencies: Sequence[tuple[str, str]]
    tags: Sequence[tuple[str, str]]


def selection_choices() -> SelectionChoices:
    """Every agency met in a budget, and every tag; two queries."""
    agencies = BudgetUnit.objects.filter(parent=None).order_by("-pk").values_list("code", "name")
    tags = SpendingTag.objects.values_list("code", "name")
    by_name = sorted(dict(agencies).items(), key=lambda pair: pair[1])
    return SelectionChoices([(code, f"{name} ({code})") for code, name in by_name], list(tags))


def selected_lines(
    version: BudgetVersion,
    selection: Selection,
    *,
    results_year: int | None = None,
    day: date | None = None,
) -> QuerySet[BudgetLine]:
    """The lines of a version that a selection takes, in the order of the file.

    `results_year` is the year results are judged by (the version's own without it), `day` the day
    tags and results are read on (today without it). One query; a tag and results add theirs, in a
    number that does not grow. Raises NotFoundForViewer for results of a year without a budget.
    """
    found = condition_of(version, selection, results_year=results_year, day=day)
    return lines_where(version, found)


def lines_where(version: BudgetVersion, condition: Q) -> QuerySet[BudgetLine]:
    """The lines of a version that meet a condition on codes.

    Inside a CASE the database looks each code up in a hash. As plain conditions it would join, and
    choose nested loops for a version it has no statistics of yet: 16 s instead of 0,2 s.
    """
    taken = Case(
        When(condition, then=Value(value=True)),
        default=Value(value=False),
        output_field=BooleanField(),
    )
    return BudgetLine.objects.filter(taken, version=version)


def condition_of(
    version: BudgetVersion,
    selection: Selection,
    *,
    results_year: int | None = None,
    day: date | None = None,
) -> Q:
    """What a selection asks of a line of a version, to be used in filters and sums."""
    found = by_codes(selection) if selection.account else spending() & by_codes(selection)
    today = day or clock.local_day(clock.now())
    if selection.tag:
        found &= tagged(tag_rows(version.year, today, [selection.tag]))
    if selection.results:
        year = results_year or version.year
        found &= _of_results(version, selection.results, year, today)
    if selection.contracted:
        found &= _contracted(version)
    return found


def spending() -> Q:
    """Lines of expenditure."""
    return by_codes(Selection(account=EXPENDITURE))


def by_codes(selection: Selection) -> Q:
    """What the codes of a selection ask of a line; its other parts are not looked at.

    Without an account revenue may fit too: `spending` leaves it out, once for many selections.
    """
    found = Q()
    if selection.account:
        accounts = Account.objects.filter(beginning(selection.account))
        found &= Q(account__in=accounts.values("pk"))
    if selection.agency:
        agencies = BudgetUnit.objects.filter(code=selection.agency, parent=None)
        found &= Q(agency__in=agencies.values("pk"))
    if selection.activity:
        activities = BudgetActivity.objects.filter(activity_beginning(selection.activity))
        found &= Q(activity__in=activities.values("pk"))
    if selection.funding:
        funding = FundingSource.objects.filter(beginning(selection.funding))
        found &= Q(funding__in=funding.values("pk"))
    return found


def tag_rows(year: int, day: date, codes: Collection[str]) -> Sequence[SpendingTagRow]:
    """The rows of tags that count for a budget year, as they were known on a day; one query."""
    after = clock.midnight_before(day + timedelta(days=1))
    known = SpendingTagRow.objects.filter(
        tag__code__in=codes, from_year__lte=year, recorded_at__lt=after
    )
    over = Q(until_year__lt=year, ended_at__lt=after)
    return list(known.exclude(over).select_related("tag").order_by("tag__code", "number"))


def selection_of(row: SpendingTagRow) -> Selection:
    """What one row of a tag takes."""
    return Selection(row.agency, row.activity, row.account, row.funding)


def tagged(rows: Iterable[SpendingTagRow]) -> Q:
    """What the rows of one tag count: taken by one that counts, by none that leaves out.

    To be asked of lines of expenditure only (`spending`).
    """
    counted, left_out = NOTHING, NOTHING
    for row in rows:
        if row.sign == SpendingTagRow.Sign.COUNTED:
            counted |= by_codes(selection_of(row))
        else:
            left_out |= by_codes(selection_of(row))
    return counted & ~left_out


def selection_names(selections: Iterable[Selection]) -> Mapping[tuple[str, str], str]:
    """Names of the codes in selections, by field and code; six queries at most."""
    asked: dict[str, set[str]] = {field: set() for field in _LABELS}
    for selection in selections:
        for field, codes in asked.items():
            codes.add(getattr(selection, field))
    models = {
        "agency": BudgetUnit, "activity": BudgetActivity, "account": Account,
        "funding": FundingSource, "tag": SpendingTag,
    }  # fmt: skip
    found: dict[tuple[str, str], str] = {}
    for field, model in models.items():
        codes = asked[field] - {""}
        if codes:
            rows = model.objects.filter(code__in=codes).order_by("-pk")  # type: ignore[attr-defined]
            found |= {(field, code): name for code, name in rows.values_list("code", "name")}
    # Fields, and the support programme of every agency, stand in the nomenclature only.
    unnamed = {code for code in asked["activity"] - {""} if ("activity", code) not in found}
    if unnamed:
        nodes = NomenclatureNode.objects.filter(code__in=unnamed).order_by("version")
        found |= {("activity", code): name for code, name in nodes.values_list("code", "name")}
    return found


def selection_words(
    selection: Selection, names: Mapping[tuple[str, str], str] | None = None
) -> str:
    """A selection in words, for pages and files, with the names of its codes if they are given."""
    parts = []
    for field, label in _LABELS.items():
        code = getattr(selection, field)
        if code:
            name = (names or {}).get((field, code), "")
            kind = _ACTIVITY_LABELS.get(code.count(".") + 1, label)
            shown = kind if field == "activity" else label
            parts.append(f"{shown} {code} {name}".rstrip())
    if selection.results:
        parts.append(RESULT_WORDS[selection.results])
    if selection.contracted:
        parts.append("yang terikat kontrak")
    return ", ".join(parts) or EVERYTHING_WORDS


def beginning(code: str) -> Q:
    """Codes that are `code` or stand below it, segment by segment."""
    return Q(code=code) | Q(code__startswith=f"{code}.")


def activity_beginning(code: str) -> Q:
    """Programme, activity and sub-activity codes below `code`; X and XX stand for every field."""
    if not code.startswith("X"):
        return beginning(code)
    wild = re.escape(code).replace("XX", "([0-9]{2}|XX)", 1)
    return Q(code__regex=rf"^{wild.replace('X', '([0-9]|X)', 1)}(\.|$)")


def _of_results(version: BudgetVersion, wanted: str, year: int, day: date) -> Q:
    """Programmes whose result is of a class, agency by agency."""
    found = NOTHING
    programmes: dict[int, set[int]] = defaultdict(set)
    for row in programme_results(year, day, version).of_class(wanted):
        programmes[row.agency_id].update(row.programme_ids)
        if not row.programme_ids:
            found |= Q(agency=row.agency_id, activity=None)
    for agency, held in programmes.items():
        below = Q(pk__in=held) | Q(parent__in=held) | Q(parent__parent__in=held)
        activities = BudgetActivity.objects.filter(below).values("pk")
        found |= Q(agency=agency, activity__in=activities)
    return found


def _contracted(version: BudgetVersion) -> Q:
    """What contracts of the version's year bind."""
    bound = Contract.objects.filter(
        year=version.year, agency=OuterRef("agency"), activity=OuterRef("activity")
    )
    return Exists(bound.filter(account=None)) | Exists(bound.filter(account=OuterRef("account")))
