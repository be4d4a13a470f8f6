"""What the command line offers of the budget: exports too big for a page. Nothing is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from sasando.core import clock
from sasando.core.errors import DomainError
from sasando.core.sentences import sentence_for
from sasando.rules.numerals import format_rupiah

from .actions import import_lines, open_version
from .errors import BudgetFileRefused
from .imports.sentences import refusal_words
from .models import BudgetVersion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from .imports.report import LineReport

DONE, REFUSED, MISUSED = 0, 1, 2


@dataclass(frozen=True)
class CommandResult:
    """The exit code of a command (0 done, 1 refused, 2 asked for wrongly) and what to print."""

    exit_code: int
    lines: Sequence[str]


@dataclass(frozen=True)
class Wanted:
    """Where a file is to go: the draft of a year and stage, opened when there is none."""

    year: int
    stage: str
    as_of: date | None = None
    mapping: Mapping[str, str] | None = None


def import_budget(*, path: Path, wanted: Wanted, apply: bool) -> CommandResult:
    """Judge an export and, with `apply`, load it into the draft of its year and stage."""
    if not path.is_file():
        return CommandResult(MISUSED, [f"Berkas {path} tidak ada. Periksa namanya."])
    try:
        with transaction.atomic():
            version = _draft(wanted)
            with path.open("rb") as stream:
                report = import_lines(
                    viewer=None,
                    code=version.code,
                    stream=stream,
                    file_name=path.name,
                    apply=apply,
                    mapping=wanted.mapping,
                )
            # A dry run or a refused file leaves no draft behind either.
            if not report.applied and not report.same_file:
                transaction.set_rollback(True)
    except BudgetFileRefused as refusal:
        return CommandResult(REFUSED, [" ".join(refusal_words(refusal))])
    except DomainError as refusal:
        return CommandResult(REFUSED, [sentence_for(refusal)])
    lines = report_lines(report, version)
    return CommandResult(DONE if report.is_accepted else REFUSED, lines)


def report_lines(report: LineReport, version: BudgetVersion) -> list[str]:
    """The report in words: control totals, odd rows by kind, what was done."""
    lines = [f"{version.name} ({version.code})"]
    if report.layout:
        lines.append(f"Bentuk berkas: {report.layout}")
    total = "–" if report.total is None else format_rupiah(report.total)
    lines.append(f"{_count(report.rows)} baris, {total}")
    lines.append(f"{_count(report.without_account)} baris tanpa rekening")
    lines += [f"  {name}: {format_rupiah(sum_)}" for name, sum_ in report.by_agency.items()]
    lines += [f"  {code}: {format_rupiah(sum_)}" for code, sum_ in report.by_group.items()]
    for group in report.groups:
        mark = "MENAHAN" if group.refuses else "tetap dimuat"
        places = ", ".join(_count(row.row) for row in group.first if row.row)
        where = f" Baris {places}." if places else ""
        lines.append(f"[{mark}] {group.problem}: {_count(group.count)} kali.{where} {group.mend}")
    return [*lines, _said(report)]


def _draft(wanted: Wanted) -> BudgetVersion:
    standing = BudgetVersion.objects.filter(
        year=wanted.year, stage=wanted.stage, adopted_on=None
    ).first()
    as_of = wanted.as_of or clock.local_day(clock.now())
    return standing or open_version(viewer=None, year=wanted.year, stage=wanted.stage, as_of=as_of)


def _said(report: LineReport) -> str:
    if report.same_file:
        return "Berkas yang sama sudah dimuat, jadi tidak ada yang berubah."
    if report.applied:
        return "Sudah dimuat."
    if report.is_accepted:
        return "Baru diperiksa, belum dimuat. Tambahkan --muat untuk memuatnya."
    return "Tidak dimuat. Perbaiki yang bertanda MENAHAN, lalu jalankan lagi."


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")
