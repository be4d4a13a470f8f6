"""Codes of plans and budgets: nomenclature, agencies (SKPD) and accounts, as offices print them.

Sources: Permendagri 90/2019, Kepmendagri 050-5889/2021 and 900.1.15.5-3406/2024 [M], read in the
2026 and 2027 exports of SIPD [V]. Codes are always text: a spreadsheet turns 1.10 into 1.1. What
has one meaning is put into its usual form and the change is told; what has none, or two, is
refused with the reason.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from sasando.rules.arguments import TEXT, Argument
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

CITY_AUTHORITY: Final = 2
AUTHORITIES: Final[Mapping[int, str]] = {
    1: "provinsi",
    2: "kabupaten/kota",
    3: "otonomi khusus Papua",
    4: "otonomi khusus Papua",
    5: "keistimewaan Yogyakarta",
    7: "kekhususan Aceh",
    8: "kekhususan Bali",
}
SUPPORT: Final = "X.XX.01"
EMPTY_FIELD: Final = "0.00"

_NOMENCLATURE: Final = re.compile(
    r"(?:[1-9]|X)(?:\.(?:\d{2}|XX)(?:\.\d{2}(?:\.\d\.\d{2}(?:\.\d{4})?)?)?)?", re.ASCII
)
_OLD_SUB_ACTIVITY: Final = re.compile(
    r"(?:[1-9]|X)\.(?:\d{2}|XX)\.\d{2}\.\d\.\d{2}\.\d{2}", re.ASCII
)
_SUB_ACTIVITY: Final = re.compile(r"(?:[1-9]|X)\.(?:\d{2}|XX)\.\d{2}\.\d\.\d{2}\.\d{4}", re.ASCII)
_AGENCY: Final = re.compile(r"((?:\d\.\d{2}\.){3})(\d{2})\.(\d{4})", re.ASCII)
_BLANKS: Final = re.compile(r"[\s\u00a0\u200b\u202f]+")
_STRAY_ZERO: Final = re.compile(r"0\d", re.ASCII)
_STRAY_ZERO_ACTIVITY: Final = re.compile(r"0\d{2}", re.ASCII)


class Level(StrEnum):
    """The levels of the nomenclature; four segments make none."""

    AFFAIR = "URUSAN"
    FIELD = "BIDANG"
    PROGRAMME = "PROGRAM"
    ACTIVITY = "KEGIATAN"
    SUB_ACTIVITY = "SUBKEGIATAN"


class Notice(StrEnum):
    """What was put right in a code, or what its reader should know."""

    BLANKS_REMOVED = "BLANKS_REMOVED"
    STRAY_ZERO_REMOVED = "STRAY_ZERO_REMOVED"
    LETTERS_RAISED = "LETTERS_RAISED"
    OLD_CODE_MAPPED = "OLD_CODE_MAPPED"
    OTHER_AUTHORITY = "OTHER_AUTHORITY"


NOTICE_WORDS: Final[Mapping[Notice, str]] = {
    Notice.BLANKS_REMOVED: "Spasi di dalam kode dihapus.",
    Notice.STRAY_ZERO_REMOVED: "Angka nol yang berlebih pada kewenangan atau kegiatan dihapus.",
    Notice.LETTERS_RAISED: "Huruf x ditulis besar.",
    Notice.OLD_CODE_MAPPED: "Kode lama dua angka diganti menurut tabel pemetaan.",
    Notice.OTHER_AUTHORITY: "Kewenangannya bukan kabupaten/kota pada umumnya. Periksa kembali.",
}
_LEVELS: Final = {
    1: Level.AFFAIR,
    2: Level.FIELD,
    3: Level.PROGRAMME,
    5: Level.ACTIVITY,
    6: Level.SUB_ACTIVITY,
}
_PARENT_SEGMENTS: Final = {1: 0, 2: 1, 3: 2, 5: 3, 6: 5}


@dataclass(frozen=True)
class NomenclatureCode:
    """A code of the nomenclature in its usual form, and what was put right to get there.

    Equal codes are equal whatever was printed.
    """

    text: str
    notices: tuple[Notice, ...] = field(default=(), compare=False)

    @property
    def segments(self) -> tuple[str, ...]:
        """Its parts between the dots."""
        return tuple(self.text.split("."))

    @property
    def level(self) -> Level:
        """What the code names."""
        return _LEVELS[len(self.segments)]

    @property
    def parent(self) -> str:
        """The code one level up; empty for an affair."""
        return ".".join(self.segments[: _PARENT_SEGMENTS[len(self.segments)]])

    @property
    def authority(self) -> int | None:
        """Whose authority an activity or sub-activity is (2 is the city); None above them."""
        return int(self.segments[3]) if len(self.segments) > 3 else None

    @property
    def is_support(self) -> bool:
        """Whether it lies in the support programme, which every agency needs by law."""
        return len(self.segments) > 2 and self.segments[2] == "01"

    @property
    def stored(self) -> str:
        """The code under which the nomenclature keeps it: `2.11.01…` is kept as `X.XX.01…`."""
        return ".".join(("X", "XX", *self.segments[2:])) if self.is_support else self.text


def parse_nomenclature_code(
    printed: str, *, mapping: Mapping[str, str] | None = None, field: str = "code"
) -> NomenclatureCode:
    """Read one printed code.

    Spaces and a stray zero ("02" for authority 2, "001" for activity 01) are taken out. A
    two-digit sub-activity (until 2023) is never padded, for names moved: `mapping` says which new
    code it became. Raises RuleInputError (REQUIRED, CODE_SEGMENTS, CODE_DIGITS,
    CODE_NEEDS_MAPPING) on `field`.
    """
    text, notices = _tidied(printed, field)
    segments = text.split(".")
    if len(segments) not in {*_LEVELS}:
        raise RuleInputError(field, Problem.CODE_SEGMENTS, printed)
    if len(segments) > 3:
        without = ".".join((*segments[:3], *_without_stray_zeros(segments[3:5]), *segments[5:]))
        if without != text:
            text, notices = without, (*notices, Notice.STRAY_ZERO_REMOVED)
    if _OLD_SUB_ACTIVITY.fullmatch(text):
        text, notices = _mapped(text, mapping or {}, field), (*notices, Notice.OLD_CODE_MAPPED)
    if not _NOMENCLATURE.fullmatch(text):
        raise RuleInputError(field, Problem.CODE_DIGITS, printed)
    code = NomenclatureCode(text, notices)
    if code.authority in (None, CITY_AUTHORITY):
        return code
    return NomenclatureCode(text, (*notices, Notice.OTHER_AUTHORITY))


def is_support(code: str) -> bool:
    """Whether a code lies in the support programme X.XX.01, whoever's first field it prints."""
    return parse_nomenclature_code(code).is_support


