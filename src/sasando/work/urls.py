from django.urls import path

from .views import days, plans, queue, receipts, today

app_name = "work"

urlpatterns = [
    path("hari-ini/", today.today, name="today"),
    path("jam", today.city_clock, name="clock"),
    path("antrean/", queue.queue, name="queue"),
    path("antrean/<str:code>/", queue.decide_entry, name="decide"),
    path("rencana/", plans.plan, name="plan"),
    path("rencana/<str:code>/anggaran/", plans.result_money, name="result_money"),
    path("rencana/<str:code>/ajukan/", plans.submit, name="submit_result"),
    path("rencana/<str:code>/sepakati/", plans.agree, name="agree_result"),
    path("rencana/<str:code>/kembalikan/", plans.give_back, name="return_result"),
    path("kinerja/bulan/", days.month, name="this_month"),
    path("kinerja/bulan/<str:month>/", days.month, name="month"),
    path("kinerja/harian/<str:day>/", days.day, name="day"),
    path("kinerja/catatan/<str:code>/batal/", today.withdraw, name="withdraw"),
    path("kinerja/catatan/<str:code>/bukti/", receipts.evidence, name="evidence"),
    path("kinerja/catatan/<str:code>/tanda-terima/", receipts.receipt_page, name="receipt"),
    path(
        "kinerja/catatan/<str:code>/tanda-terima.json", receipts.receipt_file, name="receipt_file"
    ),
    path("keberatan/", days.objections, name="objections"),
    path("keberatan/<str:code>/putusan/", days.decide_on_objection, name="decide_objection"),
]
