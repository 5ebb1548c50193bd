"""Names: spelt otherwise, transliterated, or others in the same place.

A name is a capitalised word that is no opening word of a sentence, or one that stands capitalised
within the other passage. Refuses to miss a name that the other passage leaves out: that is what
retellings do.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from annotations.matching.detectors.finding import Finding
from annotations.matching.detectors.reading import MOST, Reading
from annotations.matching.detectors.spelling import (
    SHORT,
    derived,
    false_friends,
    key,
    one_name,
)
from annotations.matching.detectors.words import FUNCTION, SAME, Word, listed, shared

ALIKE = 0.9
"""Jaro-Winkler similarity from which two names may be one."""
_TITLE_CASE = 0.7
"""Share of capitalised words from which a passage is a headline, …"""
_LEAST = 5
"""… and words of content that it has at least."""

_CAPITALS = 60
"""Capitalised words of a passage that are looked at, the first in the text."""

_NO_NAMES = listed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december jan feb mar apr jun jul aug sept oct nov "
    "dec times post president minister prime mr mrs ms dr gen general sir lord"
)
_SAME_NAME = {
    "american": "u.s.", "americans": "u.s.", "america": "u.s.", "united": "u.s.", "states": "u.s.",
    "uk": "britain", "british": "britain", "moscow": "russia", "kremlin": "russia",
    "nyt": "new york times",
}  # fmt: skip
"""Words that name one side: "the Kremlin", "Moscow"."""


def names(a: Reading, b: Reading) -> Iterator[Finding]:
    """Names that are spelt otherwise, and others that stand in the same place."""
    left_a, left_b = _left(a, b), _left(b, a)
    for one in left_a:
        rivals = [other for other in left_b if _case(one.low, other.low)]
        if rivals:
            other = max(rivals, key=lambda rival: (_rank(one.low, rival.low), rival.low))
            yield Finding(_case(one.low, other.low), _bare(one), _bare(other))
    yield from _places(a, b, left_a, left_b)


def _left(reading: Reading, other: Reading) -> list[Word]:
    """The names of one passage that the other does not have, each once."""
    there = {word.low for word in other.words}
    sure = {word.low for word in _capitals(other) if not word.opens}
    own = {word.low for word in _capitals(reading) if not word.opens}
    found: dict[str, Word] = {}
    for word in _capitals(reading):
        if word.low in there or (word.opens and not _is_name(word, own, sure)):
            continue
        found.setdefault(word.low, word)
    return list(found.values())[:MOST]


def _is_name(word: Word, own: set[str], sure: set[str]) -> bool:
    """Whether a word that opens a sentence is a name: only what stands within one tells."""
    return word.low in own or any(_case(word.low, low) for low in sure if low[0] == word.low[0])


@lru_cache(maxsize=512)
def _capitals(reading: Reading) -> tuple[Word, ...]:
    letters = [word for word in reading.words if word.text[0].isalpha()]
    capitals = [word for word in letters if word.capital and word.low not in FUNCTION]
    content = sum(word.low not in FUNCTION for word in letters)
    headline = content >= _LEAST and len(capitals) > _TITLE_CASE * content
    return tuple(
        word._replace(opens=True) if headline and not word.text.isupper() else word
        for word in capitals
        if word.low not in _NO_NAMES
    )[:_CAPITALS]


@lru_cache(maxsize=4096)
def _case(one: str, other: str) -> str:
    """How two folded names differ; "" where they are not the same by their letters."""
    if one == other or derived(one, other):
        return ""
    if false_friends(one, other):
        return "name lookalike"
    if one_name(one, other):
        return "name transliterated"
    if min(len(one), len(other)) < SHORT or _likeness(one, other) < ALIKE:
        return ""
    return "name spelt otherwise"


def _rank(one: str, other: str) -> float:
    return 2.0 if key(one) == key(other) else _likeness(one, other)


def _likeness(one: str, other: str) -> float:
    from rapidfuzz.distance import JaroWinkler  # noqa: PLC0415  # 55 ms that opening the app must not pay

    return JaroWinkler.similarity(one, other)


def _places(
    a: Reading, b: Reading, left_a: Sequence[Word], left_b: Sequence[Word]
) -> Iterator[Finding]:
    """Wholly different names between the same words."""
    same = shared(a.stems, b.stems) >= SAME
    for one in left_a:
        around = _place(a, one)
        other = next(
            (rival for rival in left_b if _meet(around, _place(b, rival), same=same)), None
        )
        if other is None or _case(one.low, other.low) or derived(one.low, other.low):
            continue
        if _SAME_NAME.get(one.low, one.low) != _SAME_NAME.get(other.low, other.low):
            yield Finding("name differs", _bare(one), _bare(other))


_Place = tuple[Word | None, Word | None]
"""The words next to a name: before it, and behind it."""


def _place(reading: Reading, word: Word) -> _Place:
    words = reading.words
    at = bisect_left(words, word.start, key=lambda other: other.start)
    return (words[at - 1] if at else None, words[at + 1] if at + 1 < len(words) else None)


def _meet(one: _Place, other: _Place, *, same: bool) -> bool:
    """Whether two names stand between the same words; in the same statement one is enough."""
    met = [bool(a.stem) for a, b in zip(one, other, strict=True) if a and b and a.low == b.low]
    return bool(met) if same else len(met) == len(one) and any(met)


def _bare(word: Word) -> str:
    return word.text.removesuffix("'s")
