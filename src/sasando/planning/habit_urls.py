"""Addresses for answering findings of the habit detector."""

from django.urls import path

from .views import habits

urlpatterns = [
    path("perencanaan/kebiasaan/nilai/", habits.judge, name="habits_judge"),
    path("perencanaan/kebiasaan/<str:unit>/<str:code>/jawab/", habits.answer, name="habit_answer"),
    path("perencanaan/kebiasaan/<str:unit>/<str:code>/putus/", habits.review, name="habit_review"),
]
