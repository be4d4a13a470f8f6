"""Tables of SIPD with inner numbers: read where the city told what they mean."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from sasando.budget.actions.execution import (
    import_account_report,
    import_progress,
    import_sipd_ids,
)
from sasando.budget.models import PhysicalProgress, RealisationLine, SipdId
from sasando.core import clock
from sasando.core.errors import NotPermitted
from sasando.organization.tests.files import csv_of

from .conftest import viewer_of
from .factories import AGENCY, BUILDING, FIRST, GOODS, SECOND
from .test_execution_imports import city, codes  # noqa: F401  the small budget in August 2025

IDS = "tahun;jenis;id;kode_sub_skpd;kode_sub_giat"
REPORT = "sampai_tgl;kode_akun;nama_akun;nilai;realisasi;kode_sbl;id_skpd;id_sub_giat"
RFK = "tahun;bulan;kode_sbl;rak;realisasi_anggaran;realisasi_fisik;permasalahan;catatan_verifikator"

pytestmark = pytest.mark.usefixtures("city")


def load(how, head, *rows, apply=True, login="perencana"):
    return how(viewer=viewer_of(login), now=clock.now(), content=csv_of(head, *rows), apply=apply)


def tell(*rows):
    report = load(import_sipd_ids, IDS, *rows)
    assert report.applied, codes(report)
    return report


def account(unit="3342", activity="20511", code=GOODS, amount=8_000_000_000, paid=3_540_000_000):
    return f"2025-06-30;{code};Belanja;{amount};{paid};1.2.3.4;{unit};{activity}"


def test_a_table_with_numbers_is_read_by_what_they_mean():
    tell(f"2025;id_skpd;3342;{AGENCY};", f"2025;id_sub_giat;20511;;{FIRST}")
    assert load(import_account_report, REPORT, account()).applied
    line = RealisationLine.objects.get()
    assert (line.agency.code, line.activity.code, line.realised) == (
        AGENCY, FIRST, Decimal(3_540_000_000)
    )  # fmt: skip


def test_a_chain_is_looked_up_whole_and_wins_over_its_parts():
    tell(
        f"2025;id_skpd;3342;{AGENCY};",
        f"2025;id_sub_giat;20511;;{FIRST}",
        f"2025;kode_sbl;1.2.3.4;{AGENCY};{SECOND}",
    )
    assert load(import_account_report, REPORT, account(code=BUILDING)).applied
    assert RealisationLine.objects.get().activity.code == SECOND


def test_an_unknown_agency_is_told_once_with_all_its_rows():
    tell(f"2025;id_sub_giat;20511;;{FIRST}")
    rows = [account(code=code) for code in (GOODS, BUILDING, "5.1.02.01.01.0025")]
    report = load(import_account_report, REPORT, *rows)
    assert not report.applied
    assert codes(report) == [("id_skpd", "sipd-unit-unknown")]
    (trouble,) = report.rows[0].troubles
    assert trouble.problem == "Arti id_skpd “3342” belum dikenal, dipakai 3 baris."
    assert not RealisationLine.objects.exists()


def test_unknown_sub_activities_stay_apart_under_their_agency():
    tell(f"2025;id_skpd;3342;{AGENCY};")
    rows = [
        account(activity="1", code="5.1.02", amount=100, paid=10),
        account(activity="1", code="5.1.02.01", amount=100, paid=10),
        account(activity="2", code="5.1.02", amount=7, paid=3),
        account(activity="2", code="5.1.02.01", amount=7, paid=3),
    ]
    report = load(import_account_report, REPORT.replace("kode_sbl;", ""),
                  *(row.replace("1.2.3.4;", "") for row in rows))  # fmt: skip
    assert report.applied
    assert codes(report) == [("id_sub_giat", "sipd-activity-unknown")] * 2
    kept = RealisationLine.objects.filter(is_leaf=True).values_list("activity_code", "realised")
    assert list(kept) == [("id_sub_giat 1", 10), ("id_sub_giat 2", 3)]
    assert not RealisationLine.objects.filter(activity__isnull=False).exists()


def test_a_row_without_any_place_is_refused():
    report = load(
        import_account_report, REPORT, account(unit="", activity="").replace("1.2.3.4", "")
    )
    assert codes(report) == [("kode_sub_skpd", "empty")]


def test_progress_comes_by_its_chain():
    row = "2025;6;1.2.3.4;100;0;45,5;Menunggu bahan;Foto kurang"
    report = load(import_progress, RFK, row, row.replace(";6;", ";5;"))
    assert codes(report) == [
        ("kode_sbl", "sipd-unit-unknown"), ("kode_sbl", "sipd-activity-needed"),
    ]  # fmt: skip
    tell(f"2025;kode_sbl;1.2.3.4;{AGENCY};{FIRST}")
    assert load(import_progress, RFK, row).applied
    told = PhysicalProgress.objects.get()
    assert (told.activity.code, told.percent) == (FIRST, Decimal("45.5"))
    assert told.note == "Menunggu bahan Catatan verifikator: Foto kurang"


def test_a_meaning_is_of_its_year():
    tell(f"2024;kode_sbl;1.2.3.4;{AGENCY};{FIRST}")
    report = load(import_progress, RFK, "2025;6;1.2.3.4;;;45;;")
    assert ("kode_sbl", "sipd-unit-unknown") in codes(report)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (f"2025;id_skpd;1;{AGENCY};{FIRST}", ("jenis", "sipd-id-unsaid")),
        ("2025;id_skpd;1;;", ("jenis", "sipd-id-unsaid")),
        (f"2025;id_sub_giat;1;{AGENCY};", ("jenis", "sipd-id-unsaid")),
        (f"2025;kode_sbl;1.2;{AGENCY};", ("jenis", "sipd-id-unsaid")),
        ("2025;id_skpd;1;9.99;", ("kode_sub_skpd", "budget-agency-unknown")),
        ("2025;id_sub_giat;1;;2.11.03", ("kode_sub_giat", "code-segments")),
        ("2025;lain;1;;", ("jenis", "choice-unknown")),
    ],
)
def test_a_meaning_that_says_too_little_or_too_much_is_refused(row, told):
    report = load(import_sipd_ids, IDS, row)
    assert [(at, code.casefold().replace("_", "-")) for at, code in codes(report)] == [told]
    assert not SipdId.objects.exists()


def test_a_meaning_is_changed_by_its_number_and_loads_once():
    tell(f"2025;id_sub_giat;1;;{FIRST}")
    assert load(import_sipd_ids, IDS, f"2025;id_sub_giat;1;;{FIRST}").changes_nothing
    report = tell(f"2025;id_sub_giat;1;;{SECOND}")
    assert [(change.before, change.after) for change in report.rows[0].changes] == [(FIRST, SECOND)]
    assert SipdId.objects.get().activity_code == SECOND
    other = tell("2025;id_sub_giat;2;;2.11.09.2.01.0007")
    assert codes(other) == [("kode_sub_giat", "sipd-activity-unbudgeted")]
    twice = load(import_sipd_ids, IDS, *[f"2025;id_sub_giat;3;;{FIRST}"] * 2)
    assert codes(twice) == [("id", "duplicate")]


def test_what_stands_comes_out_as_it_goes_in(as_login):
    tell(f"2025;id_skpd;3342;{AGENCY};", f"2025;kode_sbl;1.2.3.4;{AGENCY};{SECOND}")
    address = reverse("budget:sipd_ids_file", args=["csv"])
    client = as_login("perencana")
    assert address in client.get(reverse("budget:list_upload", args=["id-sipd"])).content.decode()
    content = client.get(address).content
    assert f"2025;kode_sbl;1.2.3.4;{AGENCY};{SECOND};tidak" in content.decode("utf-8-sig")
    again = import_sipd_ids(
        viewer=viewer_of("perencana"), now=clock.now(), content=content, apply=True
    )
    assert again.changes_nothing
    assert as_login("staf").get(address).status_code == 403


def test_lists_load_before_any_version_is_adopted(as_login):
    client = as_login("perencana")
    page = client.get(reverse("budget:lists")).content.decode()
    assert reverse("budget:list_upload", args=["sp2d"]) in page
    assert reverse("budget:list_upload", args=["anggaran-kas"]) not in page
    assert client.get(reverse("budget:list_upload", args=["sp2d"])).status_code == 200
    assert client.get(reverse("budget:list_upload", args=["anggaran-kas"])).status_code == 404


def test_only_planners_tell_what_numbers_mean():
    with pytest.raises(NotPermitted):
        load(import_sipd_ids, IDS, f"2025;id_sub_giat;1;;{FIRST}", login="kadis")


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "id_skpd"},
        {"kind": "id_skpd", "unit_code": "1", "activity_code": "1"},
        {"kind": "id_sub_giat", "unit_code": "1"},
        {"kind": "kode_sbl", "unit_code": "1"},
        {"kind": "lain", "unit_code": "1", "activity_code": "1"},
    ],
)
def test_the_database_keeps_no_number_without_a_meaning(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        SipdId.objects.create(year=2025, sipd_id="1", **facts)
