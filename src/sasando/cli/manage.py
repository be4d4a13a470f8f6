"""Django's own commands, for whoever develops Sasando: `./sasando django ...`."""

import os


def run(arguments: list[str]) -> None:
    """Hand over to Django's command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sasando.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["sasando django", *arguments])
