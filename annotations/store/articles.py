"""Articles and their sentences: paging, finding, reading, and what `Intake` does.

Pages go by key, never by OFFSET, so that any place in the list costs the same.
"""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator

from annotations.errors import NotFound
from annotations.model import Article, Sentence
from annotations.store.intake import OF_ARTICLE, Intake
from annotations.store.unfinished import Unfinished

ID_HEX = 64

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


class Articles(Intake):
    """The articles of one database, over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._unfinished = Unfinished(connection)

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
        return self._read(OF_ARTICLE, (number,))[1]

    def read(self, number: int) -> tuple[str, list[Sentence]]:
        """The canonical text of an article and its sentences, in order. Raises `NotFound`."""
        row = self._connection.execute(
            "SELECT lead FROM article WHERE number = ?", (number,)
        ).fetchone()
        if row is None:
            raise NotFound(f"there is no article {number} in the database")
        text, sentences = self._read(OF_ARTICLE, (number,))
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
