"""What the inner numbers of SIPD mean, as the city told it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sasando.budget.models import SipdId

if TYPE_CHECKING:
    from collections.abc import Iterator


def sipd_id_rows() -> Iterator[list[Any]]:
    """Every meaning in the columns in which it can be loaded again; one query."""
    for row in SipdId.objects.order_by("-year", "kind", "sipd_id"):
        yield [
            row.year, row.kind, row.sipd_id, row.unit_code, row.activity_code, row.is_example,
        ]  # fmt: skip
