"""Posts that should have an agreement in force and have none."""

import csv
import io

import pytest

from sasando.agreements import actions
from sasando.agreements.queries import count_missing, missing_list

from . import factories as make

pytestmark = pytest.mark.usefixtures("friday")
TODAY = make.date(2026, 11, 20)


def missing(login="perencana", **facts):
    found = missing_list(viewer=make.viewer(login), year=2027, day=TODAY, **facts)
    return {row.position_code: row for row in found.rows}


def test_who_should_sign_is_a_dated_choice():
    assert set(missing("kadis")) == {"DLHK.KEPALA", "DLHK.SAMPAH.KEPALA"}
    assert set(missing("camat")) == {"53.71.03.CAMAT", "53.71.03.1010.LURAH"}


def test_how_far_each_has_come():
    make.proposal(login="kadis", unit="DLHK")
    make.leave_post("camat", make.date(2026, 11, 19))
    rows = missing()
    assert rows["DLHK.KEPALA"].stage == "Diajukan"
    assert rows["DLHK.SAMPAH.KEPALA"].stage == "belum disusun"
    assert rows["53.71.03.CAMAT"].stage == "jabatan kosong"


def test_signed_by_all_it_is_missing_no_more_whatever_follows():
    make.in_force()
    make.revise()
    assert "DLHK.SAMPAH.KEPALA" not in missing()


def test_counts_within_ones_scope():
    make.in_force()
    assert count_missing(make.viewer("kadis"), year=2027, day=TODAY) == (1, 2)


def test_late_by_the_agencys_date():
    actions.set_budget_date(
        viewer=make.viewer("perencana"), year=2027, kind="DPA", unit_code="DLHK",
        authorised_on=make.date(2026, 10, 10),
    )  # fmt: skip
    rows = missing()
    assert (rows["DLHK.KEPALA"].due, rows["DLHK.KEPALA"].late_days) == (make.date(2026, 11, 10), 10)
    assert rows["53.71.03.CAMAT"].due is None


def test_a_unit_filter_takes_what_lies_below():
    path = make.Unit.objects.get(code="DLHK").path
    assert set(missing(unit_path=path)) == {"DLHK.KEPALA", "DLHK.SAMPAH.KEPALA"}


def test_the_list_costs_the_same_with_more_rows(django_assert_num_queries):
    viewer = make.viewer("perencana")
    count_missing(viewer, year=2027, day=TODAY)
    with django_assert_num_queries(6):
        few = missing_list(viewer=viewer, year=2027, day=TODAY)
    for number in range(5):
        make.Position.objects.create(
            code=f"DLHK.BARU.{number}", title="Kepala Seksi (contoh)",
            unit=make.Unit.objects.get(code="DLHK"), kind="PENGAWAS", valid_from=TODAY,
        )  # fmt: skip
    with django_assert_num_queries(6):
        assert missing_list(viewer=viewer, year=2027, day=TODAY).total == few.total + 5


@pytest.mark.parametrize(("login", "status"), [("kadis", 200), ("staf", 403), ("warga", 403)])
def test_only_who_can_act_reads_it(as_, login, status):
    assert as_(login).get("/perjanjian/belum/").status_code == status


def test_the_page_and_its_download(as_):
    browser = as_("perencana")
    page = browser.get("/perjanjian/belum/?tahun=2027&unit=DLHK")
    assert page.context["page"].total == 2
    answer = browser.get("/perjanjian/belum.csv?tahun=2027&unit=DLHK")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [row["kode_jabatan"] for row in rows] == ["DLHK.KEPALA", "DLHK.SAMPAH.KEPALA"]
    listed = browser.get("/perjanjian/?tahun=2027").content.decode()
    assert "jabatan belum punya perjanjian yang berlaku" in listed
