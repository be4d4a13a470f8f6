"""The stricter rule for revisions: no other target where there is a realisation already.

Read in a ministry's practice (KMK 300 as told by DJKN), here a dated choice of the city [P].
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sasando.core import policies
from sasando.planning.models import Indicator, Measurement

from .errors import TargetAlreadyRealised

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from .models import Agreement

POLICY = "addendum-indikator-terealisasi"


def require_may_change(
    agreement: Agreement, indicator_ids: Iterable[int | None], day: date
) -> None:
    """Raises TargetAlreadyRealised when the city forbids it and one of them was measured."""
    if agreement.supersedes_id is None or not policies.value_on(POLICY, day)["tolak"]:
        return
    wanted = [number for number in indicator_ids if number is not None]
    measured = Measurement.objects.filter(
        series__indicator_id__in=wanted,
        series__is_current=True,
        year=agreement.year,
        quarter__gte=1,
        status=Measurement.Status.REPORTED,
    )
    found = Indicator.objects.filter(pk__in=measured.values("series__indicator_id")).first()
    if found is not None:
        raise TargetAlreadyRealised(indicator=found.name)


def changed_indicators(agreement: Agreement) -> list[int | None]:
    """Indicators whose promise is another than in the version before, or gone."""
    if agreement.supersedes is None:
        return []
    before, after = _promises(agreement.supersedes), _promises(agreement)
    return [key for key, promise in before.items() if after.get(key) != promise]


def _promises(agreement: Agreement) -> dict[int, tuple[object, ...]]:
    return {
        row.indicator_id: (row.target, row.target_upper, row.target_text)
        for row in agreement.items.all()
        if row.indicator_id is not None
    }
