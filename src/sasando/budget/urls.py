from django.urls import path

from . import execution_urls, scenario_urls, tag_urls
from .views import (
    absorption_files,
    acceleration,
    codes,
    comparison,
    execution,
    imports,
    next_year,
    printed,
    statements,
    versions,
)

app_name = "budget"
VERSION = "anggaran/<str:code>"

urlpatterns = [
    path("anggaran/", versions.years, name="years"),
    path("anggaran/baru/", versions.version_new, name="version_new"),
    path("anggaran/banding/", comparison.compare_versions, name="compare"),
    path("anggaran/banding.<str:kind>", comparison.compare_file, name="compare_file"),
    path("anggaran/kode/", codes.codes, name="codes"),
    path("anggaran/kode/<str:code>/", codes.code_tie, name="code_tie"),
    path("anggaran/pajak/", codes.taxes, name="taxes"),
    path("anggaran/tercetak/", printed.printed, name="printed"),
    path("anggaran/serapan/", execution.absorption, name="absorption"),
    path("anggaran/serapan.<str:kind>", absorption_files.absorption_file, name="absorption_file"),
    path("anggaran/serapan/<str:code>/", execution.agency, name="absorption_agency"),
    path(
        "anggaran/serapan/<str:code>/laporan.<str:kind>",
        absorption_files.agency_file,
        name="absorption_agency_file",
    ),
    path("anggaran/serapan/<str:code>/fisik/", execution.progress, name="progress"),
    path("anggaran/lra/", statements.statements, name="statements"),
    path("anggaran/lra.<str:kind>", statements.statements_file, name="statements_file"),
    path("anggaran/berikutnya/", next_year.next_year, name="next_year"),
    path("anggaran/berikutnya.<str:kind>", next_year.next_year_file, name="next_year_file"),
    path("anggaran/percepatan.pdf", acceleration.acceleration_file, name="acceleration_file"),
    path("anggaran/percepatan/", acceleration.acceleration, name="acceleration"),
    *execution_urls.urlpatterns,
    *scenario_urls.urlpatterns,
    *tag_urls.urlpatterns,
    path(f"{VERSION}/", versions.version, name="version"),
    path(f"{VERSION}/rincian.<str:kind>", versions.version_file, name="version_file"),
    path(f"{VERSION}/muat/", imports.upload, name="upload"),
    path(f"{VERSION}/muat/kolom/", imports.map_columns, name="map_columns"),
    path(f"{VERSION}/muat/simpan/", imports.confirm, name="confirm"),
    path(f"{VERSION}/muat/laporan.csv", imports.odd_rows, name="odd_rows"),
    path(f"{VERSION}/kode.<str:kind>", codes.version_codes_file, name="version_codes_file"),
    path(f"{VERSION}/kode/", codes.version_codes, name="version_codes"),
    path(f"{VERSION}/tetapkan/", versions.version_adopt, name="version_adopt"),
    path(f"{VERSION}/buang/", versions.version_discard, name="version_discard"),
]