@dataclass(frozen=True)
class AgencyCode:
    """An SKPD code: up to three fields, the agency's number in its first field, and its unit.

    Unit "0000" is the agency itself; puskesmas, UPTD and kelurahan count from "0001".
    """

    fields: tuple[str, ...]
    number: str
    unit: str

    @property
    def text(self) -> str:
        """As it is printed, empty fields as 0.00."""
        padded = (*self.fields, *(EMPTY_FIELD,) * (3 - len(self.fields)))
        return ".".join((*padded, self.number, self.unit))

    @property
    def parent(self) -> str:
        """The agency a unit belongs to; empty for an agency."""
        return "" if self.unit == "0000" else AgencyCode(self.fields, self.number, "0000").text


def parse_agency_code(printed: str, *, field: str = "code") -> AgencyCode:
    """Read an SKPD code such as `1.01.2.22.0.00.01.0000` [V].

    Raises RuleInputError (REQUIRED, CODE_SEGMENTS, CODE_DIGITS) on `field`; an empty first field
    or a field after an empty one has no meaning and is refused too.
    """
    text, _ = _tidied(printed, field)
    if text.count(".") != 7:
        raise RuleInputError(field, Problem.CODE_SEGMENTS, printed)
    found = _AGENCY.fullmatch(text)
    if found is None:
        raise RuleInputError(field, Problem.CODE_DIGITS, printed)
    parts = found.group(1).rstrip(".").split(".")
    fields = [f"{parts[place]}.{parts[place + 1]}" for place in (0, 2, 4)]
    named = [name for name in fields if name != EMPTY_FIELD]
    if not named or fields[: len(named)] != named:
        raise RuleInputError(field, Problem.CODE_DIGITS, printed)
    return AgencyCode(tuple(named), found.group(2), found.group(3))


