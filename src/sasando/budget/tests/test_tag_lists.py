"""Rows of a tag as a file: judged row by row, loaded whole, never ending what stands."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sasando.budget.actions import add_tag_row, end_tag_row
from sasando.budget.actions.tags import import_tag_rows
from sasando.budget.models import SpendingTagRow
from sasando.budget.queries.selection import Selection
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.listings.report import Outcome
from sasando.core.models import AuditEvent

from .conftest import viewer_of
from .factories import AGENCY, agency_with_lines
from .files import sheet_of

HEAD = "cara_hitung;skpd;kegiatan;rekening;sumber_dana;diputuskan_dengan;mulai_tahun;catatan\n"
ACT = "SK BKAD 3/2026;2026;"
GOOD = (
    f"dihitung;;2.11.03;;;{ACT}Pengendalian\n"
    f"Dikecualikan;;x.xx.03;;;{ACT}\n"
    f"dihitung;{AGENCY};;5.1.02.01.001.00024;1.1;{ACT}\n"
)


@pytest.fixture
def loaded(planner, draft):
    """Judge or load lines of a file into the tag of education."""
    agency_with_lines(draft)

    def load(body, *, apply=True, viewer=planner):
        content = (HEAD + body).encode()
        return import_tag_rows(viewer=viewer, tag_code="PENDIDIKAN", content=content, apply=apply)

    return load


def rows():
    fields = ("number", "sign", "agency", "activity", "account", "funding", "from_year")
    return list(SpendingTagRow.objects.order_by("number").values_list(*fields))


def test_a_file_is_judged_then_loaded_whole(loaded, planner):
    assert loaded(GOOD, apply=False).counts[Outcome.NEW] == 3
    assert rows() == []
    assert loaded(GOOD).applied
    assert rows() == [
        (1, 1, "", "2.11.03", "", "", 2026),
        (2, -1, "", "X.XX.03", "", "", 2026),
        (3, 1, AGENCY, "", "5.1.02.01.01.0024", "1.1", 2026),
    ]
    assert SpendingTagRow.objects.filter(entered_by_id=planner.person_id).count() == 3
    trace = AuditEvent.objects.get(action="budget.tag-rows-loaded")
    assert (trace.subject_code, trace.after["baru"]) == ("PENDIDIKAN", 3)


def test_the_same_file_twice_changes_nothing(loaded):
    loaded(GOOD)
    again = loaded(GOOD)
    assert again.changes_nothing
    assert not again.applied
    assert len(rows()) == 3


def test_a_standing_row_with_another_decision_is_left_and_told(loaded):
    loaded(GOOD)
    report = loaded("dihitung;;2.11.03;;;SK BKAD 9/2027;2027;\n")
    assert report.changes_nothing
    (notice,) = report.rows[0].notices
    assert notice.code == "tag-row-stands"
    assert "baris 1: SK BKAD 3/2026, mulai 2026" in notice.problem


def test_an_ended_row_is_added_anew_under_the_next_number(loaded, planner):
    add_tag_row(
        viewer=planner, tag_code="PENDIDIKAN", selection=Selection(activity="2.11.03"), sign=1,
        legal_act="SK 1", from_year=2025,
    )  # fmt: skip
    end_tag_row(viewer=planner, tag_code="PENDIDIKAN", number=1, until_year=2025)
    assert loaded("dihitung;;2.11.03;;;SK 2;2026;\n").applied
    assert [row[0] for row in rows()] == [1, 2]


@pytest.mark.parametrize(
    ("line", "field", "code"),
    [
        pytest.param(f"dihitung;;;;;{ACT}", "skpd", "tag-row-takes-all", id="takes-all"),
        pytest.param(f"mungkin;;2.11;;;{ACT}", "cara_hitung", "choice-unknown", id="sign"),
        pytest.param(f"dihitung;9.99;;;;{ACT}", "skpd", "tag-code-unknown", id="agency"),
        pytest.param(f"dihitung;;9.01.02;;;{ACT}", "kegiatan", "tag-code-unknown", id="activity"),
        pytest.param(f"dihitung;;2.11.0;;;{ACT}", "kegiatan", "", id="half-a-segment"),
        pytest.param(f"dihitung;;;4.1.01;;{ACT}", "rekening", "tag-not-expenditure", id="revenue"),
        pytest.param(f"dihitung;;;5.9.99;;{ACT}", "rekening", "tag-code-unknown", id="account"),
        pytest.param(f"dihitung;;;;7.7;{ACT}", "sumber_dana", "tag-code-unknown", id="funding"),
        pytest.param("dihitung;;2.11;;;;2026;", "diputuskan_dengan", "empty", id="no-decision"),
        pytest.param("dihitung;;2.11;;;SK;1999;", "mulai_tahun", "number-below", id="year"),
    ],
)
def test_a_wrong_line_refuses_the_whole_file(loaded, line, field, code):
    report = loaded(f"{GOOD}{line}\n")
    assert not report.is_accepted
    assert rows() == []
    told = [(found.field, found.code) for found in report.rows[-1].troubles]
    assert any(one[0] == field and code in ("", one[1]) for one in told), told


def test_the_same_line_twice_is_refused(loaded):
    report = loaded(f"dihitung;;2.11.03;;;{ACT}\ndihitung;;2.11.03;;;SK lain;2027;\n")
    assert [found.code for found in report.rows[1].troubles] == ["duplicate"]


@pytest.mark.parametrize("login", ["walikota", "staf", "warga"])
def test_only_planners_load(loaded, login):
    with pytest.raises(NotPermitted):
        loaded(GOOD, viewer=viewer_of(login))


def test_an_unknown_tag_takes_no_file(planner, loaded):
    with pytest.raises(NotFoundForViewer):
        import_tag_rows(
            viewer=planner, tag_code="TIDAK-ADA", content=(HEAD + GOOD).encode(), apply=True
        )


def test_queries_do_not_grow_with_the_file(loaded, planner, django_assert_max_num_queries):
    body = "".join(f"dihitung;;;{account};;{ACT}\n" for account in ("5.1", "5.2", "5.1.02"))
    with django_assert_max_num_queries(12):
        loaded(GOOD + body, apply=False)


def test_pages_judge_confirm_and_give_the_rows_back(loaded, as_login):
    client = as_login("perencana")
    upload = reverse("budget:tag_upload", args=["PENDIDIKAN"])
    assert "cara_hitung" in client.get(upload).content.decode()
    file = SimpleUploadedFile("baris.csv", (HEAD + GOOD).encode(), content_type="text/csv")
    judged = client.post(upload, {"file": file})
    assert judged.status_code == 200
    confirm = reverse("budget:tag_confirm", args=["PENDIDIKAN"])
    done = client.post(confirm, {"ticket": judged.context["ticket"]})
    assert done["Location"] == reverse("budget:tag", args=["PENDIDIKAN"])
    assert len(rows()) == 3
    given = client.get(reverse("budget:tag_rows_file", args=["PENDIDIKAN", "csv"])).content
    again = client.post(upload, {"file": io.BytesIO(given)})
    assert "tetap" in again.content.decode()
    assert again.context["report"].changes_nothing
    sheet = client.get(reverse("budget:tag_rows_file", args=["PENDIDIKAN", "xlsx"])).content
    assert sheet_of(sheet)[1][2] == "2.11.03"
    template = client.get(reverse("budget:tag_template", args=["PENDIDIKAN", "csv"]))
    assert template.content.decode("utf-8-sig").startswith("cara_hitung;skpd;kegiatan")
    assert client.get(reverse("budget:tag_template", args=["GIZI", "csv"])).status_code == 404
    assert as_login("staf").get(upload).status_code == 403
