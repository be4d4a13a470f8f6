"""The agreement in its legal form, and the way from draft to signature through the pages."""

import hashlib
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sasando.agreements.models import Agreement, State
from sasando.agreements.pages import agreement_page
from sasando.agreements.queries import agreement_for
from sasando.core import clock
from sasando.demo.cast import PASSWORD
from sasando.demo.second_factor import code_for

from . import factories as make

PAGE = f"/perjanjian/{make.CODE}/"
SECOND = f"PK-{make.UNIT}-{make.YEAR}-2"


def words(answer):
    """The text of a page, tags and repeated blanks taken out."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def page_of(login, code=make.CODE):
    viewer = make.viewer(login)
    return agreement_page(agreement=agreement_for(viewer, code), viewer=viewer, now=clock.now())


def doors(login, code=make.CODE):
    page = page_of(login, code)
    names = ("edit", "withdraw", "sign", "return", "revise", "handover", "scan", "check_scan")
    return {name for name in names if getattr(page, f"{name}_url")}


def test_the_way_through_the_pages(as_):
    browser = as_("kabid")
    begun = {"unit": make.UNIT, "position": f"{make.UNIT}.KEPALA", "year": make.YEAR}
    answer = browser.post("/perjanjian/baru/", begun)
    assert answer.url == f"{PAGE}susun/"
    item = {"indicator": f"{make.OBJECTIVE}:{make.INDICATOR}", "target": "1.080,50"}
    assert browser.post(f"{PAGE}susun/", item).status_code == 302
    assert browser.post(f"{PAGE}ajukan/", {"budget_authorised_on": "2026-11-01"}).url == PAGE
    for login in ("kabid", "kadis"):
        form = as_(login).get(f"{PAGE}tanda-tangan/").context["form"]
        filled = {"digest": form.initial["digest"], "password": PASSWORD, "code": code_for(login)}
        assert browser.post(f"{PAGE}tanda-tangan/", filled).url == PAGE
    shown = words(browser.get(PAGE))
    assert "1.080,50 persen" in shown
    assert "Batas tanda tangan 1 Desember 2026" in shown
    assert make.state_of() == State.IN_FORCE


def test_the_form_has_its_parts_in_order(as_):
    make.in_force()
    shown = words(as_("kadis").get(PAGE))
    parts = [
        "PERJANJIAN KINERJA TAHUN 2027",
        "Benyamin Contoh",
        "selanjutnya disebut pihak pertama",
        "Yohana Contoh",
        "selanjutnya disebut pihak kedua",
        "Kupang, 20 November 2026",
        "Pihak kedua,",
        "Pihak pertama,",
        "LAMPIRAN PERJANJIAN KINERJA TAHUN 2027",
        "80,50 persen",
        "Tabel Kegiatan dan anggaran belum diisi",
    ]
    places = [shown.index(part, shown.index("PERJANJIAN KINERJA TAHUN")) for part in parts]
    assert places == sorted(places)
    assert "Batas tanda tangan: tanggal DPA belum dicatat" in shown
    assert "197811302005011003" not in shown


def test_an_objective_spans_its_indicators(as_):
    make.draft()
    make.add()
    make.indicator("IKU-2", make.objective())
    make.indicator("IKU-3", make.Objective.objects.get(code=make.OBJECTIVE))
    make.add(under="SASARAN-7.2", of="IKU-2", target="2")
    make.add(of="IKU-3", target="3")
    groups = page_of("kabid").groups
    assert [(group.number, [item.number for item in group.items]) for group in groups] == [
        (1, [1, 3]),
        (2, [2]),
    ]
    answer = as_("kabid").get(PAGE)
    assert re.findall(r'pk-objective" rowspan="(\d)"', answer.content.decode()) == ["2", "1"]
    assert "Misi 7: Infrastruktur" in words(answer)


def test_a_page_costs_the_same_with_more_items(friday, django_assert_num_queries):
    make.draft()
    make.add()
    kabid = make.viewer("kabid")
    with CaptureQueriesContext(connection) as few:
        agreement_page(agreement=agreement_for(kabid, make.CODE), viewer=kabid, now=friday)
    for number in range(2, 8):
        make.indicator(f"IKU-{number}", make.objective(f"SASARAN-7.{number}"))
        make.add(under=f"SASARAN-7.{number}", of=f"IKU-{number}")
    with django_assert_num_queries(len(few)):
        page = agreement_page(agreement=agreement_for(kabid, make.CODE), viewer=kabid, now=friday)
    assert len(page.groups) == 7


def test_the_citys_agreement_has_no_second_party(as_):
    made = make.proposal(login="walikota", unit="KOTA")
    shown = words(as_("walikota").get(f"/perjanjian/{made.code}/"))
    assert "Wali Kota Contoh" in shown
    assert "pihak kedua" not in shown.lower()


def test_a_draft_shows_who_would_sign_today(as_):
    make.draft()
    page = page_of("kabid")
    assert (page.first.name, page.second.name) == ("Benyamin Contoh", "Yohana Contoh")
    make.leave_post("kadis", date(2026, 11, 19))
    assert page_of("kabid").first is None
    assert "atasan pihak pertama sedang tidak terisi" in words(as_("kabid").get(PAGE))


@pytest.mark.parametrize(
    ("login", "expected"),
    [
        ("kabid", [{"edit"}, {"withdraw", "sign", "return"}, {"revise"}, {"revise"}, set()]),
        (
            "kadis",
            [{"edit"}, {"withdraw", "return"}, {"sign", "return", "revise"}, {"revise"}, set()],
        ),
        ("perencana", [{"edit"}, {"withdraw", "scan"}, {"revise", "scan"}, {"revise"}, set()]),
        ("pemeriksa", [set(), set(), set(), set(), set()]),
    ],
)
def test_the_doors_of_each_state(friday, login, expected):
    make.draft()
    make.add()
    seen = [doors(login)]
    make.propose()
    seen.append(doors(login))
    make.sign("kabid")
    seen.append(doors(login))
    make.sign("kadis")
    seen.append(doors(login))
    make.revise()
    seen.append(doors(login))
    assert seen == expected


def test_the_last_day_to_sign_and_what_is_late(friday):
    make.draft()
    make.add()
    make.propose(budget_authorised_on=date(2026, 10, 15))
    due = page_of("kabid").due
    assert (due.on, due.late_days) == (date(2026, 11, 15), 5)


def test_what_was_signed_late_stays_as_late_as_it_was(friday, at):
    make.draft()
    make.add()
    make.propose(budget_authorised_on=date(2026, 10, 15))
    make.sign("kabid")
    make.sign("kadis")
    at("2026-12-31 10.00")
    assert page_of("kabid").due.late_days == 5


def test_the_digest_can_be_checked_by_whoever_holds_the_file(as_):
    made = make.in_force()
    answer = as_("kabid").get(f"{PAGE}isi.json")
    assert hashlib.sha256(answer.content).hexdigest() == made.content_digest
    assert page_of("kabid").digest_fits is True
    assert made.content_digest in words(as_("kabid").get(PAGE))


def test_a_draft_has_no_content_to_download(as_):
    make.draft()
    assert as_("kabid").get(f"{PAGE}isi.json").status_code == 404


def test_the_trail_goes_up_the_thread(as_):
    city = make.proposal(login="walikota", unit="KOTA")
    make.sign("walikota", city.code)
    make.in_force(unit="DLHK", first="kadis", second="walikota")
    make.draft()
    labels = [crumb.label for crumb in as_("perencana").get(PAGE).context["trail"]]
    assert labels == [
        "Perjanjian Kinerja 2027",
        "Kota Kupang",
        "Dinas Lingkungan Hidup dan Kebersihan",
    ]
    labels = [crumb.label for crumb in as_("kabid").get(PAGE).context["trail"]]
    assert labels == ["Perjanjian Kinerja 2027", "Dinas Lingkungan Hidup dan Kebersihan"]


def test_the_printed_head_leads_back(as_):
    make.in_force()
    head = as_("kabid").get(PAGE).context["print_head"]
    assert head.address.endswith(PAGE)
    assert "<svg" in head.qr_svg


@pytest.mark.parametrize("target", ["", "delapan", "80.5", "1.2.3", "9" * 16])
def test_a_target_that_cannot_be_read_is_explained(as_, target):
    make.draft()
    item = {"indicator": f"{make.OBJECTIVE}:{make.INDICATOR}", "target": target}
    answer = as_("kabid").post(f"{PAGE}susun/", item)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"target"}


def test_a_target_too_fine_is_explained_at_its_field(as_):
    make.draft()
    item = {"indicator": f"{make.OBJECTIVE}:{make.INDICATOR}", "target": "80,125"}
    answer = as_("kabid").post(f"{PAGE}susun/", item)
    assert set(answer.context["form"].errors) == {"target"}
    assert "diukur sampai 2 angka" in words(answer)


def test_what_is_promised_is_no_longer_offered(as_):
    make.draft()
    before = words(as_("kabid").get(f"{PAGE}susun/"))
    make.add()
    after = as_("kabid").get(f"{PAGE}susun/").context["form"]
    assert "Sampah yang terangkut (contoh) (persen)" in before
    assert after.fields["indicator"].choices == [("", "Pilih")]


def test_the_planned_target_stands_beside_the_indicator(as_):
    make.draft()
    make.Indicator.objects.get(code=make.INDICATOR).targets.create(
        year=make.YEAR, quarter=0, value="82.5", basis="RPJMD (contoh)"
    )
    assert "target rencana 82,50" in words(as_("kabid").get(f"{PAGE}susun/"))


def test_removing_and_taking_back_through_the_pages(as_):
    make.proposal()
    browser = as_("kabid")
    assert browser.post(f"{PAGE}tarik/").url == f"{PAGE}susun/"
    assert browser.post(f"{PAGE}butir/1/hapus/").status_code == 302
    assert not Agreement.objects.get(code=make.CODE).items.exists()


def test_revising_through_the_pages(as_):
    make.in_force()
    browser = as_("kabid")
    answer = browser.post(f"{PAGE}perubahan/", {"reason": "", "note": ""})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"reason", "note"})
    filled = {"reason": "PRIORITY_OR_ASSUMPTION_CHANGED", "note": "Inflasi naik"}
    assert browser.post(f"{PAGE}perubahan/", filled).url == f"/perjanjian/{SECOND}/susun/"
    beside = words(browser.get(f"/perjanjian/{SECOND}/banding/"))
    assert "0 dari 1 butir berubah dari versi 1 ke versi 2" in beside
    assert "Inflasi naik" in beside
    revised = words(browser.get(f"/perjanjian/{SECOND}/"))
    assert "PERJANJIAN KINERJA PERUBAHAN TAHUN 2027" in revised
    assert "LAMPIRAN PERJANJIAN KINERJA PERUBAHAN TAHUN 2027" in revised
    assert "Versi 1 (Berlaku)" in revised


@pytest.mark.parametrize(
    ("login", "status"), [("sekda", 403), ("pemeriksa", 403), ("staf", 404), ("camat", 404)]
)
@pytest.mark.parametrize("step", ["susun/", "perubahan/"])
def test_pages_of_preparing_are_closed_to_others(as_, login, status, step):
    make.draft()
    assert as_(login).get(f"{PAGE}{step}").status_code == status


@pytest.mark.parametrize("login", ["warga"])
def test_only_who_holds_a_post_begins(as_, login):
    assert as_(login).get("/perjanjian/baru/").status_code == 403


@pytest.mark.parametrize("step", ["butir/1/hapus/", "ajukan/", "tarik/"])
def test_deeds_are_not_done_by_looking(as_, step):
    make.draft()
    assert as_("kabid").get(f"{PAGE}{step}").status_code == 405


def test_a_proposal_is_not_edited(as_):
    make.proposal()
    assert as_("kabid").get(f"{PAGE}susun/").status_code == 409


def test_an_unreadable_budget_date_is_explained(as_):
    make.draft()
    make.add()
    answer = as_("kabid").post(f"{PAGE}ajukan/", {"budget_authorised_on": "besok"})
    assert answer.status_code == 422
    assert make.state_of() == State.DRAFT
