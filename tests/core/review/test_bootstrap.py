"""The interval of alpha: exact draws, the same for the same seed, as wide as theory says."""

from collections import Counter
from math import comb, sqrt
from random import Random
from statistics import fmean, pvariance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.review.bootstrap import (
    ONE_SENTENCE,
    TOO_EVEN,
    _draws,
    alpha_interval,
    binomial,
)
from annotations.review.measures import ONE_VALUE, krippendorff_alpha
from annotations.review.patterns import Patterns

MIXED: Patterns = {("a", "a"): 400, ("b", "b"): 350, ("a", "b"): 60, ("b", "a"): 90}
TIMES = 20_000


def bounds(patterns: Patterns, *, seed: int = 0, resamples: int = 1000) -> tuple[float, float]:
    found = alpha_interval(patterns, seed=seed, resamples=resamples).bounds
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("n", "p"), [(1, 0.5), (12, 0.3), (12, 0.9), (40, 0.25), (40, 0.5), (60, 0.7), (200, 0.02)]
)
def test_binomial_draws_have_the_distribution_of_the_textbook(n: int, p: float) -> None:
    rng = Random(1)  # noqa: S311 - no secret
    drawn = Counter(binomial(n, p, rng=rng) for _ in range(TIMES))
    expected = [TIMES * comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]
    common = [k for k in range(n + 1) if expected[k] >= 10]
    rest = TIMES - sum(expected[k] for k in common), TIMES - sum(drawn[k] for k in common)
    squares = [(drawn[k] - expected[k]) ** 2 / expected[k] for k in common]
    squares.append((rest[1] - rest[0]) ** 2 / max(rest[0], 1))
    freedom = len(squares) - 1
    assert sum(squares) < freedom + 4 * sqrt(2 * freedom) + 4
    assert set(drawn) <= set(range(n + 1))


@pytest.mark.parametrize(("n", "p"), [(100_000, 0.3), (100_000, 0.999), (1_000_000, 1e-5)])
def test_binomial_draws_of_many_have_mean_and_variance(n: int, p: float) -> None:
    rng = Random(2)  # noqa: S311 - no secret
    drawn = [binomial(n, p, rng=rng) for _ in range(TIMES)]
    variance = n * p * (1 - p)
    assert fmean(drawn) == pytest.approx(n * p, abs=4 * sqrt(variance / TIMES))
    assert pvariance(drawn) == pytest.approx(variance, rel=0.05)


def test_a_draw_has_as_many_sentences_as_there_are_in_their_proportions() -> None:
    counts = [500, 300, 199, 1]
    draws = list(_draws(counts, 4000, Random(3)))  # noqa: S311 - no secret
    padded = [draw + [0] * (4 - len(draw)) for draw in draws]
    assert {sum(draw) for draw in draws} == {1000}
    for count, column in zip(counts, zip(*padded, strict=True), strict=True):
        assert fmean(column) == pytest.approx(count, abs=4 * sqrt(count / 4000))


def test_the_same_seed_gives_the_same_interval() -> None:
    assert bounds(MIXED) == bounds(dict(reversed(list(MIXED.items()))))
    assert bounds(MIXED) != bounds(MIXED, seed=1)


def test_the_order_of_annotators_does_not_move_the_interval() -> None:
    turned: Patterns = {(second, first): n for (first, second), n in MIXED.items()}
    assert bounds(MIXED) == bounds(turned)


def test_the_interval_is_that_of_drawing_sentences_one_by_one() -> None:
    rng = Random(4)  # noqa: S311 - no secret
    patterns: Patterns = {("a", "a"): 20, ("b", "b"): 12, ("a", "b"): 5, ("c", "a"): 3}
    said = [one for one, n in patterns.items() for _ in range(n)]
    alphas = sorted(
        krippendorff_alpha(Counter(rng.choices(said, k=len(said)))).value or 0 for _ in range(4000)
    )
    low, high = bounds(patterns, resamples=4000)
    assert low == pytest.approx(alphas[100], abs=0.03)
    assert high == pytest.approx(alphas[3900], abs=0.03)


def test_the_interval_narrows_with_the_root_of_the_sentences() -> None:
    low, high = bounds(MIXED)
    narrow, wide = bounds({one: 100 * n for one, n in MIXED.items()})
    assert (high - low) / (wide - narrow) == pytest.approx(10, rel=0.15)


@given(
    st.dictionaries(
        st.tuples(*[st.sampled_from(["a", "b", None])] * 3), st.integers(1, 50), max_size=8
    )
)
def test_an_interval_is_in_order_and_bounded_or_says_why_not(patterns: Patterns) -> None:
    found = alpha_interval(patterns, seed=0, resamples=60)
    if found.bounds is None:
        assert found.why
    else:
        assert -1 <= found.bounds[0] <= found.bounds[1] <= 1
        assert krippendorff_alpha(patterns).value is not None


def test_perfect_agreement_shows_no_doubt() -> None:
    assert bounds({("a", "a"): 40, ("b", "b"): 40}) == (1.0, 1.0)


def test_what_has_no_interval_says_why() -> None:
    assert alpha_interval({("a", "a"): 9}, seed=0) == (None, ONE_VALUE)
    assert alpha_interval({("a", "b"): 1}, seed=0) == (None, ONE_SENTENCE)
    assert alpha_interval({("a", "a"): 1, ("b", "b"): 1}, seed=1).why in ("", TOO_EVEN)
    assert alpha_interval(MIXED, seed=0, resamples=0) == (None, "")
