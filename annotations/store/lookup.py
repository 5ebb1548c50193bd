"""Sentences found by what other programs call them, and what one annotator has said of one.

By key, by the words within one article, or by the words alone. Refuses to choose where several
sentences could be meant.
"""

import sqlite3
from collections.abc import Collection
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from annotations.model import NOTHING_SAID, LabelState
from annotations.store.labels import state_of

MOST_ALIKE = 2_000
"""Sentences with the same first words that are compared with a text."""

FEW = 200
"""Texts up to which each is looked up in the index: of frequent words, one can take 5 ms."""

_HEAD = 400
"""Characters of a text that the index is asked for; the rest is compared."""

_IMPORTED = """
WITH RECURSIVE version (number, replaces) AS (
 SELECT article.number, article.replaces
   FROM sentence JOIN article ON article.number = sentence.article WHERE sentence.number = :sentence
 UNION ALL SELECT article.number, article.replaces
   FROM article JOIN version ON article.number = version.replaces)
SELECT DISTINCT event.label, event.secondary, event.flags, event.note
  FROM version JOIN article ON article.number = version.number
  JOIN sentence ON sentence.number BETWEEN article.first_sentence
                                       AND article.first_sentence + article.sentences - 1
  JOIN label_event AS event ON event.sentence = sentence.number
 WHERE sentence.text = (SELECT text FROM sentence WHERE number = :sentence)
   AND event.annotator = (SELECT number FROM annotator WHERE name = :annotator)
   AND event.origin = 'import'
"""

_ALIKE = """
WITH RECURSIVE asked AS (SELECT article, text FROM sentence WHERE id = ?),
older (number, replaces) AS (
 SELECT article.number, article.replaces FROM asked JOIN article ON article.number = asked.article
 UNION ALL SELECT article.number, article.replaces
   FROM older JOIN article ON article.number = older.replaces),
version (number) AS (
 SELECT number FROM older WHERE replaces IS NULL
 UNION ALL SELECT article.number FROM version JOIN article ON article.replaces = version.number)
SELECT sentence.number, lower(hex(sentence.id)) FROM asked
 CROSS JOIN version CROSS JOIN article ON article.number = version.number
 CROSS JOIN sentence ON sentence.number BETWEEN article.first_sentence
                                            AND article.first_sentence + article.sentences - 1
 WHERE +sentence.text = asked.text ORDER BY sentence.number
"""
"""The + keeps SQLite from making an index of all sentences for the few of an article."""

_COLUMNS = "sentence.number, sentence.article, article.name, article.replaced, sentence.text"
_FROM = "FROM sentence JOIN article ON article.number = sentence.article"


class Standing(NamedTuple):
    """A sentence and where it stands."""

    number: int
    article: int
    name: str
    """Of the article."""
    replaced: int
    """1 where there is a newer version of the article."""
    text: str


class Said(NamedTuple):
    """What an annotator has said of a sentence."""

    sentence: str
    """Its id, 32 hex."""
    state: LabelState
    at: int | None
    """Microseconds since 1970, UTC; None where nothing was ever said."""


