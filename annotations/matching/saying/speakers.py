"""The speaker of a quotation: in its own sentences, else one sentence further.

Of several the nearest counts. Refuses to look into another paragraph, but for a quotation that
fills its own one, as the second half of what somebody says does in news.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, chain

from annotations.matching.saying.attributions import Attribution
from annotations.matching.saying.quotation import Quotation, spoken
from annotations.model import Span
from annotations.nouns import dataclass

_WEAKER = 40
"""Characters by which a verb of thinking or hinting counts as further away than one of saying."""


_CLOSEST = 6
"""Attributions on either side of either end of a quotation that may be its own."""

_MARGIN = 8
"""Blanks that may stand around a quotation that fills its paragraph."""


@dataclass(frozen=True, slots=True)
class Speakers:
    """An article whose sentences are read, while the speakers of its quotations are looked for."""

    text: str
    paragraphs: Sequence[Span]
    sentences: Sequence[Span]
    said: Sequence[tuple[Attribution, ...]]
    flat: Sequence[Attribution]
    """The same in one row."""
    begins: Sequence[int]
    """Where those of each sentence begin in the row; one more, for the end."""

    def outer(self, one: Quotation, before: Quotation | None) -> Quotation:
        """Add the speaker of a quotation that stands in no other; `before` is the last such."""
        first, last = self._place(one.span)
        chosen = nearest(one.span, self._said_around(one.span, first, last))
        if chosen is None and one.continues and before is not None:
            chosen = before.said
        if chosen is None:
            chosen = self._from_before(one, first, before) or self._from_behind(one, last)
        return spoken(self.text, one, chosen)

    def _said_around(self, span: Span, first: int, last: int) -> list[Attribution]:
        """Return the attributions of these sentences that stand nearest to either end."""
        low, high = self.begins[first], self.begins[last]
        places = [bisect_left(self.flat, end, low, high, key=_cue_start) for end in span]
        near = {
            at
            for place in places
            for at in range(max(low, place - _CLOSEST), min(high, place + _CLOSEST))
        }
        return [self.flat[at] for at in sorted(near)]

    def _place(self, span: Span) -> tuple[int, int]:
        """Return the sentences that a quotation touches, half open."""
        first = max(bisect_right(self.sentences, (span.start, len(self.text))) - 1, 0)
        return first, max(bisect_left(self.sentences, (span.end,)), first)

    def _from_before(
        self, one: Quotation, first: int, before: Quotation | None
    ) -> Attribution | None:
        """Look in the sentence in front of a quotation."""
        if first == 0 or first >= len(self.sentences):
            return None
        previous = self.sentences[first - 1]
        said = self.said[first - 1]
        if self.text[previous.end - 1] == ":":
            return said[-1] if said else None
        alone = self._fills_paragraph(one)
        if not alone and not self._same_paragraph(previous.start, one.span.start):
            return None
        if before is not None and before.span.end > previous.start:
            return before.said
        free = one.span.start <= self.sentences[first].start
        return said[-1] if said and free and not alone else None

    def _from_behind(self, one: Quotation, last: int) -> Attribution | None:
        """Look in the sentence behind a quotation that fills its own."""
        if last >= len(self.sentences) or self.sentences[last - 1].end > one.span.end + 1:
            return None
        following = self.sentences[last]
        near = [said for said in self.said[last] if said.cue.start < following.start + _WEAKER]
        return near[0] if near and self._same_paragraph(one.span.start, following.start) else None

    def _paragraph(self, at: int) -> int:
        return bisect_right(self.paragraphs, (at, len(self.text))) - 1

    def _same_paragraph(self, one: int, other: int) -> bool:
        return self._paragraph(one) == self._paragraph(other)

    def _fills_paragraph(self, one: Quotation) -> bool:
        """Tell whether nothing but the quotation stands in its paragraph."""
        start, end = self.paragraphs[self._paragraph(one.span.start)]
        if max(one.span.start - start, end - one.span.end) > _MARGIN:
            return False
        return not (self.text[start : one.span.start] + self.text[one.span.end : end]).strip()


def speakers(
    text: str,
    paragraphs: Sequence[Span],
    sentences: Sequence[Span],
    said: Sequence[tuple[Attribution, ...]],
) -> Speakers:
    """Make ready what the sentences of an article say."""
    begins = [0, *accumulate(map(len, said))]
    return Speakers(text, paragraphs, sentences, said, [*chain.from_iterable(said)], begins)


def _cue_start(said: Attribution) -> int:
    return said.cue.start


def nearest(span: Span, own: Sequence[Attribution]) -> Attribution | None:
    """Return the attribution that stands nearest; who is only named in passing comes last."""

    def distance(one: Attribution) -> tuple[bool, int, int]:
        gap = one.cue.start - span.end if one.cue.start >= span.end else span.start - one.cue.end
        weaker = _WEAKER if one.manner == "signalling" else 0
        return one.agent, max(gap, 0) + weaker, one.cue.start

    return min(own, key=distance, default=None)
