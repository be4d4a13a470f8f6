"""Django's own commands, for whoever develops Sasando."""

from .environment import use_settings


def django(arguments: list[str]) -> int:
    """`./sasando django …`: hand over to Django's command line."""
    use_settings()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["sasando django", *arguments])
    return 0
