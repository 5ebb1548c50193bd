"""Where rows of lines stand, and where a page of them begins."""

import pytest

from tui.rows import EvenRows, UnevenRows, scroll_for


def test_rows_of_one_height_are_arithmetic() -> None:
    rows = EvenRows(100_000, 3)
    assert (len(rows), rows.top(7), rows.top(len(rows)), rows.at(23)) == (100_000, 21, 300_000, 7)


def test_a_line_belongs_to_the_row_that_covers_it() -> None:
    rows = UnevenRows([2, 0, 3])
    assert [rows.at(line) for line in range(5)] == [0, 0, 2, 2, 2]
    assert (len(rows), rows.top(1), rows.top(3)) == (3, 2, 5)


@pytest.mark.parametrize(
    ("top", "bottom", "scroll"),
    [
        (5, 8, 0),  # stands well: nothing moves
        (28, 32, 15),  # just below: half a page
        (90, 92, 76),  # far below: to the middle
        (40, 90, 40),  # higher than the page: from its beginning
    ],
)
def test_where_the_page_goes(top: int, bottom: int, scroll: int) -> None:
    assert scroll_for(top, bottom, scroll=0, page=30, margin=0) == scroll


def test_stepping_back_at_the_edge_does_not_scroll_back() -> None:
    down = scroll_for(24, 27, scroll=0, page=36, margin=12)
    assert down == 9
    assert scroll_for(21, 24, scroll=down, page=36, margin=12) == down
