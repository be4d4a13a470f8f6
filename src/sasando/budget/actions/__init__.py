"""What can be done to budgets: open a version, load its lines, adopt it, load official lists."""

from .lists import load_accounts, load_funding_sources
from .versions import adopt_version, import_lines, open_version

__all__ = [
    "adopt_version",
    "import_lines",
    "load_accounts",
    "load_funding_sources",
    "open_version",
]
