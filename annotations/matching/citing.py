"""Who cites whom: outlets and articles, joined by the sentences that name the one they rest on.

Goes through the articles once and keeps a few example sentences a pair, never a text. What a
sentence does not say itself, but was taken over from its article, is counted apart. Refuses to
draw persons and institutions: those are in the chains.
"""

from collections.abc import Iterable
from dataclasses import field
from itertools import pairwise
from typing import Literal, NamedTuple

from annotations.claims import Chain
from annotations.nouns import dataclass

EXAMPLES = 3
"""Sentences that are kept of each pair."""

LONGEST = 300
"""Characters of an example that are kept."""


class Node(NamedTuple):
    """An outlet; or an article, where nothing is known of its outlet."""

    name: str
    kind: Literal["outlet", "article"] = "outlet"


class ArticleChains(NamedTuple):
    """The chains of one article."""

    name: str
    """What the article is called."""
    chains: Iterable[tuple[str, Chain]]
    """The text of each sentence with its chain."""


@dataclass(frozen=True, slots=True)
class Citation:
    """That one cites another."""

    by: Node
    of: Node
    count: int
    """Sentences that say so."""
    inherited: int
    """Sentences that are taken to rest on it without saying so."""
    examples: tuple[str, ...]
    """The first sentences that say so."""


@dataclass(frozen=True, slots=True)
class CitationGraph:
    """Who cites whom in a corpus."""

    nodes: tuple[Node, ...]
    """By name, also those that neither cite nor are cited."""
    citations: tuple[Citation, ...]
    """The most frequent first."""


@dataclass(slots=True)
class _Pair:
    count: int = 0
    inherited: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, text: str, *, explicit: bool) -> None:
        self.count += explicit
        self.inherited += not explicit
        if explicit and len(self.examples) < EXAMPLES:
            self.examples.append(text[:LONGEST])


def citing(articles: Iterable[ArticleChains]) -> CitationGraph:
    """Count who cites whom in articles that are read one after the other."""
    nodes: set[Node] = set()
    found: dict[tuple[Node, Node], _Pair] = {}
    for article in articles:
        for text, chain in article.chains:
            path = [
                (
                    Node(link.source.name) if link.source.name else Node(article.name, "article"),
                    link,
                )
                for link in chain.links
                if link.source.kind == "outlet"
            ]
            nodes.update(node for node, _ in path)
            for (by, _), (of, link) in pairwise(path):
                found.setdefault((by, of), _Pair()).add(text, explicit=link.explicit)
    citations = [
        Citation(by, of, pair.count, pair.inherited, tuple(pair.examples))
        for (by, of), pair in found.items()
    ]
    citations.sort(key=lambda one: (-one.count, -one.inherited, one.by, one.of))
    return CitationGraph(tuple(sorted(nodes)), tuple(citations))
