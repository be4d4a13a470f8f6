"""The project's addresses and one more, behind which something breaks."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from sasando.urls import handler500
from sasando.urls import urlpatterns as real

__all__ = ["handler500", "urlpatterns"]


def broken(_request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("sesuatu yang tidak terduga")


urlpatterns = [*real, path("rusak/", broken)]
