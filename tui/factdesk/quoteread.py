"""What the view of quotations has read by threads. Refuses to paint and to decide."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from annotations.config import Config
from annotations.facts.claim import Claim
from annotations.model import NOTHING_SAID
from annotations.nouns import dataclass
from annotations.store import Store
from annotations.workflow.quoting import Quote, Quotes, quotes_of
from annotations.workflow.sourcing import Readings

MOST_ARTICLES = 200
"""Articles that are read at once: those of the newest claims. A few seconds."""


@dataclass(frozen=True, slots=True)
class Read:
    """The quotations of the articles of some claims."""

    quotes: Quotes
    articles: tuple[int, ...]
    """Those that were read, by their numbers."""
    there: int
    """How many articles the claims stand in, of those in this database."""
    asked: frozenset[str] | None
    """Ids of the articles that were asked for; None: those of all claims."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What people have done about the sentences that quotations begin in."""

    claims: frozenset[str] = frozenset()
    """Ids of sentences that make a claim."""
    boilerplate: frozenset[int] = frozenset()
    """Numbers of sentences that the reader called boilerplate."""

    def with_claim(self, sentence: str) -> "Marks":
        """The same, and that sentence makes a claim."""
        return replace(self, claims=self.claims | {sentence})


def read(
    store: Store, *, claims: Iterable[Claim], asked: frozenset[str] | None, config: Config
) -> Read:
    """Read the quotations of the articles that claims stand in. Raises `StoreError`."""
    newest = sorted(claims, key=lambda claim: (-claim.at, claim.id))
    sentences = (sentence for claim in newest for sentence in claim.confirmed)
    there = list(dict.fromkeys(_numbers(store, sentences)))
    some = tuple(there[:MOST_ARTICLES])
    return Read(quotes_of(Readings(store, config.sources), some), some, len(there), asked)


def _numbers(store: Store, sentences: Iterable[str]) -> Iterable[int]:
    """The newest versions of the articles of those sentences that are here."""
    newest: dict[int, int] = {}
    for sentence in sentences:
        standing = store.lookup.with_id(sentence)
        if standing is None:
            continue
        if standing.article not in newest:
            newest[standing.article] = store.articles.newest(standing.article) or standing.article
        yield newest[standing.article]


def marks(store: Store, *, quotes: Collection[Quote], config: Config, reader: str) -> Marks:
    """What was done about the sentences of quotations. Raises `StoreError`."""
    sentences = {quote.sentence.id for quote in quotes}
    return Marks(
        claims=frozenset(store.facts.mentioning(sentences)),
        boilerplate=frozenset(_boilerplate(store, quotes, config, reader)),
    )


def _boilerplate(
    store: Store, quotes: Collection[Quote], config: Config, reader: str
) -> Iterable[int]:
    """The numbers of the sentences that the reader called boilerplate."""
    unwanted = None if config.boilerplate is None else config.boilerplate.name
    states = {
        article: store.labels.states(article, annotator=reader)
        for article in {quote.article.number for quote in quotes}
    }
    for quote in quotes:
        said = states[quote.article.number].get(quote.sentence.number, NOTHING_SAID)
        if said.label is not None and said.label == unwanted:
            yield quote.sentence.number
