from django.contrib.auth.views import LogoutView
from django.urls import path

from . import account_views, views

app_name = "core"

urlpatterns = [
    path("", views.front, name="front"),
    path("masuk/", views.LogIn.as_view(), name="login"),
    path("keluar/", LogoutView.as_view(), name="logout"),
    path("kata-sandi/", views.change_password, name="password_change"),
    path("akun/faktor-kedua/", account_views.second_factor, name="second_factor"),
    path(
        "akun/faktor-kedua/pasang/",
        account_views.second_factor_setup,
        name="second_factor_setup",
    ),
    path("semua/", views.pages, name="pages"),
    path("sehat", views.health, name="health"),
]
