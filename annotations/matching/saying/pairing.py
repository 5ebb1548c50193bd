"""Quotation marks paired within their paragraph: a state machine over the marks.

Refuses to guess further than the paragraph: a mark whose partner is lost makes a pair that says
so. News style, in which each paragraph of a long quotation opens and only the last one closes,
is no loss. Offsets are code points of the text given; the time is linear in its length.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from itertools import islice, zip_longest

from annotations.matching.saying.marks import Mark, marks
from annotations.model import Span
from annotations.nouns import dataclass

_DEEPEST = 4
"""Quotations in quotations; a mark that would open a fifth is passed over."""

_MOST = 50_000
"""Marks of a text that are looked at, which takes some 0.2 s; behind them no quotation is found."""

_SINGLE = "'"


@dataclass(frozen=True, slots=True)
class Pair:
    """One quotation by its marks."""

    span: Span
    """With its marks."""
    inner: Span
    """Between them, without blanks at its ends."""
    balanced: bool
    """False: one of the two marks is lost."""
    continues: bool = False
    """It goes on from the paragraph before, whose quotation was left open."""


@dataclass(slots=True)
class _Open:
    """A mark that waits for its partner."""

    mark: Mark
    child: int | None = None
    """Where the first mark of the same shape behind it opens, with all that it stands in."""


@dataclass(slots=True)
class _Scan:
    """One paragraph on its way through the machine."""

    text: str
    paragraph: Span
    sentences: Sequence[Span]
    last_single: int = -1
    """Where the last single mark stands that may close; -1 for none."""
    waiting: list[_Open] = field(default_factory=list)
    found: list[Pair] = field(default_factory=list)
    behind: int = 0
    """Where the last quotation ends."""

    def take(self, mark: Mark) -> None:
        """Go one mark further."""
        within = any(one.mark.family == mark.family for one in self.waiting)
        if mark.closes and within:
            self._close(mark)
        elif mark.opens:
            self._open(mark)
        elif mark.closes and mark.family != _SINGLE and not self.waiting:
            self._close_alone(mark)

    def _open(self, mark: Mark) -> None:
        if mark.family == _SINGLE and mark.start >= self.last_single:
            return
        if len(self.waiting) == _DEEPEST:
            return
        for one, within in zip_longest(self.waiting, self.waiting[1:]):
            if one.mark.family == mark.family and one.child is None:
                one.child = within.mark.start if within else mark.start
        self.waiting.append(_Open(mark))

    def _close(self, mark: Mark) -> None:
        while (one := self.waiting.pop()).mark.family != mark.family:
            self._lose(one, mark.start)
        self._keep(Span(one.mark.start, mark.end), one.mark.end, mark.start, balanced=True)

    def _close_alone(self, mark: Mark) -> None:
        """Take a lost opening to have stood where the sentence begins, at the earliest."""
        if self.text[mark.start] == '"' and self.text[mark.start - 1 : mark.start].isdigit():
            return  # inches
        at = bisect_right(self.sentences, (mark.start,)) - 1
        begins = self.sentences[at].start if at >= 0 else self.paragraph.start
        start = max(begins, self.paragraph.start, self.behind)
        self._keep(Span(start, mark.end), start, mark.start, balanced=False)

    def _lose(self, one: _Open, end: int) -> None:
        """Keep what a mark without a partner opened; a single one was an apostrophe."""
        if one.mark.family != _SINGLE:
            self._keep(Span(one.mark.start, end), one.mark.end, end, balanced=False)

    def finish(self, *, left_open: bool) -> None:
        """End the paragraph. `left_open`: the next one begins as a quotation, too."""
        for place, one in enumerate(reversed(self.waiting), start=1):
            goes_on = left_open and place == len(self.waiting)
            end = self.paragraph.end if goes_on or one.child is None else one.child
            self._lose(one, end)
        self.waiting.clear()

    def _keep(self, span: Span, start: int, end: int, *, balanced: bool) -> None:
        inner = _trimmed(self.text, start, end)
        outer = _trimmed(self.text, *span)
        self.behind = max(self.behind, span.end)
        if any(map(str.isalnum, self.text[inner.start : inner.end])):
            self.found.append(Pair(outer, inner, balanced))


def pairs(text: str, paragraphs: Sequence[Span], sentences: Sequence[Span]) -> list[Pair]:
    """Return the quotations of a text by their marks, in order, an outer one before its inner.

    Paragraphs and sentences are in order and do not overlap; no sentence leaves its paragraph.
    """
    bodies = [_trimmed(text, *paragraph) for paragraph in paragraphs]
    seen = list(_seen(text, bodies))
    begin = [*(_begins(body, own) for body, own in zip(bodies, seen, strict=True)), False]
    found = [
        _scanned(_Scan(text, body, sentences), own, left_open=begins)
        for body, own, begins in zip(bodies, seen, begin[1:], strict=True)
    ]
    for here in reversed(range(len(found) - 1)):
        if begin[here + 1] and found[here + 1]:
            _join(bodies[here], found[here], found[here + 1])
    return [pair for paragraph in found for pair in paragraph]


def _seen(text: str, bodies: Sequence[Span]) -> Iterator[list[Mark]]:
    """The marks of each paragraph, as many as are looked at."""
    left = _MOST
    for body in bodies:
        own = list(islice(marks(text, body), left))
        left -= len(own)
        yield own


def _begins(paragraph: Span, own: Sequence[Mark]) -> bool:
    """Tell whether a paragraph begins with an opening double mark."""
    return bool(own) and own[0].start == paragraph.start and own[0].family != _SINGLE


def _scanned(scan: _Scan, own: Sequence[Mark], *, left_open: bool) -> list[Pair]:
    singles = (mark.start for mark in own if mark.closes and mark.family == _SINGLE)
    scan.last_single = max(singles, default=-1)
    for mark in own:
        scan.take(mark)
    scan.finish(left_open=left_open)
    return sorted(scan.found, key=lambda pair: (pair.span.start, -pair.span.end))


def _join(paragraph: Span, found: list[Pair], following: list[Pair]) -> None:
    """Make whole a quotation that goes on in the next paragraph, if it is closed there."""
    for place, pair in enumerate(found):
        if not pair.balanced and pair.inner.end == paragraph.end:
            found[place] = replace(pair, balanced=following[0].balanced)
            following[0] = replace(following[0], continues=True)
            return


def _trimmed(text: str, start: int, end: int) -> Span:
    """Narrow a stretch to what stands between blanks; empty at its start when nothing does."""
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    return Span(start + lead, start + max(lead, len(piece.rstrip())))
