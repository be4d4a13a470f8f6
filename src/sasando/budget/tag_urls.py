"""Addresses of spending tags and of mandatory spending; tags stand before any version's code."""

from django.urls import path

from .views import mandatory, tags

VERSION = "anggaran/<str:code>/wajib"

urlpatterns = [
    path("anggaran/tag/", tags.tags, name="tags"),
    path("anggaran/tag/baru/", tags.tag_new, name="tag_new"),
    path("anggaran/tag/<str:code>/", tags.tag, name="tag"),
    path("anggaran/tag/<str:code>/<int:number>/akhiri/", tags.tag_row_end, name="tag_row_end"),
    path(f"{VERSION}/", mandatory.mandatory, name="mandatory"),
    path(f"{VERSION}/<slug:rule>/", mandatory.counted, name="mandatory_counted"),
    path(f"{VERSION}/<slug:rule>/rincian.<str:kind>", mandatory.counted_file, name="counted_file"),
]
