"""The measures of agreement between annotators, each from counts of patterns to one figure.

    MEASURES["raw"]                 share of equal pairs of labels
    MEASURES["cohen_kappa"]         two annotators, agreement by chance taken off
    MEASURES["fleiss_kappa"]        several, over the sentences that all of them labelled
    MEASURES["krippendorff_alpha"]  several, with gaps

Sums are kept in whole numbers and divided once, so that a figure depends neither on the order of
annotators or entries nor on what labels are called. Refuses to give a number where the formula
has none: the value is None then, with the reason in words.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from math import fsum
from typing import NamedTuple

from annotations.review.patterns import PAIR, Pattern, Patterns, complete, shared

NOTHING_SHARED = "no sentence was labelled by two annotators"
ONE_VALUE = "one value was used throughout, so agreement cannot be told from chance"
NOT_A_PAIR = "a measure for two annotators; see the pairs"
NOT_COMPLETE = "no sentence was labelled by all annotators"


class Figure(NamedTuple):
    """One figure, with the sentences that it rests on."""

    value: float | None
    """None where it is undefined; `why` says so in words then."""
    used: int
    """How many sentences went into it."""
    why: str = ""


Measure = Callable[[Patterns], Figure]


def raw_agreement(patterns: Patterns) -> Figure:
    """Of all pairs of labels that two annotators gave to one sentence, the share that is equal.

    All pairs weigh the same: a sentence with three labels has three of them, one with two labels
    one, one with a single label none. For two annotators it is the share of sentences.
    """
    found = shared(patterns)
    if not found:
        return Figure(None, 0, NOTHING_SHARED)
    equal = pairs = 0
    for pattern, n in found.items():
        labels = _labels(pattern)
        equal += n * _ordered_pairs(labels)
        pairs += n * labels.total() * (labels.total() - 1)
    return Figure(equal / pairs, sum(found.values()))


def cohen_kappa(patterns: Patterns) -> Figure:
    """Cohen's kappa of two annotators, over the sentences that both labelled.

    (p_o - p_e) / (1 - p_e), where p_e is the agreement to be expected if each went on giving
    labels as often as he does, but blindly (Cohen 1960, A coefficient of agreement for nominal
    scales, Educational and Psychological Measurement 20, 37-46).
    """
    found = shared(patterns)
    if not found:
        return Figure(None, 0, NOTHING_SHARED)
    items = sum(found.values())
    if any(len(pattern) != PAIR for pattern in found):
        return Figure(None, items, NOT_A_PAIR)
    firsts: Counter[str | None] = Counter()
    seconds: Counter[str | None] = Counter()
    equal = 0
    for (first, second), n in found.items():
        firsts[first] += n
        seconds[second] += n
        equal += n * (first == second)
    by_chance = sum(n * seconds[label] for label, n in firsts.items())
    if by_chance == items**2:
        return Figure(None, items, ONE_VALUE)
    return Figure((items * equal - by_chance) / (items**2 - by_chance), items)


def fleiss_kappa(patterns: Patterns) -> Figure:
    """Fleiss' kappa, over the sentences that all annotators labelled.

    Its formula wants the same number of labels on every sentence, so those with gaps are left
    out; chance is what all annotators together say how often (Fleiss 1971, Measuring nominal
    scale agreement among many raters, Psychological Bulletin 76, 378-382). Of two annotators it
    is Scott's pi (1955).
    """
    found = complete(patterns)
    if not any(len(pattern) >= PAIR for pattern in found):
        return Figure(None, 0, NOT_COMPLETE if shared(patterns) else NOTHING_SHARED)
    items = sum(found.values())
    raters = len(next(iter(found)))
    totals: Counter[str] = Counter()
    equal = 0
    for pattern, n in found.items():
        labels = _labels(pattern)
        equal += n * _ordered_pairs(labels)
        for label, times in labels.items():
            totals[label] += n * times
    given = items * raters
    by_chance = sum(n**2 for n in totals.values())
    if by_chance == given**2:
        return Figure(None, items, ONE_VALUE)
    above = equal * given - by_chance * (raters - 1)
    return Figure(above / ((raters - 1) * (given**2 - by_chance)), items)


def krippendorff_alpha(patterns: Patterns) -> Figure:
    """Krippendorff's alpha for nominal values, over the sentences with at least two labels.

    1 - D_o / D_e: the disagreement seen, against that expected if all labels given were dealt
    out anew. A sentence with m labels weighs m, whoever gave them (Krippendorff 2004, Content
    Analysis, 2nd ed., chapter 11; 2011, Computing Krippendorff's alpha-reliability, section D).
    """
    found = shared(patterns)
    if not found:
        return Figure(None, 0, NOTHING_SHARED)
    totals: Counter[str] = Counter()
    differing: Counter[int] = Counter()
    for pattern, n in found.items():
        labels = _labels(pattern)
        size = labels.total()
        differing[size] += n * (size * (size - 1) - _ordered_pairs(labels))
        for label, times in labels.items():
            totals[label] += n * times
    observed = fsum(pairs / (size - 1) for size, pairs in differing.items())
    value = alpha_of(observed, totals.values())
    items = sum(found.values())
    return Figure(value, items, ONE_VALUE if value is None else "")


def alpha_of(observed: float, totals: Collection[int]) -> float | None:
    """Alpha from the differing pairs, each sentence's over (m - 1), and how often labels occur."""
    given = sum(totals)
    expected = given**2 - sum(n * n for n in totals)
    return 1 - (given - 1) * observed / expected if expected else None


def _labels(pattern: Pattern) -> Counter[str]:
    """How often a sentence got each label."""
    return Counter(label for label in pattern if label is not None)


def _ordered_pairs(labels: Counter[str]) -> int:
    """How many ordered pairs of the labels of a sentence are equal."""
    return sum(times * (times - 1) for times in labels.values())


MEASURES: Mapping[str, Measure] = {
    "raw": raw_agreement,
    "cohen_kappa": cohen_kappa,
    "fleiss_kappa": fleiss_kappa,
    "krippendorff_alpha": krippendorff_alpha,
}
"""Name, as it is exported → measure."""
