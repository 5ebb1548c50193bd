import pytest
from reviewing import review, rule
from support import add_article, append, event

from annotations.model import LabelState
from annotations.store import ArticleShare, Share, Store

HOUR = 3_600_000_000
NOON = 472_222 * HOUR


@pytest.fixture
def labelled(store: Store) -> Store:
    """Two articles, the first of which was replaced by a third."""
    add_article(store, ["One.", "Two."], name="a.txt")
    add_article(store, ["Three.", "Four.", "Five."], name="b.txt", title="B")
    for sentence, label in ((1, "claim"), (2, "claim"), (3, "opinion"), (4, "claim")):
        append(store, event(sentence, label, flags=("check",) if sentence == 4 else ()))
        append(store, event(sentence, "claim", annotator="ben"))
    append(store, event(5, "claim"), event(5, None))
    add_article(store, ["One!", "Two."], name="a.txt", title="A", replaces=1)
    return store


def test_only_the_newest_versions_are_counted(labelled: Store) -> None:
    counts = labelled.counts
    assert counts.corpus() == (2, 5)
    assert counts.labelled(annotator="ada") == 2
    assert counts.labelled(annotator="zoe") == 0
    assert counts.annotators() == {
        "ada": Share(2, 1, {"claim": 1, "opinion": 1}),
        "ben": Share(2, 0, {"claim": 2}),
    }
    assert counts.disputed() == 1
    assert labelled.labels.annotators() == ["ada", "ben"]


def test_an_article_is_finished_when_its_last_sentence_is_labelled(labelled: Store) -> None:
    assert labelled.counts.finished(annotator="ada") == 0
    append(labelled, event(5, "claim"))
    assert labelled.counts.finished(annotator="ada") == 1


def test_each_article_has_its_share(labelled: Store) -> None:
    assert labelled.counts.articles(annotator="ada") == [
        ArticleShare(2, "B", 3, {"claim": 1, "opinion": 1}),
        ArticleShare(3, "A", 2, {}),
    ]
    assert len(labelled.counts.articles(annotator="ada", limit=1)) == 1


def test_hours_count_what_was_labelled_by_hand(store: Store) -> None:
    add_article(store, [f"Sentence {n}." for n in range(1, 9)])
    append(
        store,
        event(1, at=NOON - 2 * HOUR),
        event(2, at=NOON),
        event(3, at=NOON + HOUR - 1),
        event(4, at=NOON + HOUR),
        event(5, at=NOON, origin="import"),
        event(6, None, at=NOON),
        event(7, at=NOON, annotator="ben"),
        event(8, at=NOON - 1),  # the clock was set back
        event(2, at=NOON, origin="suggestion"),
    )
    assert store.counts.hours(annotator="ada", since=NOON) == {472_222: 3, 472_223: 1}
    assert store.counts.hours(annotator="zoe", since=0) == {}


def test_a_sentence_is_adjudicated_once_however_often_it_is_decided(store: Store) -> None:
    add_article(store, ["One.", "Two."])
    for sentence in (1, 1, 2):
        rule(store, review(sentence))
    assert store.counts.adjudicated() == 2


def test_what_everyone_says_of_an_article_is_kept_apart(labelled: Store) -> None:
    said = labelled.labels.everyones_states(1)
    assert said == {name: {1: LabelState("claim"), 2: LabelState("claim")} for name in said}
    assert list(said) == ["ada", "ben"]
    assert labelled.labels.everyones_states(3) == {}
