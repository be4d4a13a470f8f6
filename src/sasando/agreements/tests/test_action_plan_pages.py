"""Pages of action plans, from beginning one to the superior's answer."""

import pytest
from django.urls import reverse

from sasando.agreements.models import ActionPlan

from . import factories as make
from . import plan_scenes as scene

pytestmark = pytest.mark.usefixtures("friday")


def url(name, *parts):
    return reverse(f"agreements:{name}", args=parts)


def text_of(response, status=200):
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def test_an_agreement_without_a_plan_offers_to_begin_one(as_):
    scene.signed()
    address = url("plan_of_agreement", scene.AGREEMENT)
    assert "Susun rencana aksi" in text_of(as_("kabid").get(address))
    response = as_("kabid").post(address)
    assert response.url == url("action_plan", scene.PLAN)
    assert as_("kabid").get(address).url == url("action_plan", scene.PLAN)


def test_who_may_not_prepare_is_not_offered_it_and_refused(as_):
    scene.signed()
    address = url("plan_of_agreement", scene.AGREEMENT)
    assert "Susun rencana aksi" not in text_of(as_("staf").get(address))
    assert as_("staf").post(address).status_code == 403
    assert as_("orangluar").get(address).status_code == 404


def test_targets_are_typed_with_a_comma(as_):
    scene.signed()
    scene.begin()
    address = url("action_plan_item", scene.PLAN, 1)
    sent = {"isi": "target", "period_1": "8,24", "period_2": "", "period_4": "111,76"}
    assert as_("kabid").post(address, sent).status_code == 302
    page = text_of(as_("kabid").get(url("action_plan", scene.PLAN)))
    assert "8,24" in page
    assert "Perlu diperiksa" not in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [("8.24", "bukan angka yang dikenal"), ("tiga", "bukan angka yang dikenal"),
     ("8,245", "angka di belakang koma")],
)  # fmt: skip
def test_what_is_no_number_is_explained_at_its_field(as_, typed, said):
    scene.signed()
    scene.begin()
    address = url("action_plan_item", scene.PLAN, 1)
    response = as_("kabid").post(address, {"isi": "target", "period_1": typed})
    assert said in text_of(response, 422)


def activity(**facts):
    return {
        "isi": "kegiatan", "name": "Membuka jalur", "first_month": "2", "last_month": "6",
        "budget": "125.000.000", "in_charge": "DLHK.SAMPAH.01", "output": "12 jalur", **facts,
    }  # fmt: skip


def test_an_activity_is_added_and_taken_out(as_):
    scene.signed()
    scene.begin()
    address = url("action_plan_item", scene.PLAN, 1)
    assert as_("kabid").post(address, activity()).status_code == 302
    assert "Rp 125.000.000" in text_of(as_("kabid").get(address))
    gone = as_("kabid").post(url("remove_activity", scene.PLAN, 1, 1))
    assert gone.status_code == 302
    assert "Belum ada kegiatan" in text_of(as_("kabid").get(address))


@pytest.mark.parametrize(
    ("facts", "said"),
    [({"last_month": "1"}, "selesai sebelum dimulai"), ({"name": ""}, "Tulis kegiatannya"),
     ({"budget": "12,5"}, "angka di belakang koma"), ({"in_charge": "X"}, "Pilih")],
)  # fmt: skip
def test_an_activity_that_cannot_be_is_explained(as_, facts, said):
    scene.signed()
    scene.begin()
    response = as_("kabid").post(url("action_plan_item", scene.PLAN, 1), activity(**facts))
    text_of(response, 422)


def test_from_proposal_to_agreement(as_):
    scene.signed()
    scene.begin()
    scene.targets()
    page = url("action_plan", scene.PLAN)
    assert "Ajukan kepada atasan" in text_of(as_("kabid").get(page))
    assert as_("kabid").post(url("propose_plan", scene.PLAN)).url == page
    assert "Tarik pengajuan" in text_of(as_("kabid").get(page))
    assert "Sepakati" in text_of(as_("kadis").get(page))
    assert as_("kadis").post(url("agree_plan", scene.PLAN)).url == page
    shown = text_of(as_("kabid").get(page))
    assert "Disepakati Yohana Contoh" in shown
    assert "Buat perubahan" in shown


def test_giving_back_needs_a_note(as_):
    scene.proposed()
    address = url("return_plan", scene.PLAN)
    assert "Tulis dahulu" in text_of(as_("kadis").post(address, {"note": ""}), 422)
    as_("kadis").post(address, {"note": "Target TW I terlalu kecil"})
    assert "Target TW I terlalu kecil" in text_of(as_("kabid").get(url("action_plan", scene.PLAN)))


def test_taking_a_proposal_back(as_):
    scene.proposed()
    as_("kabid").post(url("withdraw_plan", scene.PLAN))
    assert scene.plan().state == ActionPlan.State.DRAFT


def test_a_change_asks_for_its_reason(as_):
    scene.agreed()
    address = url("change_plan", scene.PLAN)
    text_of(as_("kabid").get(address))
    assert "Tulis dahulu" in text_of(as_("kabid").post(address, {"note": " "}), 422)
    response = as_("kabid").post(address, {"note": "Jalur bertambah"})
    shown = text_of(as_("kabid").get(response.url))
    assert "Jalur bertambah" in shown
    assert scene.PLAN in shown


@pytest.mark.parametrize(
    ("login", "status"),
    [("kabid", 200), ("kadis", 200), ("sekda", 200), ("walikota", 200), ("perencana", 200),
     ("staf", 200), ("orangluar", 404), ("camat", 404), ("warga", 404)],
)  # fmt: skip
def test_a_plan_is_known_as_far_as_its_agreement(as_, login, status):
    scene.agreed()
    assert as_(login).get(url("action_plan", scene.PLAN)).status_code == status


def test_a_draft_is_not_shown_to_colleagues(as_):
    scene.signed()
    scene.begin()
    for login, status in (("kabid", 200), ("kadis", 200), ("perencana", 200), ("staf", 404)):
        assert as_(login).get(url("action_plan", scene.PLAN)).status_code == status, login
    address = url("plan_of_agreement", scene.AGREEMENT)
    assert "belum punya rencana aksi" in text_of(as_("staf").get(address))


def test_a_fixed_plan_is_not_opened_for_filling(as_):
    scene.agreed()
    assert as_("kabid").get(url("action_plan_item", scene.PLAN, 1)).status_code == 409


def test_a_plan_of_an_unsigned_agreement_says_when_it_can_be_proposed(as_):
    draft = make.draft(year=2026)
    make.add(draft.code)
    scene.begin(draft.code)
    page = text_of(as_("kabid").get(url("action_plan", scene.PLAN)))
    assert "sesudah perjanjiannya berlaku" in page
