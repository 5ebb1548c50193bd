"""What one annotator has labelled so far, for suggestions: the newest first, up to a bound.

Also which lines of an article stand in others. Refuses to read what others labelled.
"""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from annotations.store.search import query_of

_FEW_KIB = 256
"""Of the file in memory, where it is read once over: SQLite's own two megabytes save no time."""

_SEEN = 200
"""Sentences with the same words that are looked through for a line."""

_LONGEST = 3
"""Words of a line that few others have together: the longest are seldom frequent."""


class OwnLabel(NamedTuple):
    """A sentence with what the annotator called it."""

    article: int
    text: str
    label: str
    secondary: str | None


class Own:
    """One annotator's labels in one database, over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def sparingly(self) -> None:
        """Keep little of the file in memory from now on, over this connection."""
        self._connection.execute(f"PRAGMA cache_size = -{_FEW_KIB}")

    def articles(self, *, annotator: str, limit: int) -> list[int]:
        """Numbers of the articles that the annotator has labelled something of, newest first.

        The last ones imported, newest versions only.
        """
        rows = self._connection.execute(
            "SELECT progress.article FROM progress"
            "  JOIN article ON article.number = progress.article"
            " WHERE progress.annotator = (SELECT number FROM annotator WHERE name = ?)"
            "   AND progress.labelled > 0 AND article.replaced = 0"
            " ORDER BY progress.article DESC LIMIT ?",
            (annotator, limit),
        )
        return [number for (number,) in rows]

    def labels(self, articles: Iterable[int], *, annotator: str) -> list[OwnLabel]:
        """What the annotator called the sentences of these articles, in order of the articles."""
        found = []
        for article in articles:
            rows = self._connection.execute(
                "SELECT sentence.text, label, secondary FROM article"
                "  JOIN label_current ON sentence BETWEEN first_sentence"
                "   AND first_sentence + sentences - 1"
                "  JOIN sentence ON sentence.number = label_current.sentence"
                " WHERE article.number = ? AND label IS NOT NULL"
                "   AND annotator = (SELECT number FROM annotator WHERE name = ?)"
                " ORDER BY sentence.number",
                (article, annotator),
            )
            found += [OwnLabel(article, *row) for row in rows]
        return found

    def elsewhere(self, text: str, *, article: int) -> int:
        """In how many other articles a line stands word for word, newest versions only.

        Counted among the sentences with its longest words; where many have these, among the
        first that have all its words in a row, for which the index reads long lists.
        """
        words = sorted(set(text.replace('"', " ").split()), key=lambda word: (-len(word), word))
        found = self._with(" ".join(words[:_LONGEST]))
        if len(found) == _SEEN:
            found = self._with(f'"{text.replace(chr(34), " ")}"')
        (n,) = self._connection.execute(
            "SELECT count(DISTINCT article) FROM sentence WHERE text = ? AND article <> ?"
            f"   AND number IN ({','.join(map(str, found))})",
            (text, article),
        ).fetchone()
        return int(n)

    def _with(self, typed: str) -> list[int]:
        """The first sentences with these words."""
        query = query_of(typed, whole_words=True)
        if not query:
            return []
        rows = self._connection.execute(
            "SELECT rowid FROM sentence_fts WHERE sentence_fts MATCH ? LIMIT ?", (query, _SEEN)
        )
        return [number for (number,) in rows]
