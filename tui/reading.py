"""How an article is laid out as lines: paragraphs that flow, or one sentence a block.

Plain arithmetic over the canonical text and its sentences; knows no screen and no label. What
is shown of the text is `annotations.text.display.shown`, which keeps every offset.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import overload

from annotations.config import Layout
from annotations.model import Sentence
from annotations.nouns import dataclass
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

KEPT = 128
"""Lines of an article that are kept once cut: more than a screen has."""


class TextLines(Sequence[TextLine]):
    """The lines of an article, cut into pieces only when they are looked at."""

    def __init__(self, painted: str, starts: Sequence[int]) -> None:
        """`painted`: the text as it is shown, but for its line breaks."""
        self._painted = painted
        self._starts = array("i", starts)
        self._bounds = array("i")
        """Of each line its start and its end: four bytes each, where a pair of numbers took 120."""
        self._kept: dict[int, TextLine] = {}
        """Lines that were looked at lately: each key looks at the same few several times."""

    def extend(self, lines: Iterable[tuple[int, int]]) -> None:
        """Add lines by their start and end in the text; an empty one is a blank line."""
        self._bounds.extend(chain.from_iterable(lines))

    def __len__(self) -> int:
        return len(self._bounds) // 2

    @overload
    def __getitem__(self, number: int) -> TextLine: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[TextLine]: ...
    def __getitem__(self, number: int | slice) -> TextLine | Sequence[TextLine]:
        if isinstance(number, slice):
            return [self[place] for place in range(*number.indices(len(self)))]
        kept = self._kept.get(number)
        if kept is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            at = 2 * range(len(self))[number]
            start, end = self._bounds[at : at + 2]
            kept = self._kept[number] = self._cut(start, end) if start < end else BLANK
        return kept

    def _cut(self, start: int, end: int) -> TextLine:
        starts = self._starts
        index = max(0, bisect_right(starts, start) - 1)
        pieces: list[Piece] = []
        begun: list[int] = []
        while index < len(starts) and starts[index] < end:
            stop = starts[index + 1] if index + 1 < len(starts) else end
            if starts[index] >= start:
                begun.append(index)
            piece = _on_one_line(self._painted[max(start, starts[index]) : min(stop, end)])
            if not piece.isspace():
                pieces.append(Piece(index, piece))
            index += 1
        return TextLine(tuple(pieces), tuple(begun))


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
    painted, sentences = _painted(text), list(sentences)  # looked at several times each
    lines = TextLines(painted, [sentence.start for sentence in sentences])
    first, last = array("i"), array("i")
    for start, end, gap in paragraphs(text, sentences, layout=layout):
        if gap and len(lines):
            lines.extend([(0, 0)])
        begin, top = sentences[start].start, len(lines)
        spans = wrap(_on_one_line(painted[begin : sentences[end - 1].end]), width)
        lines.extend((begin + line_start, begin + line_end) for line_start, line_end in spans)
        if end - start == 1:
            first.append(top)
            last.append(len(lines) - 1)
            continue
        line_starts = [line_start for line_start, _ in spans]
        bounds = [sentence.start for sentence in sentences[start:end]]
        bounds.append(sentences[end - 1].end)
        for sentence_start, bound in pairwise(bounds):
            seen = len(painted[sentence_start:bound].rstrip())
            first.append(top + bisect_right(line_starts, sentence_start - begin) - 1)
            last.append(top + bisect_left(line_starts, sentence_start + seen - begin) - 1)
    return Arrangement(lines, first, last)


def _painted(text: str) -> str:
    """The whole text as it is shown: line by line, since mojibake is told by the line.

    Line breaks stay, so that most texts are shown as they are, and held once.
    """
    lines = text.split("\n")
    painted = [shown(line) for line in lines]
    return text if painted == lines else "\n".join(painted)


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ")


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
