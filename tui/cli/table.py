"""Text for people in columns: measured in cells, cropped, nothing in it acts on the terminal.

Knows no rich, which would cost more than the commands themselves. Widths are those of Unicode
Standard Annex 11; what is ambiguous counts as one cell.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from annotations.text.display import visible

GAP = "  "


def cells(text: str) -> int:
    """How many cells a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(map(_cells_of, text))


def _cells_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fitted(text: str, width: int) -> str:
    """The text made visible, in exactly `width` cells: cropped with … or filled with blanks."""
    text = visible(text)
    if cells(text) > width:
        text = _head(text, width - 1) + "…"
    return text + " " * (width - cells(text))


def _head(text: str, width: int) -> str:
    """As much of the beginning as `width` cells hold."""
    taken = 0
    for index, character in enumerate(text):
        taken += _cells_of(character)
        if taken > width:
            return text[:index]
    return text


def row(values: Iterable[object], widths: Sequence[int]) -> str:
    """One line of a table; numbers stand to the right, everything else to the left."""
    parts = [
        str(value).rjust(width) if isinstance(value, int) else fitted(str(value or ""), width)
        for value, width in zip(values, widths, strict=True)
    ]
    return GAP.join(parts).rstrip()


def folded(text: str, width: int) -> Iterator[str]:
    """The text made visible, in lines of at most `width` cells, broken at blanks if it can be."""
    line = ""
    for word in visible(text).split():
        while cells(word) > width:
            if line:
                yield line
                line = ""
            head = _head(word, width) or word[0]
            yield head
            word = word[len(head) :]  # noqa: PLW2901 - the rest of a word too long for a line
        if line and cells(line) + 1 + cells(word) > width:
            yield line
            line = ""
        line = f"{line} {word}" if line else word
    if line:
        yield line
