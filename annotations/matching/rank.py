"""Which sentences are asked about, and which of the scored ones are shown, in which order.

Refuses to score, and to decide that two sentences say the same: a person does.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

PER_ARTICLE = 5
"""Candidates of one other article that are shown. Of retellings of one report, a true match is
among the first five nearly always, and among the first three less often."""

LEAST_WORDS = 5
"""Content words of a sentence that is asked about, numbers included: of fewer, too many other
sentences hold them all."""

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")
_FREQUENT = """
a about after all also am an and any are as at be because been before being both but by can
could did do does for from had has have he her here him his how i if in into is it its may
me might more most must my no nor not of on one only or other our out over own she should so
some such than that the their them then there these they this those through to too under
until up upon us very was we were what when where which while who whom whose why will with
would you your s t ll d re ve m it's he's she's that's i'm we're they're don't isn't
"""
_FUNCTION = frozenset(_FREQUENT.split())
"""Words of English that stand in every text. They count in the score; here they are not counted."""


class Scored(NamedTuple):
    """A sentence with its score, 0 to 1."""

    score: float
    article: int
    sentence: int


def askable(text: str) -> bool:
    """Whether a sentence has content words enough to be asked about."""
    words = (word.replace("’", "'") for word in _WORD.findall(text.casefold()))
    return sum(map(is_content, words)) >= LEAST_WORDS


def is_content(word: str) -> bool:
    """Whether a word, in small letters, says something by itself."""
    return word not in _FUNCTION


def ranked(scored: Iterable[Scored], *, own: int) -> list[Scored]:
    """The best first, at most `PER_ARTICLE` of an article and none of the article `own`.

    The same scores come in the order of articles and sentences.
    """
    shown: Counter[int] = Counter({own: PER_ARTICLE})
    best = []
    for one in sorted(scored, key=lambda one: (-one.score, one.article, one.sentence)):
        if shown[one.article] < PER_ARTICLE:
            shown[one.article] += 1
            best.append(one)
    return best
