from django.urls import path

from . import habit_urls, indicator_urls, plan_urls, tree_urls, views

app_name = "planning"

urlpatterns = [
    path("perencanaan/", views.rpjmd, name="rpjmd"),
    path("perencanaan/misi/<str:code>/", views.mission, name="mission"),
    path("perencanaan/indikator/", views.indicators, name="indicators"),
    path("perencanaan/indikator/daftar.csv", views.indicators_file, name="indicators_file"),
    *indicator_urls.urlpatterns,
    *tree_urls.urlpatterns,
    *habit_urls.urlpatterns,
    *plan_urls.urlpatterns,
    path("perencanaan/indikator/<str:code>/", views.indicator, name="indicator"),
    path("perencanaan/indikator/<str:code>/seri.csv", views.series_file, name="series_file"),
    path("perencanaan/indikator/<str:code>/catat/", views.record, name="record"),
    path("perencanaan/program/", views.agency_list, name="agencies"),
    path("perencanaan/program/<str:code>/", views.programmes, name="programmes"),
    path("perencanaan/program/<str:code>/<str:programme_code>/", views.programme, name="programme"),
]
