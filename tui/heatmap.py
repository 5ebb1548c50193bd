"""A confusion matrix with a cursor in it: where the cursor goes, what it stands on, what is seen.

Rows are the labels of the first annotator, columns those of the second. Values and arithmetic
only; refuses to paint. What does not fit side by side is seen a page of columns at a time.
"""

from collections.abc import Mapping
from typing import NamedTuple

from annotations.nouns import dataclass


class Spot(NamedTuple):
    """A cell of the matrix, from 0."""

    row: int
    column: int


CORNER = Spot(0, 0)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts of label against label."""

    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    """A row for each label of the first annotator, a place in it for each of the second."""

    @property
    def most(self) -> int:
        """The largest count."""
        return max((n for row in self.counts for n in row), default=0)


class Cell(NamedTuple):
    """What a spot stands for."""

    first: str
    """The label that the first annotator gave."""
    second: str
    times: int
    share: float
    """Of all that the first gave this label."""


@dataclass(frozen=True, slots=True)
class Page:
    """Which columns are seen, and how wide everything is, in screen cells."""

    name: int
    """Width of the labels in front of the rows."""
    cell: int
    """Width of a cell of the matrix, with the blank before it."""
    first: int
    """The first column seen."""
    stop: int
    """The one behind the last."""


def matrix_of(confusion: Mapping[str, Mapping[str, int]]) -> Matrix:
    """The matrix of `Figures.confusion`."""
    return Matrix(tuple(confusion), tuple(tuple(row.values()) for row in confusion.values()))


def moved(spot: Spot, matrix: Matrix, *, down: int = 0, right: int = 0) -> Spot:
    """The spot so many cells further, or the nearest there is; the edges hold."""
    last = max(0, len(matrix.labels) - 1)
    return Spot(
        max(0, min(spot.row + down, last)),
        max(0, min(spot.column + right, last)),
    )


def differences(matrix: Matrix) -> list[Spot]:
    """The cells in which people differ, most frequent first."""
    found = [
        Spot(row, column)
        for row, counts in enumerate(matrix.counts)
        for column, n in enumerate(counts)
        if n and row != column
    ]
    return sorted(found, key=lambda spot: -matrix.counts[spot.row][spot.column])


def next_difference(spot: Spot, matrix: Matrix, *, step: int = 1) -> Spot:
    """The next rarer cell in which people differ (`step` -1: more frequent), and round again.

    From anywhere else to the most frequent one; where nobody differs, nowhere.
    """
    found = differences(matrix)
    if not found:
        return moved(spot, matrix)
    if spot not in found:
        return found[0]
    return found[(found.index(spot) + step) % len(found)]


def cell_at(spot: Spot, matrix: Matrix) -> Cell | None:
    """What a spot stands for; None where the matrix has no such cell."""
    size = len(matrix.labels)
    if not (0 <= spot.row < size and 0 <= spot.column < size):
        return None
    row = matrix.counts[spot.row]
    n = row[spot.column]
    total = sum(row)
    return Cell(matrix.labels[spot.row], matrix.labels[spot.column], n, n / total if total else 0.0)


LEAST_CELL, WIDEST_CELL = 9, 16
LEAST_NAME, WIDEST_NAME = 6, 20
_AROUND = 5
"""What a cell has besides its count: a blank, two brackets, two of shade."""


def page_of(matrix: Matrix, spot: Spot, *, width: int, longest: int) -> Page:
    """Lay the matrix out in `width` cells so that the spot's column is seen.

    `longest`: the width of the longest text that stands in front of the rows.
    """
    columns = max(1, len(matrix.labels))
    name = max(LEAST_NAME, min(longest, WIDEST_NAME, width // 3))
    least = max(LEAST_CELL, len(f"{matrix.most:,}") + _AROUND)
    seen = max(1, min(columns, (width - name) // least))
    cell = max(least, min(WIDEST_CELL, (width - name) // seen))
    first = max(0, min(spot.column, columns - 1)) // seen * seen
    return Page(name, cell, first, min(columns, first + seen))


def spot_at(page: Page, matrix: Matrix, *, x: int, row: int) -> Spot | None:
    """The spot at a screen column `x` from the left edge, in a row of the matrix."""
    column = page.first + (x - page.name) // page.cell
    if not (0 <= row < len(matrix.labels) and x >= page.name and column < page.stop):
        return None
    return Spot(row, column)
