from django.urls import path

from .views import alignment, documents, nomenclature, plan_lists

DOCUMENT = "perencanaan/dokumen/<str:code>"
LINE = f"{DOCUMENT}/baris/<str:unit>/<str:row>"
LISTING = f"{DOCUMENT}/impor/<str:kind>"

urlpatterns = [
    path("perencanaan/dokumen/", documents.documents, name="documents"),
    path("perencanaan/dokumen/baru/", documents.document_new, name="document_new"),
    path(f"{DOCUMENT}/", documents.document, name="document"),
    path(f"{DOCUMENT}/tetapkan/", documents.document_adopt, name="document_adopt"),
    path(f"{DOCUMENT}/perubahan/", documents.document_amend, name="document_amend"),
    path(f"{DOCUMENT}/buang/", documents.document_discard, name="document_discard"),
    path(f"{DOCUMENT}/banding/", documents.document_compare, name="document_compare"),
    path(f"{DOCUMENT}/banding.csv", documents.document_compare_file, name="document_compare_file"),
    path(f"{DOCUMENT}/temuan/", documents.document_findings, name="document_findings"),
    path(f"{DOCUMENT}/temuan.csv", documents.document_findings_file, name="document_findings_file"),
    path(f"{DOCUMENT}/nomenklatur/", nomenclature.document_carry, name="document_carry"),
    path(f"{LINE}/", documents.document_line, name="document_line"),
    path(f"{LINE}/hapus/", documents.document_line_remove, name="document_line_remove"),
    path(f"{LISTING}/", plan_lists.document_upload, name="document_upload"),
    path(f"{LISTING}/muat/", plan_lists.document_confirm, name="document_confirm"),
    path(f"{LISTING}/laporan.csv", plan_lists.document_report, name="document_report"),
    path(f"{LISTING}/templat.csv", plan_lists.document_template_csv, name="document_template_csv"),
    path(
        f"{LISTING}/templat.xlsx", plan_lists.document_template_xlsx, name="document_template_xlsx"
    ),
    path(f"{DOCUMENT}/<str:kind>.csv", plan_lists.document_export_csv, name="document_export_csv"),
    path(
        f"{DOCUMENT}/<str:kind>.xlsx", plan_lists.document_export_xlsx, name="document_export_xlsx"
    ),
    path("perencanaan/nomenklatur/", nomenclature.nomenclature, name="nomenclature"),
    path(
        "perencanaan/nomenklatur/peta.csv", nomenclature.nomenclature_map, name="nomenclature_map"
    ),
    path(
        "perencanaan/nomenklatur/<str:code>/",
        nomenclature.nomenclature_code,
        name="nomenclature_code",
    ),
    path("perencanaan/penyelarasan/", alignment.alignment, name="alignment"),
    path("perencanaan/penyelarasan/daftar.csv", alignment.alignment_file, name="alignment_file"),
    path("perencanaan/penyelarasan/provinsi/", alignment.goal_new, name="goal_new"),
    path("perencanaan/penyelarasan/atas/<str:code>/", alignment.goal_edit, name="goal_edit"),
    path(
        "perencanaan/penyelarasan/sasaran/<str:code>/",
        alignment.alignment_edit,
        name="alignment_edit",
    ),
]
