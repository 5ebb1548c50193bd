from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.matching.rank import PER_ARTICLE, Scored, askable, ranked

SCORED = st.lists(
    st.builds(
        Scored,
        st.sampled_from([0.0, 0.25, 0.5, 1.0]),
        st.integers(1, 4),
        st.integers(1, 1000),
    ),
    unique_by=lambda one: one.sentence,
    max_size=40,
)


@given(scored=SCORED)
def test_at_most_five_of_an_article_and_none_of_ones_own(scored: list[Scored]) -> None:
    shown = Counter(one.article for one in ranked(scored, own=1))
    assert shown[1] == 0
    for article, n in Counter(one.article for one in scored).items():
        assert article == 1 or shown[article] == min(n, PER_ARTICLE)


@given(scored=SCORED, data=st.data())
def test_the_order_in_which_they_come_does_not_matter(
    scored: list[Scored], data: st.DataObject
) -> None:
    assert ranked(data.draw(st.permutations(scored)), own=1) == ranked(scored, own=1)


@given(scored=SCORED)
def test_the_best_come_first_and_none_better_is_left_out(scored: list[Scored]) -> None:
    shown = ranked(scored, own=1)
    scores = [one.score for one in shown]
    assert scores == sorted(scores, reverse=True)
    for left in set(scored) - set(shown):
        better = [one for one in shown if one.article == left.article]
        assert left.article == 1 or all(one.score >= left.score for one in better)


def test_the_same_scores_come_in_the_order_of_the_corpus() -> None:
    scored = [Scored(0.5, 3, 7), Scored(0.5, 2, 9), Scored(0.5, 2, 4), Scored(0.6, 3, 8)]
    assert [one.sentence for one in ranked(scored, own=1)] == [8, 4, 9, 7]


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine laid out its peace formula in November.",
        "Russia would keep about 1,000.5 km of the territory of Ukraine.",
        "Ёлки росли высоко над тихой рекой.",
    ],
)
def test_a_sentence_of_five_content_words_is_asked_about(text: str) -> None:
    assert askable(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5:15 AM",
        "It is what it was, and it will be so.",
        "Your Email Address",
        "He’s said that it’s not his.",
    ],
)
def test_a_sentence_of_fewer_is_not(text: str) -> None:
    assert not askable(text)
