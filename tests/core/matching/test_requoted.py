"""Quotations put beside one another: what may be one, and what is not."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.matching.drift import SUGGESTED, drift
from annotations.matching.requoted import MOST_NEAR, Requoted, Uttered, requoted

METER = (
    Uttered(1, "He’s not willing to retreat one meter,"),
    Uttered(2, "not ready to retreat a meter"),
    Uttered(3, "He's not willing to back down a meter."),
)
PEACE = "There will be peace when we achieve our goals."

WORDS = st.sampled_from(["we", "they", "will", "not", "retreat", "a", "meter", "peace", "talks"])
SAID = st.lists(
    st.builds(
        Uttered,
        article=st.integers(0, 3),
        text=st.lists(WORDS, max_size=8).map(" ".join) | st.text(max_size=12),
        scare=st.booleans(),
    ),
    max_size=14,
)


def test_retellings_of_one_quotation_are_a_group_and_another_one_stands_alone() -> None:
    assert requoted([*METER, Uttered(1, PEACE)]) == Requoted(((0, 1, 2),), {})


def test_two_quotations_of_one_article_are_no_group() -> None:
    assert requoted([Uttered(1, PEACE), Uttered(1, PEACE)]).groups == ()


def test_a_repeated_quotation_stands_in_the_group_each_time() -> None:
    said = [Uttered(1, PEACE), Uttered(2, PEACE), Uttered(1, PEACE)]
    assert requoted(said).groups == ((0, 1, 2),)


def test_a_long_quotation_that_holds_two_others_does_not_make_them_one() -> None:
    talks = "We are ready to negotiate about grain and gas at any time"
    said = [
        *(Uttered(n, PEACE) for n in (1, 2)),
        *(Uttered(n, talks) for n in (1, 2)),
        Uttered(3, f"{PEACE} {talks}"),
    ]
    found = requoted(said)
    assert not any({0, 2} <= set(group) for group in found.groups)
    apart = next(place for place in (0, 2) if not any({place, 4} <= set(g) for g in found.groups))
    assert 4 in [one.other for one in found.near[apart]]


def test_one_word_in_quotation_marks_is_grouped_with_the_same_word_only() -> None:
    said = [Uttered(1, "peace", scare=True), Uttered(2, "Peace", scare=True), Uttered(3, PEACE)]
    assert requoted(said) == Requoted(((0, 1),), {})


def test_a_few_words_are_near_the_longer_quotation_that_has_them_in_a_row() -> None:
    said = [Uttered(1, "our goals", scare=True), Uttered(2, PEACE), Uttered(3, "be our goals now")]
    near = requoted(said).near
    assert {one.other for one in near[0]} == {1, 2}
    scattered = [Uttered(1, "peace goals", scare=True), Uttered(2, PEACE)]
    assert requoted(scattered) == Requoted((), {})


def test_marks_and_capitals_make_no_difference() -> None:
    said = [Uttered(1, "We’re ALL here, “now”!"), Uttered(2, "we're all here 'now'")]
    assert requoted(said).groups == ((0, 1),)


@pytest.mark.parametrize("text", ["", "…", " \n", "“”"])
def test_what_has_no_word_stands_alone(text: str) -> None:
    assert requoted([Uttered(1, text), Uttered(2, text)]) == Requoted((), {})


@given(said=SAID)
@settings(deadline=None)
def test_a_group_is_of_two_articles_and_nothing_is_in_two(said: list[Uttered]) -> None:
    found = requoted(said)
    assert found == requoted(list(said))
    places = [place for group in found.groups for place in group]
    assert len(places) == len(set(places))
    for group in found.groups:
        assert len({said[place].article for place in group}) > 1
        assert len({said[place].scare for place in group}) == 1
        across = [
            drift(said[a].text, said[b].text)
            for a, b in combinations(group, 2)
            if said[a].article != said[b].article
        ]
        assert min(across) >= SUGGESTED


@given(said=SAID)
@settings(deadline=None)
def test_what_is_near_is_of_another_article_and_as_alike_as_drift_says(said: list[Uttered]) -> None:
    groups, near = requoted(said)
    for place, others in near.items():
        assert len(others) <= MOST_NEAR
        for one in others:
            assert said[one.other].article != said[place].article
            assert not any({place, one.other} <= set(group) for group in groups)
            assert one.likeness >= SUGGESTED
            assert one.likeness == drift(said[place].text, said[one.other].text)
