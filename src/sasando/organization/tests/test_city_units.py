"""The city's own unit tree from its public lists."""

from collections import Counter

import pytest
from django.conf import settings

from sasando.core import clock
from sasando.organization.actions import load_city_units
from sasando.organization.actions.city import AGENCIES, DISTRICTS, VILLAGES
from sasando.organization.commands import import_city
from sasando.organization.errors import ImportRefused
from sasando.organization.models import Unit

pytestmark = pytest.mark.django_db

LISTS = {
    AGENCIES: """kode,nama,jenis,status
SETDA,Sekretariat Daerah,sekretariat,disebut dalam sumber publik
SETWAN,Sekretariat DPRD,sekretariat,disebut dalam sumber publik
DISKAN,"Dinas Perikanan, Kelautan",dinas,perlu diverifikasi kota
SATPOLPP,Satuan Polisi Pamong Praja,satuan,disebut dalam sumber publik
RSUD,RSUD S.K. Lerik,rsud,disebut dalam sumber publik
PERUMDA-AIR,Perumda Air Minum,perumda,disebut dalam sumber publik
53.71.03,Kecamatan Kelapa Lima,kecamatan,disebut dalam sumber publik
""",
    DISTRICTS: "kode,nama\n53.71.03,Kelapa Lima\n53.71.04,Oebobo\n",
    VILLAGES: """kode,nama,kode_kecamatan,nama_kecamatan
53.71.03.1010,Oesapa,53.71.03,Kelapa Lima
53.71.04.1001,Oebobo,53.71.04,Oebobo
""",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in LISTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def load(folder):
    return load_city_units(now=clock.now(), folder=folder)


def test_the_tree_is_built_with_kinds_parents_and_sources(folder):
    report = load(folder)
    assert report.applied, report.lines()
    kinds = dict(Unit.objects.values_list("code", "kind"))
    assert (kinds["SETDA"], kinds["SETWAN"], kinds["SATPOLPP"]) == ("SETDA", "SETWAN", "SATUAN")
    assert kinds["PERUMDA-AIR"] == "PERUMDA"
    village = Unit.objects.get(code="53.71.04.1001")
    assert village.name == "Kelurahan Oebobo"
    assert village.parent.name == "Kecamatan Oebobo"
    assert village.parent.parent.code == "KOTA"
    assert village.path.startswith(village.parent.path)
    assert Unit.objects.get(code="DISKAN").source == "perlu diverifikasi kota"


def test_units_that_stand_keep_everything_but_get_their_source(folder):
    before = Unit.objects.values("name", "pattern", "path", "valid_from", "is_example").get(
        code="RSUD"
    )
    load(folder)
    after = Unit.objects.filter(code="RSUD")
    assert after.values("name", "pattern", "path", "valid_from", "is_example").get() == before
    assert after.get().source == "disebut dalam sumber publik"
    assert Unit.objects.get(code="53.71.03.1010").source.startswith("kode dan nama wilayah")


def test_loading_again_changes_nothing(folder):
    load(folder)
    count = Unit.objects.count()
    assert load(folder).changes_nothing
    assert Unit.objects.count() == count


def test_a_missing_list_is_told(folder):
    (folder / VILLAGES).unlink()
    result = import_city(folder=folder)
    assert result.exit_code == 2
    assert VILLAGES in result.lines[0]
    assert not Unit.objects.filter(code="DISKAN").exists()


def test_a_row_that_does_not_fit_keeps_everything_out(folder):
    with (folder / VILLAGES).open("a", encoding="utf-8") as file:
        file.write("53.71.99.1001,Entah,53.71.99,Tiada\n")
    with pytest.raises(ImportRefused):
        load(folder)
    result = import_city(folder=folder)
    assert result.exit_code == 1
    assert "53.71.99" in result.lines[0]
    assert not Unit.objects.filter(code="DISKAN").exists()


def test_the_lists_of_kupang_give_its_whole_tree():
    folder = settings.CITY_DATA_DIR / "kupang"
    assert load(folder).applied
    kinds = Counter(Unit.objects.values_list("kind", flat=True))
    assert (kinds["KOTA"], kinds["KECAMATAN"], kinds["KELURAHAN"]) == (1, 6, 51)
    assert not Unit.objects.filter(source="", is_example=False).exclude(kind="KOTA").exists()
    for unit in Unit.objects.select_related("parent").exclude(kind="KOTA"):
        assert unit.path == f"{unit.parent.path}{unit.pk}."
    assert load(folder).changes_nothing
