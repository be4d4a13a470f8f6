"""Addresses of the dictionary of indicators, their figures and their lists."""

from django.urls import path

from .views import dictionary, figures, indicator_lists

BASE = "perencanaan/indikator"
FIGURE = f"{BASE}/<str:code>/realisasi/<int:year>/<int:quarter>"
LIST = f"{BASE}/daftar/<slug:kind>"

urlpatterns = [
    path(f"{BASE}/baru/", dictionary.create, name="indicator_new"),
    path(f"{BASE}/verifikasi/", figures.queue, name="verification_queue"),
    path(f"{LIST}/muat/", indicator_lists.upload, name="list_upload"),
    path(f"{LIST}/muat/simpan/", indicator_lists.confirm, name="list_confirm"),
    path(f"{LIST}/muat/laporan.csv", indicator_lists.report, name="list_report"),
    path(f"{LIST}/templat.<slug:form>", indicator_lists.template, name="list_template"),
    path(f"{LIST}/unduh.<slug:form>", indicator_lists.export, name="list_export"),
    path(f"{BASE}/<str:code>/ubah/", dictionary.edit, name="indicator_edit"),
    path(f"{BASE}/<str:code>/target/", dictionary.targets, name="indicator_targets"),
    path(f"{BASE}/<str:code>/revisi/", dictionary.revisions, name="indicator_revisions"),
    path(f"{FIGURE}/", figures.figure, name="figure"),
    path(f"{FIGURE}/putusan/", figures.decide, name="figure_decide"),
    path(f"{FIGURE}/buka/", figures.reopen, name="figure_reopen"),
    path(f"{FIGURE}/bukti/<str:digest>/", figures.evidence, name="figure_evidence"),
]
