from reviewing import review, rule, ruling
from support import add_article, append, event

from annotations.model import LabelState
from annotations.store import Store


def test_articles_come_by_name_with_all_that_was_said(store: Store) -> None:
    add_article(store, ["Three."], name="b.txt")
    add_article(store, ["One.", "Two."], name="a.txt", title="A", source="The Gazette")
    append(store, event(3, "claim"), event(3, "opinion", annotator="ben", note="hm"))
    first, second = store.votes.articles()
    assert (first.source.name, first.source.title, first.source.source) == (
        "a.txt",
        "A",
        "The Gazette",
    )
    assert first.text == "One.\nTwo."
    assert [sentence.text for sentence in first.sentences] == ["One.", "Two."]
    assert {
        sentence: [(vote.annotator, vote.state) for vote in votes]
        for sentence, votes in first.votes.items()
    } == {3: [("ada", LabelState("claim")), ("ben", LabelState("opinion", note="hm"))]}
    assert second.votes == {}


def test_one_annotators_votes_can_be_asked_for(store: Store) -> None:
    add_article(store, ["One."])
    append(store, event(1, "claim"), event(1, "opinion", annotator="ben"))
    (only,) = store.votes.articles(annotator="ben")
    assert [vote.annotator for vote in only.votes[1]] == ["ben"]


def test_articles_of_which_nothing_was_said_are_counted_and_passed_over(store: Store) -> None:
    for name in ("voted", "flagged", "taken back", "ruled", "silent"):
        add_article(store, [f"First, {name}.", f"Second, {name}."], name=name)
    add_article(store, ["First, silent, edited."], name="silent", replaces=5)
    append(store, event(1), event(3, None, flags=("check",)), event(5), event(5, None))
    rule(store, review(7))
    heard = [voted.source.name for voted in store.votes.articles(silent=False)]
    assert heard == ["flagged", "ruled", "taken back", "voted"]
    assert store.votes.silent() == (1, 1)
    heard = [voted.source.name for voted in store.votes.articles(annotator="ada", silent=False)]
    assert heard == ["flagged", "taken back", "voted"]
    assert store.votes.silent(annotator="ada") == (2, 3)
    assert [*store.votes.articles(annotator="nobody", silent=False)] == []
    assert store.votes.silent(annotator="nobody") == (5, 9)


def test_all_versions_of_an_article_are_one_group(store: Store) -> None:
    add_article(store, ["One."])
    add_article(store, ["One!"], replaces=1)
    add_article(store, ["One?"], replaces=2)
    (only,) = store.votes.articles()
    assert only.text == "One?"
    assert only.source.group == store.articles.first_version(1)
    assert only.source.id != only.source.group


def test_votes_come_by_name_whoever_came_first(store: Store) -> None:
    add_article(store, ["One.", "Two."])
    for name in ("zoe", "Ben", "ada", "émile"):
        append(store, event(1, annotator=name))
    (only,) = store.votes.articles()
    assert [vote.annotator for vote in only.votes[1]] == ["Ben", "ada", "zoe", "émile"]
    assert 2 not in only.votes
    assert store.votes.article(1) == only


def test_rulings_are_read_with_everybodys_votes_and_not_with_ones_own(store: Store) -> None:
    add_article(store, ["One.", "Two."])
    append(store, event(1))
    assert next(store.votes.articles()).rulings == {}
    rule(store, review(1), review(2, ruling(None)))
    (only,) = store.votes.articles()
    assert sorted(only.rulings) == [1, 2]
    assert only.ruling(2) is None
    assert next(store.votes.articles(annotator="ada")).rulings == {}
