from django.urls import path

from . import paper_views
from .views import lists, money, pacts, preparing, revising, scans, showing, signing

app_name = "agreements"

urlpatterns = [
    path("perjanjian/", lists.index, name="list"),
    path("perjanjian/daftar.csv", lists.download, name="download"),
    path("perjanjian/baru/", preparing.draft, name="draft"),
    path("perjanjian/belum/", lists.missing, name="missing"),
    path("perjanjian/belum.csv", lists.missing_download, name="missing_download"),
    path("perjanjian/tanggal-anggaran/", money.document_dates, name="document_dates"),
    path("perjanjian/pakta/", pacts.index, name="pacts"),
    path("perjanjian/pakta/<str:code>/", pacts.pact, name="pact"),
    path("perjanjian/pakta/<str:code>/tanda-tangan/", pacts.sign, name="sign_pact"),
    path("perjanjian/pakta/<str:code>/saksi/", pacts.witness, name="witness_pact"),
    path("perjanjian/pakta/<str:code>/dokumen.pdf", paper_views.pact_pdf, name="pact_pdf"),
    path("perjanjian/<str:code>/", showing.agreement, name="agreement"),
    path("perjanjian/<str:code>/isi.json", showing.content, name="content"),
    path("perjanjian/<str:code>/dokumen.pdf", paper_views.paper_pdf, name="paper"),
    path("perjanjian/<str:code>/dokumen.docx", paper_views.paper_docx, name="paper_docx"),
    path("perjanjian/<str:code>/rencana-aksi.pdf", paper_views.plan_pdf, name="plan_pdf"),
    path("perjanjian/<str:code>/susun/", preparing.edit, name="edit"),
    path("perjanjian/<str:code>/butir/<int:number>/", preparing.change_item, name="change_item"),
    path("perjanjian/<str:code>/butir/<int:number>/hapus/", preparing.remove, name="remove"),
    path("perjanjian/<str:code>/anggaran/", money.add_budget, name="add_budget"),
    path("perjanjian/<str:code>/anggaran/ambil/", money.take_from_plan, name="prefill_budget"),
    path(
        "perjanjian/<str:code>/anggaran/<int:number>/hapus/",
        money.remove_budget,
        name="remove_budget",
    ),
    path("perjanjian/<str:code>/ajukan/", preparing.propose_agreement, name="propose"),
    path("perjanjian/<str:code>/tarik/", preparing.withdraw, name="withdraw"),
    path("perjanjian/<str:code>/tanda-tangan/", signing.sign_agreement, name="sign"),
    path("perjanjian/<str:code>/tanda-tangan.json", showing.signatures, name="signatures"),
    path("perjanjian/<str:code>/kembalikan/", signing.give_back, name="return"),
    path("perjanjian/<str:code>/kertas/", scans.scan, name="scan"),
    path("perjanjian/<str:code>/kertas/periksa/", scans.check_scan, name="check_scan"),
    path("perjanjian/<str:code>/kertas/pindaian", scans.scan_file, name="scan_file"),
    path("perjanjian/<str:code>/perubahan/", revising.revise_agreement, name="revise"),
    path("perjanjian/<str:code>/serah-terima/", revising.handover, name="handover"),
    path("perjanjian/<str:code>/banding/", showing.compare, name="compare"),
    path("perjanjian/<str:code>/cascading/", showing.cascade, name="cascade"),
    path("periksa/PK-<str:code>/", paper_views.check_agreement, name="check_agreement"),
    path("periksa/RA-<str:code>/", paper_views.check_plan, name="check_plan"),
    path("periksa/PI-<str:code>/", paper_views.check_pact, name="check_pact"),
]
