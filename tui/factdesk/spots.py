"""Sentences that can be evidence: found by words, or the claim's own; and what is known of one.

Read by threads. Refuses to choose.
"""

from typing import NamedTuple

from annotations.config import Config
from annotations.facts.claim import Claim
from annotations.model import Article
from annotations.store import Store
from annotations.workflow.sourcing import Readings, chain_of

MOST = 200
"""Sentences that are offered."""


class Found(NamedTuple):
    """A sentence to choose."""

    number: int
    text: str
    about: str
    """Outlet or title, and place in the article."""


class Spot(NamedTuple):
    """The sentence that was chosen, as evidence needs it."""

    number: int
    article: str
    sentence: str
    """Their ids."""
    text: str
    published: str | None
    root: str
    """On whom it rests; "" where that is not known."""


def found(typed: str, claim: Claim, store: Store) -> list[Found]:
    """The sentences with these words; without words those of the claim. Raises `StoreError`."""
    if not typed.strip():
        standing = [store.lookup.with_id(one) for one in claim.confirmed]
        return [_found(store, one.number, one.text) for one in standing if one is not None]
    hits = store.search.sentences(typed, limit=MOST).hits
    return [_found(store, one.sentence, one.text) for one in hits]


def _found(store: Store, number: int, text: str) -> Found:
    article, position = _article(store, number)
    named = " · ".join(filter(None, (article.source, article.title, article.published)))
    return Found(number, text, f"{named} · sentence {position}")


def _article(store: Store, sentence: int) -> tuple[Article, int]:
    number, position = store.articles.of_sentence(sentence)
    return store.articles.one(number, annotator=""), position


def read_spot(number: int, claim: Claim, config: Config, store: Store) -> Spot:
    """What is known of a sentence; its root as a person set it for the claim, else by the rule.

    Raises `NotFound`, `StoreError`.
    """
    article, position = _article(store, number)
    sentence = store.articles.read(article.number)[1][position - 1]
    decided = claim.chains.get(sentence.id)
    chain = decided or chain_of(Readings(store, config.sources), number)
    return Spot(number, article.id, sentence.id, sentence.text, article.published, chain.root)