class AccountLevel(StrEnum):
    """The six levels of an account code."""

    ACCOUNT = "AKUN"
    GROUP = "KELOMPOK"
    KIND = "JENIS"
    OBJECT = "OBJEK"
    DETAIL = "RINCIAN"
    SUB_DETAIL = "SUB_RINCIAN"


_ACCOUNT_WIDTHS: Final = ((1,), (1,), (2,), (2,), (2, 3), (4, 5))
# Tax objects of the years up to 2023 and where PBJT keeps them since (UU 1/2022) [V].
TAX_BRIDGE: Final[Mapping[str, str]] = {
    "4.1.01.06": "4.1.01.19.03",
    "4.1.01.07": "4.1.01.19.01",
    "4.1.01.08": "4.1.01.19.05",
    "4.1.01.10": "4.1.01.19.02",
    "4.1.01.11": "4.1.01.19.04",
}


@dataclass(frozen=True, order=True)
class AccountCode:
    """An account by the number of each segment, so that both printed widths are one account."""

    numbers: tuple[int, ...]
    printed: str = field(default="", compare=False)

    @property
    def text(self) -> str:
        """The usual form, widths 1.1.2.2.2.4."""
        return self._with_widths(0)

    @property
    def wide_text(self) -> str:
        """The form of the 2026 exports, widths 1.1.2.2.3.5."""
        return self._with_widths(-1)

    @property
    def level(self) -> AccountLevel:
        """How deep it stands."""
        return tuple(AccountLevel)[len(self.numbers) - 1]

    @property
    def parent(self) -> "AccountCode | None":
        """The account one level up; None for 4, 5 and their like."""
        return AccountCode(self.numbers[:-1]) if len(self.numbers) > 1 else None

    def at(self, level: AccountLevel) -> "AccountCode | None":
        """The account of `level` it belongs to; None when it stands higher itself."""
        depth = tuple(AccountLevel).index(level) + 1
        return AccountCode(self.numbers[:depth]) if depth <= len(self.numbers) else None

    def is_within(self, other: "AccountCode") -> bool:
        """Whether it is `other` or stands below it."""
        return self.numbers[: len(other.numbers)] == other.numbers

    @property
    def bridged(self) -> "AccountCode | None":
        """Where a tax object of the years up to 2023 stands now; None when it did not move.

        The last segment of the old tree means something else today, so only the object is bridged.
        """
        held = self.at(AccountLevel.OBJECT)
        moved = TAX_BRIDGE.get(held.text) if held else None
        return parse_account_code(moved) if moved else None

    def _with_widths(self, which: int) -> str:
        pairs = zip(self.numbers, _ACCOUNT_WIDTHS, strict=False)
        return ".".join(f"{number:0{widths[which]}d}" for number, widths in pairs)


def parse_account_code(printed: str, *, field: str = "code") -> AccountCode:
    """Read an account of one to six segments, in the widths of any year.

    Raises RuleInputError (REQUIRED, CODE_SEGMENTS, CODE_DIGITS) on `field`.
    """
    text, _ = _tidied(printed, field)
    segments = text.split(".")
    if len(segments) > len(_ACCOUNT_WIDTHS):
        raise RuleInputError(field, Problem.CODE_SEGMENTS, printed)
    for segment, widths in zip(segments, _ACCOUNT_WIDTHS, strict=False):
        if not (segment.isascii() and segment.isdigit() and len(segment) in widths):
            raise RuleInputError(field, Problem.CODE_DIGITS, printed)
    numbers = tuple(int(segment) for segment in segments)
    if 0 in numbers:
        raise RuleInputError(field, Problem.CODE_DIGITS, printed)
    return AccountCode(numbers, printed)


