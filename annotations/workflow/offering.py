"""What could be further mentions of a claim: found beside those that people confirmed.

A sentence that was decided on for this claim, or was found not to be the same as one of its
mentions, is never offered again, nor are the same words in that article or a newer version of it.
Refuses to decide: what is offered is only suggested.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from annotations.claims import Divergence, Mention, MentionState, Relation
from annotations.config import Config
from annotations.facts.claim import Claim
from annotations.matching.divergence import divergences
from annotations.matching.passage import Passage
from annotations.matching.rank import PER_ARTICLE, is_content
from annotations.matching.resemble import SCORER
from annotations.model import Span
from annotations.nouns import dataclass
from annotations.store import Standing, Store
from annotations.store.kin import Kin
from annotations.workflow import matching

MARKED = 8
"""Rare words that two sentences share and that are marked."""

ASKED = 12
"""Mentions beside which others are looked for, those confirmed last: each costs a query."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A sentence that may make the claim."""

    kin: Kin
    article: str
    """Id of its article, 64 hex digits."""
    score: float
    """0 to 1."""
    beside: Mention
    """The mention that it is most like."""
    divergences: tuple[Divergence, ...]
    """From that mention."""
    shared: tuple[Span, ...]
    """Where the rare words that both have stand in it, in code points of the sentence."""

    start: int
    """Where the sentence begins in its article."""

    def decided(self, relation: Relation, state: MentionState) -> Mention:
        """The mention that a person makes of it."""
        return Mention(
            article=self.article,
            sentence=self.kin.id,
            span=Span(self.start, self.start + len(self.kin.text)),
            text=self.kin.text,
            relation=relation,
            state=state,
            score=round(self.score, 4),
            scorer=SCORER,
            beside=self.beside.sentence,
        )


def offered(store: Store, claim: Claim, *, annotator: str, config: Config) -> list[Offered]:
    """The candidates for a claim: articles by their best one, each with its five best at most.

    Raises StoreError.
    """
    best: dict[int, tuple[matching.Candidate, Mention]] = {}
    with store.told():
        known = {*claim.mentions, *matching.apart(store, claim.confirmed)}
        exclude = matching.everywhere(store, known)
        for mention in list(claim.confirmed.values())[-ASKED:]:
            standing = _there(store, mention)
            if standing is None:
                continue
            for one in matching.candidates(
                store, standing.number, annotator=annotator, config=config, exclude=exclude
            ):
                before = best.get(one.kin.number)
                if before is None or one.score > before[0].score:
                    best[one.kin.number] = one, mention
        found = (_there(store, mention) for mention in claim.confirmed.values())
        there = {_newest(store, standing) for standing in found if standing is not None}
        chosen = list(_chosen(best.values(), there))
        asked = {mention.sentence: mention for _, mention in chosen}
        sides = {sentence: _side(store, mention) for sentence, mention in asked.items()}
        articles = store.articles.several({one.kin.article for one, _ in chosen}, annotator="")
        return [
            _offered(store, one, sides[mention.sentence], articles[one.kin.article].id)
            for one, mention in chosen
        ]


def _there(store: Store, mention: Mention) -> Standing | None:
    """The sentence of a mention, where it is in this database."""
    return store.lookup.with_id(mention.sentence)


def _newest(store: Store, standing: Standing) -> int:
    """The article of a sentence as candidates have it: its newest version."""
    newest = store.articles.newest(standing.article) if standing.replaced else None
    return newest or standing.article


def _chosen(
    found: Iterable[tuple[matching.Candidate, Mention]], there: AbstractSet[int]
) -> Iterator[tuple[matching.Candidate, Mention]]:
    """Article by article, those without a mention first; the best of each, best first."""
    by_article: dict[int, list[tuple[matching.Candidate, Mention]]] = {}
    for one in sorted(found, key=lambda one: (-one[0].score, one[0].kin.number)):
        by_article.setdefault(one[0].kin.article, []).append(one)
    for article in sorted(by_article, key=lambda article: article in there):
        yield from by_article[article][:PER_ARTICLE]


@lru_cache(maxsize=1_000)
def _folded(word: str) -> str:
    """A word as the index has it, small and without diacritics; most come in many candidates."""
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(part for part in parts if not unicodedata.combining(part))


class _Side(NamedTuple):
    """A mention beside which candidates are shown: read once for all of them."""

    mention: Mention
    passage: Passage
    rare: AbstractSet[str]


def _side(store: Store, mention: Mention) -> _Side:
    standing = _there(store, mention)
    published = store.kin.one(standing.number).published if standing else None
    passage = Passage(text=mention.text, published=published)
    return _Side(mention, passage, _rare(store, mention))


def _rare(store: Store, mention: Mention) -> frozenset[str]:
    """The rare words of a mention: a query for each, so they are asked for once.

    In a handful of articles the rarest words of a sentence may be `a` and `he`: they tell nothing.
    """
    rarest = store.kin.rarest(mention.text, MARKED, least=2)
    return frozenset(term.term for term in rarest if is_content(term.term))


def _offered(store: Store, candidate: matching.Candidate, side: _Side, article: str) -> Offered:
    kin = candidate.kin
    return Offered(
        kin=kin,
        article=article,
        start=store.articles.start_of(kin.number),
        score=candidate.score,
        beside=side.mention,
        divergences=divergences(side.passage, Passage(text=kin.text, published=kin.published)),
        shared=tuple(
            Span(*word.span())
            for word in _WORD.finditer(kin.text)
            if _folded(word.group()) in side.rare
        ),
    )
