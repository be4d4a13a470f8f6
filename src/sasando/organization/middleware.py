"""Who looks: one instant and one viewer per request, and the forced first change of password."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sasando.core import clock

from .queries import NOBODY, viewer_for
from .requests import CityRequest


class ViewerMiddleware:
    """Set `request.now` (the instant of this request) and `request.viewer` (who looks today)."""

    def __init__(self, get_response: Callable[[CityRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: CityRequest) -> HttpResponse:
        if request.path.startswith("/static/"):
            return self.get_response(request)
        user = request.user
        offset = clock.moved_by(getattr(user, "clock_offset", None))
        request.now = clock.system_now() + offset
        request.clock_is_moved = bool(offset)
        request.viewer = NOBODY
        if request.user.is_authenticated:
            if request.user.must_change_password and request.path not in self._always_open():
                return redirect("core:password_change")
            request.viewer = viewer_for(request.user, clock.local_day(request.now))
        return self.get_response(request)

    @staticmethod
    def _always_open() -> set[str]:
        return {reverse("core:password_change"), reverse("core:logout")}
