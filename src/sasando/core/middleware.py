"""What happens around every request: a reference code, and refusals turned into clear answers."""

import logging
import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from . import audit
from .errors import DomainError
from .sentences import sentence_for

logger = logging.getLogger("sasando.request")


class RequestCodeMiddleware:
    """Give each request a short code that stands in the audit trail, the log and the 500 page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        code = secrets.token_hex(5).upper()
        token = audit.request_code.set(code)
        request.META["SASANDO_REQUEST_CODE"] = code
        try:
            return self.get_response(request)
        finally:
            audit.request_code.reset(token)


class RefusalMiddleware:
    """Answer expected failures with their sentence; let everything else be seen as a bug."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DomainError):
            logger.error(
                "kode %s: %s %s", request.META["SASANDO_REQUEST_CODE"], request.method, request.path
            )
            return None
        context = {"sentence": sentence_for(exception), "status": exception.status}
        return render(request, "core/refused.html", context, status=exception.status)
