"""The forms in which SIPD-RI exports budget lines, told by their headings, and a mapped CSV.

Headings are compared without regard to capitals, blanks and order. Columns nobody needs may stand
between them. Source: real exports of 2024 to 2026 (planning_budget F1) [V].
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from sasando.budget.errors import BudgetFileRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_BLANKS = re.compile(r"\s+")

# What a line needs, by our own names; the words are SIPD's.
RECAP: Final = {
    "year": "tahun",
    "agency_code": "kode skpd",
    "agency_name": "nama skpd",
    "sub_unit_code": "kode sub unit",
    "sub_unit_name": "nama sub unit",
    "programme_code": "kode program",
    "programme_name": "nama program",
    "activity_code": "kode kegiatan",
    "activity_name": "nama kegiatan",
    "sub_activity_code": "kode sub kegiatan",
    "sub_activity_name": "nama sub kegiatan",
    "funding_code": "kode sumber dana",
    "funding_name": "nama sumber dana",
    "account_code": "kode rekening",
    "account_name": "nama rekening",
    "amount": "pagu",
}
FIELDS: Final = (*RECAP, "package")
NEEDED: Final = frozenset({"agency_code", "agency_name", "account_code", "amount"})


@dataclass(frozen=True)
class Layout:
    """A form of export: its name, and at which place of a row each field stands.

    A field that the form does not have has no place.
    """

    code: str
    name: str
    places: Mapping[str, int]

    def cells(self, *fields: str) -> Callable[[Sequence[str]], Any]:
        """Reads the cells of some fields of a row: a tuple, of one field the cell itself.

        What the form does not have is read from the row's end, where an empty cell must stand.
        """
        return itemgetter(*(self.places.get(field, -1) for field in fields))


_FORMS: Final = (
    ("rekap5", "Rekap dengan paket/kelompok (23 kolom)", "nama paket/kelompok"),
    ("rekap-rinci", "Rekap rinci dengan standar harga (23 kolom)", "nama standar harga"),
)


def layout_of(headings: Sequence[str], mapping: Mapping[str, str] | None = None) -> Layout:
    """The form a file has. `mapping` names, for a form of another program, the heading per field.

    Raises BudgetFileRefused (headings-none, headings-unknown, heading-missing, heading-twice).
    """
    found = [tidy(heading) for heading in headings]
    # A web page saved as .xls, or a title above the headings: no column can be chosen there.
    if sum(map(bool, found)) < len(NEEDED):
        raise BudgetFileRefused(problem="headings-none", what="", row=1)
    wanted = dict(RECAP)
    code, name = "rekap", "Rekap (21 kolom)"
    for form, words, extra in _FORMS:
        if extra in found:
            code, name = form, words
            wanted["package"] = extra
    if mapping is not None:
        code, name = "peta", "CSV dengan peta kolom"
        wanted = {field: tidy(heading) for field, heading in mapping.items()}
        _refuse_wrong_map(wanted)
    places = {field: found.index(word) for field, word in wanted.items() if word in found}
    _refuse_missing(wanted, places, found, mapped=mapping is not None)
    return Layout(code, name, places)


def tidy(heading: str) -> str:
    """A heading in small letters with single blanks."""
    return _BLANKS.sub(" ", heading).strip().casefold()


def _refuse_wrong_map(wanted: Mapping[str, str]) -> None:
    unknown = sorted(set(wanted) - set(FIELDS))
    if unknown:
        raise BudgetFileRefused(problem="field-unknown", what=unknown[0], row=0)
    missing = sorted(NEEDED - set(wanted))
    if missing:
        raise BudgetFileRefused(problem="field-missing", what=missing[0], row=0)


def _refuse_missing(
    wanted: Mapping[str, str], places: Mapping[str, int], found: Sequence[str], *, mapped: bool
) -> None:
    missing = [word for field, word in wanted.items() if field not in places]
    if len(missing) > len(wanted) // 2:
        raise BudgetFileRefused(problem="headings-unknown", what=", ".join(found[:3]), row=1)
    # SIPD's own forms always have all their columns; a file without one was changed by hand.
    if missing and (not mapped or NEEDED - set(places)):
        raise BudgetFileRefused(problem="heading-missing", what=missing[0], row=1)
    twice = [word for word in wanted.values() if found.count(word) > 1]
    if twice:
        raise BudgetFileRefused(problem="heading-twice", what=twice[0], row=1)
