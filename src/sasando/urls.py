"""Every address of Sasando: Indonesian, lower case, hyphens."""

from django.urls import include, path

urlpatterns = [
    path("", include("sasando.core.urls")),
]

handler500 = "sasando.core.views.server_failure"
