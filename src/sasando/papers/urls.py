"""Addresses of papers. `periksa/PK-.../` and the like belong to the packages that issue them."""

from django.urls import path

from . import views

app_name = "papers"
urlpatterns = [
    path("periksa/", views.find, name="find"),
    path("periksa/<str:code>/", views.check, name="check"),
    path("dokumen/<str:code>/cabut/", views.withdraw_paper, name="withdraw"),
    path("dokumen/lambang/", views.crest, name="crest"),
    path("dokumen/lambang/gambar", views.crest_image, name="crest_image"),
]
