"""Hedges: how sure a passage says it is.

Hedges of one class say the same ("may", "might", "could"). "will" counts only beside a hedge of
the same word. Refuses to weigh one class against another: they differ, and a person sees by how
much.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from annotations.matching.detectors.finding import Finding
from annotations.matching.detectors.reading import MOST, Reading
from annotations.matching.detectors.words import Word, listed

_CLASSES = {
    "possible": listed("may might could possibly perhaps maybe potentially conceivably"),
    "reported": listed(
        "reportedly allegedly alleged purportedly purported supposedly supposed ostensibly "
        "rumoured rumored so-called"
    ),
    "apparent": listed("apparently seemingly evidently seems seem seemed appears appear appeared"),
    "probable": listed("likely probably presumably"),
    "suspected": listed("suspected believed thought understood expected said"),
    "open": listed("whether unclear uncertain doubt doubts doubted"),
}
_HEDGES = {word: name for name, words in _CLASSES.items() for word in words}
_BEFORE_TO = listed(
    "appears appear appeared seems seem seemed suspected believed thought understood expected said "
    "supposed"
)
"""Words that hedge only before an infinitive: "appears to", "is believed to"."""
_AS_IF = listed("that as like")
_PASSIVE = listed("is are was were be been being 's 're widely also not still generally")
_PASSIVE_ONLY = _CLASSES["suspected"]
_NOUN_AFTER = listed("the his her its their military our your with of")
"""Before "might", they make it a power."""
_CERTAIN = listed("will shall must certainly definitely undoubtedly surely clearly")
_NOT_CERTAIN = listed("not n't")


class _Hedge(NamedTuple):
    kind: str
    text: str
    head: str
    """Stem of the first word of content behind it."""


def hedges(a: Reading, b: Reading) -> Iterator[Finding]:
    """Hedges of different classes, and hedges that only one has."""
    left_a, left_b = _unmatched(_hedges(a), _hedges(b))
    for hedge in left_a:
        answer = next((sure for sure in left_b if _answers(hedge, sure)), None)
        if answer is not None:
            left_b.remove(answer)
            yield Finding("hedge differs", hedge.text, answer.text)
        elif hedge.kind != "certain":
            yield Finding("hedge missing", hedge.text, "")
    yield from (
        Finding("hedge missing", "", sure.text) for sure in left_b if sure.kind != "certain"
    )


def _unmatched(one: Sequence[_Hedge], other: Sequence[_Hedge]) -> tuple[list[_Hedge], list[_Hedge]]:
    """What is left when hedges of one class have met: of the same word first, then of any."""
    left_a, left_b = list(one), list(other)
    for by_head in (True, False):
        for hedge in tuple(left_a):
            met = (
                sure
                for sure in left_b
                if sure.kind == hedge.kind and (sure.head == hedge.head or not by_head)
            )
            partner = next(met, None)
            if partner is not None:
                left_a.remove(hedge)
                left_b.remove(partner)
    return left_a, left_b


def _answers(one: _Hedge, other: _Hedge) -> bool:
    return bool(one.head) and one.head == other.head


@lru_cache(maxsize=512)
def _hedges(reading: Reading) -> tuple[_Hedge, ...]:
    words = reading.words
    found = [
        _Hedge(kind, word.low, _head(words, at))
        for at, word in enumerate(words)
        if (kind := _kind(words, at))
    ]
    return tuple(found[:MOST])


def _kind(words: Sequence[Word], at: int) -> str:
    """The class of a hedge; "" for what is none here: a month, a power, "believed them"."""
    word = words[at]
    if word.low in _CERTAIN:
        return "certain"
    kind = _HEDGES.get(word.low, "")
    if not kind or (word.low == "may" and word.capital and not word.opens):
        return ""
    if word.low == "might" and at and words[at - 1].low in _NOUN_AFTER:
        return ""
    follows = words[at + 1].low if at + 1 < len(words) else ""
    if word.low in _BEFORE_TO and follows != "to":
        return kind if kind == "apparent" and follows in _AS_IF else ""
    if word.low in _PASSIVE_ONLY and not (at and words[at - 1].low in _PASSIVE):
        return ""
    return kind


def _head(words: Sequence[Word], at: int) -> str:
    for word in words[at + 1 : at + 5]:
        if word.stem:
            return word.stem
    return ""
