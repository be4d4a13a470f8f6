"""Closing, receipts, verification and audit on the command line."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date, timedelta
from pathlib import Path

from .environment import data_dir, start_django

HOURS = re.compile(r"^([+-]\d{1,3})h$")


def close_day(arguments: list[str]) -> int:
    """`close-day [DATE]`: close one day, or every day that is over; 1 when it is still open."""
    parser = argparse.ArgumentParser(prog="sasando close-day")
    parser.add_argument("day", nargs="?", type=date.fromisoformat, help="tanggal, 2026-11-20")
    day: date | None = parser.parse_args(arguments).day
    start_django()
    from sasando.core import clock
    from sasando.core.errors import DomainError
    from sasando.core.sentences import sentence_for
    from sasando.work import actions

    now = clock.now()
    try:
        closed = [actions.close_day(day=day, now=now)] if day else actions.close_due_days(now=now)
    except DomainError as failure:
        print(sentence_for(failure), file=sys.stderr)
        return 1
    for sealed in closed:
        print(f"{sealed.day} tersegel: {sealed.entry_count} catatan, kepala {sealed.root_hex}")
    if not closed:
        print("Tidak ada hari yang perlu ditutup sekarang.")
    return 0


def receipt(arguments: list[str]) -> int:
    """`receipt CODE`: the receipt (or promise) of an entry, on standard output."""
    parser = argparse.ArgumentParser(prog="sasando receipt")
    parser.add_argument("code", help="kode catatan, misalnya C-7KX2M9QTRB")
    code: str = parser.parse_args(arguments).code
    start_django()
    from sasando.core.errors import DomainError
    from sasando.core.sentences import sentence_for
    from sasando.seals.receipt import file_bytes
    from sasando.work.receipts import proof_of

    try:
        content = file_bytes(proof_of(code))
    except DomainError as failure:
        print(sentence_for(failure), file=sys.stderr)
        return 1
    sys.stdout.buffer.write(content)
    return 0


def verify(arguments: list[str]) -> int:
    """`verify FILE`: check a receipt or promise offline. 0 when it holds, 1 with the reason."""
    from sasando.seals.verify import read_trusted_key, verify_file

    parser = argparse.ArgumentParser(prog="sasando verify")
    parser.add_argument("file", type=Path)
    parser.add_argument("--kunci", default="", help="kunci pemeriksa yang Anda percaya")
    given = parser.parse_args(arguments)
    try:
        content = given.file.read_bytes()
    except OSError as failure:
        print(f"Berkas tidak dapat dibaca: {failure.strerror}", file=sys.stderr)
        return 1
    key = read_trusted_key(given.kunci, data_dir() / "segel.key.pub")
    verdict = verify_file(content, trusted_key=key)
    print("\n".join(verdict.lines))
    if verdict.reason:
        print(verdict.reason)
    return 0 if verdict.accepted else 1


def audit(arguments: list[str]) -> int:
    """`audit`: recompute every head from the tables. 0, or 1 naming the first row that differs."""
    argparse.ArgumentParser(prog="sasando audit").parse_args(arguments)
    start_django()
    from sasando.work.audit import audit_everything

    finding = audit_everything(say=lambda line: print(line, file=sys.stderr))
    if finding is None:
        print("Semua segel cocok dengan tabelnya.")
        return 0
    print(finding)
    return 1


def move_clock(arguments: list[str]) -> int:
    """`move-clock +9h | 0`: move the clock of a demo or test database; production refuses."""
    parser = argparse.ArgumentParser(prog="sasando move-clock")
    parser.add_argument("shift", help="+9h, -2h, atau 0 untuk kembali")
    shift: str = parser.parse_args(arguments).shift
    found = HOURS.match(shift)
    if shift != "0" and not found:
        parser.error("tulis misalnya +9h, -2h, atau 0")
    start_django()
    from sasando.core import clock
    from sasando.core.errors import ClockIsFixed
    from sasando.core.models import ClockMove
    from sasando.core.sentences import sentence_for

    if clock.is_production():
        print(sentence_for(ClockIsFixed()), file=sys.stderr)
        return 1
    offset = clock.moved_by() + timedelta(hours=int(found[1])) if found else timedelta(0)
    ClockMove.objects.create(offset=offset)
    print(f"Jam peragaan sekarang {clock.now().astimezone(clock.zone()):%Y-%m-%d %H.%M}.")
    return 0