_CODE_CLAUSE: Final = "Permendagri 90/2019 dan pemutakhirannya [V]"
_ARGUMENT: Final = (Argument("code", TEXT, "Kode seperti tercetak"),)


@rule(
    "nomenclature-code",
    title="Membaca kode urusan sampai sub kegiatan",
    source="Permendagri 90/2019 dan Kepmendagri pemutakhirannya",
    mark=Mark.VERIFIED,
    arguments=_ARGUMENT,
    example={"code": "1.01.01.02.01.0001"},
)
def nomenclature_code(code: str) -> Outcome[NomenclatureCode]:
    """The code in its usual form with its level, authority and place in the nomenclature."""
    read = parse_nomenclature_code(code)
    authority = "–" if read.authority is None else _authority_words(read.authority)
    steps = [
        Step("Bentuk baku", code, read.text, _CODE_CLAUSE),
        Step("Tingkat dan induk", read.text, f"{read.level}, {read.parent or '–'}", _CODE_CLAUSE),
        Step("Kewenangan", read.text, authority, _CODE_CLAUSE),
    ]
    if read.is_support:
        steps.append(Step("Program penunjang", read.text, read.stored, _CODE_CLAUSE))
    steps.extend(Step("Catatan", code, NOTICE_WORDS[notice], "–") for notice in read.notices)
    return Outcome(read, Status.OK, tuple(steps))


@rule(
    "account-code",
    title="Membaca kode rekening, termasuk jembatan pajak lama",
    source="Permendagri 90/2019; lebar kode ekspor 2026; UU 1/2022 untuk PBJT",
    mark=Mark.VERIFIED,
    arguments=_ARGUMENT,
    example={"code": "5.1.02.01.001.00024"},
)
def account_code(code: str) -> Outcome[AccountCode]:
    """The account in its usual form, its level, and where an old tax object stands now."""
    read = parse_account_code(code)
    steps = [
        Step("Bentuk baku", code, read.text, _CODE_CLAUSE),
        Step("Tingkat", read.text, read.level.value, _CODE_CLAUSE),
    ]
    if read.bridged:
        steps.append(Step("Jembatan pajak lama", read.text, read.bridged.text, "UU 1/2022 [V]"))
    return Outcome(read, Status.OK, tuple(steps))


def _authority_words(authority: int) -> str:
    return f"{authority}, {AUTHORITIES.get(authority, 'arti belum dipastikan')}"


def _tidied(printed: str, field: str) -> tuple[str, tuple[Notice, ...]]:
    trimmed = printed.strip()
    text = _BLANKS.sub("", trimmed)
    if not text:
        raise RuleInputError(field, Problem.REQUIRED, printed)
    notices = [Notice.BLANKS_REMOVED] if text != trimmed else []
    if text.upper() != text:
        notices.append(Notice.LETTERS_RAISED)
    return text.upper(), tuple(notices)


def _without_stray_zeros(segments: list[str]) -> list[str]:
    authority, *activity = segments
    shorter = [authority[1:] if _STRAY_ZERO.fullmatch(authority) else authority]
    return shorter + [
        part[1:] if _STRAY_ZERO_ACTIVITY.fullmatch(part) else part for part in activity
    ]


def _mapped(text: str, mapping: Mapping[str, str], field: str) -> str:
    if text not in mapping:
        raise RuleInputError(field, Problem.CODE_NEEDS_MAPPING, text)
    if not _SUB_ACTIVITY.fullmatch(mapping[text]):
        raise RuleInputError(field, Problem.CODE_DIGITS, mapping[text])
    return mapping[text]
