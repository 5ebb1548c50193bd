"""Sentences found by what others call them."""

import pytest
from support import add_article, append, event

from annotations.model import NOTHING_SAID, LabelState
from annotations.store import Store, lookup

SENTENCES = ("The bridge is long.", "“Yes”, she said.", "* * *", "The bridge is long.")


def numbers(found: dict[str, list[lookup.Standing]]) -> dict[str, list[int]]:
    return {text: [standing.number for standing in alike] for text, alike in found.items()}


def test_a_sentence_is_found_by_its_id(store: Store) -> None:
    article = add_article(store, SENTENCES, name="a.txt")
    second = store.articles.sentences(article)[1]
    found = store.lookup.with_id(second.id)
    assert found == (second.number, article, "a.txt", 0, second.text)
    assert store.lookup.with_id("0" * 32) is None


def test_a_sentence_is_found_by_its_words_in_an_article(store: Store) -> None:
    add_article(store, SENTENCES[:1], name="a.txt")
    article = add_article(store, SENTENCES, name="b.txt")
    found = store.lookup.reading_in(article, SENTENCES[0])
    assert [standing.number for standing in found] == [2, 5]
    assert store.lookup.reading_in(article, "The bridge is") == []


@pytest.mark.parametrize("few", [0, 200])
def test_sentences_are_found_by_their_words_alone(
    store: Store, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookup, "FEW", few)
    old = add_article(store, [*SENTENCES, "Only once."], name="a.txt")
    add_article(store, [*SENTENCES, "Only once.", "x " * 400 + "end."], replaces=old)
    found = store.lookup.reading(
        {
            SENTENCES[0],
            SENTENCES[1],
            SENTENCES[2],
            "Only once.",
            "only once.",
            "x " * 400 + "end.",
            "x" * 900,
            '"',
            "",
            "a\0b",
        }
    )
    assert {text: alike for text, alike in numbers(found).items() if alike} == {
        SENTENCES[0]: [6, 9],
        SENTENCES[1]: [7],
        SENTENCES[2]: [8],
        "Only once.": [10],
        "x " * 400 + "end.": [11],
    }


def test_a_text_that_begins_like_many_is_found_among_them(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookup, "MOST_ALIKE", 3)
    add_article(store, [f"Share this {'now ' * n}" + "." for n in range(6)])
    text = "Share this now ."
    assert numbers(store.lookup.reading([text])) == {text: [2]}


def test_what_somebody_said_comes_with_its_time(store: Store) -> None:
    article = add_article(store, SENTENCES)
    append(store, event(2, "claim", annotator="ben", note="hm", at=1_700_000_000_000_007))
    identity = store.articles.sentences(article)[1].id
    assert store.lookup.said(2, annotator="ben") == (
        identity,
        LabelState("claim", note="hm"),
        1_700_000_000_000_007,
    )
    assert store.lookup.said(2, annotator="eve") == (identity, NOTHING_SAID, None)


def test_a_sentence_is_found_again_in_every_version_of_its_article(store: Store) -> None:
    old = add_article(store, ["He left.", "It rained."], name="a.txt")
    new = add_article(store, ["A line.", "He left.", "He left."], name="a.txt", replaces=old)
    other = add_article(store, ["He left.", "Prices rose."], name="b.txt")
    asked = [store.articles.sentences(article)[0].id for article in (old, other)]
    first = store.articles.sentences(old)[0]
    again = store.articles.sentences(new)[1:]
    assert (
        store.lookup.alike(asked[0])
        == [(one.number, one.id) for one in (first, *again)]
        == store.lookup.alike(again[0].id)
    )
    assert [number for number, _ in store.lookup.alike(asked[1])] == [
        store.articles.sentences(other)[0].number
    ]
    assert store.lookup.alike("f" * 32) == []


def test_the_last_article_is_the_one_that_came_in_last_in_whatever_version(store: Store) -> None:
    assert store.lookup.last_article() == 0
    first = add_article(store, ["One."], name="a.txt")
    assert store.lookup.last_article() == first
    newer = add_article(store, ["One, again."], name="a.txt", replaces=first)
    assert store.lookup.last_article() == newer > first
