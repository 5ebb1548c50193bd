"""Articles and their sentences as they come in: stored, made searchable, known again.

Refuses to decode or segment: what comes in is canonical text with spans that tile it.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from annotations.model import Draft, Span
from annotations.nouns import dataclass

MANY_KILOBYTES = 32_768
"""Of the file in memory while many articles come in; SQLite itself holds 2,000. The ids of their
sentences go everywhere in an index of 30 MB a million."""

MANY_PAGES = 16_000
"""Of 4 kB, in the `-wal` before they go into the file: with SQLite's own 1,000 the same ones went
there again with each commit, and a million sentences had 6.8 GB written instead of 4.9."""

MANY_SEGMENTS, SEGMENTS = 8, 4
"""Pieces of the search index from which on FTS5 puts them together, and its own number of them
(https://sqlite.org/fts5.html#the_automerge_configuration_option)."""

OF_ARTICLE = """
    FROM article JOIN sentence ON sentence.number BETWEEN article.first_sentence
                               AND article.first_sentence + article.sentences - 1
   WHERE article.number = ?
"""
"""The sentences of one article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewArticle:
    """A draft with what was computed from it, ready to be stored."""

    draft: Draft
    id: str
    spans: Sequence[Span]
    sentence_ids: Sequence[str]
    imported_at: int
    """Microseconds since 1970, UTC."""
    replaces: int | None = None


class Intake:
    """Takes articles into one database, over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._many = False

    def add(self, new: NewArticle) -> int:
        """Store an article and make it searchable; its number. Belongs inside a transaction."""
        number = self.put(new)
        self.make_searchable(number)
        return number

    @contextmanager
    def expecting_many(self) -> Iterator[None]:
        """Hold more of the file in memory, and more beside it before that is written into it.

        The search index is put together less often.
        """
        execute = self._connection.execute
        (held,) = execute("PRAGMA cache_size").fetchone()
        (pages,) = execute("PRAGMA wal_autocheckpoint").fetchone()
        execute(f"PRAGMA cache_size = -{MANY_KILOBYTES}")
        execute(f"PRAGMA wal_autocheckpoint = {MANY_PAGES}")
        self._many = True
        try:
            yield
        finally:
            self._many = False
            with suppress(sqlite3.Error):  # closed meanwhile: nothing is held
                execute(f"PRAGMA cache_size = {held}")
                execute(f"PRAGMA wal_autocheckpoint = {pages}")

    def put(self, new: NewArticle) -> int:
        """Store an article with its sentences; its number. Belongs inside a transaction.

        What was merged before the article came is in place then.
        `make_searchable` has to follow in the same transaction, once for all that were put.
        """
        execute = self._connection.execute
        (first,) = execute("SELECT coalesce(max(number), 0) + 1 FROM sentence").fetchone()
        draft = new.draft
        number = execute(
            "INSERT INTO article (id, name, origin, title, source, url, published, encoding,"
            " sha256, lead, first_sentence, sentences, replaces, imported_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                bytes.fromhex(new.id),
                draft.name,
                draft.origin,
                draft.title,
                draft.source,
                draft.url,
                draft.published,
                draft.encoding,
                bytes.fromhex(draft.sha256),
                draft.text[: new.spans[0].start] if new.spans else draft.text,
                first,
                len(new.spans),
                new.replaces,
                new.imported_at,
            ),
        ).lastrowid
        assert number is not None  # noqa: S101 - an INSERT that did not raise has a row
        following = [*(span.start for span in new.spans[1:]), len(draft.text)]
        self._connection.executemany(
            "INSERT INTO sentence (number, id, article, position, start, stop, text, behind)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    first + index,
                    bytes.fromhex(sentence_id),
                    number,
                    index + 1,
                    span.start,
                    span.end,
                    draft.text[span.start : span.end],
                    draft.text[span.end : behind],
                )
                for index, (span, sentence_id, behind) in enumerate(
                    zip(new.spans, new.sentence_ids, following, strict=bool(new.spans))
                )
            ),
        )
        if new.replaces is not None:
            execute("UPDATE article SET replaced = 1 WHERE number = ?", (new.replaces,))
        self._bring_in_what_waits(number)
        return number

    def _bring_in_what_waits(self, number: int) -> None:
        """Append the events, merged from elsewhere, that have waited for this article."""
        waits = self._connection.execute(
            "SELECT 1 FROM pending_event"
            " WHERE article = (SELECT id FROM article WHERE number = ?) LIMIT 1",
            (number,),
        ).fetchone()
        if waits:
            from annotations.store.pending import bring_in  # noqa: PLC0415 - the app starts without it

            bring_in(self._connection, number)

    def make_searchable(self, first: int) -> None:
        """Put the articles from number `first` on into the indexes, and take out what they replace.

        All at once: SQLite writes out an index at the end of every statement that adds to it.
        """
        execute = self._connection.execute
        if self._many:
            self._put_together(MANY_SEGMENTS)
        execute(
            "INSERT INTO article_fts (rowid, title, source, name)"
            " SELECT number, title, source, name FROM article WHERE number >= ?",
            (first,),
        )
        execute(
            "INSERT INTO sentence_fts (rowid, text) SELECT number, text FROM sentence"
            " WHERE number >= (SELECT first_sentence FROM article WHERE number = ?)",
            (first,),
        )
        replaced = execute(
            "SELECT replaces FROM article WHERE number >= ? AND replaces IS NOT NULL", (first,)
        ).fetchall()
        for (number,) in replaced:
            self._take_out_of_search(number)
        if self._many:
            self._put_together(SEGMENTS)

    def _put_together(self, segments: int) -> None:
        """Say from how many pieces on the search index of sentences is put together."""
        self._connection.execute(
            "INSERT INTO sentence_fts (sentence_fts, rank) VALUES ('automerge', ?)", (segments,)
        )

    def _take_out_of_search(self, number: int) -> None:
        """Take an article out of the indexes (https://sqlite.org/fts5.html#the_delete_command)."""
        self._connection.execute(
            "INSERT INTO article_fts (article_fts, rowid, title, source, name)"
            " SELECT 'delete', number, title, source, name FROM article WHERE number = ?",
            (number,),
        )
        self._connection.execute(
            "INSERT INTO sentence_fts (sentence_fts, rowid, text)"
            f" SELECT 'delete', sentence.number, text {OF_ARTICLE}",
            (number,),
        )

    def known(self, article_id: str) -> int | None:
        """The number of the article with this id, whatever version; None when there is none."""
        row = self._connection.execute(
            "SELECT number FROM article WHERE id = ?", (bytes.fromhex(article_id),)
        ).fetchone()
        return None if row is None else int(row[0])

    def earlier(self, draft: Draft) -> list[tuple[int, str]]:
        """(number, origin) of current articles that this draft may be an edited version of.

        Likeliest first: those read from the same place, then those of the same name or url.
        """
        rows = self._connection.execute(
            "SELECT number, origin FROM article WHERE replaced = 0 AND number IN ("
            "  SELECT number FROM article WHERE origin = :origin"
            "  UNION SELECT number FROM article WHERE name = :name"
            "  UNION SELECT number FROM article WHERE url IS NOT NULL AND url = :url)"
            " ORDER BY origin = :origin DESC, number DESC",
            {"origin": draft.origin, "name": draft.name, "url": draft.url},
        )
        return rows.fetchall()
