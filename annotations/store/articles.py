"""Articles and their sentences: adding, paging, finding, reading.

Refuses to decode or segment: what comes in is canonical text with spans that tile it.
Pages go by key, never by OFFSET, so that any place in the list costs the same.
"""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

from annotations.errors import NotFound
from annotations.model import Article, Draft, Sentence, Span
from annotations.nouns import dataclass
from annotations.store.unfinished import Unfinished

ID_HEX = 64

MANY_KILOBYTES = 32_768
"""Of the file in memory while many articles come in; SQLite itself holds 2,000. The ids of their
sentences go everywhere in an index of 30 MB a million."""

MANY_PAGES = 16_000
"""Of 4 kB, in the `-wal` before they go into the file: with SQLite's own 1,000 the same ones went
there again with each commit, and a million sentences had 6.8 GB written instead of 4.9."""

MANY_SEGMENTS, SEGMENTS = 8, 4
"""Pieces of the search index from which on FTS5 puts them together, and its own number of them
(https://sqlite.org/fts5.html#the_automerge_configuration_option)."""

_COLUMNS = """
    article.number, lower(hex(article.id)), article.name, article.title, article.source,
    article.url, article.published, article.sentences,
    coalesce(progress.labelled, 0), coalesce(progress.flagged, 0)
"""
_WITH_PROGRESS = """
    FROM article LEFT JOIN progress
      ON progress.article = article.number
     AND progress.annotator = (SELECT number FROM annotator WHERE name = :annotator)
"""
_OF_ARTICLE = """
    FROM article JOIN sentence ON sentence.number BETWEEN article.first_sentence
                               AND article.first_sentence + article.sentences - 1
   WHERE article.number = ?
"""


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


