from datetime import date

import pytest
from support import add_article, append, event

from annotations.review.patterns import Rated, Rating
from annotations.store import Store

DAY = 24 * 3_600_000_000
SUNDAY = 19_708 * DAY
"""17 December 2023, 00:00 UTC, in microseconds since 1970."""

CLAIM, OPINION = Rating("claim", None), Rating("opinion", None)
SAID = Rating("attribution", "claim")


@pytest.fixture
def rated(store: Store) -> Store:
    """Two articles; the first version of the second one was labelled as well."""
    add_article(store, ["One.", "Two.", "Three.", "Four."], name="a.txt", title="A")
    add_article(store, ["Five.", "Six."], name="b.txt", title="B")
    for sentence, label in ((1, "claim"), (2, "claim"), (3, "opinion"), (5, "claim")):
        append(store, event(sentence, label))
        append(store, event(sentence, "claim", annotator="ben"))
    append(store, event(2, "attribution", secondary="claim", annotator="cleo"))
    append(store, event(4, "claim"), event(4, None, annotator="ben", flags=("check",)))
    add_article(store, ["Five!", "Six."], name="b.txt", title="B", replaces=2)
    append(store, event(8), event(8, "opinion", annotator="ben"))
    return store


def test_patterns_have_a_place_for_each_annotator_in_the_order_asked_for(rated: Store) -> None:
    expected: dict[Rated, int] = {
        (CLAIM, CLAIM, None): 1,
        (CLAIM, CLAIM, SAID): 1,
        (OPINION, CLAIM, None): 1,
        (CLAIM, OPINION, None): 1,
    }
    assert rated.ratings.patterns(["ada", "ben", "cleo"]) == expected
    assert rated.ratings.patterns(["cleo", "ada"]) == {(SAID, CLAIM): 1}
    (found,) = rated.ratings.patterns(["cleo", "ada"])
    assert found[0] is not None
    assert found[0].secondary == "claim"


def test_a_sentence_that_one_alone_labelled_is_passed_over(rated: Store) -> None:
    assert sum(rated.ratings.patterns(["ada", "ben"]).values()) == 4
    assert rated.ratings.patterns(["ada"]) == {}


def test_labels_of_replaced_versions_do_not_count(rated: Store) -> None:
    assert [one.title for one in rated.ratings.by_article(["ada", "ben"])] == ["A", "B"]
    _, second = rated.ratings.by_article(["ada", "ben"])
    assert second.ratings == {(CLAIM, OPINION): 1}


def test_articles_come_with_what_names_them(rated: Store) -> None:
    (only,) = rated.ratings.by_article(["ada", "cleo"])
    assert (only.name, only.title, only.ratings) == ("a.txt", "A", {(CLAIM, SAID): 1})
    assert only.id == rated.articles.find("a.txt", annotator="ada").id


def test_somebody_unknown_labelled_nothing(rated: Store) -> None:
    assert rated.ratings.patterns(["zoe", "ada", "ben"])[None, CLAIM, CLAIM] == 2
    assert rated.ratings.patterns(["zoe", "ada"]) == {}
    assert rated.ratings.by_week(["zoe", "ada"]) == []


def test_annotators_are_those_with_a_label_that_counts(rated: Store) -> None:
    append(rated, event(1, None, annotator="zoe", note="hm"))
    append(rated, event(6, "claim", annotator="old"))
    append(rated, event(7, "claim", annotator="adam"))
    assert rated.ratings.annotators() == ["ada", "adam", "ben", "cleo"]


def test_a_label_taken_back_does_not_count(rated: Store) -> None:
    append(rated, event(8, None, annotator="ben"))
    assert len(list(rated.ratings.by_article(["ada", "ben"]))) == 1


def test_a_sentence_belongs_to_the_week_of_its_later_label(store: Store) -> None:
    add_article(store, ["One.", "Two.", "Three."])
    for sentence, first, second in (
        (1, SUNDAY, SUNDAY + DAY - 1),
        (2, SUNDAY + DAY, SUNDAY - DAY),
        (3, SUNDAY, SUNDAY + 8 * DAY),
    ):
        append(store, event(sentence, at=first), event(sentence, annotator="ben", at=second))
    weeks = store.ratings.by_week(["ada", "ben"])
    assert [(week.monday, week.ratings) for week in weeks] == [
        (date(2023, 12, 11), {(CLAIM, CLAIM): 1}),
        (date(2023, 12, 18), {(CLAIM, CLAIM): 1}),
        (date(2023, 12, 25), {(CLAIM, CLAIM): 1}),
    ]
