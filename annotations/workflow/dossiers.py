"""All that exports tell of a claim, gathered: where it stands, its evidence weighed, its history.

Reads every checker's verdict: whoever exports asks for all of them. Refuses to leave anything out;
a format does that, and says so.
"""

from collections.abc import Iterator
from dataclasses import replace

from annotations.claims import Evidence, Mention, Verdict, VerdictLevel
from annotations.config import Config
from annotations.exporters.claims import Backing, Dossier, Past, Place, Telling
from annotations.facts.claim import Claim
from annotations.facts.verdicts import outcome, too_young
from annotations.matching.aliases import aliases
from annotations.model import Article, Span
from annotations.store import Store
from annotations.workflow.standing import Standing, Standings, Version, in_version
from annotations.workflow.weighing import weigh

EVENTS_OF_A_VERDICT = 1_000
"""What is told of the history of one verdict, newest first."""


class Dossiers:
    """Gathers what there is to tell of claims, one after the other, from one database."""

    def __init__(self, store: Store, config: Config) -> None:
        self._store = store
        self._standings = Standings(store, config, annotator="")
        self._aliases = aliases(config.sources)

    def of(self, claim: Claim) -> Dossier:
        """All of one claim. Belongs inside `told`."""
        standing = self._standings.of(claim)
        return Dossier(
            claim=claim,
            tellings=tuple(self._telling(version) for version in standing.versions),
            articles=standing.articles,
            roots=standing.roots,
            backing=tuple(self._backing(standing)),
            attribution=outcome(claim, "attribution", reader=None),
            content=outcome(claim, "content", reader=None),
            past=tuple(self._past(claim)),
        )

    def _telling(self, version: Version) -> Telling:
        mention, article = self._moved(version), version.article
        return Telling(
            mention=mention,
            place=Place(article=mention.article, sentence=mention.sentence)
            if article is None
            else _in(article, mention.sentence, version.position, mention.text),
            chain=version.chain,
            pieces=version.pieces,
            divergences=tuple(one.divergence for one in version.differing),
        )

    def _moved(self, version: Version) -> Mention:
        """The mention by the ids and offsets of the version of the article in which it is told."""
        mention, article = version.mention, version.article
        before = self._store.lookup.with_id(mention.sentence)
        if article is None or version.number is None or before is None:
            return mention
        start_of = self._store.articles.start_of
        by = start_of(version.number) - start_of(before.number)
        return replace(
            mention,
            article=article.id,
            sentence=self._store.kin.one(version.number).id,
            span=Span(mention.span.start + by, mention.span.end + by),
        )

    def _backing(self, standing: Standing) -> Iterator[Backing]:
        claim, roots = standing.claim, standing.own_roots
        young = frozenset(too_young(claim))
        for key, evidence in claim.evidence.items():
            weight = weigh(evidence, claim=claim, roots=roots, aliases=self._aliases)
            yield Backing(
                id=key,
                evidence=evidence,
                counts=weight.counts,
                why=weight.why,
                place=self._place(evidence),
                young=key in young,
            )

    def _place(self, evidence: Evidence) -> Place | None:
        """Where evidence stands that is a sentence, in the newest version; None if it is none."""
        if evidence.article is None or evidence.sentence is None:
            return None
        found = self._store.lookup.with_id(evidence.sentence)
        if found is None:
            return Place(article=evidence.article, sentence=evidence.sentence)
        newest = self._store.articles.newest(found.article) or found.article
        there = in_version(self._store, found, newest)
        article = self._store.articles.one(there.article, annotator="")
        _, position = self._store.articles.of_sentence(there.number)
        return _in(article, self._store.kin.one(there.number).id, position, there.text)

    def _past(self, claim: Claim) -> Iterator[Past]:
        """The verdicts that do not stand any more, the earliest first."""
        standing = {one.event_id for one in claim.verdicts}
        found: list[tuple[int, str, Past]] = []
        for held in self._store.facts.held(claim.id):
            if held.slot.kind != "verdict":
                continue
            level, _, checker = held.slot.subject.partition("/")
            for event in self._store.facts.history(held.slot, limit=EVENTS_OF_A_VERDICT):
                if event.event_id not in standing and isinstance(event.value, Verdict | None):
                    past = Past(_level(level), checker, event.at, event.value)
                    found.append((event.at, event.event_id, past))
        return (past for _, _, past in sorted(found, key=lambda one: one[:2]))


def _level(name: str) -> VerdictLevel:
    return "attribution" if name == "attribution" else "content"


def _in(article: Article, sentence: str, position: int | None, text: str) -> Place:
    return Place(
        article=article.id,
        sentence=sentence,
        name=article.name,
        title=article.title,
        source=article.source,
        url=article.url,
        published=article.published,
        position=position,
        text=text,
    )
