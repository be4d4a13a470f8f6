"""Agencies by kind: each against its own signed targets and its own last year, never in one row."""

import csv
import io
import re
from datetime import date
from decimal import Decimal

import pytest

from sasando.agreements.models import AgreementItem
from sasando.core.clock import now
from sasando.core.models import User
from sasando.organization.models import Unit
from sasando.organization.queries import viewer_for
from sasando.planning.models import Indicator, Objective
from sasando.planning.periods import Span
from sasando.planning.tests.factories import figure, indicator, target
from sasando.rules.rollup import RollUp
from sasando.scoreboard.periods import known_at
from sasando.scoreboard.queries.achievement import judged
from sasando.scoreboard.queries.agency_results import EnoughData, comparison
from sasando.scoreboard.queries.agreements import agreements_below, in_force
from sasando.scoreboard.tests.papers import name_parties, promise, propose, sign, signed, unsigned
from sasando.scoreboard.tests.steps import log_in, seen

pytestmark = pytest.mark.django_db
THIRD = Span(2026, 3)
PAGE = "/papan/perangkat-daerah/"
D = Decimal


@pytest.fixture(autouse=True)
def _plan(city_plan):
    return city_plan


def viewer(login):
    return viewer_for(User.objects.get(username=login), date(2026, 11, 20))


def found(login="walikota", span=THIRD, **given):
    return comparison(viewer=viewer(login), span=span, now=now(), **given)


def unit(code, **given):
    return next(row for row in found(**given).units if row.unit.code == code)


def own(number, objective="SASARAN-7.2", **fields):
    """An indicator of an objective with a target of 80."""
    row = Objective.objects.get(code=objective)
    return indicator(f"IKU-X{number}", objective=row, **{"targets": {0: 80}} | fields)


@pytest.fixture
def transport():
    """DISHUB with three signed promises of two objectives: 90, 50 (an output) and 400 percent."""
    signed(
        "DISHUB",
        own(1, figures={3: 72}),
        own(2, figures={3: 40}, level_type="OUTPUT"),
        own(3, "SASARAN-8.2", figures={3: 320}),
    )


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_too_little_is_not_compared_and_never_zero():
    waste = unit("DLHK")
    assert waste.rolled.counted_text == "1 dari 1 terhitung"
    assert waste.value is None
    assert waste.why_not == "terlalu sedikit yang terhitung"
    transport = unit("DISHUB")
    assert (transport.value, transport.rolled) == (None, None)
    assert transport.counted_text == "belum ada perjanjian yang berlaku"


@pytest.mark.parametrize(
    ("counted", "total", "holds"),
    [(1, 1, False), (2, 2, True), (2, 4, True), (2, 5, False), (0, 0, False), (3, 6, True)],
)
def test_enough_is_two_and_half(counted, total, holds):
    assert EnoughData(2, D(50)).holds(RollUp(None, counted, total)) is holds


def test_units_stand_with_their_own_kind():
    groups = {group.label: [row.unit.code for row in group.units] for group in found().groups}
    assert list(groups) == [
        "Sekretariat", "Inspektorat", "Dinas", "Badan", "Satuan", "Rumah sakit", "Kecamatan",
        "Kelurahan",
    ]  # fmt: skip
    assert "DLHK" in groups["Dinas"]
    assert groups["Rumah sakit"] == ["RSUD"]
    assert "KOTA" not in {code for codes in groups.values() for code in codes}
    assert "DLHK.SAMPAH" not in {code for codes in groups.values() for code in codes}


def test_a_long_list_keeps_all_but_the_first_group_folded():
    assert [group.is_open for group in found().groups][:3] == [True, False, False]
    assert all(group.is_open for group in found(open_all=True).groups)
    assert all(group.is_open for group in found("kadis").groups)


@pytest.mark.parametrize(
    ("login", "codes"),
    [
        ("kadis", {"DLHK"}),
        ("kabid", {"DLHK.SAMPAH"}),
        ("staf", {"DLHK.SAMPAH"}),
        ("camat", {"53.71.03", "53.71.03.1010"}),
        ("lurah", {"53.71.03.1010"}),
    ],
)
def test_who_sees_which_units(login, codes):
    assert {row.unit.code for row in found(login).units} == codes


@pytest.mark.parametrize(("login", "status"), [("warga", 403), ("staf", 200), ("sekda", 200)])
def test_the_door(client, login, status):
    seen(client, login, PAGE, status)


def test_a_stranger_is_sent_to_the_door(client):
    assert client.get(PAGE).status_code == 302


def test_a_unit_is_the_mean_of_its_objectives(transport):
    """(90 + 50) / 2 = 70 and 100, for more than the target counts as the target: 85."""
    row = unit("DISHUB")
    assert (row.value, row.band.name) == (D("85.00"), "Tinggi")
    assert row.counted_text == "3 dari 3 indikator terhitung"


def test_what_makes_it_hard_to_compare_is_said(client, transport):
    hard = unit("DISHUB").difficulty
    assert (hard.indicators, hard.outputs, hard.too_low) == (3, 1, 1)
    page = text(seen(client, "walikota", f"{PAGE}?buka=semua"))
    assert "33 % masukan, proses, atau keluaran" in page
    assert "1 target dilampaui lebih dari 150 %: terlalu rendah?" in page
    assert "Tidak ada peringkat umum." in page


def test_it_never_differs_from_the_board(transport):
    city = Unit.objects.get(code="KOTA")
    seen_at = known_at(THIRD, now())
    board = judged(in_force(agreements_below(city, 2026)), seen_at, 2026)
    for row in found().units:
        there = board.of_unit(row.unit.pk)
        assert (there is None) == (row.rolled is None)
        if there is not None:
            assert row.rolled.value == there.value
            assert row.counted_text == there.counted_text


