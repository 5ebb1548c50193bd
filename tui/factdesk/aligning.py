"""Versions of a claim as text that shows what differs without colour, too.

`[-old-]` and `{+new+}` are signs in the text itself; style only reinforces them.
"""

from collections.abc import Iterator, Sequence

from rich.style import Style

from annotations.matching.aligned import Piece
from annotations.text.display import shown
from tui.lineview import Part
from tui.look import Look
from tui.widgets.lines import Line
from tui.wrapping import wrap


def aligned_lines(pieces: Sequence[Piece], *, look: Look, width: int) -> Iterator[Line]:
    """A version, the base's words in `[-…-]` where it has others, its own in `{+…+}`."""
    kinds = {
        "same": ("", "", look.text),
        "out": ("[-", "-]", look.dim),
        "in": ("{+", "+}", look.title),
    }
    text, styles = "", list[Style]()
    for piece in pieces:
        words = shown(piece.text).strip()
        if not words:
            continue
        before, behind, style = kinds[piece.kind]
        drawn = f"{' ' if text and not _joined(piece) else ''}{before}{words}{behind}"
        text += drawn
        styles += [style] * len(drawn)
    for start, end in wrap(text, max(10, width)):
        yield tuple(runs(text[start:end], styles[start:end]))


def _joined(piece: Piece) -> bool:
    """Whether a piece goes on where the one before ended: a comma, a full stop."""
    return piece.kind == "same" and piece.text[:1] in tuple(",.;:!?)]”’")


def runs(text: str, styles: Sequence[Style]) -> Iterator[Part]:
    """Neighbouring characters of one style together."""
    begun = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or styles[at] is not styles[begun]:
            yield text[begun:at], styles[begun]
            begun = at
