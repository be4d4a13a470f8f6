"""The request as every view of Sasando meets it, with what ViewerMiddleware put on it."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest

from .queries import Viewer

if TYPE_CHECKING:
    from sasando.core.models import User


class CityRequest(HttpRequest):
    """A request with its one instant (`now`) and whoever looks (`viewer`)."""

    now: datetime
    viewer: Viewer
    clock_is_moved: bool
    user: "User"
