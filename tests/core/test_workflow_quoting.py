"""The quotations of stored articles, and which of them may be one."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import add_article, article_of

from annotations.config import load
from annotations.errors import NotFound
from annotations.matching.aligned import base_of, text_of
from annotations.matching.drift import SUGGESTED
from annotations.store import Store
from annotations.workflow.quoting import Quote, Quotes, quotes_of
from annotations.workflow.samples import add_samples
from annotations.workflow.sourcing import Readings

CONFIG = load(None, environ={}).config
GAZETTE = [
    "The harbour is closed.",
    "“We will open the harbour again on Monday,” the mayor said.",
    "He spoke of a “miracle” at sea.",
]
HERALD = [
    "“We shall open our harbour again on Monday morning,” a spokesman said.",
    "“The price of diesel ruins every fisherman here, she said.",
]


def quotes(store: Store, numbers: list[int] | None = None) -> Quotes:
    asked = list(store.articles.numbers()) if numbers is None else numbers
    return quotes_of(Readings(store, CONFIG.sources), asked)


def every(found: Quotes) -> Iterator[Quote]:
    yield from (one.quote for group in found.groups for one in group.wordings)
    yield from found.alone


def texts(found: Quotes) -> list[set[str]]:
    return [{one.quote.text for one in group.wordings} for group in found.groups]


def test_retellings_of_one_quotation_stand_together_with_how_alike_they_are(store: Store) -> None:
    for name, told in (("a.txt", GAZETTE), ("b.txt", HERALD)):
        add_article(store, told, name=name, source=name)
    (group,) = quotes(store).groups
    first, second = group.wordings
    assert (first.quote.outlet, first.likeness) == ("a.txt", 1.0)
    assert (second.quote.quotation.speaker, second.quote.quotation.cue) == ("a spokesman", "said")
    assert SUGGESTED <= second.likeness < 1
    assert group.least == second.likeness
    assert base_of(second.pieces) == first.quote.text
    assert text_of(second.pieces) == second.quote.text


def test_scare_quotes_and_lost_marks_are_told(store: Store) -> None:
    for name, told in (("a.txt", GAZETTE), ("b.txt", HERALD)):
        add_article(store, told, name=name)
    odd = {one.text: (one.quotation.scare, one.quotation.balanced) for one in quotes(store).alone}
    assert odd["miracle"] == (True, True)
    assert [scare for text, (scare, balanced) in odd.items() if not balanced] == [False]


def test_a_quotation_belongs_to_the_sentence_in_which_it_begins(store: Store) -> None:
    number = add_article(store, ["He spoke.", "“We are here.", "We stay\nhere,” he said."])
    (one,) = quotes(store).alone
    assert one.sentence == store.articles.sentences(number)[1]


def test_the_same_quotation_twice_in_one_article_is_no_group(store: Store) -> None:
    add_article(store, [GAZETTE[1], GAZETTE[1]])
    found = quotes(store)
    assert found.groups == ()
    assert len(found.alone) == 2


def test_what_holds_a_quotation_is_compared_by_its_other_words(store: Store) -> None:
    add_article(
        store, ["“They say: “We will sell all ships”. We stay in port for years,” he said."]
    )
    outer, inner = quotes(store).alone
    assert "ships" in outer.text
    assert "ships" not in outer.own
    assert inner.own == inner.text == "We will sell all ships"


def test_a_quotation_with_next_to_no_words_of_its_own_is_compared_whole(store: Store) -> None:
    add_article(store, ["“They say: ‘We will sell all ships,’” he said."])
    outer, _ = quotes(store).alone
    assert "ships" in outer.own


def test_the_earliest_article_comes_first_and_one_without_a_date_last(store: Store) -> None:
    with store.transaction():
        for name, published in (("a", None), ("b", "2024-01-02"), ("c", "2023-12-30")):
            new = article_of([f"Seen by {name}.", GAZETTE[1]], name=name)
            draft = replace(new.draft, published=published)
            store.articles.add(replace(new, draft=draft))
    (group,) = quotes(store).groups
    assert [one.quote.article.name for one in group.wordings] == ["c", "b", "a"]


def test_no_articles_have_no_quotations(store: Store) -> None:
    assert list(every(quotes(store, []))) == []


def test_an_article_that_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(NotFound):
        quotes(store, [7])


@given(order=st.permutations(range(1, 6)))
@settings(
    deadline=None,
    max_examples=5,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_order_in_which_articles_are_given_makes_no_difference(
    store: Store, order: list[int]
) -> None:
    if not store.articles.numbers():
        add_samples(store, settings=CONFIG.importing, now=1)
    found = quotes(store, [*order, order[0]])
    assert found == quotes(store)
    for group in found.groups:
        assert group.articles > 1
        assert len({one.quote.quotation.span for one in group.wordings}) > 1


# What people say is one, found in the sample articles: tests/golden/claims/groups.json

GOLDEN = Path(__file__).parents[1] / "golden" / "claims"
GROUPS = json.loads((GOLDEN / "groups.json").read_text(encoding="utf-8"))["groups"]
QUOTED = json.loads((GOLDEN / "quotes.json").read_text(encoding="utf-8"))["quotes"]

ORIGINALS = {
    "talks": "The Russians say that they are ready to negotiate a ceasefire",
    "place": "The Russians want to stay where they are on the battlefield",
    "stop": "Putin is willing to stop at the current positions",
    "meter": "Putin is not willing to retreat one meter",
}


def _original(quote: Quote) -> str | None:
    """Of which original a quotation is, by the claim that its sentence makes for people."""
    if "stay where they are" in quote.text:
        return "place"  # the outer quotation of two, by the words that are its own
    for key, name in ORIGINALS.items():
        (group,) = (one for one in GROUPS if one["name"] == name)
        if any(quote.text in member["text"] for member in group["members"]):
            return key
    return None


@pytest.fixture
def samples(store: Store) -> Quotes:
    add_samples(store, settings=CONFIG.importing, now=1)
    return quotes(store)


def test_a_group_holds_quotations_of_one_original_only(samples: Quotes) -> None:
    for group in samples.groups:
        assert len({_original(one.quote) for one in group.wordings}) == 1
    assert len(samples.groups) == len(ORIGINALS)


def test_twelve_of_fourteen_pairs_of_one_original_are_found_and_the_other_two_are_named(
    samples: Quotes,
) -> None:
    known = {one["text"] for one in QUOTED}
    found = [one for one in every(samples) if one.text in known and _original(one)]
    pairs = [
        {a.text, b.text}
        for a, b in combinations(found, 2)
        if _original(a) == _original(b) and a.article != b.article
    ]
    together = [pair for pair in pairs if any(pair <= group for group in texts(samples))]
    assert (len(together), len(pairs)) == (12, 14)
    (alone,) = (one for one in samples.alone if _original(one))
    assert {alone.text} <= set.intersection(*(pair for pair in pairs if pair not in together))
    (near,) = samples.like(alone)
    assert _original(near.quote) == _original(alone)
