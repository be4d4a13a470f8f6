"""What every page is told about the database it shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from . import clock


def deployment(request: HttpRequest) -> dict[str, Any]:
    """City name, whether this is an example database, and whether its clock is moved."""
    production = clock.is_production()
    now = getattr(request, "now", None)
    return {
        "city_name": settings.CITY_NAME,
        "zone_label": settings.CITY_ZONE_LABEL,
        "deployment_is_example": not production,
        "clock_is_moved": not production and getattr(request, "clock_is_moved", False),
        "now": now,
        "viewer": getattr(request, "viewer", None),
    }
