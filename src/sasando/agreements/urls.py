from django.urls import path

from . import views

app_name = "agreements"

urlpatterns = [
    path("perjanjian/", views.index, name="list"),
    path("perjanjian/daftar.csv", views.download, name="download"),
    path("perjanjian/baru/", views.draft, name="draft"),
    path("perjanjian/<str:code>/", views.agreement, name="agreement"),
    path("perjanjian/<str:code>/isi.json", views.content, name="content"),
    path("perjanjian/<str:code>/susun/", views.edit, name="edit"),
    path("perjanjian/<str:code>/butir/<int:number>/hapus/", views.remove, name="remove"),
    path("perjanjian/<str:code>/ajukan/", views.propose_agreement, name="propose"),
    path("perjanjian/<str:code>/tarik/", views.withdraw, name="withdraw"),
    path("perjanjian/<str:code>/tanda-tangan/", views.sign_agreement, name="sign"),
    path("perjanjian/<str:code>/perubahan/", views.revise_agreement, name="revise"),
    path("perjanjian/<str:code>/banding/", views.compare, name="compare"),
]
