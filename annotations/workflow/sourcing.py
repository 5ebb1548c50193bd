"""The source chains and quotations of stored articles, as the rules see them.

Nothing of it is stored: a person's decision on a chain is an event, this is what it is decided
against. An article is read once and kept while it is among the last ones asked for, since it never
changes: an edited one is a new article. English only.
"""

from collections import OrderedDict
from collections.abc import Iterator

from annotations.claims import Chain
from annotations.config import Sourcing
from annotations.matching.aliases import aliases
from annotations.matching.chains import Outlet, Reading, chain, read
from annotations.matching.citing import ArticleChains, CitationGraph, citing
from annotations.matching.quotations import Quotation
from annotations.model import Span
from annotations.store import Store
from annotations.text.wrap import blocks

KEPT = 32
"""Articles that stay read."""


class Readings:
    """The articles of one store, read for their sources; keeps the last `KEPT` of them."""

    def __init__(self, store: Store, sources: Sourcing) -> None:
        self.store = store
        self.aliases = aliases(sources)
        self._kept: OrderedDict[int, Reading] = OrderedDict()

    def article(self, number: int) -> Reading:
        """Read an article, or take it from those read before. Raises `NotFound`, `StoreError`."""
        reading = self._kept.pop(number, None) or self.fresh(number)
        self._kept[number] = reading
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return reading

    def fresh(self, number: int) -> Reading:
        """Read an article and keep nothing of it. Raises `NotFound`, `StoreError`."""
        with self.store.told():
            text, sentences = self.store.articles.read(number)
            article = self.store.articles.one(number, annotator="")
        wrapped = any("\n" in sentence.text for sentence in sentences)
        return read(
            text,
            sentences=[Span(sentence.start, sentence.end) for sentence in sentences],
            paragraphs=[
                Span(*block) for block in blocks(text, "paragraphs" if wrapped else "lines")
            ],
            outlet=Outlet(source=article.source, url=article.url, title=article.title),
            aliases=self.aliases,
        )


def chain_of(readings: Readings, sentence: int) -> Chain:
    """Return the chain of a sentence, by its number. Raises `NotFound`, `StoreError`."""
    with readings.store.told():
        article, position = readings.store.articles.of_sentence(sentence)
    return chain(readings.article(article), position - 1)


def quotations_of(readings: Readings, article: int) -> tuple[Quotation, ...]:
    """Return the quotations of an article. Raises `NotFound`, `StoreError`."""
    return readings.article(article).speech.quotations


def source_graph(readings: Readings) -> CitationGraph:
    """Return who cites whom in all articles, newest versions only. Raises `StoreError`.

    One article is read at a time; nothing of it is kept but what the graph shows.
    """
    return citing(_every_chain(readings))


def _every_chain(readings: Readings) -> Iterator[ArticleChains]:
    with readings.store.told():
        numbers = readings.store.articles.numbers()
    for number in numbers:
        with readings.store.told():
            article = readings.store.articles.one(number, annotator="")
        yield ArticleChains(article.title or article.name, _chains(readings.fresh(number)))


def _chains(reading: Reading) -> Iterator[tuple[str, Chain]]:
    for at, sentence in enumerate(reading.sentences):
        yield reading.text[slice(*sentence)], chain(reading, at)
