"""The page asked for in an address, and the links to its neighbours."""

import pytest
from django.test import RequestFactory

from sasando.core.paging import asked_page, pager_of


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/", 1), ("/?halaman=", 1), ("/?halaman=3", 3), ("/?halaman=0", 1), ("/?halaman=-2", 1),
        ("/?halaman=dua", 1), ("/?halaman=٣", 1), ("/?halaman=²", 1), ("/?halaman=99999", 99_999),
        ("/?halaman=9999999999999999999999", 1),
    ],
)  # fmt: skip
def test_what_is_no_small_number_asks_for_the_first_page(address, page):
    assert asked_page(RequestFactory().get(address)) == page


@pytest.mark.parametrize(
    ("page", "shown", "total", "query", "found"),
    [
        (1, 0, 0, "", (0, 0, None, None)),
        (1, 10, 10, "", (1, 10, None, None)),
        (1, 10, 11, "", (1, 10, None, "?halaman=2")),
        (2, 1, 11, "a=b", (11, 11, "?a=b&halaman=1", None)),
        (2, 10, 30, "a=b", (11, 20, "?a=b&halaman=1", "?a=b&halaman=3")),
    ],
)
def test_the_pager_knows_where_it_stands(page, shown, total, query, found):
    pager = pager_of(page=page, size=10, shown=shown, total=total, query=query)
    assert (pager.first, pager.last, pager.previous_url, pager.next_url) == found
