"""Everything that was said of each sentence, streamed in export order.

Refuses to decide what it comes to; that is `annotations.review.resolve`. Memory does not grow
with the corpus: one article is held at a time.
"""

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from operator import attrgetter

from msgspec import Struct

from annotations.model import LabelState, Sentence
from annotations.nouns import dataclass
from annotations.store.articles import Articles
from annotations.store.labels import state_of
from annotations.store.reviews import Given, Reviews

_NEWEST = "replaced = 0"
_HEARD = """
SELECT article FROM progress
 WHERE :name IS NULL OR annotator = (SELECT number FROM annotator WHERE name = :name)
UNION ALL SELECT article FROM review_current WHERE :name IS NULL
"""
"""Articles of which somebody has said something."""


class Vote(Struct, frozen=True, gc=False):
    """What one annotator has said of a sentence: a struct, since exports make millions."""

    annotator: str
    state: LabelState
    at: int
    """Microseconds since 1970, UTC."""
    guideline: str


@dataclass(frozen=True, slots=True)
class Source:
    """The article that sentences come from, as exports name it."""

    id: str
    name: str
    title: str
    source: str | None
    published: str | None
    group: str
    """Id of the first version of the article, or of the first article of its story."""
    split: str | None = None
    """None: not split."""


@dataclass(frozen=True, slots=True)
class Voted:
    """An article with its sentences and what was said of each."""

    source: Source
    text: str
    sentences: list[Sentence]
    votes: dict[int, list[Vote]]
    """Sentence number → votes, by name."""
    rulings: dict[int, list[Given]]
    """Sentence number → what reviewers said, the last first; only where they were asked for."""

    def ruling(self, sentence: int) -> Given | None:
        """The ruling on a sentence: the last that holds a decision."""
        given = self.rulings.get(sentence, ())
        return next((one for one in given if one.ruling.decision is not None), None)


class Votes:
    """The votes of one database, over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._articles = Articles(connection)
        self._reviews = Reviews(connection)

    def articles(self, *, annotator: str | None = None, silent: bool = True) -> Iterator[Voted]:
        """Every article (newest versions), by name, with all votes or one annotator's.

        `silent`: those of `silent` too. Belongs in a `reading`: who joins or reviews for the first
        time meanwhile is not heard.
        """
        people, ruled = self._people(annotator), annotator is None and self._reviews.any()
        numbers = self._connection.execute(
            f"SELECT number FROM article WHERE {_NEWEST} AND (:silent OR number IN ({_HEARD}))"
            " ORDER BY name, id",
            {"name": annotator, "silent": silent},
        )
        for number in array("q", (number for (number,) in numbers)):
            yield self._article(number, people, ruled=ruled)

    def silent(self, *, annotator: str | None = None) -> tuple[int, int]:
        """(articles, their sentences) of which nobody has said anything, or one annotator has not.

        Newest versions only.
        """
        articles, sentences = self._connection.execute(
            "SELECT count(*), coalesce(sum(sentences), 0) FROM article"
            f" WHERE {_NEWEST} AND number NOT IN ({_HEARD})",
            {"name": annotator},
        ).fetchone()
        return int(articles), int(sentences)

    def article(self, number: int, *, annotator: str | None = None) -> Voted:
        """One article, whatever version, with all votes or one annotator's."""
        return self._article(number, self._people(annotator), ruled=annotator is None)

    def _people(self, annotator: str | None) -> dict[int, str]:
        """Number → name of everybody, or of one annotator; by number."""
        rows = self._connection.execute(
            "SELECT number, name FROM annotator WHERE :name IS NULL OR name = :name"
            " ORDER BY number",
            {"name": annotator},
        )
        return dict(rows.fetchall())

    def _article(self, number: int, people: Mapping[int, str], *, ruled: bool) -> Voted:
        identity, name, title, source, published, replaces, lead, *span = self._connection.execute(
            "SELECT lower(hex(id)), name, title, source, published, replaces, lead,"
            "       first_sentence, first_sentence + sentences - 1"
            "  FROM article WHERE number = ?",
            (number,),
        ).fetchone()
        group = identity if replaces is None else self._articles.first_version(number)
        text, sentences = self._articles.between(*span)
        return Voted(
            Source(identity, name, title, source, published, group),
            lead + text,
            sentences,
            self._votes(span, people),
            self._reviews.rulings(number) if ruled else {},
        )

    def _votes(self, span: list[int], people: Mapping[int, str]) -> dict[int, list[Vote]]:
        """Sentence number → votes, by name; `span`: numbers of the first and last sentence."""
        votes = defaultdict[int, list[Vote]](list)
        for sentence, who, label, secondary, flags, note, at, guideline in self._connection.execute(
            "SELECT sentence, annotator, label, secondary, flags, note, at, guideline"
            "  FROM label_current WHERE sentence BETWEEN ? AND ? ORDER BY sentence, annotator",
            span,
        ):
            if (name := people.get(who)) is not None:
                state = state_of(label, secondary, flags, note)
                votes[sentence].append(Vote(name, state, at, guideline))
        if not _by_name(people):
            for several in votes.values():
                several.sort(key=attrgetter("annotator"))
        return dict(votes)


def _by_name(people: Mapping[int, str]) -> bool:
    """Whether the numbers of annotators, which are sorted, stand for sorted names."""
    names = list(people.values())
    return names == sorted(names)
