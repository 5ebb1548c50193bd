"""The same sentence again, but for a few characters: which of many known ones each asked one is.

Likeness is 1 − Levenshtein distance / length of the longer one (V. Levenshtein, 1966, made
relative), of the sentences in lower case with single blanks. Unlike `resemble`, which ranks what
may say the same, this finds copies: "not" put into a sentence leaves it nearly the same.
Refuses sentences of fewer than `LEAST` characters, unless they are equal.
"""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

LEAST = 25
"""Characters from which on one or two of them do not matter."""

ALIKE = 0.9
"""Likeness from which on two sentences are nearly the same."""

REACH = 1_000
"""Characters of a sentence that are compared."""


class Copy(NamedTuple):
    """The known sentence that one is a copy of."""

    at: int
    """Index of the known one; the first of several that are as like."""
    likeness: float
    """`ALIKE` to 1."""


def copies(asked: Sequence[str], known: Sequence[str]) -> list[Copy | None]:
    """For each sentence the known one that is most like it; None where none is nearly the same."""
    folded = [_folded(text) for text in known]
    first: dict[str, int] = {}
    for index, text in enumerate(folded):
        first.setdefault(text, index)
    long = {index: text for index, text in enumerate(folded) if len(text) >= LEAST}
    return [_copy(_folded(text), first, long) for text in asked]


def _copy(text: str, first: dict[str, int], long: dict[int, str]) -> Copy | None:
    if text and text in first:
        return Copy(first[text], 1.0)
    if len(text) < LEAST or not long:
        return None
    from rapidfuzz import process  # noqa: PLC0415 - 55 ms that opening the app must not pay
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - as above

    best = process.extractOne(
        text, long, scorer=Levenshtein.normalized_similarity, score_cutoff=ALIKE
    )
    return None if best is None else Copy(best[2], best[1])


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text[:REACH]).casefold().split())
