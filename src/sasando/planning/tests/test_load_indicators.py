"""Loading indicators: published series kept apart, examples marked, links filled in."""

from decimal import Decimal

import pytest

from sasando.organization.models import Unit
from sasando.planning.actions import load_indicators
from sasando.planning.actions.indicators import newest_basis
from sasando.planning.errors import DataFileRefused
from sasando.planning.models import (
    Indicator,
    IndicatorSeries,
    IndicatorTarget,
    Measurement,
    PriorityAgenda,
)
from sasando.planning.tests.factories import KUPANG
from sasando.rules.achievement import Polarity

pytestmark = pytest.mark.django_db
PATH = KUPANG / "indikator.csv"


@pytest.mark.parametrize(
    ("years", "newest"),
    [
        ({1: [2013, 2019], 2: [2020, 2024], 3: [2020, 2021]}, 2),
        ({1: [2013, 2024], 2: [2020, 2024]}, 2),
        ({1: [2024]}, 1),
    ],
)
def test_the_current_series_is_the_one_on_the_newest_base(years, newest):
    assert newest_basis(years) == newest


def test_the_three_series_of_the_human_development_index_stay_apart(indicators):
    series = IndicatorSeries.objects.filter(indicator__code="IKU-IPM")
    facts = {
        row.name: (row.is_current, list(row.measurements.values_list("year", "value")))
        for row in series
    }
    assert set(facts) == {"lama", "baru (basis berubah 2020)", "seri lama, terbit lebih dulu"}
    assert facts["lama"][1][-1] == (2019, Decimal("79.55"))
    assert facts["seri lama, terbit lebih dulu"] == (
        False, [(2020, Decimal("79.71")), (2021, Decimal("79.74"))],
    )  # fmt: skip
    is_current, figures = facts["baru (basis berubah 2020)"]
    assert is_current
    assert figures[0] == (2020, Decimal("81.91"))
    assert figures[-1] == (2024, Decimal("83.21"))


def test_published_figures_are_real_and_name_their_source(indicators):
    figures = Measurement.objects.filter(is_example=False)
    assert figures.count() == 32
    assert not figures.filter(source="").exists()
    assert not figures.filter(series__indicator__is_example=True).exists()
    assert Indicator.objects.filter(is_example=False).count() == 5


def test_every_target_is_an_example_that_says_so(indicators):
    targets = IndicatorTarget.objects.all()
    assert set(targets.values_list("is_example", "basis")) == {(True, "contoh, bukan target resmi")}
    years = targets.filter(indicator__code="IKU-IPM").values_list("year", flat=True)
    assert list(years) == [2025, 2026, 2027, 2028, 2029]


def test_every_polarity_can_be_shown(indicators):
    assert set(Indicator.objects.values_list("polarity", flat=True)) == set(Polarity)


def test_every_agenda_and_every_mission_has_an_indicator(indicators):
    for agenda in PriorityAgenda.objects.all():
        assert agenda.indicators.exists(), agenda
    missions = set(Indicator.objects.values_list("objective__mission__number", flat=True))
    assert missions == set(range(1, 9))
    inflation = Indicator.objects.get(agenda__name="Pengendalian inflasi")
    assert not inflation.is_example


def test_the_indicator_of_the_cast_gets_what_it_lacked_and_keeps_the_rest(indicators):
    row = Indicator.objects.get(code="IKU-SAMPAH")
    assert row.name == "Sampah yang terangkut (contoh)"
    assert row.agenda.name == "Kebersihan"
    assert row.series.get().measurements.count() == 7


def test_labels_become_places_and_ratios_keep_their_parts(indicators):
    predicate = IndicatorTarget.objects.get(indicator__code="IKU-SAKIP", year=2026)
    assert predicate.value == 5
    ratio = Measurement.objects.get(series__indicator__code="IKU-IZIN", year=2026, quarter=3)
    assert (ratio.numerator, ratio.denominator) == (140, 226)
    assert ratio.value == Decimal("61.9469")


def test_loading_again_adds_nothing_and_fills_links_that_were_open(indicators):
    counts = [model.objects.count() for model in (Indicator, IndicatorSeries, Measurement)]
    Indicator.objects.filter(code="IKU-IPM").update(owner=None)
    Indicator.objects.filter(code="IKU-PDRB").update(owner=Unit.objects.get(code="SETDA"))
    assert load_indicators(PATH) == 0
    assert counts == [model.objects.count() for model in (Indicator, IndicatorSeries, Measurement)]
    assert Indicator.objects.get(code="IKU-IPM").owner.code == "BAPPEDA"
    assert Indicator.objects.get(code="IKU-PDRB").owner.code == "SETDA"


@pytest.fixture
def folder(tmp_path):
    """Two small files that can be spoilt."""
    head = (KUPANG / "indikator_definisi.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "indikator_definisi.csv").write_text("\n".join(head[:2]) + "\n", encoding="utf-8")
    (tmp_path / "indikator.csv").write_text(
        "indikator,satuan,polaritas,tahun,nilai,seri,sumber\n"
        "Indeks Pembangunan Manusia,indeks,HIGHER,2024,83.21,baru,BPS\n",
        encoding="utf-8",
    )
    return tmp_path


def test_a_later_base_becomes_the_current_series(plan, folder):
    path = folder / "indikator.csv"
    load_indicators(path)
    with path.open("a", encoding="utf-8") as stream:
        stream.write("Indeks Pembangunan Manusia,indeks,HIGHER,2025,70.10,basis 2025,BPS\n")
    assert load_indicators(path) == 1
    assert IndicatorSeries.objects.get(is_current=True).name == "basis 2025"


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("83.21", "83,21x", "jumlah kolom tidak sama"),
        ("83.21", "tinggi", "nilai bukan angka"),
        ("83.21", "", "nilai kosong"),
        ("2024", "dua ribu", "tahun bukan bilangan bulat"),
        ("HIGHER", "LOWER_LINEAR", "satuan atau polaritas lain dari definisinya"),
        ("Indeks P", "Angka P", "Angka Pembangunan Manusia belum didefinisikan"),
    ],
)
def test_a_broken_row_is_named_and_nothing_is_loaded(plan, folder, before, after, problem):
    path = folder / "indikator.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(DataFileRefused) as refusal:
        load_indicators(path)
    assert refusal.value.values == {"file": "indikator.csv", "row": 2, "problem": problem}
    assert not Measurement.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("contoh_target.csv", "indikator,tahun,triwulan,nilai,batas_atas,dasar\nX,2025,0,1,,a\n",
         "indikator tidak ada"),
        ("contoh_pengukuran.csv",
         ("indikator,seri,tahun,triwulan,nilai,pembilang,penyebut,status,sumber\n"
          "IKU-SAKIP,c,2025,0,BAIK,,,TERLAPOR,a\n"), "bukan predikat"),
    ],
)  # fmt: skip
def test_broken_examples_are_named(plan, tmp_path, name, content, problem):
    for source in ("indikator.csv", "indikator_definisi.csv"):
        (tmp_path / source).write_bytes((KUPANG / source).read_bytes())
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(DataFileRefused) as refusal:
        load_indicators(tmp_path / "indikator.csv")
    assert refusal.value.values == {"file": name, "row": 2, "problem": problem}
