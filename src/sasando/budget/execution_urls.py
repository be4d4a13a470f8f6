"""Addresses of a budget on its way: its lists, loose payments, contracts, progress."""

from django.urls import path

from .views import contracts, execution_lists, loose_payments, progress

LISTS = "anggaran/pelaksanaan/<str:kind>"
AGENCY = "anggaran/serapan/<str:code>"
LOOSE = "anggaran/pelaksanaan/tak-terkait"

urlpatterns = [
    path(f"{AGENCY}/fisik/riwayat/", progress.told, name="progress_told"),
    path(f"{AGENCY}/fisik/bukti/<str:digest>/", progress.evidence, name="progress_evidence"),
    path("anggaran/kontrak/", contracts.contracts, name="contracts"),
    path("anggaran/kontrak.<str:kind>", contracts.contracts_file, name="contracts_file"),
    path("anggaran/pelaksanaan/", execution_lists.lists, name="lists"),
    path(f"{LOOSE}/", loose_payments.loose, name="loose"),
    path(f"{LOOSE}.<str:kind>", loose_payments.loose_file, name="loose_file"),
    path(f"{LOOSE}/kaitkan/", loose_payments.loose_tie, name="loose_tie"),
    path(
        "anggaran/pelaksanaan/id-sipd/unduh.<str:form>",
        execution_lists.sipd_ids_file,
        name="sipd_ids_file",
    ),
    path(f"{LISTS}/muat/", execution_lists.list_upload, name="list_upload"),
    path(f"{LISTS}/simpan/", execution_lists.list_confirm, name="list_confirm"),
    path(f"{LISTS}/laporan.csv", execution_lists.list_report, name="list_report"),
    path(f"{LISTS}/templat.<str:form>", execution_lists.list_template, name="list_template"),
]
