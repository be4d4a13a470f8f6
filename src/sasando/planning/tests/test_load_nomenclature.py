"""Loading the official nomenclature."""

import shutil
import time

import pytest

from sasando.planning.actions import assign_programmes, load_nomenclature
from sasando.planning.errors import DataFileRefused, NomenclatureMissing
from sasando.planning.models import NomenclatureNode
from sasando.planning.nomenclature import Level, level_of, parent_of, stored_code
from sasando.planning.tests.factories import DATA

NATIONAL = DATA / "nasional"
TREE = "nomenklatur_pohon_kabkota_2027.csv"
SUB_ACTIVITIES = "nomenklatur_subkegiatan_kabkota_2027.csv"


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("1", Level.AFFAIR, ""),
        ("X", Level.AFFAIR, ""),
        ("1.02", Level.FIELD, "1"),
        ("X.XX", Level.FIELD, "X"),
        ("1.02.02", Level.PROGRAMME, "1.02"),
        ("1.02.02.2.01", Level.ACTIVITY, "1.02.02"),
        ("1.02.02.2.01.0001", Level.SUB_ACTIVITY, "1.02.02.2.01"),
    ],
)
def test_a_code_knows_its_level_and_its_parent(code, level, parent):
    assert level_of(code) == level
    assert parent_of(code) == parent


@pytest.mark.parametrize(
    "code",
    ["", "0", "1.2", "1.02.02.2", "1.02.02.02.01", "1.02.02.2.01.01", "1.02.", "١.02", "1.02\n"],
)
def test_what_is_no_code_has_no_level(code):
    assert level_of(code) is None


@pytest.mark.parametrize(
    ("printed", "stored"),
    [
        ("2.11.01.2.02.0001", "X.XX.01.2.02.0001"),
        ("2.11.01", "X.XX.01"),
        ("X.XX.01", "X.XX.01"),
        ("2.11.11", "2.11.11"),
        ("2.11", "2.11"),
    ],
)
def test_support_programmes_are_kept_once(printed, stored):
    assert stored_code(printed) == stored


def test_the_whole_nomenclature_loads_quickly_and_hangs_together(own_database):
    begun = time.monotonic()
    assert load_nomenclature(NATIONAL, version=2027) == 2542 + 626
    assert time.monotonic() - begun < 3
    nodes = NomenclatureNode.objects.filter(version=2027)
    counts = {level: nodes.filter(level=level).count() for level in Level}
    assert counts == {
        Level.AFFAIR: 9,
        Level.FIELD: 44,
        Level.PROGRAMME: 164,
        Level.ACTIVITY: 409,
        Level.SUB_ACTIVITY: 2542,
    }
    leaf = nodes.select_related("parent__parent__parent__parent").get(code="1.02.02.2.01.0001")
    chain = [leaf, leaf.parent, leaf.parent.parent]
    assert [row.code for row in chain] == ["1.02.02.2.01.0001", "1.02.02.2.01", "1.02.02"]
    assert leaf.parent.parent.parent.parent.code == "1"
    assert nodes.filter(minimum_service=True).exists()
    assert load_nomenclature(NATIONAL, version=2027) == 0


@pytest.fixture
def folder(tmp_path):
    """A small nomenclature that can be spoilt."""
    (tmp_path / TREE).write_text(
        "tingkat,kode,kode_induk,nama\nurusan,1,,A\nbidang,1.02,1,B\nprogram,1.02.02,1.02,C\n"
        "kegiatan,1.02.02.2.01,1.02.02,D\n",
        encoding="utf-8",
    )
    (tmp_path / SUB_ACTIVITIES).write_text(
        "kode,nama,kinerja,indikator,satuan,spm\n1.02.02.2.01.0001,E,k,i,Unit,SPM\n",
        encoding="utf-8",
    )
    return tmp_path


def spoil(folder, name, before, after):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


@pytest.mark.django_db
def test_a_later_version_stands_beside_the_earlier_one(folder):
    load_nomenclature(folder, version=2027)
    for name in (TREE, SUB_ACTIVITIES):
        shutil.copy(folder / name, folder / name.replace("2027", "2028"))
    assert load_nomenclature(folder, version=2028) == 5
    parent = NomenclatureNode.objects.get(version=2028, code="1.02.02").parent
    assert (parent.version, parent.code) == (2028, "1.02")


@pytest.mark.parametrize(
    ("name", "before", "after", "row", "problem"),
    [
        (TREE, "bidang,1.02,1,B\n", "", 0, "induk 1.02.02 tidak ada"),
        (TREE, "bidang,1.02,1", "bidang,1.02,2", 3, "tingkat atau induk keliru"),
        (TREE, "bidang,1.02", "program,1.02", 3, "tingkat atau induk keliru"),
        (TREE, "program,1.02.02", "program,1.2.02", 4, "kode tidak sah"),
        (TREE, "nama", "sebutan", 1, "kolom nama tidak ada"),
        (SUB_ACTIVITIES, "1.02.02.2.01.0001", "1.02.02.2.01", 2, "bukan kode sub kegiatan"),
        (SUB_ACTIVITIES, "1.02.02.2.01.0001", "1.02.02.2.09.0001", 0,
         "induk 1.02.02.2.09.0001 tidak ada"),
        (SUB_ACTIVITIES, ",SPM", "", 2, "jumlah kolom tidak sama"),
    ],
)  # fmt: skip
def test_a_broken_file_loads_nothing(own_database, folder, name, before, after, row, problem):
    spoil(folder, name, before, after)
    with pytest.raises(DataFileRefused) as refusal:
        load_nomenclature(folder)
    assert refusal.value.values["row"] == row
    assert refusal.value.values["problem"] == problem
    assert not NomenclatureNode.objects.exists()


def test_without_nomenclature_nothing_can_be_assigned(own_database):
    with pytest.raises(NomenclatureMissing):
        assign_programmes(2026)
