"""What several annotators called the same sentences, counted by pattern.

Reads what everybody's labels are now, in the newest versions of all articles; a sentence that
fewer than two of those asked for have labelled is passed over. Refuses to judge how well they
agree; that is `annotations.review.agreement`. Memory grows with the number of different
patterns, not with that of sentences.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from annotations.review.patterns import PAIR, Rated, RatedPatterns, Rating

_WEEK = 7 * 24 * 3_600_000_000
"""In microseconds."""
_FIRST_MONDAY = date(1969, 12, 29)
"""Of the week in which 1970 began."""
_INTO_WEEK = 3 * 24 * 3_600_000_000
"""From that Monday to 1970, in microseconds."""

_Said = tuple[str, str | None]
_Line = tuple[int, int, tuple[_Said | None, ...]]
"""(article number, when the last of its labels was given, what each annotator called it)"""


class RatedArticle(NamedTuple):
    """One article, with the patterns of its sentences."""

    id: str
    name: str
    title: str
    ratings: RatedPatterns


class RatedWeek(NamedTuple):
    """One week, with the patterns of the sentences whose last label was given in it."""

    monday: date
    """Its first day; weeks are those of ISO 8601, in UTC."""
    ratings: RatedPatterns


class Ratings:
    """Patterns of one database, over one connection.

    A pattern has a place for each annotator asked for, in that order; a name that is not in the
    database labelled nothing. Every read is of one moment.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def annotators(self) -> list[str]:
        """The names of all who have labelled a sentence of the newest versions, sorted."""
        rows = self._connection.execute(
            "SELECT name FROM annotator WHERE EXISTS"
            " (SELECT 1 FROM progress JOIN article ON article.number = progress.article"
            "   WHERE progress.annotator = annotator.number AND labelled > 0 AND replaced = 0)"
            " ORDER BY name"
        )
        return [name for (name,) in rows]

    def patterns(self, annotators: Sequence[str]) -> RatedPatterns:
        """The patterns of all sentences."""
        return _counted(self._lines(annotators))

    def by_article(self, annotators: Sequence[str]) -> Iterator[RatedArticle]:
        """The patterns of each article that has any, in order of import."""
        for number, lines in groupby(self._lines(annotators), key=itemgetter(0)):
            identity, name, title = self._connection.execute(
                "SELECT lower(hex(id)), name, title FROM article WHERE number = ?", (number,)
            ).fetchone()
            yield RatedArticle(identity, name, title, _counted(lines))

    def by_week(self, annotators: Sequence[str]) -> list[RatedWeek]:
        """The patterns of each week that has any, by the later of the labels of a sentence."""
        weeks: dict[int, Counter[tuple[_Said | None, ...]]] = {}
        for _, at, said in self._lines(annotators):
            weeks.setdefault((at + _INTO_WEEK) // _WEEK, Counter())[said] += 1
        return [
            RatedWeek(_FIRST_MONDAY + timedelta(weeks=week), _named(counts))
            for week, counts in sorted(weeks.items())
        ]

    def _lines(self, annotators: Sequence[str]) -> Iterator[_Line]:
        """Every sentence with labels of two annotators or more, in order of number."""
        places = self._places(annotators)
        if len(places) < PAIR:
            return
        nobody: list[_Said | None] = [None] * len(annotators)
        sentence, of_article, last, said, labels = 0, 0, 0, nobody, 0
        for number, annotator, label, secondary, at, article in self._connection.execute(
            "SELECT sentence, annotator, label, secondary, at, article FROM label_current"
            f" WHERE label IS NOT NULL AND annotator IN ({', '.join(map(str, places))})"
            "   AND article NOT IN (SELECT number FROM article WHERE replaced = 1)"
            " ORDER BY sentence"
        ):
            if number != sentence:
                if labels >= PAIR:
                    yield of_article, last, tuple(said)
                sentence, of_article, last, said, labels = number, article, at, nobody.copy(), 0
            said[places[annotator]] = (label, secondary)
            last = max(last, at)
            labels += 1
        if labels >= PAIR:
            yield of_article, last, tuple(said)

    def _places(self, annotators: Sequence[str]) -> dict[int, int]:
        """The database's number of each annotator → place in the pattern."""
        found = {}
        for place, name in enumerate(annotators):
            row = self._connection.execute(
                "SELECT number FROM annotator WHERE name = ?", (name,)
            ).fetchone()
            if row is not None:
                found[int(row[0])] = place
        return found


def _counted(lines: Iterable[_Line]) -> dict[Rated, int]:
    return _named(Counter(map(itemgetter(2), lines)))


def _named(counts: Counter[tuple[_Said | None, ...]]) -> dict[Rated, int]:
    """The same patterns as values of the model; made last, since there are few of them."""
    return {tuple(one and Rating(*one) for one in said): n for said, n in counts.items()}