class Articles:
    """The articles of one database, over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._many = False
        self._unfinished = Unfinished(connection)

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
            f" SELECT 'delete', sentence.number, text {_OF_ARTICLE}",
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

    def count(self) -> int:
        """How many articles there are, newest versions only."""
        (n,) = self._connection.execute(
            "SELECT count(*) FROM article WHERE replaced = 0"
        ).fetchone()
        return int(n)

    def numbers(self) -> "array[int]":
        """The numbers of all articles in list order, eight bytes each.

        Where no article has a second version the numbers have no gap, and none is read.
        """
        count, first, last = self._connection.execute(
            "SELECT (SELECT count(*) FROM article)"  # SQLite counts pages where nothing is asked
            " - (SELECT count(*) FROM article WHERE replaced = 1),"
            " (SELECT min(number) FROM article WHERE replaced = 0),"
            " (SELECT max(number) FROM article WHERE replaced = 0)"
        ).fetchone()
        if not count or last - first + 1 == count:
            return array("q", range(first or 0, (first or 0) + count))
        rows = self._connection.execute(
            "SELECT number FROM article WHERE replaced = 0 ORDER BY number"
        )
        return array("q", (number for (number,) in rows))

    def page(self, *, annotator: str, after: int = 0, limit: int = 50) -> list[Article]:
        """The next articles of the list behind the one numbered `after`."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} {_WITH_PROGRESS} WHERE article.replaced = 0"
            " AND article.number > :after ORDER BY article.number LIMIT :limit",
            {"annotator": annotator, "after": after, "limit": limit},
        )
        return [_article(row) for row in rows]

    def page_before(self, *, annotator: str, before: int, limit: int = 50) -> list[Article]:
        """The articles of the list in front of the one numbered `before`, in list order."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} {_WITH_PROGRESS} WHERE article.replaced = 0"
            " AND article.number < :before ORDER BY article.number DESC LIMIT :limit",
            {"annotator": annotator, "before": before, "limit": limit},
        ).fetchall()
        return [_article(row) for row in reversed(rows)]

    def all(self, *, annotator: str) -> Iterator[Article]:
        """Every article, in list order."""
        after = 0
        while page := self.page(annotator=annotator, after=after, limit=1000):
            yield from page
            after = page[-1].number

    def several(self, numbers: Iterable[int], *, annotator: str) -> dict[int, Article]:
        """The articles with these numbers."""
        wanted = ",".join(str(int(number)) for number in numbers)
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} {_WITH_PROGRESS} WHERE article.number IN ({wanted})",
            {"annotator": annotator},
        )
        return {row[0]: _article(row) for row in rows}

    def one(self, number: int, *, annotator: str) -> Article:
        """The article with this number. Raises `NotFound`."""
        found = self.several([number], annotator=annotator)
        if number not in found:
            raise NotFound(f"there is no article {number} in the database")
        return found[number]

    def find(self, wanted: str, *, annotator: str) -> Article:
        """The article that a person means: an id, a prefix of one, or a file name.

        Newest versions are preferred. Raises `NotFound`, also when several would fit.
        """
        rows = self._called(wanted) or self._with_id(wanted)
        if not rows:
            raise NotFound(f"no article is called {wanted!r}: `claimdesk articles` lists them all")
        if len(rows) > 1:
            some = ", ".join(f"{identity[:12]} ({name})" for _, identity, name in rows[:5])
            raise NotFound(f"{wanted!r} fits {len(rows)} articles: {some}; give the id")
        return self.one(rows[0][0], annotator=annotator)

    def _called(self, name: str) -> list[tuple[int, str, str]]:
        try:
            return self._connection.execute(
                "SELECT number, lower(hex(id)), name FROM article WHERE replaced = 0 AND name = ?",
                (name,),
            ).fetchall()
        except UnicodeEncodeError:  # an argument that was no text; nothing is called that
            return []

    def _with_id(self, prefix: str) -> list[tuple[int, str, str]]:
        if not _is_hex(prefix):
            return []
        low, high = prefix.lower().ljust(ID_HEX, "0"), prefix.lower().ljust(ID_HEX, "f")
        rows = self._connection.execute(
            "SELECT number, lower(hex(id)), name, replaced FROM article WHERE id BETWEEN ? AND ?",
            (bytes.fromhex(low), bytes.fromhex(high)),
        ).fetchall()
        newest = [row[:3] for row in rows if not row[3]]
        return newest or [row[:3] for row in rows]

    def text(self, number: int) -> str:
        """The canonical text of an article. Raises `NotFound`."""
        return self.read(number)[0]

    def sentences(self, number: int) -> list[Sentence]:
        """The sentences of an article, in order; none where there is no such article."""
        return self._read(_OF_ARTICLE, (number,))[1]

    def read(self, number: int) -> tuple[str, list[Sentence]]:
        """The canonical text of an article and its sentences, in order. Raises `NotFound`."""
        row = self._connection.execute(
            "SELECT lead FROM article WHERE number = ?", (number,)
        ).fetchone()
        if row is None:
            raise NotFound(f"there is no article {number} in the database")
        text, sentences = self._read(_OF_ARTICLE, (number,))
        return str(row[0]) + text, sentences

    def between(self, first: int, last: int) -> tuple[str, list[Sentence]]:
        """The sentences numbered `first` to `last`, in order, and the text from `first` on."""
        return self._read("FROM sentence WHERE number BETWEEN ? AND ?", (first, last))

    def _read(self, which: str, numbers: tuple[int, ...]) -> tuple[str, list[Sentence]]:
        """The text from the first of these sentences on, and the sentences."""
        rows = self._connection.execute(
            "SELECT sentence.number, sentence.id, position, start, stop, text, behind"
            f" {which} ORDER BY sentence.number",
            numbers,
        ).fetchall()
        sentences = [Sentence(row[0], row[1].hex(), *row[2:6]) for row in rows]
        return "".join([row[5] + row[6] for row in rows]), sentences

    def of_sentence(self, sentence: int) -> tuple[int, int]:
        """Article number and position of a sentence. Raises `NotFound`."""
        row = self._connection.execute(
            "SELECT article, position FROM sentence WHERE number = ?", (sentence,)
        ).fetchone()
        if row is None:
            raise NotFound(f"there is no sentence {sentence} in the database")
        return int(row[0]), int(row[1])

    def start_of(self, sentence: int) -> int:
        """Where a sentence begins in its article, in code points. Raises `NotFound`."""
        row = self._connection.execute(
            "SELECT start FROM sentence WHERE number = ?", (sentence,)
        ).fetchone()
        if row is None:
            raise NotFound(f"there is no sentence {sentence} in the database")
        return int(row[0])

    def next_unfinished(self, *, annotator: str, after: int) -> int | None:
        """The next article behind `after` that has an unlabelled sentence; None when none has."""
        return self._unfinished.following(annotator=annotator, after=after)

    def newest(self, number: int) -> int | None:
        """The newest version of an article, perhaps itself; None when there is no such article."""
        row = self._connection.execute(
            "WITH RECURSIVE version (number) AS ("
            " SELECT number FROM article WHERE number = ?"
            " UNION ALL SELECT article.number FROM article JOIN version"
            "  ON article.replaces = version.number)"
            " SELECT max(number) FROM version",
            (number,),
        ).fetchone()
        return None if row[0] is None else int(row[0])

    def first_version(self, number: int) -> str:
        """Id of the oldest version of an article: what all its versions have in common."""
        (identity,) = self._connection.execute(
            "WITH RECURSIVE version (number, replaces) AS ("
            " SELECT number, replaces FROM article WHERE number = ?"
            " UNION ALL SELECT article.number, article.replaces"
            "  FROM article JOIN version ON article.number = version.replaces)"
            " SELECT lower(hex(id)) FROM article JOIN version USING (number)"
            " WHERE article.replaces IS NULL",
            (number,),
        ).fetchone()
        return str(identity)


def _article(row: tuple[int, str, str, str, str, str, str, int, int, int]) -> Article:
    number, identity, name, title, source, url, published, sentences, labelled, flagged = row
    return Article(
        number=number,
        id=identity,
        name=name,
        title=title,
        source=source,
        url=url,
        published=published,
        sentences=sentences,
        labelled=labelled,
        flagged=flagged,
    )


def _is_hex(wanted: str) -> bool:
    return 0 < len(wanted) <= ID_HEX and all(
        character in "0123456789abcdefABCDEF" for character in wanted
    )
