"""The thread through agreements below the agency: a result on one's own item still hangs above."""

from decimal import Decimal

import pytest

from sasando.agreements.models import AgreementItem
from sasando.agreements.tests import factories as make
from sasando.core.models import User
from sasando.work import actions as work
from sasando.work.actions.plans import ResultDraft

AGENCY_ITEM = "PK-DLHK-2026-1.1"
OWN = "PK-DLHK.SAMPAH-2026-1"


@pytest.fixture
def result(db, at):
    """The division head's result on an item of his own agreement, which serves the agency's."""
    at("2026-11-20 10.00")
    promise = make.own(under="", supports_code=AGENCY_ITEM, cascade="TIDAK_LANGSUNG")
    make.in_force(year=2026, promise=promise)
    draft = ResultDraft(
        text="Armada melayani titik baru (contoh)",
        indicator_text="Titik terlayani",
        target=Decimal(20),
        measure="titik",
        item_code=f"{OWN}.1",
    )
    return work.add_result(viewer=make.viewer("kabid"), now=make.clock.now(), draft=draft)


def page(client, login, kind, code):
    client.force_login(User.objects.get(username=login))
    return client.get(f"/utas/{kind}/{code}/")


def test_a_result_on_ones_own_item_carries_the_whole_chain(result):
    assert result.path == f"{AGENCY_ITEM}/{OWN}.1/{result.code}/"
    assert result.objective == AgreementItem.objects.get(code=AGENCY_ITEM).objective


def test_it_counts_below_the_item_above(client, result):
    answer = page(client, "kadis", "butir", f"{OWN}.1")
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert "Titik terlayani (contoh)" in shown
    assert f"/utas/butir/{AGENCY_ITEM}/" in shown
    assert result.text in shown


def test_the_path_of_the_result_names_both_items(client, result):
    shown = page(client, "kabid", "hasil", result.code).content.decode()
    assert shown.index(f"/utas/butir/{AGENCY_ITEM}/") < shown.index(f"/utas/butir/{OWN}.1/")


def test_the_objective_lists_unit_heads_and_not_every_desk(client, result):
    staff = make.own(
        "Ritase (contoh)", under="", supports_code=f"{OWN}.1", cascade="TIDAK_LANGSUNG"
    )
    made = make.in_force(
        year=2026, first="staf", second="kabid", position="DLHK.SAMPAH.01", promise=staff
    )
    shown = page(client, "walikota", "sasaran", "SASARAN-7.1").content.decode()
    assert f"/utas/butir/{OWN}.1/" in shown
    assert made.items.get().code not in shown
    assert page(client, "kabid", "butir", made.items.get().code).status_code == 200
