"""Our agreement figures beside those of scikit-learn and statsmodels, on random tables."""

import random
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from annotations.review.agreement import measured
from annotations.review.measures import cohen_kappa, fleiss_kappa
from annotations.review.patterns import Pattern

LABELS = ("attribution", "boilerplate", "claim", "opinion")
SEEDS = range(12)


@contextmanager
def quiet() -> Iterator[None]:
    """Others may warn: of one value, of what they will rename. That is not ours to fail."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


with quiet():
    from sklearn.metrics import (  # type: ignore[import-untyped]
        cohen_kappa_score,
        confusion_matrix,
        precision_recall_fscore_support,
    )
    from statsmodels.stats.inter_rater import (  # type: ignore[import-untyped]
        aggregate_raters,
    )
    from statsmodels.stats.inter_rater import (
        fleiss_kappa as their_fleiss_kappa,
    )


def sentences(seed: int, annotators: int) -> list[tuple[str, ...]]:
    """What annotators of some skill say of some sentences, with labels of uneven shares."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    shares = [rng.random() + 0.02 for _ in LABELS]
    skill = rng.random()
    found = []
    for _ in range(rng.randint(5, 400)):
        (meant,) = rng.choices(LABELS, shares)
        found.append(
            tuple(
                meant if rng.random() < skill else rng.choices(LABELS, shares)[0]
                for _ in range(annotators)
            )
        )
    return found


def two(seed: int) -> tuple[Counter[Pattern], list[str], list[str]]:
    """Patterns of two annotators, and what each of them said in a row."""
    said = sentences(seed, 2)
    first, second = zip(*said, strict=True)
    return Counter[Pattern](said), list(first), list(second)


@pytest.mark.parametrize("seed", SEEDS)
def test_cohen_kappa_is_that_of_scikit_learn(seed: int) -> None:
    patterns, first, second = two(seed)
    with quiet():
        theirs = cohen_kappa_score(first, second)
    assert cohen_kappa(patterns).value == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_figures_per_label_are_those_of_scikit_learn(seed: int) -> None:
    patterns, first, second = two(seed)
    ours = measured(patterns, ("x", "y"), order=LABELS, resamples=0)
    labels = list(ours.per_label)
    with quiet():
        theirs: Any = precision_recall_fscore_support(first, second, labels=labels, zero_division=0)
    for label, precision, recall, f1, support in zip(labels, *theirs, strict=True):
        figures = ours.per_label[label]
        assert (figures.precision or 0.0) == pytest.approx(precision)
        assert (figures.recall or 0.0) == pytest.approx(recall)
        assert figures.f1 == pytest.approx(f1)
        assert figures.support == support


@pytest.mark.parametrize("seed", SEEDS)
def test_the_confusion_is_that_of_scikit_learn(seed: int) -> None:
    patterns, first, second = two(seed)
    ours = measured(patterns, ("x", "y"), resamples=0).confusion
    with quiet():
        theirs = confusion_matrix(first, second, labels=list(ours)).tolist()
    assert [list(row.values()) for row in ours.values()] == theirs


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("annotators", [2, 3, 6])
def test_fleiss_kappa_is_that_of_statsmodels(seed: int, annotators: int) -> None:
    said = sentences(seed, annotators)
    with quiet():
        table, _ = aggregate_raters([list(map(LABELS.index, one)) for one in said])
        theirs = their_fleiss_kappa(table)
    assert fleiss_kappa(Counter[Pattern](said)).value == pytest.approx(theirs, abs=1e-12)
