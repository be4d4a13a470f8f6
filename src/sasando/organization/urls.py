from django.urls import path

from . import import_views, second_factor_views, trail_views, views

app_name = "organization"

urlpatterns = [
    path("organisasi/", views.tree, name="tree"),
    path("organisasi/unit/<str:code>/", views.unit, name="unit"),
    path("organisasi/pegawai/<str:code>/", views.person, name="person"),
    path("organisasi/pegawai/<str:code>/kata-sandi/", views.issue_password, name="issue_password"),
    path(
        "organisasi/pegawai/<str:code>/faktor-kedua/",
        second_factor_views.reset,
        name="reset_second_factor",
    ),
    path("organisasi/jabatan/<str:code>/penjabat/", views.appoint_acting, name="appoint"),
    path(
        "organisasi/jabatan/<str:code>/penjabat/akhiri/", views.end_acting_today, name="end_acting"
    ),
    path("organisasi/impor/", import_views.imports, name="imports"),
    path("organisasi/impor/<str:kind>/", import_views.upload, name="upload"),
    path("organisasi/impor/<str:kind>/muat/", import_views.confirm, name="confirm"),
    path("organisasi/impor/<str:kind>/laporan.csv", import_views.report_csv, name="report_csv"),
    path("organisasi/impor/<str:kind>/templat.csv", import_views.template_csv, name="template_csv"),
    path(
        "organisasi/impor/<str:kind>/templat.xlsx",
        import_views.template_xlsx,
        name="template_xlsx",
    ),
    path("akun/", views.account, name="account"),
    path("jejak/", trail_views.trail, name="trail"),
    path("jejak/unduh.csv", trail_views.trail_csv, name="trail_csv"),
]
