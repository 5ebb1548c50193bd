"""How far the work has come. Refuses to judge it: agreement has its own room."""

from collections.abc import Mapping, Sequence

from annotations.nouns import dataclass
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
    claims: int
    verdicts: int
    """Of all checkers, on both levels."""
    by_article: Sequence[ArticleWork]
    """As many articles as were asked for, those begun and not finished first."""
    waiting: str = ""
    """What was merged and waits for its article, in words; empty where nothing does."""


def status(store: Store, *, shown: int = 0) -> Status:
    """Count everything, and by article for the `shown` first ones. Raises StoreError."""
    with store.told():
        articles, sentences = store.counts.corpus()
        claims, verdicts = store.facts.totals()
        return Status(
            articles=articles,
            sentences=sentences,
            annotators=store.counts.annotators(),
            disputed=store.counts.disputed(),
            adjudicated=store.counts.adjudicated(),
            claims=claims,
            verdicts=verdicts,
            by_article=store.counts.at_work(limit=shown) if shown else (),
            waiting=waiting_for(*store.exchange.waiting()),
        )


def waiting_for(events: int, articles: int) -> str:
    """Say that so many merged events wait for so many articles; empty where none do."""
    if not events:
        return ""
    what = "1 event waits" if events == 1 else f"{events:,} events wait"
    which, text = ("1 article", "text") if articles == 1 else (f"{articles:,} articles", "texts")
    return (
        f"{what} for {which}: import the same {text} to bring {'it' if events == 1 else 'them'} in"
    )
