"""Example rows of spending tags: what an example decision of BKAD counts as mandatory spending.

Codes are real, the decision is made up; each row says that it is an example.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from sasando.budget.actions import add_tag_row, open_tag
from sasando.budget.models import BudgetVersion, SpendingTag, SpendingTagRow
from sasando.budget.queries.selection import Selection
from sasando.core import clock
from sasando.core.models import User
from sasando.organization.queries import viewer_for

from .budget import PLANNER

if TYPE_CHECKING:
    from datetime import datetime

ACT: Final = "Contoh Keputusan Kepala BKAD Nomor 3 Tahun 2024"
FROM_YEAR: Final = 2025
COUNTED, LEFT_OUT = SpendingTagRow.Sign.COUNTED, SpendingTagRow.Sign.LEFT_OUT
TRAVEL: Final = ("PERJALANAN", "Perjalanan dinas")
ROWS: Final = (
    ("PENDIDIKAN", COUNTED, Selection(activity="1.01"), "Seluruh bidang urusan pendidikan"),
    ("PEGAWAI", COUNTED, Selection(account="5.1.01"), "Belanja pegawai"),
    ("PEGAWAI", LEFT_OUT, Selection(account="5.1.01.03.03"), "Tunjangan profesi guru"),
    ("INFRASTRUKTUR", COUNTED, Selection(activity="1.03"), "Pekerjaan umum"),
    ("INFRASTRUKTUR", COUNTED, Selection(activity="1.04"), "Perumahan dan permukiman"),
    ("INFRASTRUKTUR", COUNTED, Selection(account="5.2.03"), "Gedung pelayanan"),
    ("INFRASTRUKTUR", LEFT_OUT, Selection(activity="X.XX.01"), "Penunjang kantor"),
    ("KESEHATAN", COUNTED, Selection(activity="1.02"), "Seluruh bidang urusan kesehatan"),
    ("PENGAWASAN", COUNTED, Selection(activity="6.01"), "Seluruh belanja pengawasan"),
    (TRAVEL[0], COUNTED, Selection(account="5.1.02.04"), "Dalam dan luar daerah"),
)


@transaction.atomic
def load_spending_tags(now: datetime) -> int:
    """Rows of every tag; how many are new. Standing ones are left; without a budget none are."""
    if SpendingTagRow.objects.exists() or not BudgetVersion.objects.exists():
        return 0
    planner = viewer_for(User.objects.get(username=PLANNER), clock.local_day(now))
    if not SpendingTag.objects.filter(code=TRAVEL[0]).exists():
        open_tag(viewer=planner, code=TRAVEL[0], name=TRAVEL[1])
    for code, sign, selection, note in ROWS:
        add_tag_row(
            viewer=planner, tag_code=code, selection=selection, sign=sign, legal_act=ACT,
            from_year=FROM_YEAR, note=note,
        )  # fmt: skip
    return len(ROWS)