def test_last_year_is_the_same_quarter_of_the_same_indicators(transport):
    """Objective one is the mean of 50 and 100, objective two 75."""
    for number, value in ((1, 40), (2, 80), (3, 60)):
        row = Indicator.objects.get(code=f"IKU-X{number}")
        target(row, year=2025, value=80)
        series = row.series.get()
        figure(series, year=2025, quarter=3, value=value)
        figure(series, year=2025, quarter=4, value=0)
    row = unit("DISHUB")
    assert row.last_year == D("75.00")
    assert row.change == D("10.00")


def test_last_year_without_enough_data_is_not_zero(transport):
    row = unit("DISHUB")
    assert (row.last_year, row.change) == (None, None)


@pytest.mark.parametrize(("order", "first"), [("", "DAMKAR"), ("rencana", "DISHUB")])
def test_the_reader_chooses_the_order_inside_a_group(transport, order, first):
    signed("DAMKAR", own(4, figures={3: 76}), own(5, figures={3: 79}))
    (group,) = [group for group in found(order=order).groups if group.label == "Dinas"]
    compared = [row.unit.code for row in group.compared]
    assert sorted(compared) == ["DAMKAR", "DISHUB"]
    names = [row.name for row in group.units]
    assert order or names == sorted(names)
    assert compared[0] == ("DISHUB" if order else sorted(compared, key=name_of_code)[0])
    assert first in compared


def name_of_code(code):
    return Unit.objects.get(code=code).name


def test_an_earlier_quarter_knows_less(transport):
    assert unit("DISHUB", span=Span(2026, 2)).value is None


def test_only_rows_one_may_see_are_links(client, transport):
    assert unit("DISHUB").url == "/papan/DISHUB/capaian/?tahun=2026&triwulan=3"
    listed = text(seen(client, "walikota", unit("DISHUB").url))
    assert "Capaian perjanjian TW III 2026" in listed
    assert "rata-rata sasaran 85,00 %, 3 dari 3 indikator terhitung" in listed
    signed("DLHK.SAMPAH", own(4, figures={3: 76}), own(5, figures={3: 79}))
    assert unit("DLHK.SAMPAH", login="kabid").url
    assert unit("DLHK.SAMPAH", login="staf").url == ""


def test_a_period_to_come_is_no_page(client, transport):
    seen(client, "walikota", "/papan/DISHUB/capaian/?tahun=2027&triwulan=1", 404)


def test_each_unit_is_drawn_against_its_target_and_its_last_year(client, transport):
    page = text(seen(client, "walikota", f"{PAGE}?buka=semua"))
    title = '<title id="meter-DISHUB">Dinas Perhubungan: 85,00 % dari target; TW III 2025 belum'
    assert title in page
    assert 'aria-labelledby="meter-DISHUB"' in page


def test_the_file_holds_every_unit_with_its_group(client, transport):
    answer = seen(client, "walikota", f"{PAGE}?unduh=csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == len(found().units)
    dishub = next(row for row in rows if row["Kode"] == "DISHUB")
    assert (dishub["Kelompok"], dishub["Capaian TW III 2026 (%)"]) == ("Dinas", "85,00")
    waste = next(row for row in rows if row["Kode"] == "DLHK")
    assert waste["Capaian TW III 2026 (%)"] == ""
    assert waste["Keterangan"].startswith("belum cukup data")


def test_more_units_and_promises_cost_no_query_more(client, transport, queries_of):
    log_in(client, "walikota")
    before = queries_of(client, f"{PAGE}?buka=semua")
    for number, code in enumerate(("DAMKAR", "DINSOS", "DINKES", "PUPR", "DISPAR"), start=10):
        signed(code, *(own(f"{number}-{place}", figures={3: 70}) for place in range(6)))
    assert queries_of(client, f"{PAGE}?buka=semua") == before
    assert before <= 18


def test_the_rows_behind_both_numbers_stand_side_by_side(client, transport):
    row = Indicator.objects.get(code="IKU-X1")
    target(row, year=2025, value=80)
    figure(row.series.get(), year=2025, quarter=3, value=40)
    page = seen(client, "walikota", unit("DISHUB").url).context["page"]
    assert page.table.columns[-1].label == "Capaian TW III 2025"
    assert [cells[-1].text for cells in page.table.rows] == [
        "50,00 %", "target belum ditetapkan", "target belum ditetapkan",
    ]  # fmt: skip


def test_what_is_promised_in_own_words_counts_among_the_indicators(city_plan):
    agreement = unsigned("DISHUB")
    for number, code in enumerate((1, 2), start=1):
        promise(agreement, number, own(code, figures={3: 80}))
    AgreementItem.objects.create(
        agreement=agreement, number=3, code=f"{agreement.code}.3", target_text="selesai",
        objective=Objective.objects.get(code="SASARAN-7.2"), indicator_name="Peta jalan",
        measure="dokumen", decimals=0,
    )  # fmt: skip
    name_parties(agreement)
    propose(agreement)
    sign(agreement)
    assert unit("DISHUB").counted_text == "2 dari 3 indikator terhitung"
    city = Unit.objects.get(code="KOTA")
    board = judged(in_force(agreements_below(city, 2026)), now(), 2026)
    dishub = board.of_unit(unit("DISHUB").unit.pk)
    assert dishub.counted_text == "2 dari 3 indikator terhitung"


def test_a_signed_quarter_is_held_against_its_signed_target(city_plan):
    agreement = unsigned("DISHUB")
    for number, code in enumerate((1, 2), start=1):
        promise(agreement, number, own(code, figures={3: 30}))
    agreement.items.update(quarter_3=60)
    name_parties(agreement)
    propose(agreement)
    sign(agreement)
    assert unit("DISHUB").value == D("50.00")
