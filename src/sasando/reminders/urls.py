from django.urls import path

from . import views

app_name = "reminders"

urlpatterns = [
    path("pengingat/", views.index, name="index"),
    path("pengingat/alamat/", views.give, name="give_address"),
    path("pengingat/alamat/pastikan/", views.confirm, name="confirm_address"),
    path("pengingat/alamat/hapus/", views.forget, name="forget_address"),
    path("pengingat/kalender/buat/", views.open_feed, name="open_calendar"),
    path("pengingat/kalender/cabut/", views.close_feed, name="close_calendar"),
    path("pengingat/kalender/<str:token>.ics", views.calendar, name="calendar"),
]
