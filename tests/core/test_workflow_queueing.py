"""What an annotator may look at next: in which order, how far it was looked, where it goes on."""

import pytest
from msgspec.structs import replace
from support import add_article, append, event

from annotations import resources
from annotations.config import Config, load
from annotations.store import Store
from annotations.workflow import queueing
from annotations.workflow.queueing import Filled, Found, fill

CONFIG = load(resources.shipped_config(), environ={}).config
CONFIG = replace(CONFIG, suggest=replace(CONFIG.suggest, agents=("rules",)))
SAID = "“It will change the city,” the mayor told reporters."
NEWS = ("The bridge opened on Monday.", SAID, "The works took six years.")


def found(
    store: Store,
    queue: Found,
    *,
    start: int = 1,
    behind: int | None = None,
    config: Config = CONFIG,
    annotator: str = "ada",
) -> Filled:
    return fill(store, queue, annotator=annotator, config=config, start=start, behind=behind)


def numbers(filled: Filled) -> list[int]:
    return [one.number for one in filled.sentences]


def suggesting(**changed: object) -> Config:
    return replace(CONFIG, suggest=replace(CONFIG.suggest, **changed))


@pytest.fixture
def three(store: Store) -> Store:
    """Three articles, sentences 1 to 9."""
    for name in "abc":
        add_article(store, [f"{name.upper()}.", *NEWS[1:]], name=f"{name}.txt")
    return store


def test_flagged_sentences_come_with_changed_wording_first(three: Store) -> None:
    append(
        three,
        event(2, "claim", flags=("check", "question")),
        event(5, "claim", flags=("changed",)),
        event(9, "claim", flags=("changed", "check")),
        event(4, "claim", flags=("unchanged",)),
        event(1, "claim", annotator="ben", flags=("check",)),
    )
    filled = found(three, "flagged")
    assert [(one.number, one.why) for one in filled.sentences] == [
        (5, "wording changed"),
        (9, "wording changed, check"),
        (2, "check, question"),
        (4, "unchanged"),
    ]
    assert filled.last is None


def test_flags_of_a_replaced_version_are_not_looked_at(three: Store) -> None:
    append(three, event(2, "claim", flags=("check",)))
    add_article(three, ["New."], name="a.txt", replaces=1)
    assert numbers(found(three, "flagged")) == []


def test_the_least_certain_have_the_lowest_score_article_by_article(three: Store) -> None:
    append(three, event(4), event(5), event(6))
    filled = found(three, "uncertain", start=3, config=suggesting(accept=100))
    assert (filled.looked, filled.articles, filled.last) == (2, 2, None)
    assert numbers(filled)[:3] == [9, 7, 8] or set(numbers(filled)[:3]) == {7, 8, 9}
    assert set(numbers(filled)[3:]) == {1, 2, 3}
    scores = [float(one.why.rsplit(" ", 1)[1]) for one in filled.sentences[:3]]
    assert scores == sorted(scores)


def test_what_is_surely_suggested_is_not_uncertain(three: Store) -> None:
    everything = numbers(found(three, "uncertain", config=suggesting(accept=100)))
    surer = numbers(found(three, "uncertain", config=suggesting(accept=90)))
    assert len(surer) < len(everything) == 9
    assert {2, 5, 8}.isdisjoint(surer)


def test_where_nothing_is_suggested_everything_is_uncertain(three: Store) -> None:
    for config in (suggesting(agents=()), suggesting(blind_second_pass=True)):
        filled = found(three, "uncertain", config=config)
        assert numbers(filled) == list(range(1, 10))
        assert {one.why for one in filled.sentences} == {"nothing is suggested"}


def test_it_is_looked_so_far_and_then_on_and_every_article_once(
    three: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queueing, "AHEAD", 2)
    config = suggesting(accept=100)
    first = found(three, "uncertain", start=2, config=config)
    assert (first.looked, first.articles, first.last) == (2, 3, 3)
    append(three, *(event(number) for number in (4, 5, 6, 7, 8, 9)))
    then = found(three, "uncertain", start=2, behind=first.last, config=config)
    assert (then.looked, then.articles, then.last) == (1, 1, None)
    assert set(numbers(then)) == {1, 2, 3}
    assert not set(numbers(first)) & set(numbers(then))
    append(three, *(event(number) for number in (1, 2, 3)))
    done = found(three, "uncertain", start=2, behind=1, config=config)
    assert (numbers(done), done.looked, done.articles, done.last) == ([], 0, 0, None)


def test_own_labels_that_a_sure_suggestion_calls_otherwise(three: Store) -> None:
    append(
        three,
        event(2, "opinion"),
        event(5, "attribution"),
        event(8, "claim", annotator="ben"),
        event(9, None, flags=("check",)),
    )
    filled = found(three, "disagreeing")
    (one,) = filled.sentences
    assert (one.number, one.label) == (2, "opinion")
    assert one.why.startswith("attribution 0.95, ")
    assert (filled.looked, filled.articles) == (2, 2)
    assert numbers(found(three, "disagreeing", annotator="ben")) == [8]


def test_a_label_that_is_no_longer_configured_is_no_slip(three: Store) -> None:
    append(three, event(2, "rumour"))
    assert numbers(found(three, "disagreeing")) == []


def test_without_suggestions_nothing_is_held_against_labels_and_it_is_said_why(
    three: Store,
) -> None:
    append(three, event(2, "opinion"))
    blind = found(three, "disagreeing", config=suggesting(blind_second_pass=True))
    assert (numbers(blind), blind.hindrance) == (
        [],
        "these labels are a second opinion, so nothing is suggested",
    )
    assert "no agent" in found(three, "disagreeing", config=suggesting(agents=())).hindrance


@pytest.mark.parametrize("queue", ["flagged", "uncertain", "disagreeing"])
def test_an_empty_database_has_nothing_to_look_at(store: Store, queue: Found) -> None:
    filled = found(store, queue, start=0)
    assert (numbers(filled), filled.last) == ([], None)


def test_articles_begun_and_unfinished_are_those_of_the_annotator(three: Store) -> None:
    append(three, event(1), event(2), event(3), event(4), event(9, annotator="ben"))
    add_article(three, ["New."], name="c.txt", replaces=3)
    assert three.counts.begun(annotator="ada") == [1, 2]
    assert three.counts.begun(annotator="ben") == []
    assert three.counts.unfinished(annotator="ada") == [2, 4]
    assert three.counts.unfinished(annotator="nobody") == [1, 2, 4]
