"""Articles that copy from each other are found, others are not."""

import random
from pathlib import Path

import pytest

from annotations.splits.near import COMMON, Pair, Sketches, shingles

SAMPLES = sorted((Path(__file__).parents[3] / "seeds").glob("*.txt"))
WORDS = [f"{a}{b}{c}" for a in "bdfgklm" for b in "aeiou" for c in "nrst"]


def prose(words: int, *, seed: int) -> list[str]:
    rng = random.Random(seed)  # noqa: S311 - made-up words
    return [rng.choice(WORDS) for _ in range(words)]


def pairs(*texts: list[str], every: int = 1, kin: bool = False) -> list[Pair]:
    sketches = Sketches(every=every)
    for number, text in enumerate(texts):
        sketches.add(number, " ".join(text))
    return list(sketches.pairs(kin=kin))


def linked(*texts: list[str], every: int = 1) -> set[tuple[int, int]]:
    return {(pair.a, pair.b) for pair in pairs(*texts, every=every) if pair.near}


@pytest.mark.parametrize(("size", "every"), [(12, 1), (60, 1), (60, 4), (300, 4), (3000, 4)])
def test_a_copy_is_found_and_another_text_is_not(size: int, every: int) -> None:
    text = prose(size, seed=1)
    copy = [word.upper() for word in text]
    assert linked(text, prose(size, seed=2), copy, every=every) == {(0, 2)}


@pytest.mark.parametrize(("size", "every"), [(100, 1), (100, 4), (400, 4), (2000, 4)])
def test_a_paragraph_taken_over_makes_a_near_duplicate(size: int, every: int) -> None:
    wire = prose(size, seed=1)
    own = [*prose(size // 2, seed=2), *wire[: size // 2]]
    assert linked(wire, own, every=every) == {(0, 1)}


def test_an_article_that_is_part_of_a_long_one_is_found() -> None:
    assert linked(prose(5000, seed=1), prose(5000, seed=1)[800:1000]) == {(0, 1)}


def test_a_copy_with_every_eighth_word_changed_is_found() -> None:
    text = prose(400, seed=1)
    edited = [f"{word}ly" if at % 8 == 0 else word for at, word in enumerate(text)]
    assert linked(text, edited) == {(0, 1)}


def test_one_phrase_in_common_is_no_copy() -> None:
    phrase = prose(8, seed=9)
    assert linked([*prose(20, seed=1), *phrase], [*prose(20, seed=2), *phrase]) == set()


@pytest.mark.parametrize("every", [1, 4])
def test_boilerplate_of_many_articles_links_none_of_them(every: int) -> None:
    footer = prose(60, seed=9)
    articles = [[*prose(120 + 20 * seed, seed=seed), *footer] for seed in range(COMMON + 5)]
    assert linked(*articles, every=every) == set()


def test_a_story_of_many_copies_hangs_together_all_the_same() -> None:
    story = prose(300, seed=9)
    articles = [[*story, *prose(40, seed=seed)] for seed in range(3 * COMMON)]
    assert {b for _, b in linked(*articles)} == set(range(1, 3 * COMMON))


def test_no_pair_comes_twice() -> None:
    text = prose(300, seed=1)
    found = [(pair.a, pair.b) for pair in pairs(text, text, text)]
    assert sorted(found) == [(0, 1), (0, 2), (1, 2)]


def test_of_a_large_corpus_a_sample_is_held() -> None:
    sketches = Sketches()
    sketches.add(1, " ".join(prose(1000, seed=1)))
    assert 200 < sum(map(len, sketches._hashes)) < 300


def test_texts_without_words_are_no_trouble() -> None:
    assert linked([], ["***"], ["one"], ["one"]) == set()
    assert len(shingles("one two")) == 1


def test_five_retellings_of_one_report_may_be_one_story_but_are_not_linked_by_their_words() -> None:
    texts = [path.read_text(encoding="utf-8", errors="replace").split() for path in SAMPLES]
    found = pairs(*texts, kin=True)
    assert len(found) == 10
    assert not any(pair.near for pair in found)
    assert 0.01 < min(pair.share for pair in found) < max(pair.share for pair in found) < 0.08
