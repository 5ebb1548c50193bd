"""What SQLite's own check does not see: triggers gone, texts altered, a search index not whole.

Looks without holding up anybody. `mend` makes anew what is made of something else: triggers,
indexes and views of the schema, and the search index of the articles. Refuses to touch articles,
sentences and events.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import cache
from hashlib import sha256
from itertools import chain, groupby
from operator import itemgetter

from annotations.store.migrations import STEPS, statements

_INDEXED = {
    "article_fts": "SELECT number FROM article WHERE NOT replaced",
    "sentence_fts": "SELECT sentence.number FROM sentence JOIN article"
    " ON article.number = sentence.article WHERE NOT article.replaced",
}
"""Search index → the numbers of what is in it: newest versions alone."""

_BEGINNING = "SELECT id, CAST(lead AS BLOB) FROM article WHERE number = ?"

_FILL = {
    "article_fts": "INSERT INTO article_fts (rowid, title, source, name)"
    " SELECT number, title, source, name FROM article WHERE NOT replaced",
    "sentence_fts": "INSERT INTO sentence_fts (rowid, text)"
    " SELECT sentence.number, text FROM sentence JOIN article"
    " ON article.number = sentence.article WHERE NOT article.replaced",
}


def astray(connection: sqlite3.Connection) -> list[str]:
    """Tables, triggers, indexes and views of ours that are missing or read otherwise."""
    found = _schema(connection)
    return [
        name
        for name, (kind, sql) in _expected().items()
        if name not in found or (kind != "table" and found[name] != (kind, sql))
    ]


def unsearchable(connection: sqlite3.Connection) -> list[str]:
    """Search indexes that cannot be read to their end, or do not hold what they must."""
    return [index for index in _INDEXED if not _is_whole(connection, index)]


def altered(connection: sqlite3.Connection) -> list[str]:
    """Ids of the articles whose text is not the one that the id was made of.

    The id is the hash of the text (`annotations.text.canonical`), and neither is ever changed.
    """
    rows = connection.execute(
        "SELECT article, CAST(text AS BLOB), CAST(behind AS BLOB) FROM sentence ORDER BY number"
    )
    return [
        identity.hex()
        for article, sentences in groupby(rows, key=itemgetter(0))
        for identity, lead in connection.execute(_BEGINNING, (article,))
        if sha256(b"".join(chain([lead], *(row[1:] for row in sentences)))).digest() != identity
    ]


def mend(connection: sqlite3.Connection) -> None:
    """Put back what `astray` and `unsearchable` find, as far as it can be made.

    Within a transaction. What a table held that is missing is not made up.
    """
    expected = _expected()
    for name in astray(connection):
        kind, sql = expected[name]
        if kind != "table":
            connection.execute(f"DROP {kind} IF EXISTS {name}")
            connection.execute(sql)
    for index, fill in _FILL.items():
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")
        connection.execute(fill)


def _is_whole(connection: sqlite3.Connection, index: str) -> bool:
    held = f"SELECT id FROM {index}_docsize"
    wanted = _INDEXED[index]
    connection.execute("BEGIN")  # so that all of it is of one moment
    try:
        (differs,) = connection.execute(
            f"SELECT EXISTS ({held} EXCEPT {wanted}) OR EXISTS ({wanted} EXCEPT {held})"
        ).fetchone()
        connection.execute(
            f"CREATE VIRTUAL TABLE temp.every_word USING fts5vocab (main, {index}, row)"
        )
        (words,) = connection.execute("SELECT total(cnt) FROM temp.every_word").fetchone()
        (record,) = connection.execute(f"SELECT block FROM {index}_data WHERE id = 1").fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR):
            raise
        return False
    finally:
        with suppress(sqlite3.DatabaseError):
            connection.execute("ROLLBACK")
    return not differs and int(words) == sum([*_integers(record)][1:])


def _integers(record: bytes) -> Iterator[int]:
    """How many rows an index has, then how many words each column: FTS5's record of averages.

    Whole numbers of seven bits a byte, high ones first
    (https://sqlite.org/src/file/ext/fts5/fts5_index.c, "Averages record").
    """
    number = 0
    for byte in record:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004 - the highest bit says that more follow
            yield number
            number = 0


@cache
def _expected() -> dict[str, tuple[str, str]]:
    """Name → kind and SQL of all that a database of this release has."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        for step in STEPS.values():
            for statement in statements(step):
                fresh.execute(statement)
        return _schema(fresh)


def _schema(connection: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """All but what SQLite makes by itself, for itself and for the search indexes."""
    rows = connection.execute(
        "SELECT name, type, sql FROM sqlite_master"
        " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite^_%' ESCAPE '^'"
        " AND name NOT LIKE '%^_fts^_%' ESCAPE '^'"
    )
    return {str(name): (str(kind), str(sql)) for name, kind, sql in rows}
