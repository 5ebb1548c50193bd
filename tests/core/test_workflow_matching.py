"""Candidates for the same claim: what is asked about, what is offered, what never shows."""

from dataclasses import replace

import msgspec
import pytest
from claiming import IDS, NOW, do, mention
from support import add_article, append, event

from annotations import resources
from annotations.config import Config, load
from annotations.errors import NotFound
from annotations.facts.claim import mention_slot
from annotations.matching.resemble import REACH
from annotations.model import Article
from annotations.store import Store
from annotations.workflow.matching import Candidate, Matched, candidates, differing, matches

ASKED = "The ferry to the island stops running for the winter, the company said."
RETOLD = "No ferry will be running to the island during the winter months."
SHORT = "The ferry is old."
APART = "Prices of bread and milk rose across the country in March."


@pytest.fixture(scope="module")
def config() -> Config:
    return load(resources.shipped_config(), environ={}).config


@pytest.fixture
def corpus(store: Store) -> Store:
    add_article(store, [ASKED, SHORT], name="a.txt")
    add_article(
        store, [APART, RETOLD, "The island waits.", "Sign up for the winter."], name="b.txt"
    )
    return store


def numbers(found: list[Candidate]) -> list[int]:
    return [one.kin.number for one in found]


def test_the_retelling_comes_first(corpus: Store, config: Config) -> None:
    first, *_ = candidates(corpus, 1, annotator="ada", config=config)
    assert (first.kin.text, first.kin.name) == (RETOLD, "b.txt")
    assert 0 < first.score < 1


def test_what_is_decided_is_not_offered_again(corpus: Store, config: Config) -> None:
    assert 4 not in numbers(candidates(corpus, 1, annotator="ada", config=config, exclude={4}))


def test_a_text_that_stands_twice_in_an_article_is_offered_once(
    store: Store, config: Config
) -> None:
    add_article(store, [ASKED], name="a.txt")
    add_article(store, ["Story.", *[RETOLD] * 8, "The island waits."], name="b.txt")
    add_article(store, [RETOLD], name="c.txt")
    found = numbers(candidates(store, 1, annotator="ada", config=config))
    assert sorted(found) == [3, 11, 12]


def test_at_most_five_of_another_article(store: Store, config: Config) -> None:
    add_article(store, [ASKED], name="a.txt")
    add_article(store, [f"{RETOLD} {n}" for n in range(9)], name="b.txt")
    add_article(store, [f"{RETOLD} {n}" for n in range(9)] + ["x"], name="c.txt")
    found = [one.kin.name for one in candidates(store, 1, annotator="ada", config=config)]
    assert sorted(found) == ["b.txt"] * 5 + ["c.txt"] * 5


def test_own_boilerplate_is_neither_asked_about_nor_offered(corpus: Store, config: Config) -> None:
    append(corpus, event(4, "boilerplate"))
    assert 4 not in numbers(candidates(corpus, 1, annotator="ada", config=config))
    asked = [one.sentence.number for one in matches(corpus, None, annotator="ada", config=config)]
    assert asked == [1, 3]


def test_nothing_that_others_said_shows(corpus: Store, config: Config) -> None:
    before = list(matches(corpus, None, annotator="ada", config=config))
    labels = ["boilerplate", "claim", "opinion", "attribution", "boilerplate", "boilerplate"]
    for who in ("ben", "cleo"):
        append(
            corpus, *(event(n, label, annotator=who, note="!") for n, label in enumerate(labels, 1))
        )
    assert list(matches(corpus, None, annotator="ada", config=config)) == before


def test_a_label_set_without_boilerplate_leaves_nothing_out(corpus: Store, config: Config) -> None:
    labels = tuple(msgspec.structs.replace(label, boilerplate=False) for label in config.labels)
    plain = msgspec.structs.replace(config, labels=labels)
    append(corpus, event(4, "boilerplate"))
    assert 4 in numbers(candidates(corpus, 1, annotator="ada", config=plain))


def test_short_sentences_are_not_asked_about_by_themselves(corpus: Store, config: Config) -> None:
    found = list(matches(corpus, None, annotator="ada", config=config))
    assert [one.sentence.text for one in found] == [ASKED, APART, RETOLD]
    assert numbers(candidates(corpus, 2, annotator="ada", config=config))[0] == 4


@pytest.mark.parametrize("turned", [False, True])
def test_a_pair_that_a_person_rejected_is_not_matched_from_either_side(
    corpus: Store, config: Config, *, turned: bool
) -> None:
    sides = mention(corpus, 1, 1), mention(corpus, 2, 2)
    one, other = sides[::-1] if turned else sides
    claim = IDS.new(NOW).hex()
    no = replace(other, state="rejected", beside=one.sentence)
    do(corpus, (mention_slot(claim, no.sentence), no))
    found = {
        one.sentence.text: [each.kin.text for each in one.candidates]
        for one in matches(corpus, None, annotator="ben", config=config)
    }
    assert RETOLD not in found[ASKED]
    assert ASKED not in found[RETOLD]


def test_it_is_told_how_far_it_has_come(corpus: Store, config: Config) -> None:
    found = matches(corpus, None, annotator="ada", config=config)
    assert [(one.article.name, one.done) for one in found] == [
        ("a.txt", 1),
        ("b.txt", 3),
        ("b.txt", 4),
    ]


def test_one_article_can_be_asked_for(corpus: Store, config: Config) -> None:
    article: Article = corpus.articles.find("b.txt", annotator="ada")
    found = list(matches(corpus, article, annotator="ada", config=config))
    assert {one.article.name for one in found} == {"b.txt"}
    assert [one.done for one in found] == [1, 2]


def test_an_unknown_sentence_is_told(corpus: Store, config: Config) -> None:
    with pytest.raises(NotFound):
        candidates(corpus, 99, annotator="ada", config=config)


def test_the_same_corpus_gives_the_same_candidates(corpus: Store, config: Config) -> None:
    def found() -> list[Matched]:
        return list(matches(corpus, None, annotator="ada", config=config))

    assert found() == found()


def test_what_differs_is_told(store: Store, config: Config) -> None:
    add_article(store, ["Russia would keep about 20% of the territory of Ukraine."], name="a.txt")
    add_article(store, ["Russia would keep about 30% of the territory of Ukraine."], name="b.txt")
    matched = next(matches(store, None, annotator="ada", config=config))
    (candidate,) = matched.candidates
    assert "number" in {one.kind for one in differing(matched, candidate)}


def test_hostile_text_is_compared_like_any_other(store: Store, config: Config) -> None:
    hostile = 'war" OR text:* NEAR(a b) AND NOT peace ' + "“x” " * REACH
    add_article(store, [hostile], name="a.txt")
    add_article(store, [hostile + "."], name="b.txt")
    (candidate,) = candidates(store, 1, annotator="ada", config=config)
    assert candidate.score == 1
