"""The pages of trees: who reads, who changes, what works without JavaScript, what a fragment is."""

import json
from datetime import date
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sasando.planning.actions.tree import edit_node
from sasando.planning.models import CrosscuttingRequest, NodeChange, PerformanceNode

from .tree_factories import draft, fresh, grow, outline, plant

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def planner(viewer):
    return viewer("perencana")


@pytest.fixture
def tree(planner):
    return plant(planner)


@pytest.fixture
def abc(planner, tree):
    a = grow(planner, tree, "Kota bersih", level="AKHIR")
    b = grow(planner, tree, "Sampah terangkut", a)
    c = grow(planner, tree, "Warga memilah", b, level="LANGSUNG")
    return a, b, c


def url(name, *codes):
    return reverse(f"planning:{name}", args=codes)


def words(answer):
    return answer.content.decode()


def test_everybody_logged_in_reads(as_, tree, abc):
    for login in ("staf", "warga", "pemeriksa"):
        client = as_(login)
        for address in (
            url("trees"), url("tree", tree.code), url("node", abc[1].code),
            url("tree_history", tree.code), url("tree_findings", tree.code),
            url("tree_picture", tree.code), url("requests"),
        ):  # fmt: skip
            assert client.get(address).status_code == 200, (login, address)


def test_readers_are_offered_no_changes(as_, tree, abc):
    page = words(as_("staf").get(url("tree", tree.code)))
    assert "Tambah akar" not in page
    assert 'data-editable="tidak"' in page
    assert "Pindahkan" not in words(as_("staf").get(url("node", abc[1].code)))


def test_the_outline_nests_and_closes(as_, tree, abc, planner):
    grow(planner, tree, "Taman terawat", abc[0])
    grow(planner, tree, "Kota sehat", level="AKHIR")
    page = words(as_("staf").get(url("tree", tree.code)))
    section = page[page.index('<ul class="tree"') : page.index("</section>")]
    assert section.count("<ul") == section.count("</ul>") == 3
    assert section.count("<li") == section.count("</li>") == 5
    order = ["Kota bersih", "Sampah terangkut", "Warga memilah", "Taman terawat", "Kota sehat"]
    assert sorted(order, key=section.index) == order


def test_a_large_tree_is_unfolded_branch_by_branch(as_, planner, tree):
    roots = [grow(planner, tree, f"Akar {n}") for n in range(3)]
    _fill(tree, roots, 200)
    page = as_("perencana").get(url("tree", tree.code)).context["page"]
    assert page.nodes == 603
    assert len(page.rows) == 203
    assert [row.is_drawn for row in page.rows if row.depth == 1] == [True, False, False]
    opened = as_("perencana").get(url("tree", tree.code), {"buka": roots[2].code}).context["page"]
    assert [row.is_drawn for row in opened.rows if row.depth == 1] == [True, False, True]
    # A node deep in a closed branch opens what stands above it.
    leaf = PerformanceNode.objects.get(code=f"{roots[1].code}-7")
    grow(planner, tree, "Di kedalaman", leaf, level="KELUARAN")
    deep = as_("perencana").get(url("tree", tree.code), {"buka": f"{roots[1].code}-7"})
    assert "Di kedalaman" in words(deep)
    assert "Buka 200 simpul di bawahnya" in words(as_("staf").get(url("tree", tree.code)))


def _fill(tree, roots, each):
    PerformanceNode.objects.bulk_create(
        PerformanceNode(
            tree=tree, parent=root, place=n, level="LANGSUNG", text=f"Simpul {n}",
            code=f"{root.code}-{n}",
        )
        for root in roots
        for n in range(1, each + 1)
    )  # fmt: skip


