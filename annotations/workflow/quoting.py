"""The quotations of some articles, and which of them may be one that was passed on in other words.

Conclusions of rules, computed each time and never stored. A person decides what is the same: here
nothing is merged, and what is likely but stands apart is named beside it. English only.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from annotations.matching.aligned import Piece, align
from annotations.matching.drift import drift
from annotations.matching.quotations import Quotation
from annotations.matching.requoted import Requoted, Uttered, own_words, requoted
from annotations.model import Article, Sentence
from annotations.nouns import dataclass
from annotations.text.display import shown
from annotations.workflow.sourcing import Readings, quotations_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quotation, as it stands in its article."""

    article: Article
    sentence: Sentence
    """In which it begins."""
    text: str
    """Between its marks."""
    own: str
    """The same without the quotations within it: what is compared."""
    quotation: Quotation
    """Its offsets, speaker and cue; whether a mark was lost, whether it is scare quotes."""

    @property
    def outlet(self) -> str:
        """What to call the article: its source, else its title."""
        return shown(self.article.source or self.article.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Requote:
    """One wording of what may be the same quotation."""

    quote: Quote
    likeness: float
    """To the earliest of its group, 0 to 1: `annotations.matching.drift`."""
    pieces: tuple[Piece, ...]
    """The words, aligned with those of the earliest; of that one, with themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteGroup:
    """Quotations of two articles at least that may be one."""

    wordings: tuple[Requote, ...]
    """The earliest first: dated articles before others, then by name and place in the article."""

    @property
    def articles(self) -> int:
        """In how many articles it stands."""
        return len({one.quote.article.number for one in self.wordings})

    @property
    def least(self) -> float:
        """How alike the wording is to the earliest that has drifted furthest, 0 to 1."""
        return min(one.likeness for one in self.wordings)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlsoLike:
    """A quotation of another article that is alike, though it is not in the same group."""

    quote: Quote
    likeness: float
    """0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes:
    """The quotations of some articles."""

    groups: tuple[QuoteGroup, ...]
    """Those of most articles first, then the earliest."""
    alone: tuple[Quote, ...]
    """In no group; in the order of time."""
    near: dict[tuple[int, int], tuple[AlsoLike, ...]]
    """Number of the article and start of the quotation → what is alike, the most alike first."""

    def like(self, quote: Quote) -> tuple[AlsoLike, ...]:
        """What a quotation is alike to without being in one group with it."""
        return self.near.get(_place(quote), ())


def quotes_of(readings: Readings, articles: Iterable[int]) -> Quotes:
    """The quotations of the articles with these numbers, grouped across articles.

    The order of the numbers makes no difference. Raises `NotFound`, `StoreError`.
    """
    found = [quote for number in sorted(set(articles)) for quote in _of_article(readings, number)]
    found.sort(key=_order)
    said = [Uttered(one.article.number, one.own, one.quotation.scare) for one in found]
    return _grouped(found, requoted(said))


def _of_article(readings: Readings, number: int) -> list[Quote]:
    store = readings.store
    with store.told():
        article = store.articles.one(number, annotator="")
        text, sentences = store.articles.read(number)
    found = quotations_of(readings, number)
    starts = [sentence.start for sentence in sentences]
    return [
        Quote(
            article=article,
            sentence=sentences[max(0, bisect_right(starts, one.span.start) - 1)],
            text=text[slice(*one.inner)].strip(),
            own=own_words(text, one, found),
            quotation=one,
        )
        for one in found
    ]


def _order(quote: Quote) -> tuple[str, str, str, int, int]:
    """Dated articles first, the earliest before all; an outer quotation before one in it."""
    article = quote.article
    span = quote.quotation.span
    return article.published or "9999", article.name, article.id, span.start, -span.end


def _place(quote: Quote) -> tuple[int, int]:
    return quote.article.number, quote.quotation.span.start


def _grouped(found: Sequence[Quote], together: Requoted) -> Quotes:
    grouped = {place for group in together.groups for place in group}
    groups = [_group([found[place] for place in group]) for group in together.groups]
    return Quotes(
        groups=tuple(sorted(groups, key=lambda group: -group.articles)),
        alone=tuple(quote for place, quote in enumerate(found) if place not in grouped),
        near={
            _place(found[place]): tuple(
                AlsoLike(quote=found[one.other], likeness=one.likeness) for one in near
            )
            for place, near in together.near.items()
        },
    )


def _group(quotes: Sequence[Quote]) -> QuoteGroup:
    first = quotes[0]
    return QuoteGroup(
        wordings=tuple(
            Requote(
                quote=one,
                likeness=drift(first.own, one.own),
                pieces=align(first.text, one.text),
            )
            for one in quotes
        )
    )
