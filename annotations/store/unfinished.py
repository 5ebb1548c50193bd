"""The next article that somebody has not labelled to its end, found without a look at each.

Where as many sentences are labelled as there are, articles are passed over by the thousand or more.
Refuses to be quick by a table of its own, which every label would have to keep.
"""

import sqlite3

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

_FIRST = """
SELECT article.number FROM article LEFT JOIN progress
    ON progress.article = article.number
   AND progress.annotator = (SELECT number FROM annotator WHERE name = :annotator)
 WHERE article.replaced = 0 AND article.number > :begin AND article.number <= :end
   AND coalesce(progress.labelled, 0) < article.sentences
 ORDER BY article.number LIMIT 1
"""


def following(connection: sqlite3.Connection, *, annotator: str, after: int) -> int | None:
    """The number of the next article behind `after` with an unlabelled sentence; None: none has."""
    (last,) = connection.execute("SELECT max(number) FROM article").fetchone()
    begin, size = after, STRETCH
    while begin < (last or 0):
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
