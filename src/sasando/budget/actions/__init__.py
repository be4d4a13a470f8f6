"""What can be done to budgets: versions, their lines, printed codes and figures, official lists."""

from .codes import tie_agency
from .lists import load_accounts, load_funding_sources
from .printed import Printed, load_printed, record_printed
from .tags import add_tag_row, end_tag_row, open_tag
from .versions import adopt_version, discard_version, import_lines, judge_lines, open_version

__all__ = [
    "Printed",
    "add_tag_row",
    "adopt_version",
    "discard_version",
    "end_tag_row",
    "import_lines",
    "judge_lines",
    "load_accounts",
    "load_funding_sources",
    "load_printed",
    "open_tag",
    "open_version",
    "record_printed",
    "tie_agency",
]
