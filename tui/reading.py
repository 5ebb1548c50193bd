"""How an article is laid out as lines: paragraphs that flow, or one sentence a block.

Plain arithmetic over the canonical text and its sentences; knows no screen and no label. What
is shown of the text is `annotations.text.display.shown`, which keeps every offset.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotations.config import Layout
from annotations.model import Sentence
from annotations.text.display import shown
from tui.wrapping import wrap


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of one sentence that stands on one line."""

    index: int
    """Of the sentence in the article, from 0."""
    text: str
    """As shown, with the blanks that part it from the next piece."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of an article on the screen; without pieces it is a blank line."""

    pieces: tuple[Piece, ...] = ()
    starts: tuple[int, ...] = ()
    """Indices of the sentences that begin on this line."""


BLANK = TextLine()


@dataclass(frozen=True, slots=True)
class Arrangement:
    """All lines of an article, and where each sentence stands."""

    lines: Sequence[TextLine]
    first: Sequence[int]
    """First line of each sentence."""
    last: Sequence[int]
    """Last line of each sentence."""

    def lines_of(self, indices: Iterable[int]) -> Iterator[int]:
        """The lines that show any of these sentences."""
        for index in indices:
            yield from range(self.first[index], self.last[index] + 1)


def arrange(text: str, sentences: Sequence[Sentence], *, width: int, layout: Layout) -> Arrangement:
    """Lay an article out in lines of at most `width` cells."""
    lines: list[TextLine] = []
    first = [0] * len(sentences)
    last = [0] * len(sentences)
    for start, end, gap in paragraphs(text, sentences, layout=layout):
        if gap and lines:
            lines.append(BLANK)
        for line in _paragraph(text, sentences, start, end, width):
            for index in line.starts:
                first[index] = len(lines)
            for piece in line.pieces:
                last[piece.index] = len(lines)
            lines.append(line)
    return Arrangement(lines, first, last)


def paragraphs(
    text: str, sentences: Sequence[Sentence], *, layout: Layout
) -> Iterator[tuple[int, int, bool]]:
    """Runs of sentences that flow together: (first index, index behind the last, gap before).

    A line break between two sentences parts them; in a hard-wrapped article, in which sentences
    themselves run over line breaks, only a blank line does. A gap is a blank line on the screen.
    """
    if layout == "blocks":
        yield from ((index, index + 1, True) for index in range(len(sentences)))
        return
    hard_wrapped = any("\n" in sentence.text for sentence in sentences)
    start, gap = 0, True
    for index in range(1, len(sentences)):
        breaks = text.count("\n", sentences[index - 1].end, sentences[index].start)
        if breaks > (1 if hard_wrapped else 0):
            yield start, index, gap
            start, gap = index, breaks > 1
    if sentences:
        yield start, len(sentences), gap


def _paragraph(
    text: str, sentences: Sequence[Sentence], start: int, end: int, width: int
) -> Iterator[TextLine]:
    begin = sentences[start].start
    painted = shown(text[begin : sentences[end - 1].end])
    starts = [sentences[index].start - begin for index in range(start, end)]
    for line_start, line_end in wrap(painted, width):
        index = bisect_right(starts, line_start) - 1
        pieces: list[Piece] = []
        begun: list[int] = []
        while index < len(starts) and (starts[index] < line_end or not pieces):
            stop = starts[index + 1] if index + 1 < len(starts) else line_end
            if starts[index] >= line_start:
                begun.append(start + index)
            piece = painted[max(line_start, starts[index]) : min(stop, line_end)]
            pieces.append(Piece(start + index, piece))
            index += 1
        yield TextLine(tuple(pieces), tuple(begun))
