"""Addresses of spending tags and of mandatory spending; tags stand before any version's code."""

from django.urls import path

from .views import mandatory, tag_lists, tags

TAG = "anggaran/tag/<str:code>"
VERSION = "anggaran/<str:code>/wajib"

urlpatterns = [
    path("anggaran/tag/", tags.tags, name="tags"),
    path("anggaran/tag/baru/", tags.tag_new, name="tag_new"),
    path(f"{TAG}/", tags.tag, name="tag"),
    path(f"{TAG}/muat/", tag_lists.tag_upload, name="tag_upload"),
    path(f"{TAG}/simpan/", tag_lists.tag_confirm, name="tag_confirm"),
    path(f"{TAG}/laporan.csv", tag_lists.tag_report, name="tag_report"),
    path(f"{TAG}/templat.<str:form>", tag_lists.tag_template, name="tag_template"),
    path(f"{TAG}/baris.<str:form>", tag_lists.tag_rows_file, name="tag_rows_file"),
    path(f"{TAG}/<int:number>/akhiri/", tags.tag_row_end, name="tag_row_end"),
    path(f"{VERSION}/", mandatory.mandatory, name="mandatory"),
    path(f"{VERSION}.<str:kind>", mandatory.mandatory_file, name="mandatory_file"),
    path(f"{VERSION}/<slug:rule>/", mandatory.counted, name="mandatory_counted"),
    path(f"{VERSION}/<slug:rule>/rincian.<str:kind>", mandatory.counted_file, name="counted_file"),
]
