"""How far Krippendorff's alpha might be off: an interval from sentences drawn anew.

The bootstrap of Efron & Tibshirani (1993, An Introduction to the Bootstrap, chapter 13): as many
sentences as there are, drawn with replacement, a thousand times; the interval holds the middle
95 % of the alphas. Sentences of one pattern are alike, so a draw is one multinomial vote over
the patterns, made of exact binomial numbers. The same seed and counts give the same interval.

Refuses to see what the labels do not show: where people never differ, it is [1, 1], however few
sentences there are.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import floor, lgamma, log, sqrt
from operator import mul
from random import Random
from typing import NamedTuple

from annotations.review.measures import NOTHING_SHARED, ONE_VALUE, alpha_of
from annotations.review.patterns import Patterns, shared

RESAMPLES = 1000
TAIL = 0.025
"""The share of the draws that is cut off at either end."""
ONE_SENTENCE = "a single sentence gives no interval"
TOO_EVEN = "most draws of so few sentences hold one label only"
_SMALL_MEAN = 10.0
"""Below it, counting up from 0 is quicker than rejection, which needs at least this much."""


class Interval(NamedTuple):
    """The middle 95 % of alpha."""

    bounds: tuple[float, float] | None
    """None where it is undefined or was not asked for; `why` says it in words in the first case."""
    why: str = ""


class _Kind(NamedTuple):
    """Sentences that got the same labels, whoever gave which."""

    labels: tuple[str, ...]
    sentences: int


def alpha_interval(patterns: Patterns, *, seed: int, resamples: int = RESAMPLES) -> Interval:
    """The interval of `krippendorff_alpha`. Draws in which it is undefined do not count."""
    kinds = _kinds(patterns)
    items = sum(kind.sentences for kind in kinds)
    if not items:
        return Interval(None, NOTHING_SHARED)
    names = sorted({label for kind in kinds for label in kind.labels})
    if len(names) == 1:
        return Interval(None, ONE_VALUE)
    if items == 1:
        return Interval(None, ONE_SENTENCE)
    if resamples == 0:
        return Interval(None)
    differing = [_differing(kind.labels) for kind in kinds]
    columns = [[kind.labels.count(name) for kind in kinds] for name in names]
    alphas = []
    for draw in _draws([kind.sentences for kind in kinds], resamples, Random(seed)):  # noqa: S311 - no secret
        alpha = alpha_of(
            sum(map(mul, draw, differing)), [sum(map(mul, draw, column)) for column in columns]
        )
        if alpha is not None:
            alphas.append(alpha)
    if 2 * len(alphas) < resamples:
        return Interval(None, TOO_EVEN)
    alphas.sort()
    return Interval((_quantile(alphas, TAIL), _quantile(alphas, 1 - TAIL)))


def _quantile(ranked: Sequence[float], share: float) -> float:
    """Between the two values nearest to it (Hyndman & Fan 1996, Sample quantiles, type 7)."""
    place = share * (len(ranked) - 1)
    below = floor(place)
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (place - below) * (ranked[above] - ranked[below])


def _kinds(patterns: Patterns) -> list[_Kind]:
    """The sentences with at least two labels, most frequent kind first."""
    found: Counter[tuple[str, ...]] = Counter()
    for pattern, n in shared(patterns).items():
        found[tuple(sorted(label for label in pattern if label is not None))] += n
    return [_Kind(*entry) for entry in sorted(found.items(), key=lambda it: (-it[1], it[0]))]


def _differing(labels: Sequence[str]) -> float:
    """The ordered pairs of different labels on a sentence, over one less than its labels."""
    size = len(labels)
    equal = sum(times * (times - 1) for times in Counter(labels).values())
    return (size * (size - 1) - equal) / (size - 1)


def _draws(counts: Sequence[int], times: int, rng: Random) -> Iterator[list[int]]:
    """Vectors of a multinomial distribution: as many in all as `counts`, in its proportions."""
    items = sum(counts)
    for _ in range(times):
        open_items = open_counts = items
        draw = []
        for count in counts:
            if open_items == 0:
                break
            n = (
                open_items
                if count == open_counts
                else binomial(open_items, count / open_counts, rng=rng)
            )
            draw.append(n)
            open_items -= n
            open_counts -= count
        yield draw


def binomial(n: int, p: float, *, rng: Random) -> int:
    """How many of `n` tries succeed, each with probability `p` in (0, 1). Exact, in constant time.

    By inversion where few are to be expected (Kachitvichyanukul & Schmeiser 1988, algorithm
    BINV), else by transformed rejection (Hörmann 1993, The generation of binomial random
    variates, algorithm BTRS). Draws from `rng.random` alone, which is the same in every Python.
    """
    if p > 0.5:  # noqa: PLR2004 - the algorithms are for the smaller side
        return n - binomial(n, 1 - p, rng=rng)
    if n * p < _SMALL_MEAN:
        return _by_inversion(n, p, rng)
    return _by_rejection(n, p, rng)


def _by_inversion(n: int, p: float, rng: Random) -> int:
    odds = p / (1 - p)
    none = (1 - p) ** n
    while True:
        left, chance = rng.random(), none
        for k in range(n + 1):
            if left < chance:
                return k
            left -= chance
            chance *= odds * (n - k) / (k + 1)


def _by_rejection(n: int, p: float, rng: Random) -> int:
    spread = sqrt(n * p * (1 - p))
    b = 1.15 + 2.53 * spread
    a = -0.0873 + 0.0248 * b + 0.01 * p
    centre = n * p + 0.5
    inner = 0.92 - 4.2 / b
    while True:
        u = rng.random() - 0.5
        edge = 0.5 - abs(u)
        if edge == 0:
            continue
        k = floor((2 * a / edge + b) * u + centre)
        if not 0 <= k <= n:
            continue
        v = 1 - rng.random()
        if edge >= 0.07 and v <= inner:  # noqa: PLR2004 - a constant of the algorithm
            return k
        hat = v * (2.83 + 5.1 / b) * spread / (a / (edge * edge) + b)
        if log(hat) <= _log_chance(n, p, k) - _log_chance(n, p, floor((n + 1) * p)):
            return k


def _log_chance(n: int, p: float, k: int) -> float:
    """The logarithm of the chance of k successes, but for what all k have in common."""
    return k * log(p / (1 - p)) - lgamma(k + 1) - lgamma(n - k + 1)
