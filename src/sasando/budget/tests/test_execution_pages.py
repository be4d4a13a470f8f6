"""Absorption and acceleration as people see them; who may load and who may tell progress."""

import csv
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sasando.budget.models import BudgetUnit, BudgetVersion, Payment, PhysicalProgress
from sasando.budget.queries.acceleration import working_days_left
from sasando.core.models import AuditEvent
from sasando.organization.models import Holiday
from sasando.organization.tests.files import csv_of
from sasando.planning.models import AgencyProgramme, Indicator, NomenclatureNode

from .conftest import viewer_of
from .factories import AGENCY, FIRST
from .test_early_warning import paid, version  # noqa: F401  fixtures of the known figures
from .test_execution_imports import SP2D, sp2d

CITY = reverse("budget:absorption")
ONE = reverse("budget:absorption_agency", args=[AGENCY])
PUSH = reverse("budget:acceleration")
TELL = reverse("budget:progress", args=[AGENCY])
UPLOAD = reverse("budget:list_upload", args=["sp2d"])
TEMPLATE = reverse("budget:list_template", args=["sp2d", "csv"])


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def headed(paid):  # noqa: F811
    """The agency of the budget is the one that kadis leads."""
    unit = BudgetUnit.objects.get(code=AGENCY)
    unit.unit_id = viewer_of("kadis").main_post.unit_id
    unit.save(update_fields=["unit"])
    return unit


def test_the_city_shows_deviation_both_ways_with_its_class(headed, as_login):
    page = words(as_login("staf").get(CITY))
    assert "serapan 29,50 %, 10,50 poin di bawah rencana kas (jingga: tertinggal)" in page
    assert "relatif 26,25 % dari rencana" in page
    assert "keadaan sampai 30 Juni 2025" in page
    assert "Rp 8.850.000.000" in page
    assert "belum ada pola tahun-tahun lalu" in page


def test_a_class_filters_and_the_file_has_every_figure(headed, as_login):
    client = as_login("staf")
    assert ONE in words(client.get(CITY, {"kelas": "ORANGE"}))
    assert ONE not in words(client.get(CITY, {"kelas": "RED"}))
    table = client.get(reverse("budget:absorption_file", args=["csv"])).content.decode("utf-8-sig")
    figures = "12000000000;3540000000;4800000000;29,5;40;-10,5;26,25;0,7375"
    assert f"{AGENCY};Dinas Lingkungan Hidup;{figures};jingga: tertinggal;" in table


@pytest.mark.parametrize("example", [True, False])
def test_each_row_of_a_file_names_its_scope_and_what_is_made_up(draft, request, as_login, example):
    # What is adopted is fixed, so it is marked while it is a draft.
    BudgetVersion.objects.filter(pk=draft.pk).update(is_example=example)
    request.getfixturevalue("paid")
    client = as_login("staf")
    city = client.get(reverse("budget:absorption_file", args=["csv"]))
    one = client.get(reverse("budget:absorption_agency_file", args=[AGENCY, "csv"]))
    word = "contoh" if example else ""
    for found, scope in (
        (city, "Seluruh perangkat daerah; belanja"), (one, f"SKPD {AGENCY}; belanja")
    ):  # fmt: skip
        content = found.content.decode("utf-8-sig").splitlines()
        head, *rows = csv.reader(content, delimiter=";")
        assert head[-2:] == ["cakupan", "contoh"]
        assert rows
        assert all(row[-2:] == [scope, word] for row in rows)


def test_an_agency_has_its_curve_and_its_table(headed, as_login):
    page = words(as_login("staf").get(ONE))
    assert "<svg" in page
    assert 'class="paid" d="M48 240L' in page
    assert page.count("belum selesai") == 6
    assert FIRST in page
    assert (
        as_login("staf").get(reverse("budget:absorption_agency", args=["9.99"])).status_code == 404
    )


