"""The drawing of a tree: nothing overlaps, nothing is lost, and every line fits its card."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sasando.rules.tree_layout import (
    A3,
    A4,
    CARD_WIDTH,
    ELLIPSIS,
    MOST_LINES,
    PAD_X,
    STYLES,
    card,
    in_one_piece,
    on_sheets,
    text_width,
    wrap,
)

PLAIN = STYLES["text"]
WORDS = st.text(
    alphabet=st.sampled_from("abcdefghij klmno pqrstu vwxyz ABCWM.,é–"), min_size=1, max_size=260
)


@st.composite
def trees(draw, most=90):
    """Cards in any shape: chains, stars, forests, with long and short words."""
    count = draw(st.integers(1, most))
    wide = draw(st.booleans())
    cards = []
    for number in range(count):
        above = draw(st.integers(-1 if number % 7 == 0 else 0, max(0, number - 1)))
        parent = "" if number == 0 or above < 0 else str(above // 5 if wide else above)
        text = draw(WORDS)
        cards.append(card(str(number), parent, [("label", "HASIL ANTARA"), ("text", text)]))
    return cards


def overlap(one, two):
    return (
        one.x < two.x + CARD_WIDTH
        and two.x < one.x + CARD_WIDTH
        and one.y < two.y + two.card.height - 0.001
        and two.y < one.y + one.card.height - 0.001
    )


def nothing_overlaps(sheet):
    rows = sorted(sheet.cards, key=lambda placed: (placed.x, placed.y))
    for one, two in pairwise(rows):
        assert not overlap(one, two), (one.card.key, two.card.key)


def links_lead_right(sheet):
    at = {placed.card.key: placed for placed in sheet.cards}
    for above, below in sheet.links:
        assert at[above].x + CARD_WIDTH < at[below].x
        assert at[below].card.parent == above


def test_widths_are_those_of_helvetica():
    """ "Kupang" at ten points: 667+556+556+556+556+556 thousandths."""
    style = type(PLAIN)(10, 12)
    assert text_width("Kupang", style) == pytest.approx(34.47)
    assert text_width("Kupang", type(PLAIN)(10, 12, bold=True)) == pytest.approx(
        (722 + 611 + 611 + 556 + 611 + 611) / 100
    )
    assert text_width("é", style) == 10


@given(text=WORDS, width=st.floats(30, 300))
def test_wrapped_lines_fit_and_lose_nothing(text, width):
    lines = wrap(text, width, PLAIN)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    for line in lines:
        assert text_width(line, PLAIN) <= width or len(line) == 1


def test_a_long_condition_ends_in_dots():
    made = card("1", "", [("text", "kata " * 400)])
    assert len(made.lines) == MOST_LINES
    assert made.lines[-1].text.endswith(ELLIPSIS)
    assert text_width(made.lines[-1].text, PLAIN) <= CARD_WIDTH - 2 * PAD_X


@settings(max_examples=60, deadline=None)
@given(cards=trees())
def test_one_piece_holds_all_without_overlap(cards):
    sheet = in_one_piece(cards)
    assert sorted(placed.card.key for placed in sheet.cards) == sorted(row.key for row in cards)
    nothing_overlaps(sheet)
    links_lead_right(sheet)
    assert len(sheet.links) == sum(1 for row in cards if row.parent)
    for placed in sheet.cards:
        assert -0.001 <= placed.y <= sheet.height - placed.card.height + 0.001
        assert placed.x + CARD_WIDTH <= sheet.width + 0.001


@settings(max_examples=60, deadline=None)
@given(cards=trees(), paper=st.sampled_from([A3, A4]))
def test_sheets_hold_all_without_overlap(cards, paper):
    sheets = on_sheets(cards, paper)
    once = [placed.card.key for sheet in sheets for placed in sheet.cards if not placed.repeats]
    assert sorted(once) == sorted(row.key for row in cards)
    links = [link for sheet in sheets for link in sheet.links]
    assert sorted(links) == sorted((row.parent, row.key) for row in cards if row.parent)
    for sheet in sheets:
        nothing_overlaps(sheet)
        links_lead_right(sheet)
        for placed in sheet.cards:
            assert 0 <= placed.x <= paper.body_width - CARD_WIDTH + 0.001
            assert -0.001 <= placed.y <= paper.body_height - placed.card.height + 0.001


@settings(max_examples=60, deadline=None)
@given(cards=trees(), paper=st.sampled_from([A3, A4]))
def test_every_cut_is_marked_on_both_sides(cards, paper):
    sheets = on_sheets(cards, paper)
    has_children = {row.parent for row in cards if row.parent}
    drawn_from = {(sheet.number, above) for sheet in sheets for above, _below in sheet.links}
    for sheet in sheets:
        for placed in sheet.cards:
            key = placed.card.key
            if placed.goes_on:
                later = sheets[placed.goes_on - 1]
                assert any(row.repeats and row.card.key == key for row in later.cards)
            if placed.repeats:
                earlier = sheets[placed.comes_from - 1]
                assert 0 < placed.comes_from < sheet.number
                assert any(row.card.key == key for row in earlier.cards)
                assert (sheet.number, key) in drawn_from
            elif key in has_children and (sheet.number, key) not in drawn_from:
                assert placed.goes_on > sheet.number


def test_the_first_sheet_is_the_overview():
    """One root with eight branches of fifty: all eight stand on the first sheet."""
    cards = [card("A", "", [("text", "Hasil akhir")])]
    for branch in range(8):
        cards.append(card(f"B{branch}", "A", [("text", "Hasil antara")]))
        cards += [card(f"B{branch}.{n}", f"B{branch}", [("text", "Keluaran")]) for n in range(50)]
    sheets = on_sheets(cards, A3)
    first = {placed.card.key: placed for placed in sheets[0].cards}
    assert {"A", *(f"B{n}" for n in range(8))} <= first.keys()
    # Twenty-two cards stand in one column: three sheets for each branch.
    assert len(sheets) == 1 + 8 * 3


def test_a_deep_chain_needs_no_recursion():
    cards = [card(str(n), str(n - 1) if n else "", [("text", "x")]) for n in range(1500)]
    assert len(in_one_piece(cards).cards) == 1500
    assert sum(len(sheet.links) for sheet in on_sheets(cards, A4)) == 1499


def test_no_nodes_give_no_sheet():
    assert on_sheets([], A3) == ()
    assert in_one_piece([]).cards == ()
