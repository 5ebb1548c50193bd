"""What sentences were called, counted by pattern: the form in which agreement is measured.

For a fixed order of annotators, a pattern is what one sentence got from each of them, None where
somebody did not label it; beside it stands how many sentences have it. All figures follow from
these counts, so that 100,000 sentences cost as much as 100. Refuses to know sentences.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

Pattern = tuple[str | None, ...]
Patterns = Mapping[Pattern, int]
"""Pattern → how many sentences have it. The order of the entries says nothing."""


class Rating(NamedTuple):
    """What one annotator called one sentence."""

    label: str
    secondary: str | None


Rated = tuple[Rating | None, ...]
RatedPatterns = Mapping[Rated, int]
"""As `Patterns`, with primary and secondary label together."""

NO_SECONDARY = "none"
"""The value that a sentence without a secondary label has among the secondary ones. A label that
is itself called so cannot be told from it there."""

PAIR = 2
"""How many labels on a sentence it takes to agree or to differ."""


def primary(ratings: RatedPatterns) -> Counter[Pattern]:
    """The patterns of the primary labels alone."""
    found: Counter[Pattern] = Counter()
    for rated, n in ratings.items():
        found[tuple(rating and rating.label for rating in rated)] += n
    return found


def secondary(ratings: RatedPatterns) -> Counter[Pattern]:
    """The patterns of the secondary labels alone, whatever the primary ones are.

    Having none is a value too (`NO_SECONDARY`): whoever labels a sentence and gives no
    secondary label has said so. None stands for a sentence that was not labelled at all.
    """
    found: Counter[Pattern] = Counter()
    for rated, n in ratings.items():
        found[tuple(rating and (rating.secondary or NO_SECONDARY) for rating in rated)] += n
    return found


def without(ratings: RatedPatterns, label: str) -> dict[Rated, int]:
    """Leave out the sentences that all who labelled them gave this primary label.

    A sentence on which they differ stays, so that a disagreement about the label still counts.
    """
    return {
        rated: n
        for rated, n in ratings.items()
        if any(rating is not None and rating.label != label for rating in rated)
    }


def shared(patterns: Patterns) -> dict[Pattern, int]:
    """The patterns of sentences that at least two annotators labelled."""
    return {
        pattern: n
        for pattern, n in patterns.items()
        if n and len(pattern) - pattern.count(None) > 1
    }


def complete(patterns: Patterns) -> dict[Pattern, int]:
    """The patterns of sentences that all annotators labelled."""
    return {pattern: n for pattern, n in patterns.items() if n and None not in pattern}


def between(patterns: Patterns, first: int, second: int) -> Counter[Pattern]:
    """The patterns of two annotators alone, given by their places, where both labelled."""
    found: Counter[Pattern] = Counter()
    for pattern, n in patterns.items():
        one, other = pattern[first], pattern[second]
        if n and one is not None and other is not None:
            found[one, other] += n
    return found


def values(patterns: Patterns, *, order: Iterable[str] = ()) -> list[str]:
    """Every label in the patterns: those of `order` first, in that order, then by name."""
    seen = {label for pattern, n in patterns.items() if n for label in pattern if label is not None}
    known = [label for label in dict.fromkeys(order) if label in seen]
    return known + sorted(seen.difference(known))