@pytest.mark.parametrize("name", ["tree", "tree_findings", "tree_picture", "tree_history"])
def test_more_nodes_need_no_more_queries(as_, planner, tree, abc, name):
    client = as_("perencana")
    client.get(url(name, tree.code))
    with CaptureQueriesContext(connection) as few:
        client.get(url(name, tree.code))
    for number in range(12):
        made = grow(
            planner, tree, f"Simpul {number}", abc[number % 3], level="LANGSUNG",
            unit="DLHK", position="DLHK.KEPALA", indicators=("IKU-SAMPAH",),
        )  # fmt: skip
        edit_node(viewer=planner, code=made.code, revision=1, draft=draft("Lain", unit="DLHK"))
    with CaptureQueriesContext(connection) as many:
        client.get(url(name, tree.code))
    # Naming the first post asks once for the chain of command.
    assert len(many) <= len(few) + 1


def test_a_tree_is_planted(as_):
    given = {"unit": "DLHK", "first_year": 2026, "last_year": 2026, "name": ""}
    answer = as_("kadis").post(url("tree_plant"), given)
    assert answer["Location"] == url("tree", "POHON-DLHK-2026")
    again = as_("kadis").post(url("tree_plant"), given)
    assert again.status_code == 422
    assert "sudah punya pohon kinerja" in words(again)
    assert as_("staf").get(url("tree_plant")).status_code == 403


def test_without_javascript_a_node_is_added_and_found(as_, tree, abc):
    address = f"{url('tree_add', tree.code)}?di={abc[0].code}"
    client = as_("perencana")
    assert 'value="ANTARA" selected' in words(client.get(address))
    answer = client.post(
        address, {"level": "ANTARA", "text": "Pasar bersih", "indicators": ["IKU-SAMPAH"],
                  "unit": "DLHK", "weight": "40,5"},
    )  # fmt: skip
    assert answer.status_code == 302, answer.context["form"].errors
    made = PerformanceNode.objects.get(text="Pasar bersih")
    assert answer["Location"] == f"{url('tree', tree.code)}?buka={made.code}#{made.code}"
    assert (made.parent_id, str(made.weight), made.unit.code) == (abc[0].pk, "40.50", "DLHK")
    assert "Ditambahkan: Pasar bersih" in words(client.get(answer["Location"]))


def test_an_empty_form_says_what_is_missing(as_, tree):
    answer = as_("perencana").post(url("tree_add", tree.code), {"level": "AKHIR", "text": " "})
    assert answer.status_code == 422
    assert "Tulis kondisinya." in words(answer)


def test_a_fragment_is_only_the_form_and_a_change_is_an_event(as_, tree, abc):
    client = as_("perencana")
    form = client.get(url("node_edit", abc[1].code), headers=FRAGMENT)
    assert "<html" not in words(form)
    assert "Sampah terangkut" in words(form)
    given = {"level": "ANTARA", "text": "Sampah habis terangkut", "revision": 1}
    answer = client.post(url("node_edit", abc[1].code), given, headers=FRAGMENT)
    event = json.loads(answer["HX-Trigger"])["pohon-berubah"]
    assert event == {"code": abc[1].code, "said": "Tersimpan: Sampah habis terangkut"}
    fragment = client.get(url("tree", tree.code), headers=FRAGMENT)
    assert words(fragment).lstrip().startswith("<section")


def test_two_planners_at_once_get_a_clear_answer(as_, viewer, abc):
    client = as_("perencana")
    client.get(url("node_edit", abc[1].code))
    edit_node(viewer=viewer("walikota"), code=abc[1].code, revision=1, draft=draft("Milik lain"))
    given = {"level": "ANTARA", "text": "Milik saya", "revision": 1}
    answer = client.post(url("node_edit", abc[1].code), given)
    assert answer.status_code == 422
    page = words(answer)
    assert "Wali Kota Contoh mengubah simpul ini" in page
    assert "Sekarang tertulis: Milik lain" in page
    assert "Milik saya" in page
    assert 'name="revision" value="2"' in page
    assert fresh(abc[1]).text == "Milik lain"
    assert client.post(url("node_edit", abc[1].code), given | {"revision": 2}).status_code == 302
    assert fresh(abc[1]).text == "Milik saya"


