"""The nomenclature of two versions: loading, search, what replaced what, carrying a draft."""

import pytest

from sasando.core.errors import NotPermitted
from sasando.planning.actions.carrying import carry_plan
from sasando.planning.actions.nomenclature import load_sub_activities
from sasando.planning.errors import DataFileRefused, NomenclatureVersionMissing
from sasando.planning.models import NomenclatureNode, NomenclatureReplacement
from sasando.planning.queries.nomenclature import (
    NOWHERE,
    REPLACED,
    SAME,
    carried_lines,
    node_page,
    search,
    versions,
)
from sasando.planning.queries.programmes import nomenclature_version

from .factories import DATA, load_lines, plan_draft

pytestmark = pytest.mark.django_db
OLD = DATA / "nasional" / "nomenklatur_subkegiatan_kabkota_2024.csv"
HEAD = "kode;uraian"


@pytest.fixture
def both(nomenclature):
    return load_sub_activities(OLD, 2024, 2027)


def test_the_older_list_borrows_its_parents_and_reports_orphans(both):
    assert (both.new, both.inferred, len(both.orphans)) == (2947, 618, 8)
    assert "1.03.11.2.03.0006" in both.orphans
    leaves = NomenclatureNode.objects.filter(version=2024, level="SUBKEGIATAN")
    assert leaves.count() == 2337 - 8
    assert not leaves.filter(is_inferred=True).exists()
    assert (
        not NomenclatureNode.objects.filter(version=2024, is_inferred=False)
        .exclude(level="SUBKEGIATAN")
        .exists()
    )
    assert load_sub_activities(OLD, 2024, 2027).new == 0


def test_a_borrowed_version_does_not_become_that_of_a_year(both):
    assert versions() == (2024, 2027)
    assert nomenclature_version(2026) == 2027


@pytest.mark.parametrize(
    ("rows", "problem"),
    [("1.02;X", "bukan kode sub kegiatan"), ("1.02.02.2;X", "kode tidak sah")],
)
def test_a_list_of_something_else_is_refused(nomenclature, tmp_path, rows, problem):
    path = tmp_path / "daftar.csv"
    path.write_text(f"kode,nama\n{rows.replace(';', ',')}\n")
    with pytest.raises(DataFileRefused) as refusal:
        load_sub_activities(path, 2024, 2027)
    assert refusal.value.values["problem"] == problem


def test_every_replacement_of_the_list_is_known(nomenclature):
    assert NomenclatureReplacement.objects.count() == 169
    row = NomenclatureReplacement.objects.get(node__code="1.02.02.2.02.0053")
    assert row.former_code == "1.02.02.2.02.0028"
    assert row.former_name.startswith("Pengambilan dan Pengiriman Spesimen")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("2.11.11", "2.11.11"), ("2.11.11.", "2.11.11.2.01"),
        ("2.11.01.2.02.0001", "X.XX.01.2.02.0001"),
        ("gaji tunjangan asn", "X.XX.01.2.02.0001"), ("x.xx.01", "X.XX.01"), ("", "1"),
        ("1.01.01.02.01.0001", "X.XX.01.2.01.0001"),
    ],
)  # fmt: skip
def test_a_code_or_words_are_found(both, words, code):
    assert code in [row.code for row in search(words).rows]


@pytest.mark.parametrize("words", ["kucing terbang", "9.99.99", "%", "'; drop", "a"])
def test_nonsense_finds_nothing(both, words):
    assert search(words).rows == ()


def test_both_versions_stand_side_by_side(both):
    page = search("1.02.02.2.02.0053")
    (row,) = page.rows
    assert [version for version, _ in row.by_version] == [2024, 2027]
    assert row.nodes[0] is None
    assert row.nodes[1] is not None


def test_a_code_knows_what_it_replaces_and_what_replaced_it(both, as_):
    assert node_page("1.02.02.2.02.0028").replaced_by[0].node.code == "1.02.02.2.02.0053"
    assert node_page("1.02.02.2.02.0053").replaces[0].former_code == "1.02.02.2.02.0028"
    page = as_("staf").get("/perencanaan/nomenklatur/1.02.02.2.02.0028/").content.decode()
    assert "Diganti oleh" in page
    assert "1.02.02.2.02.0053" in page
    assert as_("staf").get("/perencanaan/nomenklatur/9.99/").status_code == 404
    table = as_("staf").get("/perencanaan/nomenklatur/peta.csv").content.decode()
    assert len(table.splitlines()) == 170


@pytest.fixture
def old_plan(both):
    document = plan_draft(unit="RSUD", nomenclature_version=2024)
    codes = (
        "1.02.02;P", "1.02.02.2.02;K", "1.02.02.2.02.0028;Spesimen", "1.02.02.2.02.0001;Tetap",
        "1.02.02.2.02.9999;Karangan",
    )  # fmt: skip
    assert load_lines(document, HEAD, *codes).applied
    return document


def test_a_plan_is_carried_by_the_map_and_says_what_was_left(old_plan):
    found = {row.row.code: (row.why, row.code) for row in carried_lines(old_plan, 2027)}
    assert found["1.02.02.2.02.0028"] == (REPLACED, "1.02.02.2.02.0053")
    assert found["1.02.02.2.02.9999"] == (NOWHERE, "")
    assert found["1.02.02"][0] == SAME
    carry_plan(viewer=None, code=old_plan.code, version=2027)
    old_plan.refresh_from_db()
    assert old_plan.nomenclature_version == 2027
    rows = {row.name: row for row in old_plan.rows.select_related("node", "parent")}
    assert rows["Spesimen"].code == "1.02.02.2.02.0053"
    assert rows["Spesimen"].node.version == 2027
    assert rows["Spesimen"].parent.code == "1.02.02.2.02"
    assert rows["Karangan"].node is None


def test_two_lines_never_meet_on_one_code(both):
    document = plan_draft(unit="RSUD", nomenclature_version=2024)
    load_lines(
        document, HEAD, "1.02.02;P", "1.02.02.2.02;K", "1.02.02.2.02.0028;Lama",
        "1.02.02.2.02.0053;Baru",
    )  # fmt: skip
    left = [
        row.row.name
        for row in carry_plan(viewer=None, code=document.code, version=2027)
        if not row.code
    ]
    assert left == ["Lama"]
    assert sorted(document.rows.values_list("code", flat=True)) == [
        "1.02.02", "1.02.02.2.02", "1.02.02.2.02.0028", "1.02.02.2.02.0053"
    ]  # fmt: skip


def test_only_its_writers_carry_a_plan_and_only_to_what_is_loaded(old_plan, viewer):
    with pytest.raises(NotPermitted):
        carry_plan(viewer=viewer("kadis"), code=old_plan.code, version=2027)
    with pytest.raises(NomenclatureVersionMissing):
        carry_plan(viewer=viewer("dirrsud"), code=old_plan.code, version=2030)


def test_the_page_shows_what_would_become_of_each_line(old_plan, as_):
    client = as_("dirrsud")
    address = f"/perencanaan/dokumen/{old_plan.code}/nomenklatur/"
    page = client.get(f"{address}?version=2027").content.decode()
    assert "1.02.02.2.02.0053" in page
    assert "tidak ada" in page
    answer = client.post(address, {"version": 2027})
    assert answer.status_code == 302
    assert old_plan.rows.filter(code="1.02.02.2.02.0053").exists()
