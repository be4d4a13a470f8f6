"""The picture as SVG and as PDF: well formed, readable, marked, the same bytes again."""

from xml.etree import ElementTree

import pytest

from sasando.planning.models import PerformanceTree
from sasando.planning.queries.tree_picture import picture
from sasando.planning.tree_paper import pdf, sheet_svg, whole_svg
from sasando.rules.tree_layout import A3, CARD_WIDTH, PAD_X, STYLES, on_sheets, text_width

from .factories import NOVEMBER
from .tree_factories import grow, plant

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def tree(viewer):
    planner = viewer("perencana")
    tree = plant(planner)
    root = grow(planner, tree, "Kota bersih & <nyaman>", level="AKHIR", unit="KOTA")
    for level in ("ANTARA", "LANGSUNG", "KELUARAN", "PROSES", "FAKTOR"):
        grow(planner, tree, f"Simpul {level}", root, level=level)
    tree.refresh_from_db()
    return tree


def drawn(tree):
    return ElementTree.fromstring(whole_svg(picture(tree), NOVEMBER))  # noqa: S314  our own


def texts(root):
    return [part.text for part in root.iter(f"{SVG}text")]


def test_the_words_are_data_not_markup(tree):
    assert "Kota bersih & <nyaman>" in texts(drawn(tree))


def test_every_level_has_a_word_and_a_shape_of_its_own(tree):
    root = drawn(tree)
    words = texts(root)
    for word in ("Hasil akhir", "Hasil antara", "Hasil langsung", "Keluaran", "Proses",
                 "Faktor kunci"):  # fmt: skip
        assert word in words
    assert any(text.startswith("FAKTOR KUNCI · 6") for text in words)
    dashed = [part for part in root.iter(f"{SVG}rect") if part.get("stroke-dasharray")]
    rounded = [part for part in root.iter(f"{SVG}rect") if part.get("rx") == "9"]
    pointed = list(root.iter(f"{SVG}polygon"))
    # One of each in the legend and one in the tree; cut corners and points are both polygons.
    assert (len(dashed), len(rounded), len(pointed)) == (2, 2, 4)


def test_head_with_title_date_version(tree):
    words = texts(drawn(tree))
    assert "Pohon kinerja Kota Kupang 2026" in words
    assert "Kota Kupang · 2026 · 6 simpul" in words
    assert "Versi 6 · 20 November 2026 · POHON-KOTA-2026" in words
    assert not any("CONTOH" in word for word in words)


def test_an_example_says_so_on_every_sheet(tree):
    PerformanceTree.objects.update(is_example=True)
    tree.refresh_from_db()
    drawing = picture(tree)
    sheets = on_sheets(drawing.cards, A3)
    for sheet in sheets:
        assert "CONTOH · bukan dokumen resmi" in sheet_svg(
            drawing, sheets, sheet.number, A3, NOVEMBER
        )


def test_lines_are_set_to_the_width_they_were_measured_for(tree):
    for part in drawn(tree).iter(f"{SVG}text"):
        if part.get("textLength"):
            assert float(part.get("textLength")) <= CARD_WIDTH - 2 * PAD_X
            assert part.get("lengthAdjust") == "spacingAndGlyphs"


def test_control_signs_do_not_break_the_file(viewer, tree):
    grow(viewer("perencana"), tree, "Nada\x08mundur \u202e terbalik")
    assert "Nadamundur terbalik" in " ".join(texts(drawn(tree))).replace("  ", " ")


def test_nothing_is_loaded_and_nothing_runs(tree):
    content = whole_svg(picture(tree), NOVEMBER)
    for word in ("<script", "<style", "href", "url(", "onload"):
        assert word not in content


def test_the_same_tree_gives_the_same_paper(viewer, tree):
    grow(viewer("perencana"), tree, "ภาษาไทย 漢字 عربي dan huruf biasa")
    drawing = picture(tree)
    first = pdf(drawing, A3, NOVEMBER)
    assert first.startswith(b"%PDF-")
    assert first == pdf(drawing, A3, NOVEMBER)


def test_many_requests_and_indicators_stay_in_the_card(viewer, tree):
    planner = viewer("perencana")
    long = grow(planner, tree, "kata " * 79, position="DLHK.KEPALA", indicators=("IKU-SAMPAH",))
    card = next(card for card in picture(tree).cards if card.key == long.code)
    for line in card.lines:
        assert text_width(line.text, STYLES[line.style]) <= CARD_WIDTH - 2 * PAD_X
