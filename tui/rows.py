"""Where rows of lines stand and where a page of them should begin: arithmetic on line numbers.

Knows neither text nor screen, and holds at most one number a row.
"""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Protocol

from annotations.nouns import dataclass


class Rows(Protocol):
    """Where the rows stand, in lines from the top of all there is."""

    def __len__(self) -> int:
        """Count the rows."""

    def top(self, row: int) -> int:
        """Give the first line of a row; of `len(self)`, the number of lines in all."""

    def at(self, line: int) -> int:
        """Give the row that has this line."""


@dataclass(frozen=True, slots=True)
class EvenRows:
    """Rows of one height: arithmetic, whatever their number."""

    count: int
    height: int = 1

    def __len__(self) -> int:
        return self.count

    def top(self, row: int) -> int:
        """Give the first line of a row."""
        return row * self.height

    def at(self, line: int) -> int:
        """Give the row that has this line."""
        return line // self.height


class UnevenRows:
    """Rows of any height, such as wrapped sentences: one number a row, found by halving."""

    __slots__ = ("_tops",)

    def __init__(self, heights: Iterable[int]) -> None:
        self._tops = [0, *accumulate(heights)]

    def __len__(self) -> int:
        return len(self._tops) - 1

    def top(self, row: int) -> int:
        """Give the first line of a row."""
        return self._tops[row]

    def at(self, line: int) -> int:
        """Give the row that has this line."""
        return bisect_right(self._tops, line) - 1


def scroll_for(top: int, bottom: int, *, scroll: int, page: int, margin: int) -> int:
    """Say where a page should begin so that lines `top` to `bottom` (exclusive) are seen well.

    All in lines. They are to stand at least `margin` from both edges of the page. If they do,
    nothing moves; if they have just left, the page moves on by about half of itself, so that
    most steps of a cursor need no scrolling; if they are further away, they come to the middle.
    """
    if bottom - top >= page:
        return top
    centred = top - (page - (bottom - top)) // 2
    band = page - 2 * margin
    if bottom - top > band:
        return centred
    step = max(1, min(page // 2, band * 3 // 4))
    if bottom > scroll + page - margin:
        missing = bottom - (scroll + page - margin)
        return scroll + step if missing <= step else centred
    if top < scroll + margin:
        missing = scroll + margin - top
        return scroll - step if missing <= step else centred
    return scroll


def in_sight(rows: Rows, row: int, scroll: int, page: int) -> bool:
    """Whether any line of a row is on a page of so many lines that begins at `scroll`."""
    return rows.top(row) < scroll + page and rows.top(row + 1) > scroll