def test_moving_by_a_form(as_, tree, abc):
    client = as_("perencana")
    page = words(client.get(url("node_move", abc[2].code)))
    assert abc[0].code in page
    answer = client.post(
        url("node_move", abc[2].code), {"parent": abc[0].code, "place": 1, "revision": 1}
    )
    assert answer.status_code == 302
    assert outline(tree) == ["Kota bersih", ".Warga memilah", ".Sampah terangkut"]
    below = {"parent": abc[2].code, "revision": 1}
    assert client.post(url("node_move", abc[0].code), below).status_code == 422


def test_shifting_up_and_down(as_, planner, tree, abc):
    grow(planner, tree, "Taman terawat", abc[0])
    client = as_("perencana")
    client.post(url("node_shift", abc[1].code), {"arah": "turun", "revision": 1})
    assert outline(tree)[1] == ".Taman terawat"
    stale = client.post(url("node_shift", abc[1].code), {"arah": "naik", "revision": 1})
    assert stale.status_code == 409
    wrong = client.post(url("node_shift", abc[1].code), {"arah": "samping", "revision": 2})
    assert wrong.status_code == 404


def test_removing_asks_and_undoing_brings_back(as_, tree, abc):
    client = as_("perencana")
    page = words(client.get(url("node_remove", abc[1].code)))
    assert "2 simpul dihapus" in page
    stale = client.post(url("node_remove", abc[1].code), {"revision": 1, "branch": 1})
    assert stale.status_code == 422
    client.post(url("node_remove", abc[1].code), {"revision": 1, "branch": 2})
    assert outline(tree) == ["Kota bersih"]
    assert client.get(url("node", abc[1].code)).status_code == 404
    said = client.post(url("tree_undo", tree.code), follow=True)
    assert "Diurungkan: Sampah terangkut" in words(said)
    assert len(outline(tree)) == 3


def test_nothing_to_undo_is_said(as_, tree, abc):
    answer = as_("walikota").post(url("tree_undo", tree.code), follow=True)
    assert "Tidak ada lagi perubahan Anda" in words(answer)
    refused = as_("walikota").post(url("tree_undo", tree.code), headers=FRAGMENT)
    assert refused.status_code == 409
    assert "data-refusal" in words(refused)


def test_history_tells_who_did_what(as_, viewer, tree, abc):
    edit_node(viewer=viewer("walikota"), code=abc[1].code, revision=1, draft=draft("Baru"))
    page = words(as_("staf").get(url("tree_history", tree.code)))
    assert "Wali Kota Contoh" in page
    assert "Sampah terangkut → Baru" in page
    older = as_("staf").get(url("tree_history", tree.code), {"sebelum": 3})
    assert [change.number for change in older.context["changes"]] == [2, 1]
    assert as_("staf").get(url("tree_history", tree.code), {"sebelum": "²"}).status_code == 200
    assert NodeChange.objects.count() == 4


def test_findings_are_counted_filtered_and_mended(as_, tree, abc):
    client = as_("perencana")
    page = client.get(url("tree_findings", tree.code))
    counts = {check.value: number for check, _words, number in page.context["page"].counts}
    assert counts["tanpa-indikator"] == 3
    assert counts["tanpa-program"] == 1
    assert url("node_edit", abc[2].code) in words(page)
    asked = client.get(url("tree_findings", tree.code), {"jenis": "tanpa-program"})
    assert [row.code for row in asked.context["page"].rows] == [abc[2].code]
    assert client.get(url("tree_findings", tree.code), {"jenis": "apa"}).status_code == 200
    assert url("node_edit", abc[2].code) not in words(
        as_("staf").get(url("tree_findings", tree.code))
    )
    table = client.get(url("tree_findings_file", tree.code), {"jenis": "tanpa-program"})
    lines = table.content.decode().splitlines()
    assert lines[0].startswith("pemeriksaan,kode")
    assert lines[1].startswith(f"Hasil tanpa program,{abc[2].code},Warga memilah")


def test_a_file_holds_no_formula(as_, planner, tree):
    grow(planner, tree, "=1+1", level="LANGSUNG")
    table = as_("staf").get(url("tree_findings_file", tree.code)).content.decode()
    assert ",'=1+1," in table


