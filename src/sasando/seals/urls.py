"""Addresses of the seals; `checkpoint` and `tile/` are named by C2SP `tlog-tiles`."""

from django.urls import path

from . import views

app_name = "seals"
urlpatterns = [
    path("segel/", views.index, name="index"),
    path("segel/kepala.csv", views.heads_csv, name="heads_csv"),
    path("segel/kunci", views.verifier_key, name="verifier_key"),
    path("segel/checkpoint", views.checkpoint, name="checkpoint"),
    path("segel/tile/<path:path>", views.log_tile, name="log_tile"),
    path("segel/hari/<str:day>/", views.day_page, name="day"),
    path("segel/hari/<str:day>/tile/<path:path>", views.day_tile, name="day_tile"),
]
