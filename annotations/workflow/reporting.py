"""How far the work has come. Refuses to judge it: agreement has its own room."""

from collections.abc import Mapping
from dataclasses import dataclass

from annotations.store import Share, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Counts over the newest versions of all articles."""

    articles: int
    sentences: int
    annotators: Mapping[str, Share]
    """Name → part, sorted by name."""
    disputed: int
    adjudicated: int


def status(store: Store) -> Status:
    """Count everything. Raises StoreError."""
    with store.told():
        articles, sentences = store.counts.corpus()
        return Status(
            articles=articles,
            sentences=sentences,
            annotators=store.counts.annotators(),
            disputed=store.counts.disputed(),
            adjudicated=store.counts.adjudicated(),
        )
