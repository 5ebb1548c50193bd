"""Which sentences a reviewer goes through, as values: the store finds them, in this order.

Refuses to know what anybody said of them.
"""

import random
from array import array
from collections.abc import Sequence

from annotations.nouns import dataclass

HASTY = 2000
"""Milliseconds below which a label was set faster than a sentence can be read."""


@dataclass(frozen=True, slots=True)
class Disputes:
    """Sentences on which people differ and nobody has decided: worst first, then by article."""

    between: tuple[str, str] | None = None
    """Only where these two differ."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What one annotator has labelled and no reviewer decided, in the order of the articles."""

    annotator: str
    label: str | None = None
    article: int | None = None
    flagged: bool = False
    hasty: bool = False
    """Only what was labelled within `HASTY`."""
    sample: int | None = None
    """Only so many of them, drawn with `seed`."""
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a confusion matrix: what one called this and the other that."""

    annotator: str
    label: str
    other: str
    other_label: str


@dataclass(frozen=True, slots=True)
class Lessons:
    """What reviewers decided on sentences that this annotator had labelled: to learn from."""

    annotator: str
    changed: bool = True
    """Only where the decision is another label than the annotator's own."""


@dataclass(frozen=True, slots=True)
class Questions:
    """Sentences that the guideline does not answer, as reviewers marked them."""


Queue = Disputes | Audit | Cell | Lessons | Questions


def drawn(sentences: "array[int]", *, n: int, seed: int) -> "array[int]":
    """Draw `n` of these without repeats, in their order; all where there are no more than that.

    The same sentences and seed give the same sample, on every machine.
    """
    if n >= len(sentences):
        return sentences
    return array("q", sorted(random.Random(seed).sample(sentences, n)))  # noqa: S311 - no secret


def following(sentences: Sequence[int], at: int, *, done: "set[int]") -> int | None:
    """Index of the next sentence behind `at` that is not done, then from the top; None: all are."""
    n = len(sentences)
    return next((i % n for i in range(at + 1, at + n + 1) if sentences[i % n] not in done), None)
