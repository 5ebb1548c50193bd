"""How far the work has come. Refuses to judge it: agreement has its own room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotations.store import Share, Store
from annotations.store.counts import ArticleWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Counts over the newest versions of all articles."""

    articles: int
    sentences: int
    annotators: Mapping[str, Share]
    """Name → part, sorted by name."""
    disputed: int
    adjudicated: int
    by_article: Sequence[ArticleWork]
    """As many articles as were asked for, those begun and not finished first."""


def status(store: Store, *, shown: int = 0) -> Status:
    """Count everything, and by article for the `shown` first ones. Raises StoreError."""
    with store.told():
        articles, sentences = store.counts.corpus()
        return Status(
            articles=articles,
            sentences=sentences,
            annotators=store.counts.annotators(),
            disputed=store.counts.disputed(),
            adjudicated=store.counts.adjudicated(),
            by_article=store.counts.at_work(limit=shown) if shown else (),
        )
