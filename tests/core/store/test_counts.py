from collections import Counter

import pytest
from reviewing import review, rule
from support import add_article, append, event

from annotations.store import ArticleShare, Share, Store
from annotations.store.counts import ArticleWork

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


def test_articles_begun_and_not_finished_come_first(labelled: Store) -> None:
    add_article(labelled, ["Six.", "Seven."], name="c.txt")
    add_article(labelled, ["Eight."], name="d.txt")
    append(labelled, event(8, annotator="ben"), event(8, None, annotator="ben"))
    append(labelled, event(9, annotator="zoe"), event(10, annotator="ben"))
    work = labelled.counts.at_work(limit=9)
    assert [one.name for one in work] == ["b.txt", "c.txt", "a.txt", "d.txt"]
    assert work[0] == ArticleWork("b.txt", "B", 3, {"ada": 2, "ben": 2})
    assert [one.labelled for one in work[1:]] == [{"zoe": 1}, {}, {"ben": 1}]
    assert labelled.counts.at_work(limit=3) == work[:3]
    assert labelled.counts.at_work(limit=1) == work[:1]


def test_a_finished_article_is_not_said_to_be_begun(store: Store) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        add_article(store, [f"{name} one.", f"{name} two."], name=name)
    append(store, event(1), event(2), event(6, annotator="zoe"), event(3, annotator="zoe"))
    assert [one.name for one in store.counts.at_work(limit=3)] == ["b.txt", "c.txt", "a.txt"]


def test_finding_what_is_begun_reads_the_progress_once(store: Store) -> None:
    for number in range(200):
        add_article(store, [f"Sentence {number}."], name=f"{number}.txt")
    people = ("ada", "ben", "zoe")
    append(store, *(event(n, annotator=who) for n in range(1, 201) for who in people))
    steps = Counter[str]()
    store._connection.set_progress_handler(lambda: steps.update(["hundred"]), 100)
    assert len(store.counts.at_work(limit=20)) == 20
    assert steps["hundred"] < 3 * 200


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
