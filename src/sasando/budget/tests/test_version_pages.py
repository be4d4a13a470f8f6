"""Years, a version rolled up from agency to account, by group and by objective; adopting."""

from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sasando.budget.actions import open_version, tie_agency
from sasando.budget.models import BudgetVersion
from sasando.budget.queries.comparison import (
    NOT_TIED,
    WITHOUT_OBJECTIVE,
    Dimension,
    Scope,
)
from sasando.budget.queries.rollup import Part, roll_up
from sasando.core.models import AuditEvent
from sasando.organization.models import Unit
from sasando.planning.models import AgencyProgramme, Objective

from .files import sheet_of

DLH = "2.11.3.28.0.00.01.0000"
PROGRAMME, ACTIVITY, SUB = "2.11.01", "2.11.01.2.02", "2.11.01.2.02.0001"


def address(name, *codes, **query):
    found = reverse(f"budget:{name}", args=codes)
    return f"{found}?{urlencode(query)}" if query else found


def words(response):
    return " ".join(response.content.decode().split())


def test_the_year_shows_its_chain_with_delay_and_scope(versions, as_login):
    page = words(as_login("warga").get(address("years", tahun=2025)))
    assert "APBD murni 2025" in page
    assert "Perubahan APBD 2025" in page
    assert "Rp 9.239.668.432" in page
    assert page.count("cakupan: hanya belanja") == 2
    assert "terlambat 5 hari" in page
    assert "tidak dihitung" in page
    assert "Versi baru" not in page


def test_a_draft_of_a_later_year_does_not_hide_the_year_that_is_spent(
    versions, as_login, planner, at
):
    at("2025-11-20 15.00")
    BudgetVersion.objects.create(
        code="APBD-2026-0", year=2026, number=0, stage="MURNI", name="APBD murni 2026",
        as_of=date(2025, 11, 1),
    )  # fmt: skip
    client = as_login("staf")
    page = words(client.get(address("years")))
    assert "<h1>Anggaran 2025</h1>" in page
    assert reverse("budget:scenarios") not in page
    assert reverse("budget:next_year") in page
    assert "<h1>Anggaran 2026</h1>" in words(client.get(address("years", tahun=2026)))
    assert reverse("budget:scenarios") in words(as_login("sekda").get(address("years")))


def test_without_versions_the_page_says_so(planner, as_login):
    assert "Belum ada versi anggaran" in words(as_login("staf").get(address("years")))
    assert "Versi baru" in words(as_login("perencana").get(address("years", tahun="dua ribu")))


def test_more_versions_take_no_more_queries(versions, as_login, planner, load):
    client = as_login("staf")
    for code in (versions[0].code, versions[1].code):
        client.get(address("version", code))
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address("years"))
    with CaptureQueriesContext(connection) as small:
        client.get(address("version", versions[0].code, skpd=DLH))
    for number in range(2, 5):
        BudgetVersion.objects.create(
            code=f"APBD-2025-{number}", year=2025, number=number, stage="PERGESERAN_PERUBAHAN",
            name=f"Pergeseran {number}", as_of=date(2025, 11, 1),
            supersedes=BudgetVersion.objects.get(number=number - 1),
        )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        client.get(address("years"))
    with CaptureQueriesContext(connection) as large:
        client.get(address("version", versions[0].code, menurut="rekening"))
    assert len(many) == len(few)
    assert len(large) <= len(small) + 3


def test_one_walks_from_agency_to_account(versions, as_login):
    client, code = as_login("staf"), versions[0].code
    top = words(client.get(address("version", code)))
    assert "Belanja menurut perangkat daerah" in top
    assert f"?skpd={DLH}" in top
    steps = ({"skpd": DLH}, {"program": PROGRAMME}, {"kegiatan": ACTIVITY}, {"sub": SUB})
    shown = ("program", "kegiatan", "sub kegiatan", "rekening")
    asked = {}
    for step, by in zip(steps, shown, strict=True):
        asked |= step
        page = words(client.get(address("version", code, **asked)))
        assert f"Belanja menurut {by}" in page
    assert "Rp 2.372.136.604" in page
    assert "Dinas Lingkungan Hidup" in page
    assert "5.1.01.01.01.0001" in page


