"""Sentence spans of a canonical text.

They tile it: in order, without overlap, each character that is no blank in exactly one span, no
span beginning or ending with a blank (see `blanks`).

sentencex (published rules of Wikimedia, hundreds of languages) finds the boundaries line by
line; what it does not do is in `pieces`. Every line end is a boundary, except in hard-wrapped
text, where only a blank line, a list mark or a heading is (see `wrap`).

Nothing is dropped, not even what is plainly boilerplate: that is for the annotator to say.
"""

from collections.abc import Iterator

from annotations.model import Span, Wrap
from annotations.text.blanks import BLANKS
from annotations.text.pieces import piece_ends
from annotations.text.wrap import blocks, detect_wrap


def segment(text: str, *, wrap: Wrap | None = None, language: str = "en") -> list[Span]:
    """Return the sentence spans of a canonical text.

    `wrap` says what ends a sentence besides punctuation; None looks at the text itself.
    `language` is an ISO 639-1 code and decides which abbreviations end no sentence; English
    rules stand in for a language that is not known.
    """
    spans = list(each_span(text, wrap=wrap or detect_wrap(text), language=language))
    check_tiling(text, spans)
    return spans


def each_span(text: str, *, wrap: Wrap, language: str = "en") -> Iterator[Span]:
    """Yield the same spans one after the other, for who needs but the first ones; unchecked."""
    for block_start, block_end in blocks(text, wrap):
        at = block_start
        for end in piece_ends(text[block_start:block_end], language):
            stop = block_start + end
            piece = text[at:stop]
            body = piece.strip(BLANKS)
            if body:
                if len(body) < len(piece):
                    at += len(piece) - len(piece.lstrip(BLANKS))
                yield Span(at, at + len(body))
            at = stop


def check_tiling(text: str, spans: list[Span]) -> None:
    """Raise AssertionError when the spans do not tile the text: a bug, never the text's fault."""
    at = 0
    for start, end in spans:
        piece = text[start:end]
        if start < at or not piece or piece[0] in BLANKS or piece[-1] in BLANKS:
            raise AssertionError(f"span {start}–{end} overlaps, is empty or has blanks at its ends")
        if start > at and text[at:start].strip(BLANKS):
            raise AssertionError(f"characters between {at} and {start} are in no span")
        at = end
    if text[at:].strip(BLANKS):
        raise AssertionError(f"characters after {at} are in no span")