def test_pictures_are_served_as_files(as_, tree, abc):
    client = as_("staf")
    whole = client.get(url("tree_svg", tree.code))
    assert whole["Content-Type"] == "image/svg+xml"
    assert "Warga memilah" in words(whole)
    assert "Versi 3 · 20 November 2026" in words(whole)
    sheet = client.get(url("tree_svg", tree.code), {"lembar": 1, "kertas": "a4"})
    assert 'width="841.89pt"' in words(sheet)
    for number in ("0", "2", "x", "²"):
        assert client.get(url("tree_svg", tree.code), {"lembar": number}).status_code == 404
    paper = client.get(url("tree_pdf", tree.code))
    assert paper.content.startswith(b"%PDF-")


def test_an_empty_tree_has_no_picture(as_, tree):
    client = as_("staf")
    assert "belum ada gambarnya" in words(client.get(url("tree_picture", tree.code)))
    assert client.get(url("tree_svg", tree.code)).status_code == 200
    assert client.get(url("tree_pdf", tree.code)).status_code == 404


def ask(client, node, **given):
    asked = {
        "supplier": "RSUD", "outside": "", "text": "Limbah terpilah", "promise": "Limbah medis",
        "indicator": "", "target": "100 persen", "due_on": "2026-12-31",
    } | given  # fmt: skip
    return client.post(url("node_ask", node.code), asked)


def test_asking_and_answering_by_forms(as_, abc):
    answer = ask(as_("perencana"), abc[1])
    row = CrosscuttingRequest.objects.get()
    assert answer["Location"] == url("request", row.code)
    assert row.due_on == date(2026, 12, 31)
    page = as_("dirrsud").get(url("requests"))
    assert [one.code for one in page.context["page"].of_us] == [row.code]
    silent = as_("dirrsud").post(
        url("request", row.code), {"level": "KELUARAN", "jawaban": "tolak"}
    )
    assert silent.status_code == 422
    assert "Alasannya belum ditulis" in words(silent)
    done = as_("dirrsud").post(
        url("request", row.code), {"level": "KELUARAN", "jawaban": "terima", "parent": ""}
    )
    assert done.status_code == 302
    row.refresh_from_db()
    assert row.answer.tree.unit.code == "RSUD"
    assert "Janji lintas sektor" in words(as_("staf").get(url("node", row.answer.code)))


def test_others_cannot_answer_by_the_form(as_, abc):
    ask(as_("perencana"), abc[1])
    row = CrosscuttingRequest.objects.get()
    for login in ("perencana", "kadis", "staf"):
        assert "Jawaban Anda" not in words(as_(login).get(url("request", row.code)))
        given = {"level": "KELUARAN", "jawaban": "terima"}
        assert as_(login).post(url("request", row.code), given).status_code == 403


def test_wrong_requests_are_explained(as_, abc):
    both = ask(as_("perencana"), abc[1], outside="BPS")
    assert "ditujukan kepada satu perangkat daerah lain" in words(both)
    past = ask(as_("perencana"), abc[1], due_on="2026-01-01")
    assert "Tenggat permintaan sudah lewat" in words(past)
    assert past.status_code == 422


def test_an_outside_answer_and_taking_back(as_, abc):
    ask(as_("perencana"), abc[1], supplier="", outside="Balai Wilayah Sungai")
    row = CrosscuttingRequest.objects.get()
    page = words(as_("perencana").get(url("request", row.code)))
    assert "Catat jawaban lembaga itu" in page
    as_("perencana").post(url("request", row.code), {"jawaban": "terima", "reason": "Surat 12"})
    silent = as_("perencana").post(url("request_withdraw", row.code), follow=True)
    assert "Alasannya belum ditulis" in words(silent)
    as_("perencana").post(url("request_withdraw", row.code), {"reason": "Batal"})
    row.refresh_from_db()
    assert row.status == "DITARIK"


@pytest.mark.parametrize(
    "name", ["tree", "tree_add", "tree_findings", "tree_svg", "node", "node_edit", "request"]
)
def test_what_does_not_exist_is_not_found(as_, name):
    assert as_("perencana").get(url(name, quote("TIDAK-ADA"))).status_code == 404