def test_every_level_has_the_sum_of_the_level_above(versions):
    version, scope = versions[0], Scope(agency_code=DLH)
    programmes = roll_up(version, Part.EXPENDITURE, None, scope)
    assert programmes.total == 5_257_558_829
    for row in programmes.rows:
        below = roll_up(version, Part.EXPENDITURE, None, row.below)
        assert (below.dimension, below.total) == (Dimension.ACTIVITY, row.amount)
        deep = roll_up(version, Part.EXPENDITURE, Dimension.ACCOUNT, row.below)
        assert deep.total == row.amount
    assert sum(row.share for row in programmes.rows) == pytest.approx(100, abs=Decimal("0.05"))


def test_accounts_are_found_below_their_group(versions):
    groups = roll_up(versions[0], Part.EXPENDITURE, Dimension.GROUP, Scope())
    assert {row.code for row in groups.rows} >= {"5.1.01", "5.1.02"}
    assert groups.rows[-1].name == "Sub kegiatan tanpa anggaran"
    salaries = next(row for row in groups.rows if row.code == "5.1.01")
    below = roll_up(versions[0], Part.EXPENDITURE, None, salaries.below)
    assert (below.dimension, below.total) == (Dimension.ACCOUNT, salaries.amount)
    assert all(row.code.startswith("5.1.01.") for row in below.rows)


def test_money_without_an_objective_is_shown_and_never_dropped(versions, planner):
    murni = versions[0]
    before = roll_up(murni, Part.EXPENDITURE, Dimension.OBJECTIVE, Scope())
    assert [row.code for row in before.rows] == [NOT_TIED]
    assert before.total == 9_239_668_432
    tie_agency(viewer=planner, code=DLH, unit_code="DLHK")
    programme = murni.totals.filter(programme__code="2.11.11").first().programme
    AgencyProgramme.objects.get_or_create(
        unit=murni.totals.filter(agency__code=DLH).first().agency.unit, node=programme.node,
        defaults={"objective": None},
    )  # fmt: skip
    AgencyProgramme.objects.update(objective=None)
    after = roll_up(murni, Part.EXPENDITURE, Dimension.OBJECTIVE, Scope())
    amounts = {row.code: row.amount for row in after.rows}
    assert amounts[WITHOUT_OBJECTIVE] >= 178_906_300
    assert after.total == before.total
    narrowed = roll_up(murni, Part.EXPENDITURE, None, Scope(objective_code=WITHOUT_OBJECTIVE))
    assert narrowed.total == amounts[WITHOUT_OBJECTIVE]
    assert narrowed.path[0].name == "Tanpa sasaran"


def test_another_part_than_expenditure_is_empty_here(versions, as_login):
    page = words(as_login("staf").get(address("version", versions[0].code, bagian="pendapatan")))
    assert "Versi ini tidak memuat pendapatan di sini." in page


def test_what_is_on_the_page_can_be_downloaded(versions, as_login):
    client, code = as_login("staf"), versions[0].code
    csv = client.get(address("version_file", code, "csv", skpd=DLH)).content.decode()
    assert csv.startswith("\ufeffversi;keadaan_per;cakupan;bagian;menurut")
    assert "APBD murni 2025;2025-01-02;Seluruh perangkat daerah; SKPD" not in csv
    assert f"perangkat daerah {DLH} Dinas Lingkungan Hidup" in csv
    rows = sheet_of(client.get(address("version_file", code, "xlsx", skpd=DLH)).content)
    assert sum(row[8] for row in rows[1:]) == 5_257_558_829


