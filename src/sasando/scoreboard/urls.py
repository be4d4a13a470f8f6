from django.urls import path

from .views import board, efficiency, habits, results, thread

app_name = "scoreboard"

urlpatterns = [
    path("utas/", thread.thread, name="thread"),
    path("utas/<str:kind>/<str:code>/", thread.node, name="node"),
    path("papan/", board.board, name="board"),
    # Words in lower case: no unit's code can be one of them.
    path("papan/capaian/", results.plan_results, name="results"),
    path("papan/capaian/tidak-terhitung/", results.not_counted, name="results_missing"),
    path("papan/capaian/lima-tahun/", results.years, name="results_years"),
    path("papan/capaian/jarak/", results.distances, name="results_distances"),
    path("papan/perangkat-daerah/", results.agencies, name="agency_results"),
    path("papan/efisiensi/", efficiency.efficiency, name="efficiency"),
    path("papan/efisiensi.<str:kind>", efficiency.efficiency_file, name="efficiency_file"),
    path("papan/kebiasaan/", habits.city, name="habits"),
    path("papan/kebiasaan/baris/", habits.lines, name="habit_lines"),
    path("papan/kebiasaan/<str:code>/", habits.unit, name="habit_unit"),
    path("papan/kebiasaan/<str:unit>/<str:code>/", habits.line, name="habit_line"),
    path("papan/<str:code>/", board.unit, name="unit"),
    path("papan/<str:code>/pengisian/<str:day>/", board.filing, name="filing"),
    path("papan/<str:code>/keputusan/", board.waiting, name="waiting"),
    path("papan/<str:code>/capaian/", board.achievement, name="achievement"),
]
