"""Which sentences an annotator may want to look at next, beside those without a label.

Found anew each time, for a bounded number of articles, so it belongs on a thread: what it gives
says how far it looked, and where to go on. Refuses to change anything, and to look at what others
labelled.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from annotations.config import Config
from annotations.model import CHANGED, LabelState, Sentence, Suggestion
from annotations.nouns import dataclass
from annotations.store import Store

if TYPE_CHECKING:
    from annotations.suggesters import Suggester

Found = Literal["uncertain", "disagreeing", "flagged"]
"""Queues that have to be looked for: sentences without a label and without a sure suggestion;
own labels that suggestions call otherwise; what the annotator has flagged."""

AHEAD = 10
"""Unfinished articles that are looked through at a time for what is least certain."""

BACK = 30
"""Articles with own labels that are looked through at a time for what suggestions deny."""

MOST = 500
"""Sentences of a queue at a time; an article is not divided."""

MOST_FLAGGED = 5_000

SURE = 0.8
"""Score from which on a suggestion is held against a label that is there."""


class Queued(NamedTuple):
    """A sentence of a queue."""

    number: int
    why: str
    """In words, for the annotator."""
    label: str | None = None
    """The annotator's label that is doubted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What was found of a queue."""

    queue: Found
    sentences: tuple[Queued, ...]
    """In the order in which they are to be gone through."""
    looked: int = 0
    """Articles looked through so far, of `articles`; 0 of 0 where none has to be."""
    articles: int = 0
    last: int | None = None
    """The article to go on behind; None: all were looked through."""
    hindrance: str = ""
    """Why nothing can be found, in words."""


def fill(
    store: Store,
    queue: Found,
    *,
    annotator: str,
    config: Config,
    start: int,
    behind: int | None = None,
    learnt: "Suggester | None" = None,
) -> Filled:
    """Look for the sentences of a queue, from the article `start` on and then from the first.

    `behind`: go on behind this article, as far as which it was looked before. `learnt`: what
    `suggesting.learning` came to. Raises StoreError.
    """
    with store.told():
        if queue == "flagged":
            return Filled(queue=queue, sentences=tuple(_flagged(store, annotator)))
        asking = _Asking(store, annotator, config, learnt)
        if queue == "uncertain":
            articles = _round(store.counts.unfinished(annotator=annotator), start)
            return _looked(queue, asking, articles, _ahead(articles, start, behind)[:AHEAD])
        hindrance = hindrance_of(config)
        if hindrance:
            return Filled(queue=queue, sentences=(), hindrance=hindrance)
        articles = _round(store.counts.begun(annotator=annotator), start)
        return _looked(queue, asking, articles, _ahead(articles, start, behind)[:BACK])


class _Asking(NamedTuple):
    """Who asks for suggestions, and what for."""

    store: Store
    annotator: str
    config: Config
    learnt: "Suggester | None"

    def of(self, article: int) -> list[tuple[Sentence, LabelState, Suggestion | None]]:
        """The sentences of an article with what was said of them and what is suggested."""
        from annotations.workflow.suggesting import (  # noqa: PLC0415 - the app starts without it
            suggestions,
        )

        store, annotator = self.store, self.annotator
        found = suggestions(
            store,
            store.articles.one(article, annotator=annotator),
            annotator=annotator,
            config=self.config,
            learnt=self.learnt,
        )
        states = store.labels.states(article, annotator=annotator)
        sentences = store.articles.sentences(article)
        said = [states.get(sentence.number, LabelState()) for sentence in sentences]
        return list(zip(sentences, said, found, strict=True))


def _looked(queue: Found, asking: _Asking, articles: Sequence[int], ahead: Sequence[int]) -> Filled:
    """Go through the articles `ahead`, until there is enough."""
    of = _uncertain if queue == "uncertain" else _disagreeing
    found: list[Queued] = []
    last: int | None = None
    for article in ahead:
        if len(found) >= MOST:
            break
        found += of(asking, article)
        last = article
    looked = len(articles) if last is None else articles.index(last) + 1
    return Filled(
        queue=queue,
        sentences=tuple(found),
        looked=looked,
        articles=len(articles),
        last=last if looked < len(articles) else None,
    )


def _uncertain(asking: _Asking, article: int) -> Iterator[Queued]:
    """What has no label and no sure suggestion, the least sure first."""
    sure = asking.config.suggest.accept / 100
    scored = [
        (found.score if found else 0.0, sentence.number)
        for sentence, said, found in asking.of(article)
        if said.label is None and (found is None or found.score < sure)
    ]
    for score, number in sorted(scored):
        yield Queued(number, f"the suggestion has {score:.2f}" if score else "nothing is suggested")


def _disagreeing(asking: _Asking, article: int) -> Iterator[Queued]:
    """The own labels that a sure suggestion calls otherwise."""
    names = {label.name for label in asking.config.labels}
    for sentence, said, found in asking.of(article):
        if found is None or found.score < SURE or said.label == found.label:
            continue
        if said.label in names:
            why = f"{found.label} {found.score:.2f}, {found.reason}"
            yield Queued(sentence.number, why, said.label)


def _flagged(store: Store, annotator: str) -> Iterator[Queued]:
    for number, flags in store.labels.flagged(annotator=annotator, limit=MOST_FLAGGED):
        yield Queued(number, why_flagged(flags))


def why_flagged(flags: Sequence[str]) -> str:
    """The flags of a sentence in words: that the wording changed first."""
    others = [flag for flag in flags if flag != CHANGED]
    return ", ".join(["wording changed"] * (CHANGED in flags) + others)


def hindrance_of(config: Config) -> str:
    """Why nothing is suggested that labels could be held against; "" where something is."""
    if config.suggest.blind_second_pass:
        return "these labels are a second opinion, so nothing is suggested"
    return "" if config.suggest.agents else "no agent is configured to suggest anything"


def _round(articles: Sequence[int], start: int) -> list[int]:
    """Articles in their order, from `start` on and then from the first."""
    return sorted(articles, key=lambda number: (number < start, number))


def _ahead(articles: Sequence[int], start: int, behind: int | None) -> list[int]:
    """Those of such a round that come behind an article; it need not be among them any more."""
    if behind is None:
        return list(articles)
    seen = (behind < start, behind)
    return [number for number in articles if (number < start, number) > seen]
