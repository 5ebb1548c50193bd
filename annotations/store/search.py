"""Full-text search over sentences and article titles (FTS5).

What a person types is never FTS5 syntax: it is cut into words and quoted phrases, each quoted
again for FTS5, so that no input can raise a syntax error. Refuses to rank what is too common:
ranking a word that stands in most sentences would take seconds.
"""

import re
import sqlite3
from collections.abc import Sequence

from annotations.model import Span
from annotations.nouns import dataclass
from annotations.store import beginnings

RANK_AT_MOST = 5_000
"""Hits up to which the order is by relevance (bm25); above, by place in the corpus."""

SHORTEST_BEGINNING = 3
"""Letters from which on the last word typed is looked for as the beginning of words, too."""

_OPEN, _CLOSE = "\ue000\ue001", "\ue001\ue000"
_PHRASE = re.compile(r'"([^"]+)"|([^\s"]+)')
_WORD = re.compile(r"\w")
_UNSEARCHABLE = re.compile("[\0\ud800-\udfff]")
"""NUL ends a query in the middle of a quotation; half a surrogate pair is no text."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that was found."""

    sentence: int
    article: int
    position: int
    title: str
    text: str
    marks: tuple[Span, ...]
    """Where the words that were looked for stand in `text`."""


@dataclass(frozen=True, slots=True)
class Found:
    """The first hits of a search, and how many there are in all (counted up to a bound)."""

    hits: Sequence[Hit]
    total: int
    ranked: bool


def query_of(typed: str, *, whole_words: bool = False, instead: Sequence[str] = ()) -> str:
    """The FTS5 query for what a person typed; "" when there is no word in it.

    All words must occur; text in double quotes must occur as it is; the last word may be the
    beginning of one, since the person may still be typing, unless `whole_words` or when it has
    fewer than three letters: too many words begin with those. `instead`: any of these words
    may stand in place of a last word that is a beginning.
    """
    terms = _terms(typed)
    quoted = [_quoted(term) for term, _ in terms]
    if not whole_words and beginning_of(typed):
        if instead:
            quoted[-1] = f"({' OR '.join(map(_quoted, instead))})"
        else:
            quoted[-1] += "*"
    return " AND ".join(quoted)


def beginning_of(typed: str) -> str:
    """The last word of what a person typed where it may be the beginning of others, else ""."""
    terms = _terms(typed)
    if not terms or typed[-1].isspace():
        return ""
    term, is_phrase = terms[-1]
    return "" if is_phrase or len(term) < SHORTEST_BEGINNING else term


def _terms(typed: str) -> list[tuple[str, bool]]:
    """The words and phrases of what a person typed, and which of them are phrases."""
    return [
        (phrase or word, bool(phrase))
        for phrase, word in _PHRASE.findall(_UNSEARCHABLE.sub(" ", typed))
        if _WORD.search(phrase or word)
    ]


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


class Search:
    """Searches in one database, over one connection. Replaced versions are not in the index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def sentences(self, typed: str, *, limit: int = 200) -> Found:
        """The sentences that hold all the words typed, the best or the first `limit` of them.

        A last word that is frequent by itself is not taken for the beginning of others. Where so
        many words begin with it that looking would take long, and too many sentences to rank
        hold those that are met in a sample, they alone are looked for.
        """
        query = query_of(typed, whole_words=True)
        if not query:
            return Found((), 0, ranked=False)
        total = self._count(query)
        if total <= RANK_AT_MOST:
            query, total = self._beginning(typed)
        ranked = total <= RANK_AT_MOST
        order = "rank" if ranked else "sentence_fts.rowid"
        rows = self._connection.execute(
            "SELECT sentence.number, sentence.article, sentence.position, article.title,"
            "       sentence.text, highlight(sentence_fts, 0, ?, ?)"
            "  FROM sentence_fts JOIN sentence ON sentence.number = sentence_fts.rowid"
            "  JOIN article ON article.number = sentence.article"
            f" WHERE sentence_fts MATCH ? ORDER BY {order} LIMIT ?",
            (_OPEN, _CLOSE, query, limit),
        )
        hits = [
            Hit(sentence, article, position, title, text, marks_of(text, highlighted))
            for sentence, article, position, title, text, highlighted in rows
        ]
        return Found(hits, total, ranked)

    def _beginning(self, typed: str) -> tuple[str, int]:
        """The query with a last word that may be the beginning of others, and its hits."""
        term = beginning_of(typed)
        if term and beginnings.is_frequent(self._connection, term):
            query = query_of(typed, instead=beginnings.words(self._connection, term))
            total = self._count(query)
            if total > RANK_AT_MOST:
                return query, total
        query = query_of(typed)
        return query, self._count(query)

    def _count(self, query: str) -> int:
        """How many sentences fit, counted no further than to see that it is too many to rank."""
        (total,) = self._connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM sentence_fts WHERE sentence_fts MATCH ? LIMIT ?)",
            (query, RANK_AT_MOST + 1),
        ).fetchone()
        return int(total)

    def articles(self, typed: str, *, limit: int = 100_000) -> list[int]:
        """Numbers of the articles whose title, source or name hold all the words typed."""
        query = query_of(typed)
        if not query:
            return []
        rows = self._connection.execute(
            "SELECT rowid FROM article_fts WHERE article_fts MATCH ? ORDER BY rowid LIMIT ?",
            (query, limit),
        )
        return [number for (number,) in rows]


def marks_of(text: str, highlighted: str) -> tuple[Span, ...]:
    """The spans of `text` that `highlighted` wraps; none when the text holds our own signs."""
    if not set(_OPEN).isdisjoint(text):
        return ()
    head, *pieces = highlighted.split(_OPEN)
    marks = []
    at = len(head)
    for piece in pieces:
        inside, _, behind = piece.partition(_CLOSE)
        marks.append(Span(at, at + len(inside)))
        at += len(inside) + len(behind)
    return tuple(marks)
