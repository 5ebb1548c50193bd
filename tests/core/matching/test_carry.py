import random
import time
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.matching.carry import Carried, _heaviest_chain, carry, moved, same_article

TALK = "officials said that putin was ready for a ceasefire in ukraine this fall near kyiv"
WORDS = TALK.split()
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=3, max_size=12).map(" ".join)
ARTICLES = st.lists(SENTENCES, max_size=25)


@given(ARTICLES)
def test_an_unchanged_article_carries_everything(article: list[str]) -> None:
    assert carry(article, list(article)) == [
        Carried(index, index, 100.0) for index in range(len(article))
    ]


@given(ARTICLES, ARTICLES, st.data())
def test_an_inserted_paragraph_costs_nothing(
    article: list[str], added: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(article)))
    found = carry(article, article[:at] + added + article[at:])
    assert [pair.old for pair in found] == list(range(len(article)))
    assert all(pair.score == 100 for pair in found)


@given(ARTICLES, ARTICLES)
def test_order_is_kept_and_each_sentence_is_used_once(old: list[str], new: list[str]) -> None:
    found = carry(old, new)
    for one, other in pairwise(found):
        assert one.old < other.old
        assert one.new < other.new
    for pair in found:
        assert 90 <= pair.score <= 100
        assert (pair.score == 100) == (old[pair.old] == new[pair.new])


@given(ARTICLES)
def test_nothing_is_carried_to_an_unrelated_sentence(article: list[str]) -> None:
    assert carry(article, ["Nichts davon steht im Text.", "12345", ""]) == []
    assert carry([], article) == carry(article, []) == []


def test_a_typo_is_carried_and_a_new_statement_is_not() -> None:
    old = ["Talks go on.", "Officials said Putin was redy for talks in Geneva.", "He left."]
    new = ["Talks go on.", "Officials said Putin was ready for talks in Geneva.", "She came late."]
    found = carry(old, new)
    assert [(pair.old, pair.new) for pair in found] == [(0, 0), (1, 1)]
    assert 90 <= found[1].score < 100


def test_sentences_that_moved_past_others_are_told_apart() -> None:
    old = [f"The bridge of town number {at} is open." for at in range(6)]
    new = [old[4], *old[1:4], old[0], old[5]]
    gone = moved(old, new, carry(old, new))
    assert [(pair.old, pair.new) for pair in gone] == [(0, 4), (4, 0)]


def test_buttons_and_repeated_lines_do_not_move() -> None:
    line = "This line stands here two times over."
    old = ["Share this", line, "The first sentence of it.", line, "The second one of them."]
    new = ["The first sentence of it.", "The second one of them.", "Share this", line, line]
    assert moved(old, new, carry(old, new)) == []


@given(ARTICLES, ARTICLES)
def test_no_sentence_is_carried_unchanged_and_moved(old: list[str], new: list[str]) -> None:
    found = [pair for pair in carry(old, new) if pair.score == 100]
    gone = moved(old, new, found)
    for places in ([pair.old for pair in (*found, *gone)], [pair.new for pair in (*found, *gone)]):
        assert len(set(places)) == len(places)


def test_the_most_alike_of_two_is_taken() -> None:
    old = ["IMF approves 1.1 billion dollars for Ukraine this year."]
    new = [
        "IMF approves 9.9 billion dollars for Ukraine this year.",
        "IMF approves 1.1 billion dollars for Ukraine this year!",
    ]
    assert [pair.new for pair in carry(old, new)] == [1]


def test_repeated_lines_are_paired_in_order() -> None:
    line = "* indicates required"
    old = ["Head", line, line, "Middle of it", line, "Tail"]
    new = ["Head", line, "Middle of it", line, line, "Tail"]
    assert [(pair.old, pair.new) for pair in carry(old, new)] == [
        (0, 0),
        (1, 1),
        (3, 2),
        (4, 4),
        (5, 5),
    ]


@settings(max_examples=200)
@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from([90.0, 95.5, 100.0])),
        max_size=8,
        unique_by=lambda pair: pair[:2],
    )
)
def test_the_chain_is_the_heaviest_there_is(pairs: list[tuple[int, int, float]]) -> None:
    def rises(chain: tuple[tuple[int, int, float], ...]) -> bool:
        return all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(chain))

    best = max(
        sum(pair[2] for pair in chain)
        for size in range(len(pairs) + 1)
        for chain in combinations(sorted(pairs), size)
        if rises(chain)
    )
    found = _heaviest_chain(pairs)
    assert rises(tuple(found))
    assert sum(pair[2] for pair in found) == best


@pytest.mark.untraced
def test_sentences_are_not_compared_each_with_each_other() -> None:
    chance = random.Random(3)  # noqa: S311  # no secret
    words = [f"word{number}" for number in range(400)]
    old = [" ".join(chance.choices(words, k=chance.randint(5, 25))) for _ in range(2500)]
    cases = [
        [text[::-1] for text in old],
        [text.replace("1", "7", 1) for text in old],
        chance.sample(old, len(old)),
        ["* indicates required", "Subscribe"] * 1200,
    ]
    began = time.process_time()
    for new in cases:
        carry(old, new)
    carry(cases[3], ["Subscribe", "* indicates required", "x"] * 800)
    assert time.process_time() - began < 5


def test_half_of_the_shorter_article_makes_a_version() -> None:
    article = ["One sentence here.", "A second of them.", "The third is this.", "Fourth and last."]
    assert same_article(article, article)
    assert same_article(article, [*article[:2], "Something else, quite.", "Entirely new matter."])
    assert not same_article(article, [article[0], "Something else.", "New matter.", "Not there."])
    assert same_article(article, [article[3], "Something else entirely."])
    assert not same_article(article, [])
    assert not same_article([], [])
