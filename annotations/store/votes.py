"""Everything that was said of each sentence, streamed in export order.

Refuses to decide what it comes to; that is `annotations.review.resolve`. Memory does not grow
with the corpus: one article is held at a time.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from annotations.model import LabelState, Sentence
from annotations.store.articles import Articles
from annotations.store.labels import state_of
from annotations.store.reviews import Given, Reviews


class Vote(NamedTuple):
    """What one annotator has said of a sentence: a named tuple, since exports make millions."""

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

    def articles(self, *, annotator: str | None = None) -> Iterator[Voted]:
        """Every article (newest versions), by name, with all votes or one annotator's."""
        numbers = self._connection.execute(
            "SELECT number FROM article WHERE replaced = 0 ORDER BY name, id"
        ).fetchall()
        for (number,) in numbers:
            yield self.article(number, annotator=annotator)

    def article(self, number: int, *, annotator: str | None = None) -> Voted:
        """One article, whatever version, with all votes or one annotator's."""
        identity, name, title, source, published, replaces = self._connection.execute(
            "SELECT lower(hex(id)), name, title, source, published, replaces"
            "  FROM article WHERE number = ?",
            (number,),
        ).fetchone()
        group = identity if replaces is None else self._articles.first_version(number)
        votes: dict[int, list[Vote]] = {}
        for sentence, who, label, secondary, flags, note, at, guideline in self._connection.execute(
            "SELECT current.sentence, annotator.name, current.label, current.secondary,"
            "       current.flags, current.note, current.at, current.guideline"
            "  FROM article JOIN label_current AS current"
            "    ON current.sentence BETWEEN article.first_sentence"
            "   AND article.first_sentence + article.sentences - 1"
            "  JOIN annotator ON annotator.number = current.annotator"
            " WHERE article.number = :number"
            "   AND (:annotator IS NULL OR annotator.name = :annotator)"
            " ORDER BY current.sentence, annotator.name",
            {"number": number, "annotator": annotator},
        ):
            vote = Vote(who, state_of(label, secondary, flags, note), at, guideline)
            votes.setdefault(sentence, []).append(vote)
        return Voted(
            Source(identity, name, title, source, published, group),
            *self._articles.read(number),
            votes,
            self._reviews.rulings(number) if annotator is None else {},
        )
