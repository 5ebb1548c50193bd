"""Frozen splits: kept as they were, added to, never moved."""

import sqlite3

import pytest
import support
from reviewing import review, rule, ruling

from annotations.splits.assign import Place
from annotations.store import Store

TWO = ("One.", "Two.")


def freeze(store: Store, places: dict[int, Place], before: dict[int, Place] | None = None) -> bool:
    with store.transaction():
        return store.splits.freeze(
            places, fractions="80/10/10", group_by="story", seed=7, before=before or {}
        )


def kept(store: Store) -> dict[int, Place]:
    plan = store.splits.plan(fractions="80/10/10", group_by="story")
    assert plan is not None
    assert plan.seed == 7
    return store.splits.places(plan)


@pytest.fixture
def three(store: Store) -> Store:
    for name in ("a.txt", "b.txt", "c.txt"):
        support.add_article(store, (f"{name}.", *TWO), name=name, source=name[0])
    return store


def test_members_are_newest_versions_under_the_number_of_the_first(three: Store) -> None:
    support.append(three, support.event(1, "claim"), support.event(2, annotator="ben"))
    new = support.add_article(three, (*TWO, "Three."), name="b.txt", source="x", replaces=2)
    newer = support.add_article(three, (*TWO, "Four."), name="b.txt", source="y", replaces=new)
    rule(three, review(7, ruling("opinion")))
    members = list(three.splits.members())
    assert [(one.number, one.newest, one.source) for one in members] == [
        (1, 1, "a"),
        (2, newer, "y"),
        (3, 3, "c"),
    ]
    assert [dict(one.labels) for one in members] == [{"claim": 2}, {}, {"opinion": 1}]
    assert members[1].id == three.articles.one(2, annotator="").id
    assert three.splits.numbers(three.articles.one(newer, annotator="").id) == [2]
    assert three.splits.numbers("0" * 64) == []


def test_labelled_texts_are_those_that_can_become_rows(three: Store) -> None:
    support.append(three, support.event(2), support.event(3), support.event(3, None))
    rule(three, review(1, ruling("opinion")), review(3, ruling(None, decision="none")))
    assert three.splits.labelled_texts(1) == ["a.txt.", "One."]
    assert three.splits.labelled_texts(2) == []


def test_a_plan_is_kept_and_added_to(three: Store) -> None:
    first = {1: Place(1, "train"), 2: Place(2, "train")}
    assert freeze(three, first)
    assert kept(three) == first
    assert three.splits.plans() == [("80/10/10", "story")]
    more = {1: Place(1, "train"), 2: Place(1, "train"), 3: Place(3, "excluded")}
    assert freeze(three, more, first)
    assert kept(three) == more


def test_who_comes_second_keeps_nothing(three: Store) -> None:
    first = {1: Place(1, "train")}
    assert freeze(three, first)
    assert not freeze(three, {1: Place(1, "test")})
    assert kept(three) == first


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE split_article SET split = 'test'",
        "UPDATE split_article SET article = 2",
        "DELETE FROM split_article",
        "UPDATE split_plan SET seed = 8",
        "DELETE FROM split_plan",
    ],
)
def test_nothing_is_moved_or_deleted_by_anybody(three: Store, statement: str) -> None:
    freeze(three, {1: Place(1, "train")})
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        three._connection.execute(statement)


def test_without_a_plan_nothing_is_frozen(three: Store) -> None:
    assert three.splits.plan(fractions="80/10/10", group_by="story") is None
    assert three.splits.plans() == []
