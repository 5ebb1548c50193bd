"""How far annotators agree: all figures of one kind of label, from counts of patterns.

Beside the measures of `measures` stand what explains them: per label, label against label, and
annotator against annotator. Refuses to judge the figures, and to choose whose labels are right:
where two are compared, the one named first is the reference and nothing more.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from annotations.nouns import dataclass
from annotations.review.bootstrap import RESAMPLES, Interval, alpha_interval
from annotations.review.measures import (
    Figure,
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    raw_agreement,
)
from annotations.review.patterns import Pattern, Patterns, between, shared, values

NEVER_SECOND = "the second annotator never gave this label"
NEVER_FIRST = "the first annotator never gave this label"


@dataclass(frozen=True, slots=True)
class LabelFigures:
    """One label, the second annotator of a pair measured against the first."""

    precision: float | None
    """Of the sentences that the second gave the label, the share that the first gave it too."""
    recall: float | None
    """The other way round."""
    f1: float
    """The harmonic mean of both; the same whoever is first."""
    support: int
    """How often the first gave the label."""
    why: Mapping[str, str]
    """Which of the figures are undefined, and why."""


@dataclass(frozen=True, slots=True)
class PairFigures:
    """Two annotators, over the sentences that both labelled."""

    a: str
    b: str
    raw: Figure
    cohen_kappa: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The agreement of some annotators."""

    annotators: tuple[str, ...]
    """In the order asked for."""
    items: int
    """Sentences that at least two of them labelled."""
    raw: Figure
    cohen_kappa: Figure
    fleiss_kappa: Figure
    krippendorff_alpha: Figure
    alpha_interval: Interval
    per_label: Mapping[str, LabelFigures]
    confusion: Mapping[str, Mapping[str, int]]
    """Label of the first → label of the second → how often; every label in both places."""
    pairs: tuple[PairFigures, ...]
    """Every two annotators, in the order asked for."""


def measured(
    patterns: Patterns,
    annotators: Sequence[str],
    *,
    order: Sequence[str] = (),
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> Figures:
    """All figures. Patterns have a place for each annotator, in this order.

    `order`: of the labels, as far as it is known; others follow by name. With more than two
    annotators, the figures per label and the confusion are summed over every two of them, the
    one named earlier being the first of the two. `seed` and `resamples` are of the interval
    (0: none is drawn).
    """
    found = shared(patterns)
    labels = values(found, order=order)
    tables = [
        (annotators[first], annotators[second], between(found, first, second))
        for first, second in combinations(range(len(annotators)), 2)
    ]
    pooled: Counter[Pattern] = Counter()
    for _, _, table in tables:
        pooled.update(table)
    return Figures(
        annotators=tuple(annotators),
        items=sum(found.values()),
        raw=raw_agreement(found),
        cohen_kappa=cohen_kappa(found),
        fleiss_kappa=fleiss_kappa(found),
        krippendorff_alpha=krippendorff_alpha(found),
        alpha_interval=alpha_interval(found, seed=seed, resamples=resamples),
        per_label=dict(_per_label(pooled, labels)),
        confusion={one: {other: pooled[one, other] for other in labels} for one in labels},
        pairs=tuple(
            PairFigures(a, b, raw_agreement(table), cohen_kappa(table)) for a, b, table in tables
        ),
    )


def _per_label(
    table: Mapping[Pattern, int], labels: Sequence[str]
) -> Iterator[tuple[str, LabelFigures]]:
    """Precision, recall, F1 and support (van Rijsbergen 1979, Information Retrieval, chapter 7)."""
    firsts: Counter[str | None] = Counter()
    seconds: Counter[str | None] = Counter()
    for (first, second), n in table.items():
        firsts[first] += n
        seconds[second] += n
    for label in labels:
        both, support, given = table.get((label, label), 0), firsts[label], seconds[label]
        why = {}
        if not given:
            why["precision"] = NEVER_SECOND
        if not support:
            why["recall"] = NEVER_FIRST
        yield (
            label,
            LabelFigures(
                precision=both / given if given else None,
                recall=both / support if support else None,
                f1=2 * both / (given + support),
                support=support,
                why=why,
            ),
        )
