"""Reading data files: what is no table is named by file and row, nothing is guessed."""

from decimal import Decimal

import pytest

from sasando.planning.actions import load_indicators, load_rpjmd
from sasando.planning.errors import DataFileRefused
from sasando.planning.files import decimal_or_none, read_table, whole
from sasando.planning.models import Indicator
from sasando.planning.scales import label_at, scale_of
from sasando.planning.shown import figure_text
from sasando.planning.tests.factories import KUPANG


@pytest.mark.parametrize(
    ("content", "row", "problem"),
    [
        (b"a,b\n\xff,1\n", 0, "bukan CSV UTF-8"),
        (b'a,b\n"x"y,1\n', 0, "bukan CSV UTF-8"),
        (b"a,c\n1,2\n", 1, "kolom b tidak ada"),
        (b"", 1, "kolom a tidak ada"),
        (b"a,b\n1\n", 2, "jumlah kolom tidak sama"),
        (b"a,b\n1,2\n1,2,3\n", 3, "jumlah kolom tidak sama"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, content, row, problem):
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(DataFileRefused) as refusal:
        read_table(path, "a", "b")
    assert refusal.value.values == {"file": "t.csv", "row": row, "problem": problem}


def test_columns_that_are_not_asked_for_do_no_harm(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("b,z,a\n2,9,1\n", encoding="utf-8")
    assert read_table(path, "a", "b") == [{"a": "1", "b": "2", "z": "9"}]


@pytest.mark.parametrize("text", ["", "-1", "1.0", "٣", "1e3", " 1"])
def test_a_whole_number_is_digits_and_nothing_else(tmp_path, text):
    with pytest.raises(DataFileRefused):
        whole(tmp_path / "t.csv", 2, {"n": text}, "n")


@pytest.mark.parametrize(
    ("text", "value"), [("", None), ("0", Decimal(0)), ("-2.50", Decimal("-2.50"))]
)
def test_an_empty_cell_is_no_zero(tmp_path, text, value):
    assert decimal_or_none(tmp_path / "t.csv", 2, {"n": text}, "n") == value


@pytest.mark.parametrize("text", ["1,5", "NaN", "1e3", "satu"])
def test_numbers_of_data_files_have_a_decimal_point(tmp_path, text):
    with pytest.raises(DataFileRefused):
        decimal_or_none(tmp_path / "t.csv", 2, {"n": text}, "n")


@pytest.mark.django_db
def test_an_example_objective_needs_its_mission(tmp_path):
    for name in ("rpjmd_2025_2029.json", "contoh_sasaran.csv"):
        (tmp_path / name).write_bytes((KUPANG / name).read_bytes())
    with (tmp_path / "contoh_sasaran.csv").open("a", encoding="utf-8") as stream:
        stream.write("SASARAN-9.1,9,SASARAN,Uji\n")
    with pytest.raises(DataFileRefused) as refusal:
        load_rpjmd(tmp_path / "rpjmd_2025_2029.json")
    assert refusal.value.values == {
        "file": "contoh_sasaran.csv", "row": 18, "problem": "misi tidak ada",
    }  # fmt: skip


@pytest.mark.django_db
def test_an_example_target_needs_a_value(plan, tmp_path):
    for name in ("indikator.csv", "indikator_definisi.csv"):
        (tmp_path / name).write_bytes((KUPANG / name).read_bytes())
    (tmp_path / "contoh_target.csv").write_text(
        "indikator,tahun,triwulan,nilai,batas_atas,dasar\nIKU-IPM,2026,0,,,uji\n", encoding="utf-8"
    )
    with pytest.raises(DataFileRefused) as refusal:
        load_indicators(tmp_path / "indikator.csv")
    assert refusal.value.values["problem"] == "nilai kosong"


@pytest.mark.parametrize(
    ("place", "label"), [("1", "D"), ("7", "AA"), ("0", None), ("8", None), ("2.5", None)]
)
def test_a_scale_has_a_label_at_each_of_its_places(place, label):
    row = Indicator(scale="SAKIP", polarity="PREDICATE")
    assert label_at(scale_of(row), Decimal(place)) == label
    assert figure_text(row, Decimal(place)) == (label or "–")


def test_a_plain_indicator_has_no_scale_and_shows_its_decimals():
    row = Indicator(decimals=1)
    assert scale_of(row) is None
    assert figure_text(row, Decimal("1234.56")) == "1.234,6"
    assert figure_text(row, None) == "–"
