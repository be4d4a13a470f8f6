"""The line under a signature."""

import pytest

from sasando.rules.ranks import RANKS, rank_line


@pytest.mark.parametrize(
    ("grade", "line"),
    [
        ("IV/b", "Pembina Tingkat I (IV/b)"),
        ("IV/e", "Pembina Utama (IV/e)"),
        ("III/a", "Penata Muda (III/a)"),
        ("IX", "Golongan IX"),
        ("V", "Golongan V"),
        ("", ""),
    ],
)
def test_a_grade_is_told_with_its_rank(grade, line):
    assert rank_line(grade) == line


def test_every_rank_is_one_grade():
    assert len(RANKS) == 17
    assert len(set(RANKS.values())) == 17