def test_page_and_file_name_everything_they_are_narrowed_to(versions, planner, as_login):
    code = versions[0].code
    objective = Objective.objects.order_by("code").first()
    tie_agency(viewer=planner, code=DLH, unit_code="DLHK")
    total = versions[0].totals.filter(agency__code=DLH, programme__code="2.11.11").first()
    AgencyProgramme.objects.update_or_create(
        unit=Unit.objects.get(code="DLHK"), node=total.programme.node,
        defaults={"objective": objective},
    )  # fmt: skip
    asked = {"sasaran": objective.code, "skpd": DLH, "program": "2.11.11"}
    client = as_login("staf")
    told = (
        f"sasaran {objective.code} {objective.text}; perangkat daerah {DLH} Dinas Lingkungan "
        "Hidup; program 2.11.11 PROGRAM PENGELOLAAN PERSAMPAHAN"
    )
    assert f"APBD murni 2025; {told}" in words(client.get(address("version", code, **asked)))
    rows = sheet_of(client.get(address("version_file", code, "xlsx", **asked)).content)
    assert {row[2] for row in rows[1:]} == {f"Seluruh perangkat daerah; {told}"}
    covers = {"lama": code, "baru": versions[1].code, **asked}
    compared = sheet_of(client.get(address("compare_file", "xlsx", **covers)).content)
    assert compared[3][0] == f"Cakupan: Belanja; {versions[1].scope}; {told}"


def test_money_without_objective_is_named_by_words_alone(versions, as_login):
    asked = {"sasaran": WITHOUT_OBJECTIVE}
    page = words(as_login("staf").get(address("version", versions[0].code, **asked)))
    assert "APBD murni 2025; sasaran Tanpa sasaran<" in page


@pytest.mark.parametrize("asked", ["jenis=5.1.02.01", "jenis=x'y", "halaman=999", "bagian=emas"])
def test_an_address_nobody_can_mean_asks_for_nothing(versions, as_login, asked):
    found = as_login("staf").get(f"{address('version', versions[0].code)}?{asked}")
    assert found.status_code == 200
    assert "Rp 9.239.668.432" in words(found)


def test_a_planner_opens_and_adopts(planner, lists, load, as_login):
    client = as_login("perencana")
    sent = {"year": 2025, "stage": "MURNI", "as_of": "2025-01-02", "scope": "Dua SKPD"}
    found = client.post(address("version_new"), sent)
    assert found["Location"] == address("upload", "APBD-2025-0")
    version = BudgetVersion.objects.get()
    assert (version.scope, version.is_example) == ("Dua SKPD", True)
    act = {"legal_act": "Perda 9/2024", "adopted_on": "2024-12-30", "approved_on": "2024-12-31"}
    empty = words(client.post(address("version_adopt", version.code), act))
    assert "persetujuan bersama tidak boleh sesudah" in empty
    act["approved_on"] = "2024-11-29"
    assert "belum berisi baris" in words(client.post(address("version_adopt", version.code), act))
    load(version)
    found = client.post(address("version_adopt", version.code), act)
    assert found["Location"] == address("version", version.code)
    version.refresh_from_db()
    assert version.adopted_on == date(2024, 12, 30)
    again = client.post(address("version_adopt", version.code), act)
    assert again.status_code == 409


def test_what_may_not_follow_is_said(versions, as_login):
    sent = {"year": 2025, "stage": "PERGESERAN", "as_of": "2025-11-02", "scope": ""}
    found = as_login("perencana").post(address("version_new"), sent)
    assert found.status_code == 422
    assert "versi terakhir yang sudah ditetapkan" in words(found)


def test_a_draft_is_thrown_away_and_an_adopted_version_is_not(versions, as_login):
    murni, amended = versions
    client = as_login("perencana")
    assert client.post(address("version_discard", murni.code)).status_code == 409
    assert client.post(address("version_discard", amended.code)).status_code == 302
    assert list(BudgetVersion.objects.all()) == [murni]
    trace = AuditEvent.objects.get(action="budget.version-discarded")
    assert trace.subject_code == amended.code


def test_a_shift_has_no_last_day(versions, planner, load):
    from sasando.budget.queries.versions import version_rows

    BudgetVersion.objects.filter(pk=versions[1].pk).update(
        legal_act="Perda 6/2025", approved_on=date(2025, 9, 23), adopted_on=date(2025, 10, 17)
    )
    open_version(viewer=planner, year=2025, stage="PERGESERAN_PERUBAHAN", as_of=date(2025, 11, 1))
    murni, amended, shift = version_rows(2025, date(2025, 11, 20))
    assert [step.days_late for step in murni.steps] == [5, 0]
    assert [step.due for step in amended.steps] == [date(2025, 9, 30), None]
    assert [step.due for step in shift.steps] == [None, None]
    assert all(step.basis and step.evidence for step in murni.steps)
