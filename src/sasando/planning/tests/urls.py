"""The addresses of the city with those of planning."""

from django.urls import include, path

urlpatterns = [
    path("", include("sasando.urls")),
    path("", include("sasando.planning.urls")),
]
