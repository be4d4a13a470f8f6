"""Mandatory spending: the share of a budget that law asks for, or caps.

Money in rupiah, shares in percent rounded half up to 2 decimals for reading; whether a limit is
kept is judged on the exact figures, so 19,996 % does not keep 20 %. What counts is decided
elsewhere, by tags; without a tag nothing is judged, and nothing is ever called zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from sasando.rules.achievement import HUNDRED, ZERO
from sasando.rules.arguments import DATE, DECIMAL, INTEGER, Argument, choice, list_of, record
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import format_date, format_percent, format_rupiah, round_half_up
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

_LAW: Final = "Kebijakan bertanggal belanja-wajib"
_PLAIN: Final = "Hitungan bagian belanja [D]"


class Direction(StrEnum):
    """On which side of its limit a share has to stay."""

    AT_LEAST = "minimal"
    AT_MOST = "maksimal"


class Verdict(StrEnum):
    """How a share stands to its limit; EARLY where the limit binds a later budget year only."""

    MET = "MET"
    MISSED = "MISSED"
    EARLY_MET = "EARLY_MET"
    EARLY_MISSED = "EARLY_MISSED"
    WITHOUT_LIMIT = "WITHOUT_LIMIT"
    UNTAGGED = "UNTAGGED"
    WITHOUT_SPENDING = "WITHOUT_SPENDING"


VERDICT_WORDS: Final = {
    Verdict.MET: "memenuhi",
    Verdict.MISSED: "belum memenuhi",
    Verdict.EARLY_MET: "sudah memenuhi, batas belum mengikat",
    Verdict.EARLY_MISSED: "belum memenuhi, batas belum mengikat",
    Verdict.WITHOUT_LIMIT: "tanpa batas, sebagai petunjuk",
    Verdict.UNTAGGED: "belum ditandai",
    Verdict.WITHOUT_SPENDING: "tidak dinilai, belum ada belanja",
}


@dataclass(frozen=True)
class Tier:
    """A limit in percent for budgets below so many rupiah; None is without an upper end."""

    below: Decimal | None
    limit: Decimal


@dataclass(frozen=True)
class MandatoryShare:
    """A share of the budget against its limit.

    `percent` is None where nothing is judged. `gap` is the rupiah that have to be added (at least)
    or taken away (at most) to keep the limit, zero where it is kept, None without one.
    """

    counted: Decimal | None
    base: Decimal
    percent: Decimal | None
    limit: Decimal | None
    gap: Decimal | None
    verdict: Verdict


def limit_for(expenditure: Decimal, tiers: Sequence[Tier]) -> Decimal | None:
    """The limit of the first tier a budget is below; None when no tier holds it.

    Raises RuleInputError (OUT_OF_ORDER) unless the tiers rise and only the last is open.
    """
    ends = [tier.below for tier in tiers]
    known = [end for end in ends if end is not None]
    if None in ends[:-1] or known != sorted(set(known)):
        raise RuleInputError("tiers", Problem.OUT_OF_ORDER)
    for tier in tiers:
        if tier.below is None or expenditure < tier.below:
            return tier.limit
    return None


@rule(
    "mandatory-spending",
    title="Bagian belanja wajib terhadap batasnya",
    source="UUD 1945 Pasal 31 dan UU 20/2003 (pendidikan) [M]; UU 1/2022 Pasal 146 (pegawai) dan "
    "147 (infrastruktur) [V]; apa yang dihitung diputuskan BKAD dengan tag",
    mark=Mark.MEMORY,
    arguments=(
        Argument("expenditure", DECIMAL, "Seluruh belanja versi itu (rupiah)"),
        Argument("counted", DECIMAL, "Belanja yang ditandai (rupiah); kosong: belum ditandai",
                 None),
        Argument("deducted", DECIMAL, "Belanja yang dikeluarkan dari penyebut (rupiah)", ZERO),
        Argument("direction", choice(Direction), "minimal atau maksimal; kosong: tanpa batas",
                 None),
        Argument("limit", DECIMAL, "Batas (persen)", None),
        Argument(
            "tiers",
            list_of(record(
                Tier,
                Argument("below", DECIMAL, "Belanja di bawah (rupiah)", None),
                Argument("limit", DECIMAL, "Batas (persen)"),
            )),
            "Batas menurut besar belanja, pengganti `limit`",
            (),
        ),
        Argument("binds_on", DATE, "Hari batas mulai mengikat, bila belum", None),
        Argument("year", INTEGER, "Tahun anggaran", None),
    ),
    example={
        "counted": 840_971_777_914, "expenditure": 1_341_000_000_000, "direction": "maksimal",
        "limit": 30, "binds_on": "2027-01-05", "year": 2026,
    },
)  # fmt: skip
def mandatory_spending(
    expenditure: Decimal,
    *,
    counted: Decimal | None = None,
    deducted: Decimal = ZERO,
    direction: Direction | None = None,
    limit: Decimal | None = None,
    tiers: Sequence[Tier] = (),
    binds_on: date | None = None,
    year: int | None = None,
) -> Outcome[MandatoryShare]:
    """The share `counted` / (`expenditure` - `deducted`) and whether it keeps its limit.

    NOT_REPORTED while nothing is tagged, NOT_APPLICABLE without expenditure. A limit binds from
    the budget year its day falls in. Raises RuleInputError (OUT_OF_RANGE) for amounts below zero,
    a deduction above the expenditure, or a limit outside 0 to 100 %.
    """
    found = limit_for(expenditure, tiers) if tiers else limit
    _refuse(counted, expenditure, deducted, found)
    base = expenditure - deducted
    if counted is None:
        share = MandatoryShare(None, base, None, found, None, Verdict.UNTAGGED)
        return Outcome(share, Status.NOT_REPORTED, _told("tanpa tag", share))
    if not base:
        share = MandatoryShare(counted, base, None, found, None, Verdict.WITHOUT_SPENDING)
        return Outcome(share, Status.NOT_APPLICABLE, _told("penyebut nol", share))
    percent = round_half_up(counted * HUNDRED / base)
    if direction is None or found is None:
        share = MandatoryShare(counted, base, percent, None, None, Verdict.WITHOUT_LIMIT)
        return Outcome(share, Status.OK, _steps(share, expenditure, deducted, None, None))
    gap = _gap(counted, found * base / HUNDRED, direction)
    is_early = binds_on is not None and year is not None and binds_on.year > year
    share = MandatoryShare(counted, base, percent, found, gap, _verdict(gap, is_early=is_early))
    steps = _steps(share, expenditure, deducted, direction, binds_on)
    return Outcome(share, Status.OK, steps)


def _refuse(
    counted: Decimal | None, expenditure: Decimal, deducted: Decimal, limit: Decimal | None
) -> None:
    for name, amount in (("counted", counted), ("expenditure", expenditure)):
        if amount is not None and amount < 0:
            raise RuleInputError(name, Problem.OUT_OF_RANGE, amount)
    if not 0 <= deducted <= expenditure:
        raise RuleInputError("deducted", Problem.OUT_OF_RANGE, deducted)
    if limit is not None and not 0 <= limit <= HUNDRED:
        raise RuleInputError("limit", Problem.OUT_OF_RANGE, limit)


def _gap(counted: Decimal, at_limit: Decimal, direction: Direction) -> Decimal:
    lacking = at_limit - counted if direction is Direction.AT_LEAST else counted - at_limit
    return max(lacking, ZERO)


def _verdict(gap: Decimal, *, is_early: bool) -> Verdict:
    if is_early:
        return Verdict.EARLY_MISSED if gap else Verdict.EARLY_MET
    return Verdict.MISSED if gap else Verdict.MET


def _told(given: str, share: MandatoryShare) -> tuple[Step, ...]:
    return (Step("Bagian belanja", given, VERDICT_WORDS[share.verdict], _PLAIN),)


def _steps(
    share: MandatoryShare,
    expenditure: Decimal,
    deducted: Decimal,
    direction: Direction | None,
    binds_on: date | None,
) -> tuple[Step, ...]:
    steps = []
    if deducted:
        money = f"{format_rupiah(expenditure)} – {format_rupiah(deducted)}"
        steps.append(Step("Penyebut = belanja – pengurang", money, format_rupiah(share.base), _LAW))
    shown = format_percent(share.percent or ZERO)
    money = f"{format_rupiah(share.counted or ZERO)} / {format_rupiah(share.base)}"
    steps.append(Step("Bagian = yang ditandai / penyebut × 100", money, shown, _PLAIN))
    word = VERDICT_WORDS[share.verdict]
    if direction is None or share.limit is None:
        return (*steps, Step("Batas", "tidak ada", word, _LAW))
    limit = f"{direction} {format_percent(share.limit)}"
    steps.append(Step("Terhadap batas", f"{shown}, {limit}", word, _LAW))
    if share.gap:
        word = "kurang" if direction is Direction.AT_LEAST else "lebih"
        steps.append(Step("Jarak ke batas", limit, f"{word} {format_rupiah(share.gap)}", _PLAIN))
    if binds_on is not None:
        steps.append(Step("Mulai mengikat", format_date(binds_on), str(binds_on.year), _LAW))
    return tuple(steps)
