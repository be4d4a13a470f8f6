"""Perjanjian Kinerja: when it has to be signed, why it may be revised, which version counts."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sasando.rules.arguments import DATE, INTEGER, Argument, choice, list_of, record
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import format_date
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

_CLAUSE = "Permen PANRB 53/2014 [V]"
_VERSION_CLAUSE = "Versi yang berlaku pada hari terakhir triwulan [D]"


class RevisionReason(StrEnum):
    """The only three grounds on which an agreement may be revised (Permen PANRB 53/2014) [V]."""

    OFFICIAL_CHANGED = "OFFICIAL_CHANGED"
    STRATEGY_OR_BUDGET_CHANGED = "STRATEGY_OR_BUDGET_CHANGED"
    PRIORITY_OR_ASSUMPTION_CHANGED = "PRIORITY_OR_ASSUMPTION_CHANGED"


class AgreementTier(StrEnum):
    """How far below the mayor an agreement stands, which decides what it promises [V].

    City and agency answer for outcomes, below them for programmes, activities and own work. It
    follows from who reports to whom, never from an echelon [D].
    """

    CITY = "KOTA"
    AGENCY = "PERANGKAT_DAERAH"
    DIVISION = "BIDANG"
    SECTION = "SEKSI"
    STAFF = "PEGAWAI"


def agreement_tier(steps_below_mayor: int, *, leads: bool) -> AgreementTier:
    """The tier of a post: how many signatures lie between it and the mayor, and whether it leads.

    Raises RuleInputError (OUT_OF_RANGE) for a negative number of steps.
    """
    if steps_below_mayor < 0:
        raise RuleInputError("steps_below_mayor", Problem.OUT_OF_RANGE, steps_below_mayor)
    if steps_below_mayor == 0:
        return AgreementTier.CITY
    if not leads:
        return AgreementTier.STAFF
    if steps_below_mayor == 1:
        return AgreementTier.AGENCY
    return AgreementTier.DIVISION if steps_below_mayor == 2 else AgreementTier.SECTION


@dataclass(frozen=True)
class Version:
    """One version of an agreement; unsigned it binds nobody."""

    number: int
    effective_on: date
    signed_on: date | None = None
    reason: RevisionReason | None = None

    @property
    def binds_from(self) -> date | None:
        """The first day it binds: effective and signed, so nothing is rewritten backwards [D]."""
        return None if self.signed_on is None else max(self.effective_on, self.signed_on)


def quarter_end(year: int, quarter: int) -> date:
    """The last day of a quarter. Raises RuleInputError (OUT_OF_RANGE) outside 1 to 4."""
    if quarter not in range(1, 5):
        raise RuleInputError("quarter", Problem.OUT_OF_RANGE, quarter)
    return date(year, quarter * 3, monthrange(year, quarter * 3)[1])


@rule(
    "agreement-due-date",
    title="Batas penandatanganan Perjanjian Kinerja",
    source="Permen PANRB 53/2014: paling lambat satu bulan setelah dokumen anggaran disahkan",
    mark=Mark.VERIFIED,
    arguments=(Argument("authorised_on", DATE, "Tanggal pengesahan DPA atau DPPA"),),
    example={"authorised_on": "2026-01-31"},
)
def agreement_due_date(authorised_on: date) -> Outcome[date]:
    """The last day to sign: one calendar month later, at most that month's end."""
    years, month = divmod(authorised_on.month, 12)
    year = authorised_on.year + years
    day = min(authorised_on.day, monthrange(year, month + 1)[1])
    due = date(year, month + 1, day)
    inputs = f"disahkan {format_date(authorised_on)}"
    step = Step("Satu bulan kalender kemudian", inputs, format_date(due), _CLAUSE)
    return Outcome(due, Status.OK, (step,))


def version_on(versions: Iterable[Version], day: date) -> Version | None:
    """The version that binds on `day`: the highest numbered one that already does."""
    binding = [v for v in versions if v.binds_from is not None and v.binds_from <= day]
    return max(binding, key=lambda version: version.number, default=None)


def version_for_quarter(versions: Iterable[Version], year: int, quarter: int) -> Version | None:
    """The version a quarter's realisation is judged by: binding on its last day."""
    return version_on(versions, quarter_end(year, quarter))


def version_for_year(versions: Iterable[Version]) -> Version | None:
    """The version the annual figure is judged by: the last signed one of that year's agreement."""
    signed = [version for version in versions if version.signed_on is not None]
    return max(signed, key=lambda version: version.number, default=None)


@rule(
    "agreement-version",
    title="Versi Perjanjian Kinerja yang menjadi dasar penilaian",
    source="Triwulan: versi yang berlaku pada hari terakhirnya; tahun: versi terakhir: rancangan",
    mark=Mark.DESIGN,
    arguments=(
        Argument(
            "versions",
            list_of(
                record(
                    Version,
                    Argument("number", INTEGER, "Nomor versi"),
                    Argument("effective_on", DATE, "Mulai berlaku"),
                    Argument("signed_on", DATE, "Tanggal tanda tangan; kosong belum", None),
                    Argument("reason", choice(RevisionReason), "Alasan perubahan", None),
                )
            ),
            "Semua versi perjanjian satu tahun",
        ),
        Argument("year", INTEGER, "Tahun anggaran"),
        Argument("quarter", INTEGER, "Triwulan 1–4; kosong berarti nilai tahunan", None),
    ),
    example={
        "versions": [
            {"number": 1, "effective_on": "2026-01-05", "signed_on": "2026-02-03"},
            {
                "number": 2,
                "effective_on": "2026-10-10",
                "signed_on": "2026-10-20",
                "reason": "STRATEGY_OR_BUDGET_CHANGED",
            },
        ],
        "year": 2026,
        "quarter": 3,
    },
)
def effective_version(
    versions: Sequence[Version], year: int, quarter: int | None = None
) -> Outcome[Version | None]:
    """The version a quarter or the year is judged by; TARGET_MISSING when none binds.

    Raises RuleInputError when two versions share a number or the quarter does not exist.
    """
    if len({version.number for version in versions}) < len(versions):
        raise RuleInputError("versions", Problem.DUPLICATE)
    if quarter is None:
        chosen, inputs = version_for_year(versions), f"nilai tahun {year}"
    else:
        chosen = version_for_quarter(versions, year, quarter)
        inputs = f"hari terakhir triwulan, {format_date(quarter_end(year, quarter))}"
    outcome = "belum ada yang berlaku" if chosen is None else f"versi {chosen.number}"
    step = Step("Versi perjanjian", inputs, outcome, _VERSION_CLAUSE)
    status = Status.TARGET_MISSING if chosen is None else Status.OK
    return Outcome(chosen, status, (step,))