def test_acceleration_shares_what_is_left_over_the_weeks(headed, as_login, at):
    at("2025-07-03 09.00")
    Holiday.objects.create(day=date(2025, 12, 30), name="Contoh", source="Contoh")
    days = working_days_left(2025, date(2025, 12, 25))
    assert days == 4 - Holiday.objects.filter(day__in=["2025-12-25", "2025-12-26"]).count()
    page = words(as_login("staf").get(PUSH))
    assert "Rp 8.459.999.923 pagu yang belum dibayar sampai 3 Juli 2025" in page
    assert "Sisa sudah dikurangi Rp 77 yang dibayar sesudah 30 Juni 2025" in page
    held = Holiday.objects.filter(day__range=("2025-07-03", "2025-12-31")).count()
    assert f"dikurangi {held} hari libur yang tercatat" in page
    assert "Rp 3.150.000.000 sampai Rp 4.920.000.000" in page
    assert "Tidak ada indikator sasaran yang terhubung" in page


def test_indicators_hang_on_budgeted_programmes_of_the_agency(headed, as_login):
    indicator = Indicator.objects.filter(objective__isnull=False).first()
    activity = headed_programme()
    AgencyProgramme.objects.filter(unit=headed.unit).delete()
    AgencyProgramme.objects.create(
        unit=headed.unit, node=activity.node, objective=indicator.objective, is_example=True
    )
    assert indicator.name in words(as_login("staf").get(PUSH, {"skpd": AGENCY}))


def headed_programme():
    from sasando.budget.models import BudgetActivity

    programme = BudgetActivity.objects.get(code="2.11.03", level="PROGRAM")
    if programme.node is None:
        programme.node = NomenclatureNode.objects.filter(level="PROGRAM").first()
        programme.save(update_fields=["node"])
    return programme


def test_a_head_tells_progress_of_his_own_agency_only(headed, as_login):
    facts = {"activity_code": FIRST, "month": 6, "percent": "45,5", "note": "Menunggu bahan"}
    for login in ("staf", "perencana", "camat"):
        assert as_login(login).post(TELL, facts).status_code == 403
    client = as_login("kadis")
    assert client.get(TELL).status_code == 200
    photo = SimpleUploadedFile("bukti.pdf", b"%PDF-1.4 contoh")
    assert client.post(TELL, {**facts, "evidence": photo}).status_code == 302
    told = PhysicalProgress.objects.get()
    assert (told.percent, told.number, told.recorded_by.code) == (
        Decimal("45.50"), 1, viewer_of("kadis").person_code
    )  # fmt: skip
    assert told.evidence is not None
    assert AuditEvent.objects.filter(action="budget.progress-recorded").count() == 1
    assert client.post(TELL, {**facts, "month": 7}).status_code == 422
    assert client.post(TELL, {**facts, "percent": "101"}).status_code == 422
    assert "45,50 %" in words(client.get(ONE))


def test_a_planner_loads_a_list_by_its_pages(headed, as_login):
    assert as_login("staf").get(UPLOAD).status_code == 403
    client = as_login("perencana")
    assert "Daftar SP2D" in words(client.get(reverse("budget:lists")))
    file = SimpleUploadedFile("sp2d.csv", csv_of(SP2D, sp2d("77", "500"), sp2d("78", "-20,5")))
    report = client.post(UPLOAD, {"file": file})
    assert '<span class="number">Rp 479,50</span> jumlah nilai_sp_2_d' in words(report)
    assert 'class="number">78</th>' in words(report)
    ticket = words(report).split('name="ticket" value="')[1].split('"')[0]
    assert not Payment.objects.filter(number="77").exists()
    done = client.post(reverse("budget:list_confirm", args=["sp2d"]), {"ticket": ticket})
    assert done.status_code == 302
    assert Payment.objects.filter(number="77").exists()
    assert len(client.get(TEMPLATE).content.decode().splitlines()) == 1
    for kind in ("csv", "xlsx"):
        assert (
            client.get(reverse("budget:list_template", args=["anggaran-kas", kind])).status_code
            == 200
        )
    plan = client.get(
        reverse("budget:list_upload", args=["anggaran-kas"]), {"versi": "APBD-2025-0"}
    )
    assert "APBD murni 2025" in words(plan)
