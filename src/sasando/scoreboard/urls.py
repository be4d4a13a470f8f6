from django.urls import path

from .views import board, thread

app_name = "scoreboard"

urlpatterns = [
    path("utas/", thread.thread, name="thread"),
    path("utas/<str:kind>/<str:code>/", thread.node, name="node"),
    path("papan/", board.board, name="board"),
    path("papan/<str:code>/", board.unit, name="unit"),
    path("papan/<str:code>/pengisian/<str:day>/", board.filing, name="filing"),
    path("papan/<str:code>/keputusan/", board.waiting, name="waiting"),
    path("papan/<str:code>/capaian/", board.achievement, name="achievement"),
]
