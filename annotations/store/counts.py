"""How much has been labelled, by whom and as what. Reads the derived tables only."""

import sqlite3
from collections import Counter
from collections.abc import Mapping

from annotations.nouns import dataclass

HOUR = 3_600_000_000
"""In microseconds."""
_CLOCK_SLACK = 24 * HOUR
"""By how much the clock may have been set back between two labels without one going uncounted."""
_NEWEST = "article NOT IN (SELECT number FROM article WHERE replaced = 1)"


@dataclass(frozen=True, slots=True)
class Share:
    """One annotator's part of the newest versions of all articles."""

    labelled: int
    flagged: int
    labels: Mapping[str, int]
    """Label → sentences, most frequent first; labels no longer configured included."""


@dataclass(frozen=True, slots=True)
class ArticleShare:
    """One annotator's part of one article."""

    number: int
    title: str
    sentences: int
    labels: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ArticleWork:
    """How far everyone has come in one article."""

    name: str
    title: str
    sentences: int
    labelled: Mapping[str, int]
    """Annotator → sentences, sorted by name; who has labelled none is left out."""


class Counts:
    """Figures over one database, over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def corpus(self) -> tuple[int, int]:
        """(articles, sentences), newest versions only."""
        articles, sentences = self._connection.execute(
            "SELECT count(*), coalesce(sum(sentences), 0) FROM article WHERE replaced = 0"
        ).fetchone()
        return int(articles), int(sentences)

    def labelled(self, *, annotator: str) -> int:
        """How many sentences the annotator has labelled."""
        (n,) = self._connection.execute(
            f"SELECT coalesce(sum(labelled), 0) FROM progress WHERE {_NEWEST}"
            "   AND annotator = (SELECT number FROM annotator WHERE name = ?)",
            (annotator,),
        ).fetchone()
        return int(n)

    def finished(self, *, annotator: str) -> int:
        """How many articles the annotator has labelled to the last sentence."""
        (n,) = self._connection.execute(
            "SELECT count(*) FROM progress JOIN article ON article.number = progress.article"
            " WHERE article.replaced = 0 AND progress.labelled = article.sentences"
            "   AND annotator = (SELECT number FROM annotator WHERE name = ?)",
            (annotator,),
        ).fetchone()
        return int(n)

    def begun(self, *, annotator: str) -> list[int]:
        """Numbers of the articles of which the annotator has labelled something, in list order."""
        rows = self._connection.execute(
            f"SELECT article FROM progress WHERE labelled > 0 AND {_NEWEST}"
            "   AND annotator = (SELECT number FROM annotator WHERE name = ?) ORDER BY article",
            (annotator,),
        )
        return [number for (number,) in rows]

    def unfinished(self, *, annotator: str) -> list[int]:
        """Numbers of the articles that have a sentence without the annotator's label."""
        rows = self._connection.execute(
            "SELECT number FROM article WHERE replaced = 0 AND sentences >"
            " coalesce((SELECT labelled FROM progress WHERE article = article.number"
            "   AND annotator = (SELECT number FROM annotator WHERE name = ?)), 0)"
            " ORDER BY number",
            (annotator,),
        )
        return [number for (number,) in rows]

    def annotators(self) -> dict[str, Share]:
        """Everyone's part, by name."""
        heads = self._connection.execute(
            "SELECT name, sum(labelled), sum(flagged)"
            "  FROM progress JOIN annotator ON annotator.number = progress.annotator"
            f" WHERE {_NEWEST} GROUP BY annotator ORDER BY name"
        ).fetchall()
        labels: dict[str, dict[str, int]] = {}
        for name, label, n in self._connection.execute(
            "SELECT name, label, total FROM annotator JOIN"
            "  (SELECT annotator, label, sum(n) AS total FROM tally"
            f"   WHERE {_NEWEST} GROUP BY annotator, label)"
            "   ON annotator = annotator.number ORDER BY total DESC, label"
        ):
            labels.setdefault(name, {})[label] = n
        return {
            name: Share(labelled, flagged, labels.get(name, {}))
            for name, labelled, flagged in heads
        }

    def labels(self) -> set[str]:
        """Every label that stands somewhere, also a secondary one and one that a reviewer gave."""
        return {
            label
            for (label,) in self._connection.execute(
                f"SELECT label FROM tally WHERE n > 0 AND {_NEWEST}"
                " UNION SELECT secondary FROM label_current WHERE secondary IS NOT NULL"
                " UNION SELECT label FROM review_current WHERE label IS NOT NULL"
                " UNION SELECT secondary FROM review_current WHERE secondary IS NOT NULL"
            )
        }

    def articles(self, *, annotator: str, limit: int = 1000) -> list[ArticleShare]:
        """The annotator's part of the first `limit` articles, in list order."""
        found: dict[int, ArticleShare] = {}
        for number, title, sentences, label, n in self._connection.execute(
            "SELECT article.number, article.title, article.sentences, tally.label, tally.n"
            "  FROM (SELECT * FROM article WHERE replaced = 0 ORDER BY number LIMIT :limit)"
            "    AS article"
            "  LEFT JOIN tally ON tally.article = article.number AND tally.annotator ="
            "       (SELECT number FROM annotator WHERE name = :annotator)"
            " ORDER BY article.number, tally.n DESC, tally.label",
            {"annotator": annotator, "limit": limit},
        ):
            share = found.setdefault(number, ArticleShare(number, title, sentences, {}))
            if label is not None:
                found[number] = ArticleShare(number, title, sentences, {**share.labels, label: n})
        return list(found.values())

    def at_work(self, *, limit: int) -> list[ArticleWork]:
        """How far everyone has come in `limit` articles.

        First those that somebody has begun and not finished, then the others, each in list order.
        """
        # CROSS JOIN keeps SQLite from reading progress once an article, which has no such index
        begun = self._numbers(
            "SELECT DISTINCT article.number FROM progress"
            "  CROSS JOIN article ON article.number = progress.article WHERE article.replaced = 0"
            "   AND progress.labelled > 0 AND progress.labelled < article.sentences"
            " ORDER BY article.number LIMIT ?",
            limit,
        )
        listed = self._numbers(
            "SELECT number FROM article WHERE replaced = 0 ORDER BY number LIMIT ?", limit
        )
        others = [number for number in listed if number not in set(begun)]
        return [self._work(number) for number in [*begun, *others][:limit]]

    def _numbers(self, query: str, limit: int) -> list[int]:
        return [number for (number,) in self._connection.execute(query, (limit,))]

    def _work(self, number: int) -> ArticleWork:
        name, title, sentences = self._connection.execute(
            "SELECT name, title, sentences FROM article WHERE number = ?", (number,)
        ).fetchone()
        labelled = self._connection.execute(
            "SELECT annotator.name, progress.labelled FROM annotator CROSS JOIN progress"
            "    ON progress.annotator = annotator.number AND progress.article = ?"
            " WHERE progress.labelled > 0 ORDER BY annotator.name",
            (number,),
        )
        return ArticleWork(name, title, sentences, dict(labelled.fetchall()))

    def hours(self, *, annotator: str, since: int) -> dict[int, int]:
        """Hour (since 1970, UTC) → labels set by hand in it, from `since` (µs since 1970) on."""
        found: Counter[int] = Counter()
        for (at,) in self._connection.execute(
            "SELECT at FROM label_event"
            " WHERE annotator = (SELECT number FROM annotator WHERE name = ?)"
            "   AND label IS NOT NULL AND origin IN ('key', 'suggestion') ORDER BY seq DESC",
            (annotator,),
        ):
            if at < since - _CLOCK_SLACK:
                break
            if at >= since:
                found[at // HOUR] += 1
        return dict(sorted(found.items()))

    def disputed(self) -> int:
        """Sentences on which people differ."""
        (n,) = self._connection.execute(f"SELECT count(*) FROM disputed WHERE {_NEWEST}").fetchone()
        return int(n)

    def adjudicated(self) -> int:
        """Sentences that a reviewer has decided."""
        (n,) = self._connection.execute(
            "SELECT count(DISTINCT sentence) FROM review_current"
            f" WHERE decision IS NOT NULL AND {_NEWEST}"
        ).fetchone()
        return int(n)
