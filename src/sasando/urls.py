"""Every address of Sasando: Indonesian, lower case, hyphens."""

from django.urls import include, path

urlpatterns = [
    path("", include("sasando.core.urls")),
    path("", include("sasando.seals.urls")),
    path("", include("sasando.organization.urls")),
    path("", include("sasando.planning.urls")),
    path("", include("sasando.budget.urls")),
    path("", include("sasando.agreements.urls")),
    path("", include("sasando.work.urls")),
    path("", include("sasando.scoreboard.urls")),
    path("", include("sasando.reminders.urls")),
    # Last, for packages that issue papers claim the addresses of their own kind.
    path("", include("sasando.papers.urls")),
]

handler500 = "sasando.core.views.server_failure"
