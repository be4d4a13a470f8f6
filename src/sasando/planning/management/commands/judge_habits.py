"""`./sasando django judge_habits [year …]`: judge the lines of plans for habits, and say what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from sasando.core import clock
from sasando.planning.actions.habits import judge_habits, years_with_plans
from sasando.planning.models import HabitVerdict

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Menilai baris rencana: tertelusur, di atas kertas, atau kebiasaan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("years", nargs="*", type=int, help="tahun; tanpa ini semua")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Judge the years asked for, else all with an adopted yearly plan."""
        for year in options["years"] or sorted(years_with_plans()):
            found = judge_habits(viewer=None, now=clock.now(), year=year)
            words = ", ".join(
                f"{label} {found.verdicts[value]}"
                for value, label in HabitVerdict.Verdict.choices
                if found.verdicts.get(value)
            )
            self.stdout.write(f"{year}: {found.lines} baris ({words}); berubah {found.changed}")