class Lookup:
    """Lookups in one database, over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def last_article(self) -> int:
        """The number of the article that came in last, a newer version too; 0 where none has."""
        (last,) = self._connection.execute("SELECT max(number) FROM article").fetchone()
        return int(last or 0)

    def with_id(self, sentence_id: str) -> Standing | None:
        """The sentence with this id (32 hex), whatever version of its article it stands in."""
        row = self._connection.execute(
            f"SELECT {_COLUMNS} {_FROM} WHERE sentence.id = ?", (bytes.fromhex(sentence_id),)
        ).fetchone()
        return None if row is None else Standing(*row)

    def alike(self, sentence_id: str) -> list[tuple[int, str]]:
        """(number, id) of the sentences of all versions of its article with exactly its text.

        It is among them; there are none where it is not here.
        """
        rows = self._connection.execute(_ALIKE, (bytes.fromhex(sentence_id),))
        return [(number, identity) for number, identity in rows]

    def reading_in(self, article: int, text: str) -> list[Standing]:
        """The sentences of an article with exactly this text, in order."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM article JOIN sentence"
            "   ON sentence.number BETWEEN article.first_sentence"
            "  AND article.first_sentence + article.sentences - 1"
            " WHERE article.number = ? AND sentence.text = ? ORDER BY sentence.number",
            (article, text),
        )
        return [Standing(*row) for row in rows]

    def reading(self, texts: Collection[str]) -> dict[str, list[Standing]]:
        """Text → the first two sentences of the newest versions with exactly this text.

        A few texts are looked up in the index by their first words. Many at once, and those that
        the index cannot tell from thousands of others, cost one pass over all sentences.
        """
        found: dict[str, list[Standing]] = {}
        rest = set(texts)
        if len(texts) <= FEW:
            for text in texts:
                indexed = self._indexed(text)
                if indexed is not None:
                    found[text] = indexed
                    rest.remove(text)
        if rest:
            found.update(self._scanned(rest))
        return found

    def _indexed(self, text: str) -> list[Standing] | None:
        """What the full-text index finds; None where that would be too much, or nothing at all."""
        phrase = _phrase(text)
        if not phrase:
            return None
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM"
            " (SELECT rowid FROM sentence_fts WHERE sentence_fts MATCH ? LIMIT ?) AS found"
            "  CROSS JOIN sentence ON sentence.number = found.rowid"
            "  JOIN article ON article.number = sentence.article",
            (phrase, MOST_ALIKE + 1),
        ).fetchall()
        if len(rows) > MOST_ALIKE:
            return None
        return [Standing(*row) for row in rows if row[4] == text][:2]

    def _scanned(self, texts: AbstractSet[str]) -> dict[str, list[Standing]]:
        found: dict[str, list[Standing]] = {}
        for number, text in self._connection.execute("SELECT number, text FROM sentence"):
            if text in texts and len(alike := found.setdefault(text, [])) <= 1:
                standing = self._numbered(number)
                if not standing.replaced:
                    alike.append(standing)
        return found

    def _numbered(self, sentence: int) -> Standing:
        row = self._connection.execute(
            f"SELECT {_COLUMNS} {_FROM} WHERE sentence.number = ?", (sentence,)
        ).fetchone()
        return Standing(*row)

    def said(self, sentence: int, *, annotator: str) -> Said:
        """What the annotator has said of the sentence with this number."""
        row = self._connection.execute(
            "SELECT lower(hex(sentence.id)), current.at, current.label, current.secondary,"
            "       current.flags, current.note"
            "  FROM sentence LEFT JOIN label_current AS current"
            "    ON current.sentence = sentence.number"
            "   AND current.annotator = (SELECT number FROM annotator WHERE name = ?)"
            " WHERE sentence.number = ?",
            (annotator, sentence),
        ).fetchone()
        identity, at, *state = row
        return Said(identity, NOTHING_SAID if at is None else state_of(*state), at)

    def imported(self, sentence: int, *, annotator: str) -> list[LabelState]:
        """What the annotator's imported labels of a sentence were, without their order.

        Those of the same words in earlier versions of the article are among them.
        """
        rows = self._connection.execute(_IMPORTED, {"sentence": sentence, "annotator": annotator})
        return [state_of(*row) for row in rows]


def _phrase(text: str) -> str:
    """The beginning of a text as one quoted phrase of FTS5; "" where it has no word."""
    head = text[:_HEAD]
    if len(text) > _HEAD and len(head.split()) > 1:
        head = head.rsplit(None, 1)[0]  # the last word may have been cut
    elif len(text) > _HEAD:
        head = text
    if not any(character.isalnum() for character in head):
        return ""
    return '"' + head.replace("\0", " ").replace('"', '""') + '"'
