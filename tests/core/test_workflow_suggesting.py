"""Suggestions for stored articles: whose labels they rest on, and when there are none."""

from collections.abc import Iterable, Sequence

import pytest
from msgspec.structs import replace
from support import add_article, append, event

from annotations.config import Config, load
from annotations.config.schema import Suggesting
from annotations.model import Suggestion
from annotations.store import Store
from annotations.store.own import Own, OwnLabel
from annotations.suggesters import SUGGESTERS
from annotations.suggesters.learned import Learned, Lesson, not_tried
from annotations.workflow.suggesting import learning, suggestions

LINE = "The council approved the bridge over the river on Monday."
SAID = "The bridge will cost 20 million, the mayor said."
SHIPPED = load(None, environ={}).config


def config(**settings: object) -> Config:
    return replace(SHIPPED, suggest=replace(SHIPPED.suggest, **settings))


def ask(
    store: Store, number: int, *, with_config: Config = SHIPPED, blind: bool = False
) -> list[Suggestion | None]:
    article = store.articles.one(number, annotator="ada")
    return suggestions(store, article, annotator="ada", config=with_config, blind=blind)


def labels(said: Sequence[Suggestion | None]) -> list[str | None]:
    return [None if one is None else one.label for one in said]


@pytest.fixture
def bridge(store: Store) -> int:
    return add_article(store, ["Council approves the bridge over the river", LINE, SAID])


def test_every_sentence_has_its_suggestion(store: Store, bridge: int) -> None:
    assert labels(ask(store, bridge)) == ["claim", "claim", "attribution"]


def test_nothing_is_suggested_in_a_blind_second_pass(store: Store, bridge: int) -> None:
    assert ask(store, bridge, blind=True) == [None] * 3
    assert ask(store, bridge, with_config=config(blind_second_pass=True)) == [None] * 3
    assert ask(store, bridge, with_config=config(agents=())) == [None] * 3


def test_what_i_called_the_same_text_comes_first(store: Store, bridge: int) -> None:
    other = add_article(store, ["Another article of the same day", LINE], name="b.txt")
    append(store, event(5, "opinion"))
    said = ask(store, bridge)
    assert [one and one.agent for one in said] == ["rules/1", "same-text/1", "rules/1"]
    assert labels(said)[1] == "opinion"
    assert labels(ask(store, other))[1] == "claim"


def test_labels_of_others_change_nothing(store: Store, bridge: int) -> None:
    add_article(store, ["Another article of the same day", LINE], name="b.txt")
    before = ask(store, bridge)
    append(store, *(event(n, "opinion", annotator="ben") for n in range(1, 6)))
    assert ask(store, bridge) == before


def test_short_lines_of_many_articles_are_boilerplate(store: Store, bridge: int) -> None:
    line = "All the news of the region, every day, for you."
    mine = add_article(store, ["The mayor opens the new bridge", LINE, line], name="m.txt")
    assert labels(ask(store, mine))[-1] == "claim"
    for name in "xyz":
        add_article(store, [f"A headline of the article {name}", line], name=name)
    assert labels(ask(store, mine))[-1] == "boilerplate"


def test_an_article_without_sentences_has_no_suggestions(store: Store) -> None:
    assert ask(store, add_article(store, [])) == []


def test_learning_needs_labels_and_says_so(store: Store, bridge: int) -> None:
    append(store, event(2))
    figures = learning(store, annotator="ada", config=SHIPPED).figures
    assert (figures.labels, figures.better) == (1, False)
    assert figures.why == "1 labels, and 100 are needed"
    without = learning(store, annotator="ada", config=config(agents=("rules",)))
    assert without.suggester is None
    assert "not among the configured agents" in without.figures.why


def test_what_was_learned_is_suggested(store: Store) -> None:
    """An annotator whose labels are the other way round than the rules would have them."""
    number = 0
    for place in ("Rome", "Oslo", "Kyiv", "Bonn", "Lima"):
        lines = [f"The road to {place} is closed in part {part}." for part in "abcdef"]
        lines += [f"The mayor of {place} said that part {part} is open." for part in "abcdef"]
        add_article(store, lines, name=place)
        append(
            store,
            *(
                event(number + at, "opinion" if at <= 6 else "claim", annotator="ada")
                for at in range(1, 13)
            ),
        )
        number += 12
    asked = add_article(store, ["The road to Cairo is closed.", "The mayor said that it is open."])
    settings = config(learn_from=50)
    learned = learning(store, annotator="ada", config=settings)
    assert learned.figures.better
    article = store.articles.one(asked, annotator="ada")
    said = suggestions(store, article, annotator="ada", config=settings, learnt=learned.suggester)
    assert [(one.label, one.agent) for one in said if one] == [
        ("opinion", "learned/1"),
        ("claim", "learned/1"),
    ]


def test_labels_no_longer_configured_are_not_learned(store: Store, bridge: int) -> None:
    append(store, event(1, "fact"), event(2, "claim"))
    assert learning(store, annotator="ada", config=SHIPPED).figures.labels == 1


def test_one_long_article_leaves_room_to_learn_from_others(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.workflow.suggesting.LESSONS", 40)
    monkeypatch.setattr("annotations.workflow.suggesting.OF_ONE", 30)
    add_article(store, [f"The road to {n} is closed." for n in range(15)], name="short.txt")
    add_article(store, [f"The bridge of {n} is open." for n in range(90)], name="long.txt")
    append(store, *(event(n, "claim" if n % 2 else "opinion") for n in range(1, 106)))
    taught: list[int] = []

    def learner(lessons: Iterable[Lesson], *, least: int) -> Learned:
        taught.extend(len(lesson.labels) for lesson in lessons)
        return not_tried(f"{least} asked for")

    found = learning(store, annotator="ada", config=config(learn_from=20), learner=learner)
    assert found.figures.why == "20 asked for"
    assert taught == [30, 15]


def test_no_more_of_my_labels_are_read_than_are_looked_at(
    store: Store, bridge: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.workflow.suggesting.KNOWN", 2)
    for name in "abc":
        add_article(store, [f"A headline of the article {name}", LINE], name=name)
    append(store, *(event(n, "opinion") for n in range(4, 10)))
    read: list[int] = []
    labels = Own.labels

    def counted(own: Own, articles: Iterable[int], *, annotator: str) -> list[OwnLabel]:
        found = labels(own, articles, annotator=annotator)
        read.append(len(found))
        return found

    monkeypatch.setattr(Own, "labels", counted)
    said = ask(store, bridge)
    assert said[1] is not None
    assert said[1].agent == "same-text/1"
    assert read == [2]


def test_the_configured_agents_are_the_suggesters_there_are() -> None:
    assert set(Suggesting().agents) == set(SUGGESTERS)
    assert SHIPPED.suggest == Suggesting()
