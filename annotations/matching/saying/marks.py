"""Quotation marks in a paragraph: where they stand, and whether they may open or close.

Decides by what stands around a mark, not by which others there are: that is for `pairing`. An
apostrophe is no quotation mark. Offsets are code points of the text given.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from annotations.model import Span

_DOUBLE = '"“”„‟＂'
_SINGLE = "'‘’‚‛"
_STRAIGHT = str.maketrans(_DOUBLE + _SINGLE, '"' * len(_DOUBLE) + "'" * len(_SINGLE))

_RUN = re.compile("(?:[\"“”„‟＂'‘’‚‛«»‹›「」『』]|(?<=[^`])``|''(?!'))+")
_MARK = re.compile(r"``|''(?!')|.")
_FAMILY = {"«": "«", "»": "«", "‹": "‹", "›": "‹", "「": "「", "」": "「", "『": "『", "』": "『"}
_FAMILY |= dict.fromkeys([*_DOUBLE, "``", "''"], '"') | dict.fromkeys(_SINGLE, "'")
_OPENERS = frozenset("“„‟‘‚‛«‹「『") | {"``"}
_CLOSERS = frozenset("”’»›」』") | {"''"}

_LONGEST_RUN = 12
"""Characters of marks in a row, at most; a longer row is a line or an accident."""

_BEFORE_OPENING = frozenset("([{<—–-―/…•*:")
_BEHIND_CLOSING = frozenset(".,;:!?)]}>—–-―/…")
_ELISION = re.compile(r"(?:tis|twas|em|til|cause|cos|n|bout|round)\b|\d0s\b", re.IGNORECASE)
"""What an apostrophe begins at the head of a word: 'tis, 'em, the '90s."""


class Mark(NamedTuple):
    """One quotation mark."""

    start: int
    end: int
    family: str
    """The straight double or single mark, or the opening one of a pair that has two shapes."""
    opens: bool
    closes: bool


def straight(text: str) -> str:
    """Return the text with straight quotes; each character keeps its place."""
    return text.translate(_STRAIGHT)


def marks(text: str, paragraph: Span) -> Iterator[Mark]:
    """Yield the marks of a paragraph that may open or close a quotation, in order."""
    for run in _RUN.finditer(text, *paragraph):
        if run.end() - run.start() > _LONGEST_RUN:
            continue
        before = text[run.start() - 1] if run.start() > paragraph.start else " "
        behind = text[run.end()] if run.end() < paragraph.end else " "
        for found in _MARK.finditer(text, run.start(), run.end()):
            mark = _mark(text, Span(*found.span()), before, behind)
            if mark.opens or mark.closes:
                yield mark


def _mark(text: str, span: Span, before: str, behind: str) -> Mark:
    """Judge one mark by the characters around the run of marks that it stands in."""
    shape = text[span.start : span.end]
    family = _FAMILY[shape]
    opens = not (behind.isspace() or behind in _BEHIND_CLOSING)
    closes = not (before.isspace() or before in _BEFORE_OPENING)
    if family == "'":
        opens, closes = _single(text, span, before, behind)
    elif family in "「『":
        opens, closes = shape in _OPENERS, shape in _CLOSERS
    elif shape in _OPENERS:
        opens, closes = True, closes and shape != "„"
    elif shape in _CLOSERS:
        opens, closes = opens and not closes, True
    elif opens == closes:
        opens = closes = True
    return Mark(*span, family, opens, closes)


def _single(text: str, span: Span, before: str, behind: str) -> tuple[bool, bool]:
    """Whether a single mark may open and close; neither where it is an apostrophe."""
    shape = text[span.start]
    if before.isalnum() and behind.isalnum():
        return False, False
    opens = shape != "’" and not before.isalnum() and not behind.isspace()
    opens = opens and not _ELISION.match(text, span.end)
    closes = shape in "'’" and not before.isspace() and not behind.isalnum()
    return opens and behind not in _BEHIND_CLOSING, closes and before not in _BEFORE_OPENING
