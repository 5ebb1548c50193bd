from hypothesis import given
from hypothesis import strategies as st

from tui.heatmap import (
    CORNER,
    Cell,
    Matrix,
    Spot,
    cell_at,
    differences,
    matrix_of,
    moved,
    next_difference,
    page_of,
    spot_at,
)

MATRIX = matrix_of(
    {
        "claim": {"claim": 30, "said": 7, "opinion": 3},
        "said": {"claim": 9, "said": 20, "opinion": 0},
        "opinion": {"claim": 0, "said": 3, "opinion": 0},
    }
)
NOTHING = matrix_of({})


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    size = draw(st.integers(0, 30))
    count = st.integers(0, 2_000_000)
    rows = st.tuples(*[count] * size)
    return Matrix(tuple(f"label {n}" for n in range(size)), tuple(draw(rows) for _ in range(size)))


def test_the_cursor_moves_and_the_edges_hold() -> None:
    assert moved(CORNER, MATRIX, down=1) == Spot(1, 0)
    assert moved(CORNER, MATRIX, right=2) == Spot(0, 2)
    assert moved(CORNER, MATRIX, down=9, right=9) == Spot(2, 2)
    assert moved(Spot(1, 1), MATRIX, down=-5, right=-1) == CORNER
    assert moved(Spot(7, 7), NOTHING) == CORNER


def test_a_cell_says_who_gave_what_and_its_share_of_the_row() -> None:
    assert cell_at(Spot(0, 1), MATRIX) == Cell("claim", "said", 7, 7 / 40)
    assert cell_at(Spot(2, 2), MATRIX) == Cell("opinion", "opinion", 0, 0.0)
    assert cell_at(Spot(3, 0), MATRIX) is None
    assert cell_at(CORNER, NOTHING) is None


def test_a_row_without_a_label_of_the_first_has_no_shares() -> None:
    matrix = matrix_of({"a": {"a": 0, "b": 0}, "b": {"a": 4, "b": 0}})
    assert cell_at(CORNER, matrix) == Cell("a", "a", 0, 0.0)


def test_differences_come_most_frequent_first_and_go_round() -> None:
    ranked = [Spot(1, 0), Spot(0, 1), Spot(0, 2), Spot(2, 1)]
    assert differences(MATRIX) == ranked
    assert next_difference(CORNER, MATRIX) == ranked[0]
    assert next_difference(ranked[0], MATRIX) == ranked[1]
    assert next_difference(ranked[-1], MATRIX) == ranked[0]
    assert next_difference(ranked[0], MATRIX, step=-1) == ranked[-1]


def test_where_nobody_differs_the_cursor_stays() -> None:
    matrix = matrix_of({"a": {"a": 4, "b": 0}, "b": {"a": 0, "b": 1}})
    assert next_difference(Spot(1, 1), matrix) == Spot(1, 1)
    assert next_difference(CORNER, NOTHING) == CORNER


@given(
    matrix=matrices(),
    spot=st.builds(Spot, st.integers(0, 40), st.integers(0, 40)),
    width=st.integers(40, 200),
    longest=st.integers(0, 90),
)
def test_the_cursor_is_always_seen_and_can_be_clicked(
    matrix: Matrix, spot: Spot, width: int, longest: int
) -> None:
    spot = moved(spot, matrix)
    page = page_of(matrix, spot, width=width, longest=longest)
    assert page.first <= spot.column < page.stop
    assert page.name + page.cell * (page.stop - page.first) <= width
    if matrix.labels:
        x = page.name + page.cell * (spot.column - page.first)
        for inside in (x, x + page.cell - 1):
            assert spot_at(page, matrix, x=inside, row=spot.row) == spot


@given(matrix=matrices(), width=st.integers(40, 200))
def test_every_column_is_on_one_page(matrix: Matrix, width: int) -> None:
    pages = {
        page_of(matrix, Spot(0, column), width=width, longest=12)
        for column in range(len(matrix.labels))
    }
    seen = sorted(column for page in pages for column in range(page.first, page.stop))
    assert seen == list(range(len(matrix.labels)))


def test_beside_the_matrix_there_is_nothing_to_click() -> None:
    page = page_of(MATRIX, CORNER, width=80, longest=8)
    assert spot_at(page, MATRIX, x=page.name - 1, row=0) is None
    assert spot_at(page, MATRIX, x=page.name, row=3) is None
    assert spot_at(page, MATRIX, x=page.name, row=-1) is None
    assert spot_at(page, MATRIX, x=page.name + 3 * page.cell, row=0) is None
