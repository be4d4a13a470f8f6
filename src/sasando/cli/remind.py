"""Sending the daily letters from the command line."""

from __future__ import annotations

import argparse

from .environment import start_django


def remind(arguments: list[str]) -> int:
    """`remind`: write down and send today's letters; 1 when some could not be sent."""
    argparse.ArgumentParser(prog="sasando remind").parse_args(arguments)
    start_django()
    from sasando.core import clock
    from sasando.reminders import delivery

    done = delivery.remind(now=clock.now())
    print(f"{done.queued} surat baru, {done.sent} terkirim, {done.skipped} tidak perlu lagi.")
    if done.failed:
        print(f"{done.failed} belum terkirim; akan dicoba lagi pada putaran berikutnya.")
    return 1 if done.failed else 0
