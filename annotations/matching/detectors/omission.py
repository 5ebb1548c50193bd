"""Clauses that only one of two passages has.

A clause is left out when it has enough words of content and hardly any of them stands in the other
passage. Refuses to tell a clause in wholly other words from one that is missing: a note, no alarm.
"""

from collections.abc import Iterator
from functools import lru_cache

from annotations.matching.detectors.finding import Finding
from annotations.matching.detectors.reading import MOST, Reading
from annotations.matching.detectors.words import Word, stems

_LEAST = 4
"""Words of content in a clause that is worth a note."""
_STANDS = 0.25
"""Share of them in the other passage from which the clause stands there."""


def omission(a: Reading, b: Reading) -> Iterator[Finding]:
    """Clauses of either side that are missing on the other."""
    yield from (Finding("omission", _text(a, clause), "") for clause in _missing(a, b))
    yield from (Finding("omission", "", _text(b, clause)) for clause in _missing(b, a))


def _missing(reading: Reading, other: Reading) -> Iterator[tuple[Word, ...]]:
    for clause, content in _clauses(reading):
        if len(content & other.stems) < _STANDS * len(content):
            yield clause


@lru_cache(maxsize=512)
def _clauses(reading: Reading) -> tuple[tuple[tuple[Word, ...], frozenset[str]], ...]:
    """The clauses that are long enough, with the stems of their words."""
    by_number: dict[int, list[Word]] = {}
    for word in reading.words:
        by_number.setdefault(word.clause, []).append(word)
    clauses = ((tuple(words), stems(words)) for words in by_number.values())
    return tuple(one for one in clauses if len(one[1]) >= _LEAST)[:MOST]


def _text(reading: Reading, clause: tuple[Word, ...]) -> str:
    """The words of a clause, without the mark that opens it."""
    letters = [word for word in clause if word.low[0].isalnum()]
    return reading.text[letters[0].start : letters[-1].end]
