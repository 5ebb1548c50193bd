"""The next article that somebody has not labelled to its end, found without a look at each.

Where as many sentences are labelled as there are, articles are passed over by the thousand or more,
and not looked at again until a label is taken off. Refuses to be quick by a table of its own, which
every label would have to keep.
"""

import sqlite3
from typing import NamedTuple

STRETCH = 1024
"""Articles of which it is asked at once whether all of their sentences are labelled; twice as
many each time that they are."""

_LEFT = """
SELECT coalesce((SELECT first_sentence + sentences FROM article
                  WHERE number <= :end ORDER BY number DESC LIMIT 1), 1)
     - coalesce((SELECT first_sentence + sentences FROM article
                  WHERE number <= :begin ORDER BY number DESC LIMIT 1), 1)
     - coalesce((SELECT sum(labelled) FROM progress
                  WHERE annotator = (SELECT number FROM annotator WHERE name = :annotator)
                    AND article > :begin AND article <= :end), 0)
"""
"""Sentences without a label in a stretch, those of replaced articles too; the numbers of an
article's sentences follow on those of the article before."""

_SEQ = "SELECT coalesce(max(seq), 0) FROM label_event"

_TAKEN_OFF = """
SELECT EXISTS (SELECT 1 FROM label_event
 WHERE annotator = (SELECT number FROM annotator WHERE name = ?) AND seq > ? AND label IS NULL)
"""
"""Whether a finished article may not be finished any more: no other event makes one so, and no
article gets more sentences or comes between others."""

_FIRST = """
SELECT article.number FROM article LEFT JOIN progress
    ON progress.article = article.number
   AND progress.annotator = (SELECT number FROM annotator WHERE name = :annotator)
 WHERE article.replaced = 0 AND article.number > :begin AND article.number <= :end
   AND coalesce(progress.labelled, 0) < article.sentences
 ORDER BY article.number LIMIT 1
"""


class _Passed(NamedTuple):
    """Where nothing is left for an annotator: in the articles behind `begin`, up to `end`."""

    begin: int
    end: int
    seq: int
    """Of the last event before that was seen."""


class Unfinished:
    """Unfinished articles of one database, over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._passed: dict[str, _Passed] = {}
        """By annotator."""

    def following(self, *, annotator: str, after: int) -> int | None:
        """The next article behind `after` with an unlabelled sentence; None: none has."""
        (seq,) = self._connection.execute(_SEQ).fetchone()
        passed = self._known(annotator)
        begin = after
        if passed is not None and passed.begin <= after <= passed.end:
            begin, after = passed.end, passed.begin
        (last,) = self._connection.execute(
            "SELECT coalesce(max(number), 0) FROM article"
        ).fetchone()
        found = _found(self._connection, annotator=annotator, begin=begin, last=last)
        end = last if found is None else found - 1
        self._passed[annotator] = _Passed(after, max(after, begin, end), seq)
        return found

    def _known(self, annotator: str) -> _Passed | None:
        """What is known, unless a label was taken off since."""
        passed = self._passed.get(annotator)
        if passed is None:
            return None
        (taken_off,) = self._connection.execute(_TAKEN_OFF, (annotator, passed.seq)).fetchone()
        return None if taken_off else passed


def _found(connection: sqlite3.Connection, *, annotator: str, begin: int, last: int) -> int | None:
    size = STRETCH
    while begin < last:
        stretch = {"annotator": annotator, "begin": begin, "end": begin + size}
        (left,) = connection.execute(_LEFT, stretch).fetchone()
        if not left:
            begin += size
            size *= 2
        elif size > STRETCH:
            size = STRETCH  # the same ones again, fewer at once
        elif found := connection.execute(_FIRST, stretch).fetchone():
            return int(found[0])
        else:
            begin += size  # what is left is of replaced articles
    return None
