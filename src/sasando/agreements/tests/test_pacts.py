"""The integrity pact: a dated text, signed by the official, witnessed by the one above."""

import pytest
from django.db import IntegrityError, connection, transaction

from sasando.agreements import actions
from sasando.agreements.errors import (
    PactAlreadyWitnessed,
    PactExists,
    PactNotWitness,
    PactPostMissing,
    PactTextChanged,
)
from sasando.agreements.models import IntegrityPact
from sasando.agreements.pact_text import pact_text_on
from sasando.agreements.queries import pacts_to_witness, posts_without_pact, visible_pacts
from sasando.core.errors import NotFoundForViewer
from sasando.core.models import AuditEvent
from sasando.demo.cast import PASSWORD
from sasando.demo.second_factor import code_for

from . import factories as make

pytestmark = pytest.mark.usefixtures("friday")
TODAY = make.date(2026, 11, 20)
POST = "DLHK.SAMPAH.KEPALA"
CODE = f"PI-{POST}-2026"


def signed(login="kabid", position=POST, since=None):
    return actions.sign_pact(
        viewer=make.viewer(login),
        now=make.clock.now(),
        position_code=position,
        template_from=since or pact_text_on(TODAY).valid_from,
    )


def witnessed(login="kadis", code=CODE):
    return actions.witness_pact(viewer=make.viewer(login), now=make.clock.now(), code=code)


def test_signed_by_the_official_and_witnessed_by_the_one_above():
    pact = signed()
    assert (pact.code, pact.name, pact.title) == (
        CODE,
        "Benyamin Contoh",
        "Kepala Bidang Pengelolaan Sampah",
    )
    assert len(pact.text["butir"]) == 7
    assert witnessed().witness_name == "Yohana Contoh"
    words = [event.action for event in AuditEvent.objects.filter(subject_kind="pact")]
    assert sorted(words) == ["pact.signed", "pact.witnessed"]


@pytest.mark.parametrize(
    ("login", "position", "witness"),
    [
        ("kadis", "DLHK.KEPALA", "walikota"),
        ("camat", "53.71.03.CAMAT", "walikota"),
        ("lurah", "53.71.03.1010.LURAH", "camat"),
        ("staf", "DLHK.SAMPAH.01", "kabid"),
    ],
)
def test_whoever_signs_as_second_party_is_the_witness(login, position, witness):
    pact = signed(login, position)
    waiting = pacts_to_witness(make.viewer(witness), 2026, TODAY)
    assert [row.code for row in waiting] == [pact.code]
    assert witnessed(witness, pact.code).witness_id is not None


def test_the_secretary_between_head_and_mayor_does_not_witness():
    signed("kadis", "DLHK.KEPALA")
    with pytest.raises(PactNotWitness):
        witnessed("sekda", "PI-DLHK.KEPALA-2026")
    assert pacts_to_witness(make.viewer("sekda"), 2026, TODAY) == []


def test_once_a_year_in_a_post():
    signed()
    with pytest.raises(PactExists):
        signed()
    witnessed()
    with pytest.raises(PactAlreadyWitnessed):
        witnessed()


def test_a_successor_in_the_post_signs_his_own():
    signed()
    make.leave_post("kabid", make.date(2026, 11, 19))
    make.appoint("staf2", POST, since=TODAY)
    assert signed("staf2").code == f"{CODE}-2"


def test_only_the_holder_and_only_the_text_he_read():
    with pytest.raises(PactPostMissing):
        signed("staf")
    with pytest.raises(PactTextChanged):
        signed(since=make.date(2020, 1, 1))


def test_the_text_of_a_signed_pact_stays_when_the_city_words_it_anew(at):
    pact = signed()
    text = {"pembuka": "Baru", "butir": ["Satu"], "penutup": "Baru"}
    make.policy("pakta-integritas", text)
    at("2026-11-21 10.00")
    since = make.date(2026, 11, 21)
    assert signed("kadis", "DLHK.KEPALA", since).text["butir"] == ["Satu"]
    assert len(IntegrityPact.objects.get(pk=pact.pk).text["butir"]) == 7


def test_who_may_read_it():
    signed()
    seen = {
        login: visible_pacts(make.viewer(login)).exists()
        for login in ("kabid", "kadis", "walikota", "pemeriksa", "staf", "camat", "warga")
    }
    assert seen == {
        "kabid": True, "kadis": True, "walikota": True, "pemeriksa": True,
        "staf": False, "camat": False, "warga": False,
    }  # fmt: skip
    with pytest.raises(NotFoundForViewer):
        witnessed("staf")


def test_whose_are_missing():
    before = {row.code for row in posts_without_pact(make.viewer("kadis"), year=2026, day=TODAY)}
    assert before == {"DLHK.KEPALA", POST}
    signed()
    after = {row.code for row in posts_without_pact(make.viewer("kadis"), year=2026, day=TODAY)}
    assert after == {"DLHK.KEPALA"}


def filled(login, **facts):
    return {"password": PASSWORD, "code": code_for(login), **facts}


def test_through_the_pages(as_):
    browser = as_("kabid")
    page = f"/perjanjian/pakta/{POST}/tanda-tangan/"
    since = browser.get(page).context["form"].initial["template_from"].isoformat()
    assert browser.post(page, filled("kabid", template_from=since, code="")).status_code == 422
    answer = browser.post(page, filled("kabid", template_from=since))
    assert answer.url == f"/perjanjian/pakta/{CODE}/"
    browser = as_("kadis")
    assert "Menunggu Anda saksikan: 1" in browser.get("/perjanjian/pakta/").content.decode()
    page = f"/perjanjian/pakta/{CODE}/saksi/"
    assert browser.post(page, filled("kadis", template_from=since)).url == "/perjanjian/pakta/"
    shown = browser.get(f"/perjanjian/pakta/{CODE}/").content.decode()
    assert "disaksikan" in shown
    assert "197811302005011003" not in shown


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE agreements_integritypact SET name = 'Lain'",
        "UPDATE agreements_integritypact SET text = '{}'",
        "UPDATE agreements_integritypact SET signed_at = now() - interval '1 year'",
        "DELETE FROM agreements_integritypact",
    ],
)
@pytest.mark.parametrize("is_witnessed", [True, False])
def test_no_sql_changes_a_signed_pact(statement, is_witnessed):
    signed()
    if is_witnessed:
        witnessed()
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        run(statement)
    assert refused.value.__cause__.diag.constraint_name == "agreements_pact_stays"


def test_nobody_witnesses_himself():
    pact = signed()
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        run(
            "UPDATE agreements_integritypact SET witness_id = person_id, witness_name = name, "
            f"witnessed_at = now() WHERE id = {pact.pk}"
        )
    assert refused.value.__cause__.diag.constraint_name == "agreements_pact_other_witness"


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
