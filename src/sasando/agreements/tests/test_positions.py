"""Agreements of posts at every level: with whom, how far below the mayor, under which code."""

import pytest

from sasando.agreements.codes import code_for
from sasando.agreements.errors import AgreementExists, SuperiorMissing
from sasando.agreements.models import Agreement
from sasando.agreements.parties import parties_on, standing_of
from sasando.agreements.queries import (
    agreement_in_force,
    agreement_in_force_of,
    posts_to_prepare,
)
from sasando.core import clock
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.organization.models import Position, Unit

from . import factories as make

pytestmark = pytest.mark.usefixtures("friday")
TODAY = make.date(2026, 11, 20)


def post(code):
    return Position.objects.select_related("unit__parent").get(code=code)


@pytest.mark.parametrize(
    ("position", "tier", "leads_unit", "signers"),
    [
        ("WALIKOTA", "KOTA", True, ["P-WALIKOTA"]),
        ("SEKDA", "PERANGKAT_DAERAH", True, ["P-SEKDA", "P-WALIKOTA"]),
        ("DLHK.KEPALA", "PERANGKAT_DAERAH", True, ["P-KADIS", "P-WALIKOTA"]),
        ("53.71.03.CAMAT", "PERANGKAT_DAERAH", True, ["P-CAMAT", "P-WALIKOTA"]),
        ("DLHK.SAMPAH.KEPALA", "BIDANG", True, ["P-KABID", "P-KADIS"]),
        ("53.71.03.1010.LURAH", "BIDANG", True, ["P-LURAH", "P-CAMAT"]),
        ("DLHK.SAMPAH.01", "PEGAWAI", False, ["P-STAF", "P-KABID"]),
        ("RSUD.01", "PEGAWAI", False, ["P-PERAWAT", "P-DIRRSUD"]),
    ],
)
def test_who_signs_with_whom_at_every_level(position, tier, leads_unit, signers):
    standing = standing_of(post(position), TODAY)
    assert (standing.tier, standing.leads_unit) == (tier, leads_unit)
    parties = parties_on(post(position), TODAY)
    people = [make.Person.objects.get(pk=row.person_id).code for row in parties]
    assert people == signers


def test_a_team_leader_below_a_division_is_a_section_without_any_echelon():
    Position.objects.filter(code="DLHK.SAMPAH.02").update(reports_to=post("DLHK.SAMPAH.01"))
    assert standing_of(post("DLHK.SAMPAH.01"), TODAY).tier == "SEKSI"
    assert standing_of(post("DLHK.SAMPAH.02"), TODAY).tier == "PEGAWAI"


def test_a_chain_that_ends_nowhere_is_refused():
    Position.objects.filter(code="DLHK.SAMPAH.01").update(reports_to=None)
    with pytest.raises(SuperiorMissing):
        make.draft(login="staf", position="DLHK.SAMPAH.01")


def test_heads_keep_the_units_code_and_others_have_their_posts():
    assert make.draft().code == "PK-DLHK.SAMPAH-2027-1"
    made = make.draft(login="staf", position="DLHK.SAMPAH.01")
    assert (made.code, made.unit.code) == ("PK-DLHK.SAMPAH.01-2027-1", "DLHK.SAMPAH")
    with pytest.raises(AgreementExists):
        make.draft(login="staf", position="DLHK.SAMPAH.01")


def test_long_and_clashing_codes_stay_apart_and_within_forty():
    position = post("DLHK.SAMPAH.01")
    position.code = "DLHK.SAMPAH.SEKSI-PENGANGKUTAN-TIMUR.01"
    long_code = code_for(position, leads_unit=False, year=2027, version=1)
    position.code = "DLHK.SAMPAH.SEKSI-PENGANGKUTAN-TIMUR.02"
    other = code_for(position, leads_unit=False, year=2027, version=1)
    assert long_code != other
    assert max(len(f"{code[:-1]}99.99") for code in (long_code, other)) <= 40
    position.code = Unit.objects.get(code="DLHK").code
    assert code_for(position, leads_unit=False, year=2027, version=1) != "PK-DLHK-2027-1"


@pytest.mark.parametrize("login", ["staf", "kabid", "kadis", "perencana", "walikota"])
def test_the_holder_his_superior_and_those_above_may_begin(login):
    assert make.draft(login=login, position="DLHK.SAMPAH.01").tier == "PEGAWAI"


@pytest.mark.parametrize(
    ("login", "refusal"),
    [("staf2", NotFoundForViewer), ("camat", NotFoundForViewer), ("pemeriksa", NotPermitted)],
)
def test_colleagues_and_strangers_may_not(login, refusal):
    with pytest.raises(refusal):
        make.draft(login=login, position="DLHK.SAMPAH.01")


def test_the_regional_secretary_does_not_prepare_what_heads_sign_with_the_mayor():
    """He is their superior in the daily line, but no party of their agreement."""
    with pytest.raises(NotPermitted):
        make.draft(login="sekda", position="DLHK.KEPALA")


def test_what_the_form_offers_is_what_the_action_takes():
    offered = {
        login: [
            code for code, _title in posts_to_prepare(make.viewer(login), unit_code=unit, day=TODAY)
        ]
        for login, unit in (("sekda", "DLHK"), ("kadis", "DLHK"), ("kabid", "DLHK.SAMPAH"))
    }
    assert offered == {
        "sekda": [],
        "kadis": ["DLHK.KEPALA"],
        "kabid": ["DLHK.SAMPAH.KEPALA", "DLHK.SAMPAH.01", "DLHK.SAMPAH.02"],
    }


def test_colleagues_read_what_is_in_force_in_their_agency_and_no_draft():
    made = make.in_force(first="staf", second="kabid", position="DLHK.SAMPAH.01")
    make.draft(login="staf2", position="DLHK.SAMPAH.02")
    of_year = Agreement.objects.filter(year=2027)
    seen = {
        login: {row.code for row in of_year.visible_to(make.viewer(login))}
        for login in ("staf2", "staf", "stafkel", "orangluar")
    }
    assert seen == {
        "staf2": {made.code, "PK-DLHK.SAMPAH.02-2027-1"},
        "staf": {made.code},
        "stafkel": set(),
        "orangluar": set(),
    }


def test_somebody_in_the_city_unit_reads_no_agency_by_it():
    """The root holds every agency, so working there opens nothing below it."""
    made = make.in_force(first="staf", second="kabid", position="DLHK.SAMPAH.01")
    city = Unit.objects.get(code="KOTA")
    Position.objects.filter(code="DISHUB.01").update(unit=city)
    assert made not in Agreement.objects.visible_to(make.viewer("orangluar"))


def test_what_is_in_force_of_a_head_is_not_mistaken_for_his_staffs():
    head = make.in_force()
    own = make.in_force(first="staf", second="kabid", position="DLHK.SAMPAH.01")
    unit = Unit.objects.get(code=make.UNIT)
    assert agreement_in_force(unit, 2027) == head
    assert agreement_in_force_of(post("DLHK.SAMPAH.01"), 2027) == own
    assert agreement_in_force_of(post("DLHK.SAMPAH.02"), 2027) is None
    assert clock.local_day(clock.now()) == TODAY
