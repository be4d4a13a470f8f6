"""Rows of a spending tag as a list: a decision of BKAD often names hundreds of sub-activities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sasando.budget.models import (
    Account,
    BudgetActivity,
    BudgetUnit,
    FundingSource,
    SpendingTagRow,
)
from sasando.core.listings.cells import CellRefused, text, whole
from sasando.core.listings.columns import Column, Listing
from sasando.core.listings.judging import BATCH, note_missing
from sasando.core.listings.troubles import add_sentences
from sasando.rules.codes import parse_account_code, parse_nomenclature_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sasando.budget.models import SpendingTag
    from sasando.core.listings.report import Row

FIRST_YEAR, LAST_YEAR = 2018, 2100
SIGNS: Final = {label: value for value, label in SpendingTagRow.Sign.choices}


def _sign(cell: str) -> int:
    """Whether the row counts or leaves out."""
    if cell.casefold() not in SIGNS:
        raise CellRefused("choice-unknown", value=cell, known=", ".join(SIGNS))
    return SIGNS[cell.casefold()]


def _activity(cell: str) -> str:
    """The beginning of a nomenclature code in its usual form. Raises RuleInputError."""
    return parse_nomenclature_code(cell).text


def _account(cell: str) -> str:
    """The beginning of an account of expenditure in its usual form. Raises RuleInputError."""
    code = parse_account_code(cell).text
    if not code.startswith("5"):
        raise CellRefused("tag-not-expenditure", value=cell)
    return code


TAG_ROWS: Final = Listing(
    "baris-tag",
    "Baris tag belanja",
    "Belanja mana yang dihitung di bawah satu tag. Baris yang sudah berlaku dibiarkan; berkas ini "
    "tidak mengakhiri apa pun.",
    (
        Column("cara_hitung", "sign", _sign, "dihitung atau dikecualikan.",
               ("dihitung", "dikecualikan"), needed=True, filled=True),
        Column("skpd", "agency", text(40), "Kode SKPD; kosong berarti semua.",
               ("", "1.01.0.00.0.00.01.0000"), default=""),
        Column("kegiatan", "activity", _activity,
               "Awal kode program, kegiatan, atau sub kegiatan; X.XX.01 berarti penunjang semua.",
               ("1.01.02", ""), default=""),
        Column("rekening", "account", _account, "Awal kode rekening belanja.", ("", "5.1.01.03"),
               default=""),
        Column("sumber_dana", "funding", text(40), "Awal kode sumber dana.", ("", "1.2"),
               default=""),
        Column("diputuskan_dengan", "legal_act", text(160), "Keputusan: jenis, nomor, tahun.",
               ("Keputusan Kepala BKAD 3/2026", "Keputusan Kepala BKAD 3/2026"),
               needed=True, filled=True),
        Column("mulai_tahun", "from_year", whole(FIRST_YEAR, LAST_YEAR),
               "Tahun anggaran pertama yang dihitung.", ("2027", "2027"), needed=True,
               filled=True, numeric=True),
        Column("catatan", "note", text(200), "Keterangan singkat.", ("Program pendidikan", ""),
               default=""),
    ),
)  # fmt: skip
CODES: Final = {
    "skpd": "agency", "kegiatan": "activity", "rekening": "account", "sumber_dana": "funding",
}  # fmt: skip
add_sentences(
    {
        "tag-not-expenditure": (
            "“%(value)s” bukan rekening belanja.",
            "Yang ditandai hanya belanja. Tulis rekening yang berawal 5.",
        ),
        "tag-row-takes-all": (
            "Baris ini tidak menyebut kode apa pun, jadi seluruh belanja ikut terhitung.",
            "Isi paling sedikit satu: skpd, kegiatan, rekening, atau sumber_dana.",
        ),
        "tag-code-unknown": (
            "Kode “%(value)s” tidak ada di anggaran yang dimuat.",
            "Periksa kodenya di rincian versi anggaran.",
        ),
        "tag-row-stands": (
            "Baris ini sudah berlaku sebagai baris %(number)s: %(act)s, mulai %(year)s.",
            "Baris itu dibiarkan. Akhiri dahulu bila keputusannya berganti.",
        ),
    }
)


class Key(NamedTuple):
    """What makes two rows of a tag the same."""

    sign: int
    agency: str
    activity: str
    account: str
    funding: str


class TagImport:
    """Rows of a file beside those of the tag that have not ended."""

    def __init__(self, tag: SpendingTag, rows: Sequence[Row], entered: dict[str, Any]) -> None:
        self.tag, self.rows, self.entered = tag, rows, entered
        held = list(tag.rows.all())
        self.last = max((row.number for row in held), default=0)
        self.standing = {_key(vars(row)): row for row in held if row.ended_at is None}
        self.known = _known_codes()
        self.told: dict[Key, Row] = {}

    def judge(self) -> None:
        """Each row takes something that is known, and stands once."""
        for row in self.rows:
            note_missing(row, TAG_ROWS)
            if not row.troubles:
                self._judge(row)

    def write(self) -> None:
        """Add what is new; numbers follow the last one of the tag."""
        fresh = [(key, row) for key, row in self.told.items() if row.is_new]
        SpendingTagRow.objects.bulk_create(
            [
                SpendingTagRow(
                    tag=self.tag,
                    number=self.last + place,
                    **key._asdict(),
                    legal_act=row.values["legal_act"],
                    from_year=row.values["from_year"],
                    note=row.values.get("note", ""),
                    **self.entered,
                )
                for place, (key, row) in enumerate(fresh, start=1)
            ],
            batch_size=BATCH,
        )

    def _judge(self, row: Row) -> None:
        key = _key(row.values)
        codes = {heading: getattr(key, name) for heading, name in CODES.items()}
        row.values["code"] = " ".join(code for code in codes.values() if code)
        if not row.values["code"]:
            row.refuse("skpd", "tag-row-takes-all")
        for heading, code in codes.items():
            if code and code not in self.known[heading]:
                row.refuse(heading, "tag-code-unknown", value=code)
        if key in self.told:
            row.refuse("cara_hitung", "duplicate", line=self.told[key].line)
        if row.troubles:
            return
        self.told[key] = row
        stands = self.standing.get(key)
        row.is_new = stands is None
        if stands is not None and _differs(stands, row):
            shown = {"number": stands.number, "act": stands.legal_act, "year": stands.from_year}
            row.notice("diputuskan_dengan", "tag-row-stands", **shown)


def tag_cells(rows: Iterable[SpendingTagRow]) -> list[list[Any]]:
    """Rows as the list has them, to be edited and loaded again."""
    values = [{**vars(row), "sign": row.get_sign_display()} for row in rows]
    return [[row[column.name] for column in TAG_ROWS.columns] for row in values]


def _key(values: dict[str, Any]) -> Key:
    return Key(values["sign"], *(values.get(name) or "" for name in CODES.values()))


def _differs(stands: SpendingTagRow, row: Row) -> bool:
    asked = (row.values["legal_act"], row.values["from_year"])
    return (stands.legal_act, stands.from_year) != asked


def _known_codes() -> dict[str, set[str]]:
    """Every code a row may name, beginnings included; four queries."""
    agencies = BudgetUnit.objects.filter(parent=None).values_list("code", flat=True)
    activities = set(BudgetActivity.objects.values_list("code", flat=True))
    # Any field may stand for every field: X.XX.
    activities |= {".".join(("X", "XX", *code.split(".")[2:])) for code in activities}
    accounts = Account.objects.values_list("code", flat=True)
    funding = FundingSource.objects.values_list("code", flat=True)
    return {
        "skpd": set(agencies),
        "kegiatan": _beginnings(activities),
        "rekening": _beginnings(accounts),
        "sumber_dana": _beginnings(funding),
    }


def _beginnings(codes: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for code in codes:
        segments = code.split(".")
        found.update(".".join(segments[:count]) for count in range(1, len(segments) + 1))
    return found
