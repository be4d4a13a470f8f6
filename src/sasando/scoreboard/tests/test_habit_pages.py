"""The pages about habits: one finding first, every line kept, the right people let in."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from sasando.budget.models import BudgetActivity, BudgetTotal, BudgetUnit, BudgetVersion
from sasando.core import clock
from sasando.core.models import User
from sasando.organization.models import Unit
from sasando.organization.queries import viewer_for
from sasando.planning.actions.habit_answers import AnswerDraft, LineKey, answer_habit, review_answer
from sasando.planning.actions.habits import judge_habits
from sasando.planning.models import AgencyProgramme
from sasando.planning.tests.habit_factories import (
    AWARD,
    OBJECTIVE,
    WASTE,
    adopt,
    award,
    line,
    three_years,
    waste,
    yearly,
)
from sasando.scoreboard.queries.habits import LineFilter, habit_board, habit_lines
from sasando.scoreboard.tests.steps import log_in

pytestmark = pytest.mark.django_db
CITY, DLHK = "/papan/kebiasaan/", "/papan/kebiasaan/DLHK/"
LINE = f"/papan/kebiasaan/DLHK/{AWARD}/"


def judge(year=2026):
    judge_habits(viewer=None, now=clock.now(), year=year)


def viewer_of(login):
    return viewer_for(User.objects.get(username=login), clock.local_day(clock.now()))


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


@pytest.fixture
def plans(city_plan):
    three_years()
    judge()


def budget(amounts, *, adopted=True, number=0):
    version = BudgetVersion.objects.create(
        code=f"APBD-2026-{number}", year=2026, number=number, stage="MURNI", name="APBD murni 2026",
        as_of=date(2026, 1, 2), legal_act="Perda uji",
    )  # fmt: skip
    agency = BudgetUnit.objects.create(
        code="2.11.0.00.0.00.01.0000", name="DLHK", unit=Unit.objects.get(code="DLHK")
    )
    for code, amount in amounts.items():
        top = BudgetActivity.objects.create(level="PROGRAM", code=code, name=code)
        activity = BudgetActivity.objects.create(
            level="KEGIATAN", code=f"{code}.2.01", name="k", parent=top
        )
        sub = BudgetActivity.objects.create(
            level="SUBKEGIATAN", code=f"{code}.2.01.0001", name="s", parent=activity
        )
        for group in ("5.1.01", "5.1.02"):
            BudgetTotal.objects.create(
                version=version, agency=agency, sub_unit=agency, activity=sub, programme=top,
                group=group, amount=Decimal(amount) / 2, lines=1,
            )  # fmt: skip
    if adopted:
        version.adopted_on = date(2026, 1, 2)
        version.save()
    return version


def test_the_city_page_says_the_finding_first(plans, client):
    log_in(client, "walikota")
    found = page(client, CITY)
    assert (
        "<h1>1 dari 2 program, Rp 500.000.000, diulang tiap tahun tanpa sasaran di RPJMD</h1>"
        in found
    )
    assert "Dinilai pada" in found
    assert "94,7 % rupiah tertelusur sampai sasaran RPJMD" in found
    assert "Anggaran tahun ini belum dimuat." in found
    assert "Rupiah 2 baris dari pagu rencana." in found


def test_support_programmes_stand_apart_with_their_share(city_plan, client):
    for year in (2025, 2026):
        yearly(year, waste(year), line("X.XX.01", "Penunjang", ceiling=1_000_000_000))
    judge()
    board = habit_board(2026, "PROGRAM")
    assert (board.sums.judged.lines, board.sums.support.lines) == (1, 1)
    assert board.support_share == 100
    assert sum(one.amount_share for one in board.shares) == 1000
    log_in(client, "walikota")
    found = page(client, CITY)
    assert "1 baris, Rp 1.000.000.000, 10,0 % dari seluruh rupiah" in found
    assert "0 dari 1 program" in found


def test_the_budget_gives_the_rupiah_where_it_knows_the_line(plans, client):
    budget({AWARD: 700_000_000})
    board = habit_board(2026, "PROGRAM")
    assert board.sums.habit.amount == 700_000_000
    assert (board.sums.all.from_budget, board.sums.all.from_plan) == (1, 1)
    found = {row.verdict.code: row for row in habit_lines(2026, LineFilter("PROGRAM")).lines}
    assert found[AWARD].money_source == "APBD"
    assert found[WASTE].money_source == "pagu rencana"
    log_in(client, "walikota")
    assert "Rupiah 1 baris dari APBD murni 2026 (keadaan 2 Januari 2026" in page(client, CITY)


def test_a_draft_budget_gives_no_rupiah(plans):
    budget({AWARD: 700_000_000}, adopted=False)
    assert habit_board(2026, "PROGRAM").sums.habit.amount == 500_000_000


def test_support_money_is_found_whatever_field_the_budget_prints(city_plan):
    for year in (2025, 2026):
        yearly(year, waste(year), line("X.XX.01", "Penunjang", ceiling=1))
    judge()
    budget({"2.11.01": 300})
    assert habit_board(2026, "PROGRAM").sums.support.amount == 300


def test_money_of_a_level_is_that_of_everything_below_it(plans):
    budget({AWARD: 600})
    code = f"{AWARD}.2.01"
    amended = yearly(2026, waste(2026), line(code, "Kegiatan", ceiling=1), version=2, adopted=False)
    amended.legal_act, amended.adopted_on = "Perwali uji", date(2026, 11, 20)
    amended.save()
    judge()
    assert habit_board(2026, "KEGIATAN").sums.all.amount == 600


def test_agencies_stand_by_habit_rupiah_with_what_they_answered(plans, client):
    bus = line("2.15.02", "Program Angkutan", unit="DISHUB", ceiling=900_000_000)
    for year in (2025, 2026):
        yearly(year, bus, kind="RENJA", unit="DISHUB")
    speaking = line("2.15.03", "Program Jalan", unit="DISHUB", objective=OBJECTIVE)
    for year in (2025, 2026):
        amended = yearly(year, bus, speaking, kind="RENJA", unit="DISHUB", version=2, adopted=False)
        amended.legal_act, amended.adopted_on = "Perwali uji", date(2026, 11, 20)
        amended.save()
    judge()
    answer_habit(
        viewer=viewer_of("kadis"), line=LineKey("DLHK", AWARD, 2026), answer=AnswerDraft("PERBAIKI")
    )
    board = habit_board(2026, "PROGRAM")
    assert [row.unit.code for row in board.agencies] == ["DISHUB", "DLHK"]
    own = board.agencies[1].sums.asked
    assert (own.answered, own.lines, own.waiting) == (1, 1, 1)
    log_in(client, "walikota")
    assert "1 dari 1" in page(client, CITY)


def test_an_answer_that_was_sent_back_does_not_count(plans):
    key = LineKey("DLHK", AWARD, 2026)
    answer_habit(viewer=viewer_of("kadis"), line=key, answer=AnswerDraft("PERBAIKI"))
    review_answer(
        viewer=viewer_of("perencana"), line=key, number=1, outcome="DIKEMBALIKAN", note="Sebutkan."
    )
    assert habit_board(2026, "PROGRAM").sums.asked.answered == 0
    wanted = LineFilter("PROGRAM", answer="dikembalikan")
    assert [row.verdict.code for row in habit_lines(2026, wanted).lines] == [AWARD]


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        (LineFilter("PROGRAM"), [WASTE, AWARD]),
        (LineFilter("PROGRAM", verdicts=("HABIT",)), [AWARD]),
        (LineFilter("PROGRAM", answer="belum"), [AWARD]),
        (LineFilter("PROGRAM", answer="dijawab"), []),
        (LineFilter("PROGRAM", text="persampahan"), [WASTE]),
        (LineFilter("PROGRAM", text="2.11.09"), [AWARD]),
        (LineFilter("PROGRAM", text="100%"), []),
        (LineFilter("PROGRAM", text="_"), []),
        (LineFilter("KEGIATAN"), []),
    ],
)
def test_lines_are_filtered(plans, wanted, codes):
    found = habit_lines(2026, wanted)
    assert [row.verdict.code for row in found.lines] == codes
    assert found.total == len(codes)


def test_the_worklist_shows_what_needs_an_answer_with_every_finding(plans, client):
    log_in(client, "kadis")
    found = page(client, DLHK)
    assert "Tidak ada sasaran RPJMD yang dituju pada 2024–2026." in found
    assert "belum dijawab" in found
    assert f"/perencanaan/kebiasaan/DLHK/{AWARD}/jawab/?tahun=2026" in found
    assert "Program Pengelolaan Persampahan" not in found
    assert "Program Pengelolaan Persampahan" in page(client, f"{DLHK}?putusan=semua")


def test_staff_read_the_worklist_of_their_agency_without_the_form(plans, client):
    log_in(client, "staf")
    found = page(client, DLHK)
    assert "Program Penghargaan" in found
    assert "/jawab/" not in found
    assert client.get("/papan/kebiasaan/DISHUB/").status_code == 404
    answer = client.get(CITY)
    assert (answer.status_code, answer["Location"]) == (302, DLHK)
    assert client.get("/papan/kebiasaan/baris/").status_code == 403


@pytest.mark.parametrize("login", ["walikota", "sekda", "perencana", "pemeriksa"])
def test_whoever_reads_the_city_reads_every_agency(plans, client, login):
    log_in(client, login)
    for address in (CITY, "/papan/kebiasaan/baris/", DLHK, LINE):
        assert client.get(address).status_code == 200


def test_a_resident_reads_nothing_yet(plans, client):
    log_in(client, "warga")
    for address, status in ((CITY, 403), (DLHK, 404), (LINE, 404)):
        assert client.get(address).status_code == status


def test_the_line_page_lays_the_years_side_by_side_and_says_how_it_was_judged(plans, client):
    log_in(client, "kadis")
    found = page(client, LINE)
    for words in ("RKPD-2024", "RKPD-2025", "RKPD-2026", "Bagaimana dinilai", "Tanpa sasaran"):
        assert words in found
    assert found.count("Rp 500.000.000") >= 3
    assert "Permen PANRB 89/2021 [V], ambang [P]" in found


def test_the_draft_of_the_next_year_is_shown_with_the_verdict_it_would_get(plans, client):
    yearly(2027, waste(2027), award(2027, objective=OBJECTIVE), adopted=False)
    log_in(client, "kadis")
    assert "2027" not in page(client, LINE), "a draft of the city is not shown to an agency"
    log_in(client, "perencana")
    found = page(client, LINE)
    assert "RKPD-2027, draf" in found
    assert "Bila draf 2027 ditetapkan seperti sekarang:" in found


def test_a_code_that_cannot_be_read_is_listed_and_breaks_nothing(city_plan, client):
    for year in (2025, 2026):
        odd = (line("1/2", "Baris lama", ceiling=5), line("kode lama", "Baris lain", ceiling=6))
        yearly(year, waste(year), *odd)
    judge()
    log_in(client, "walikota")
    found = page(client, f"{CITY}?tingkat=subkegiatan")
    assert "2 baris berkode tidak terbaca, Rp 11." in found
    assert "Baris lama" in page(client, "/papan/kebiasaan/baris/?tingkat=subkegiatan")
    listed = page(client, f"{DLHK}?tingkat=subkegiatan&putusan=kode-tidak-terbaca")
    assert "Baris lama" in listed
    assert "Kodenya tidak terbaca" in page(client, "/papan/kebiasaan/DLHK/kode lama/")


def test_nothing_that_is_out_of_date_is_shown_silently(plans, client):
    log_in(client, "walikota")
    assert "sudah tertinggal" not in page(client, CITY)
    AgencyProgramme.objects.filter(unit__code="DLHK").delete()
    amended = yearly(2026, waste(2026), version=2, adopted=False)
    amended.legal_act, amended.adopted_on = "Perwali uji", date(2026, 11, 20)
    amended.save()
    for address in (CITY, DLHK):
        assert "Penilaian ini sudah tertinggal." in page(client, address)
    assert "Penilaian baris ini sudah tertinggal." in page(client, LINE)


def test_before_the_first_judging_the_page_says_so(city_plan, client):
    log_in(client, "perencana")
    found = page(client, CITY)
    assert "belum pernah dinilai" in found
    assert "Belum ada baris rencana yang dinilai" in found


def test_files_hold_every_row_and_no_formula(plans, client):
    named = award(2026, name="=Program Penghargaan Lingkungan Hidup")
    amended = yearly(2026, waste(2026), named, version=2, adopted=False)
    amended.legal_act, amended.adopted_on = "Perwali uji", date(2026, 11, 20)
    amended.save()
    judge()
    log_in(client, "walikota")
    for address, number in ((CITY, 1), ("/papan/kebiasaan/baris/", 2), (DLHK, 1)):
        answer = client.get(f"{address}?unduh=csv")
        assert answer["Content-Type"].startswith("text/csv")
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert len(rows) == number + 1
        assert not [cell for row in rows for cell in row if cell.startswith("=")]


@pytest.mark.parametrize(
    "query", ["tahun=9999", "tahun=x", "tingkat=apa", "putusan=apa&jawaban=apa", "halaman=99999"]
)
def test_an_odd_address_is_answered(plans, client, query):
    log_in(client, "walikota")
    for address in (CITY, "/papan/kebiasaan/baris/", DLHK, LINE):
        assert client.get(f"{address}?{query}").status_code in (200, 404)


def test_ten_times_the_lines_cost_no_query_more(city_plan, client, queries_of):
    def lines(number):
        return [
            line(f"2.11.09.2.01.{n:04}", f"Sub kegiatan nomor {n}", ceiling=n)
            for n in range(number)
        ]

    log_in(client, "walikota")
    addresses = (
        CITY, "/papan/kebiasaan/baris/", f"{DLHK}?putusan=semua",
        "/papan/kebiasaan/DLHK/2.11.09.2.01.0001/",
    )  # fmt: skip
    counts = []
    for version, number in ((1, 4), (2, 40)):
        for year in (2025, 2026):
            made = yearly(year, waste(year), *lines(number), version=version, adopted=False)
            adopt(made) if version == 1 else _amend(made)
        judge()
        counts.append([queries_of(client, address) for address in addresses])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 26


def _amend(plan):
    plan.legal_act, plan.adopted_on = "Perwali uji", date(2026, 11, 20)
    plan.save()
