"""The same claim in other articles: candidates for a person to confirm.

Rare words find them (`Store.kin`), the wording scores them (`annotations.matching.resemble`), and
the best are shown. What the asking annotator called boilerplate is neither asked about nor
offered; how others labelled a sentence is not looked at, so that nothing of it shows. What anybody
found not to be the same is left out, since claims are everybody's. Refuses to decide, and to
remember: candidates are worked out anew each time.
"""

from collections.abc import Collection, Generator, Iterable, Iterator

from annotations.claims import Divergence
from annotations.config import Config
from annotations.matching.divergence import divergences
from annotations.matching.passage import Passage
from annotations.matching.rank import Scored, askable, ranked
from annotations.matching.resemble import resemblances
from annotations.model import NOTHING_SAID, Article, Sentence
from annotations.nouns import dataclass
from annotations.store import Store
from annotations.store.kin import Kin


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of another article that may say the same."""

    kin: Kin
    score: float
    """0 to 1, by `annotations.matching.resemble.SCORER`, in the company it was found in."""


@dataclass(frozen=True, slots=True)
class Matched:
    """A sentence that was asked about."""

    article: Article
    sentence: Sentence
    candidates: tuple[Candidate, ...]
    """Best first, at most five of each other article."""
    done: int
    """How many sentences have been gone through, this one included and those passed over."""


def candidates(
    store: Store,
    sentence: int,
    *,
    annotator: str,
    config: Config,
    exclude: Collection[int] = (),
) -> list[Candidate]:
    """The sentences of other articles that may say the same as the one with this number.

    Best first, at most five of an article; what stands in one article twice is offered once.
    `exclude`: numbers of sentences that are not offered, such as those already decided on.
    Raises NotFound, StoreError.
    """
    with store.told():
        asked = store.kin.one(sentence)
        near = store.kin.near(sentence, exclude=exclude, called=_called(annotator, config))
    return _best(asked, {(one.article, one.text): one for one in reversed(near)}.values())


def apart(store: Store, sentences: Collection[str]) -> set[str]:
    """Ids of the sentences that a person found not to be the same as one of these, by their ids.

    What was decided on a sentence holds for the same words in other versions of its article.
    Belongs inside `told`.
    """
    alike = {one for sentence in sentences for _, one in store.lookup.alike(sentence)}
    return store.facts.rejected_beside([*alike, *sentences])


def everywhere(store: Store, sentences: Iterable[str]) -> list[int]:
    """Numbers of the sentences with these ids, and of the like in all versions of their articles.

    What is not here is left out. Belongs inside `told`.
    """
    return [number for sentence in sentences for number, _ in store.lookup.alike(sentence)]


def matches(
    store: Store, article: Article | None, *, annotator: str, config: Config
) -> Generator[Matched, None, None]:
    """The candidates of every sentence of an article, or of all articles in order of import.

    What a person found not to be the same is not offered. Passed over are sentences that the
    annotator called boilerplate, and those with too few content words to be told from others.
    Raises StoreError.
    """
    done = 0
    with store.told():
        articles = iter([article]) if article else store.articles.all(annotator=annotator)
    while one := _next(store, articles):
        for sentence in _asked(store, one, annotator=annotator, config=config):
            with store.told():
                exclude = everywhere(store, apart(store, [sentence.id]))
            found = candidates(
                store, sentence.number, annotator=annotator, config=config, exclude=exclude
            )
            yield Matched(one, sentence, tuple(found), done + sentence.position)
        done += one.sentences


def differing(matched: Matched, candidate: Candidate) -> tuple[Divergence, ...]:
    """In what a sentence and a candidate for it differ, as far as rules can tell."""
    kin = candidate.kin
    return divergences(
        Passage(text=matched.sentence.text, published=matched.article.published),
        Passage(text=kin.text, published=kin.published),
    )


def _called(annotator: str, config: Config) -> tuple[str, str] | None:
    """What is not wanted: whose label, and which; None where no label stands for it."""
    return None if config.boilerplate is None else (annotator, config.boilerplate.name)


def _best(asked: Kin, near: Collection[Kin]) -> list[Candidate]:
    scores = resemblances(asked.text, [one.text for one in near])
    scored = (
        Scored(score, one.article, one.number) for score, one in zip(scores, near, strict=True)
    )
    known = {one.number: one for one in near}
    return [Candidate(known[one.sentence], one.score) for one in ranked(scored, own=asked.article)]


def _next(store: Store, articles: Iterator[Article]) -> Article | None:
    with store.told():
        return next(articles, None)


def _asked(store: Store, article: Article, *, annotator: str, config: Config) -> list[Sentence]:
    """The sentences of an article that are asked about."""
    unwanted = _called(annotator, config)
    with store.told():
        states = store.labels.states(article.number, annotator=annotator)
        return [
            sentence
            for sentence in store.articles.sentences(article.number)
            if askable(sentence.text)
            and (annotator, states.get(sentence.number, NOTHING_SAID).label) != unwanted
        ]
