"""What the frame of every page behind the log-in tells its viewer."""

from typing import Any

from sasando.organization.queries import may_read_trail
from sasando.organization.requests import CityRequest

from .queries.queue import waiting_count


def shell(request: CityRequest) -> dict[str, Any]:
    """Name, post and the number of waiting decisions, for the header."""
    viewer = getattr(request, "viewer", None)
    if viewer is None or viewer.user_id == 0:
        return {}
    post = viewer.main_post
    return {
        "viewer_name": viewer.name,
        "works_here": post is not None,
        "reads_trail": may_read_trail(viewer),
        "viewer_post": post.shown_title if post else "Warga",
        "queue_count": waiting_count(viewer, request.now)
        if "HX-Request" not in request.headers
        else None,
    }
