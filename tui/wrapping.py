"""Lines of text in terminal cells: where to break them, how wide they are, how to cut them.

A cell is one column of the terminal. Widths are those of `rich.cells`, because Textual cuts its
lines by them: a table of our own would tear the screen wherever the two disagree.

Refuses to clean: text comes in as it may be painted, without control characters. Never breaks
inside what is read as one character (a letter and its marks, a flag, a joined emoji), and never
takes longer than in proportion to the length of the text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple
from unicodedata import category

from rich.cells import cell_len, get_character_cell_size

ELLIPSIS = "…"

BLANKS = frozenset("\t\n\v\f\r \x85\u1680\u2028\u2029\u205f\u3000") | frozenset(
    map(chr, (*range(0x2000, 0x2007), *range(0x2008, 0x200C)))
)
"""Where a line may end. The blanks that forbid a break (U+00A0, U+2007, U+202F) are not here."""

SINGLE = re.compile(
    "[ -~¡-¬®-\u02ff\u0370-\u0482\u048a-\u052f\u05d0-\u05ea\u0620-\u064a\u1e00-\u1eff"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\xa0]*"
)
"""Text of one cell a character, each read alone: most Latin, Greek, Cyrillic, Hebrew and Arabic
news. A test holds it against the tables of `rich.cells`."""

_PATH = re.compile(r"[/\\]\S+(?: [^\s/\\]+[/\\]\S*)*")
"""From the first separator to a blank, and past one where a name in the path may have it."""
_NAME, _ENDING = 40, 15
"""Cells of the name of a file in a message that is too long, and characters of its end in them."""

_JOINER = "\u200d"
_MORE_THAN_MARKS = re.compile("[\u200d\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")
_WIDE = 2
_OPENING = {"Ps", "Pi"}
_CLOSING = {"Pe", "Pf", "Po"}


class Grapheme(NamedTuple):
    """What is read as one character, in code points of the text it stands in, and its cells."""

    start: int
    end: int
    cells: int


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Break `text` into lines of at most `width` cells; each is `(start, end)` in code points.

    Lines end at blanks, and the blanks around a break belong to no line. A word wider than a line
    is broken between graphemes; a single grapheme wider than a line stands alone. Wide characters
    (Chinese, Japanese, Korean, emoji) may be parted from their neighbours, but a line neither
    starts with closing nor ends with opening punctuation. Blank text is one empty line.
    """
    width = max(1, width)
    lines = _wrap_single(text, width) if SINGLE.fullmatch(text) else _wrap_any(text, width)
    return lines or [(0, 0)]


def cells(text: str) -> int:
    """Count the cells `text` takes."""
    return len(text) if SINGLE.fullmatch(text) else cell_len(text)


def crop(text: str, width: int) -> str:
    """Cut `text` to at most `width` cells, between graphemes, with an ellipsis where it is cut."""
    if width < 1:
        return ""
    if SINGLE.fullmatch(text, 0, width + 1):
        return text if len(text) <= width else text[: width - 1].rstrip() + ELLIPSIS
    used = fits = 0
    for grapheme in graphemes(text):
        used += grapheme.cells
        if used > width:
            return text[:fits].rstrip() + ELLIPSIS
        if used < width:
            fits = grapheme.end
    return text


def crop_paths(text: str, width: int) -> str:
    """Cut `text` as `crop` does, but take from the paths in it first, the longest before others.

    They lose their middle: the name of the file stays, and what is said behind it.
    """
    over = cells(text) - width
    for path in sorted(_PATH.findall(text), key=cells, reverse=True) if over > 0 else ():
        shorter = _without_middle(path, cells(path) - over)
        text = text.replace(path, shorter, 1)
        over -= cells(path) - cells(shorter)
        if over <= 0:
            break
    return crop(text, width)


