"""Whether a line end ends a sentence, and the blocks of text that sentences stay inside.

Web text has one line a paragraph; mail, old archives and books break lines at a width. What
counts as hard-wrapped: hardly any long line, and most lines that are followed by another are
nearly full, end without an end mark and go on in small letters.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from annotations.model import Wrap
from annotations.text.blanks import BLANKS, split_lines

_WIDEST = 120
"""Characters. Text hard-wrapped wider than this is not known to exist."""
_NARROWEST = 30
_LONG_SHARE = 0.1
"""Most of a wrapped text that may stand in lines wider than `_WIDEST` (addresses, tables)."""
_FULL = 0.6
"""A line this full, measured against the widest one, may have been broken for want of room."""
_FEWEST = 3
"""Pairs of neighbouring lines below which nothing can be told."""
_FLOWING_SHARE = 0.5

_END_MARK = re.compile(r"[.!?…:;。！？؟।][\"'”’»)\]]*$")
_HEADING = re.compile(r"\s*#{1,6} ")
_OWN_LINE = re.compile(r"\s*(?:#{1,6} |[-*•–‣▪◦>] |\d{1,3}[.)] )")
"""A heading or list mark of Markdown and plain text: begins a block even in wrapped text."""


def detect_wrap(text: str) -> Wrap:
    """Return "paragraphs" for hard-wrapped text, else "lines"."""
    lines = split_lines(text)
    lengths = list(map(len, lines))
    long = sum(length for length in lengths if length > _WIDEST)
    width = max((length for length in lengths if length <= _WIDEST), default=0)
    if width < _NARROWEST or long > _LONG_SHARE * len(text):
        return "lines"
    pairs = flowing = 0
    for line, following in pairwise(line.strip(BLANKS) for line in lines):
        if line and following:
            pairs += 1
            flowing += len(line) >= _FULL * width and _flows(line, following)
    return "paragraphs" if pairs >= _FEWEST and flowing >= _FLOWING_SHARE * pairs else "lines"


def _flows(line: str, following: str) -> bool:
    return not following[0].isupper() and following[0].isalpha() and not _END_MARK.search(line)


def blocks(text: str, wrap: Wrap) -> Iterator[tuple[int, int]]:
    """Yield the stretches, as start and end, that no sentence reaches across; blank ones left out.

    A line each, or for "paragraphs" the lines between two blank lines.
    """
    return _paragraphs(text, list(_lines(text))) if wrap == "paragraphs" else _lines(text)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in split_lines(text):
        end = start + len(line)
        if line and not line.isspace():
            yield start, end
        start = end + 1


def _paragraphs(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    if not lines:
        return
    first, last = lines[0]
    for start, end in lines[1:]:
        apart = text.count("\n", last, start) > 1 or "\u2029" in text[last:start]
        if apart or _OWN_LINE.match(text, start) or _HEADING.match(text, first):
            yield first, last
            first = start
        last = end
    yield first, last
