"""Painted lines: made of plain text and styles, and compared with what they were.

Plain functions. Refuses markup: what is put in is what is seen.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from os.path import commonprefix

from rich.cells import get_character_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.wrapping import SINGLE, cells, crop

Part = tuple[str, Style]
"""Plain text and the style it is painted in."""


NO_STYLE = Style()


class Painted(Strip):
    """A painted line that goes away as soon as nobody shows it.

    Textual cuts each line where other widgets begin, and keeps the pieces with the line. One that
    is seen whole is its own piece: it would hold itself, 2 kB, until garbage is collected.
    """

    __slots__ = ()

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """Cut at these cells; what stands in one piece is that piece."""
        within = [cut for cut in cuts if cut <= self.cell_length]
        return [self] if within == [self.cell_length] else super().divide(within)


def strip_of(parts: Iterable[Part], width: int, base: Style) -> Strip:
    """Make one painted line of exactly `width` cells: cut with an ellipsis, or padded in `base`.

    Neighbours of one look become one segment: each segment costs 10 to 45 bytes on the wire.
    """
    painted: list[Part] = []
    room = width
    for text, style in parts:
        kept = text if (taken := cells(text)) <= room else crop(text, room)
        _append(painted, kept, style)
        if kept is not text:
            room -= cells(kept)
            break
        room -= taken
    _append(painted, " " * room, base)
    return Painted([Segment(text, style) for text, style in painted], width)


def _append(painted: list[Part], text: str, style: Style) -> None:
    """Add a part, joined with the part before it where that cannot be seen."""
    if not text:
        return
    if painted:
        before, other = painted[-1]
        if style == other or (text.isspace() and _same_blank(style, other)):
            painted[-1] = before + text, other
            return
        if before.isspace() and _same_blank(style, other):
            painted[-1] = before + text, style
            return
    painted.append((text, style))


@lru_cache(maxsize=1024)
def _same_blank(one: Style, other: Style) -> bool:
    """Whether a blank looks the same in two styles: no lines through it, same background."""
    return one.bgcolor == other.bgcolor and not any(
        style.reverse or style.underline or style.underline2 or style.overline or style.strike
        for style in (one, other)
    )


def changed_cells(before: Strip, after: Strip) -> int:
    """Cells from the left after which `after` looks as `before` did; both are of one width.

    All of them where a character of `after` is not one cell: Textual cuts by code points, and
    would drop marks and halve what is joined.
    """
    olds, news, left = list(before), list(after), after.cell_length
    if not all(_single(segment.text) for segment in news):
        return left
    while olds and news and olds[-1] == news[-1]:
        left -= len(news.pop().text)
        olds.pop()
    return _changed(_parts(olds), _parts(news), left)


def _parts(segments: Iterable[Segment]) -> list[Part]:
    return [(segment.text, segment.style or NO_STYLE) for segment in segments]


def _changed(olds: list[Part], news: list[Part], left: int) -> int:
    """How many of the first `left` cells differ; takes from both what looks the same."""
    while olds and news:
        same = _same_end(olds[-1], news[-1])
        whole = same == min(len(olds[-1][0]), len(news[-1][0]))
        left -= same
        _shorten(olds, same)
        _shorten(news, same)
        if not whole:
            break
    return left


@lru_cache(maxsize=1024)
def _single(text: str) -> bool:
    """Whether each character takes one cell and joins no other; `SINGLE`, lines and glyphs."""
    return SINGLE.fullmatch(text) is not None or all(
        letter < "\u3000" and get_character_cell_size(letter) == 1 for letter in text
    )


def _same_end(old: Part, new: Part) -> int:
    """How many of the last characters of two parts look the same."""
    if old[1] == new[1]:
        ends = [old[0][::-1], new[0][::-1]]
        return len(commonprefix(ends))  # noqa: RUF071 - characters are what is compared
    if not _same_blank(old[1], new[1]):
        return 0
    return min(len(text) - len(text.rstrip(" ")) for text, _ in (old, new))


def _shorten(parts: list[Part], by: int) -> None:
    text, style = parts.pop()
    if len(text) > by:
        parts.append((text[: len(text) - by], style))