def graphemes(text: str) -> Iterator[Grapheme]:
    """Part `text` into what is read as one character each, without a gap.

    An approximation of Unicode Standard Annex 29 by cell widths: what takes no cell, what follows
    a zero width joiner and the second half of a flag belong to the character before them.
    """
    start = 0
    half_flag = False
    previous = ""
    for index, character in enumerate(text):
        flag = "\U0001f1e6" <= character <= "\U0001f1ff"
        joined = (
            previous == _JOINER
            or (flag and half_flag)
            or (character not in BLANKS and _extends(character))
        )
        if index and not joined:
            yield Grapheme(start, index, _cells_of(text, start, index))
            start = index
        half_flag = flag and not (joined and half_flag)
        previous = character
    if text:
        yield Grapheme(start, len(text), _cells_of(text, start, len(text)))


def _without_middle(path: str, width: int) -> str:
    """Cut the folders of a path, so that it takes `width` cells if its name leaves room for that.

    A name that is too long itself loses its middle likewise.
    """
    bare = path.rstrip("/\\")
    start = max(bare.rfind("/"), bare.rfind("\\"))
    folders, name = path[:start], path[start:]
    if cells(name) > _NAME:
        name = crop(name, _NAME - _ENDING) + name[-_ENDING:]
    return crop(folders, max(1, width - cells(name))) + name if folders else name


def _extends(character: str) -> bool:
    """Whether a character is drawn into the cell of the one before: marks, joiners, skin tones."""
    return not get_character_cell_size(character) or "\U0001f3fb" <= character <= "\U0001f3ff"


def _cells_of(text: str, start: int, end: int) -> int:
    return get_character_cell_size(text[start]) if end - start == 1 else cell_len(text[start:end])


def _wrap_single(text: str, width: int) -> list[tuple[int, int]]:
    """Wrap text that `SINGLE` vouches for; U+0020 is its only blank."""
    lines = []
    start = len(text) - len(text.lstrip(" "))
    last = len(text.rstrip(" "))
    while last - start > width:
        end = text.rfind(" ", start, start + width + 1)
        following = end = start + width if end < 0 else end
        while text[end - 1] == " ":
            end -= 1
        while text[following] == " ":
            following += 1
        lines.append((start, end))
        start = following
    if start < last:
        lines.append((start, last))
    return lines


def _wrap_any(text: str, width: int) -> list[tuple[int, int]]:
    lines = []
    advances = _advances(text)
    edges = [0, *accumulate(advances)]
    start = _after_blanks(text, advances, 0)
    while start < len(text):
        limit = bisect_right(edges, max(edges[start] + width, edges[start + 1])) - 1
        stop = limit if limit == len(text) else _last_break(text, advances, start, limit)
        end = stop
        while _is_blank(text, advances, end - 1):
            end -= 1
        lines.append((start, end))
        start = _after_blanks(text, advances, stop)
    return lines


def _advances(text: str) -> list[int]:
    """Cells by code point; the first of a grapheme has them all, the others none."""
    if not _MORE_THAN_MARKS.search(text):
        return list(map(get_character_cell_size, text))
    advances = [0] * len(text)
    for grapheme in graphemes(text):
        advances[grapheme.start] = grapheme.cells
    return advances


def _last_break(text: str, advances: list[int], start: int, limit: int) -> int:
    """Find the last place to break in `(start, limit]`; with none, break at the limit."""
    for place in range(limit, start, -1):
        if _is_blank(text, advances, place) or _is_blank(text, advances, place - 1):
            return place
        if advances[place] and _may_part(text, advances, place):
            return place
    return limit


def _may_part(text: str, advances: list[int], place: int) -> bool:
    """Whether a line may end between two graphemes with no blank between them."""
    before = place - 1
    while before and not advances[before]:
        before -= 1
    if advances[before] < _WIDE and advances[place] < _WIDE:
        return False
    return category(text[before]) not in _OPENING and category(text[place]) not in _CLOSING


def _is_blank(text: str, advances: list[int], place: int) -> bool:
    """Whether a blank stands here that carries no mark and is not joined to what is before."""
    if text[place] not in BLANKS:
        return False
    if not advances[place] and text[max(place - 1, 0)] == _JOINER:
        return False
    after = place + 1
    return after == len(text) or advances[after] > 0 or text[after] in BLANKS


def _after_blanks(text: str, advances: list[int], place: int) -> int:
    while place < len(text) and _is_blank(text, advances, place):
        place += 1
    return place
