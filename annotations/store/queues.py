"""The sentences that a reviewer goes through, found by number: eight bytes each.

Refuses to look at older versions of articles. May take a second where a million labels have to
be looked through, so it belongs on a thread.
"""

import sqlite3
from array import array

from annotations.review.queues import (
    HASTY,
    Audit,
    Cell,
    Disputes,
    Lessons,
    Questions,
    Queue,
    drawn,
)

_CURRENT = "disputed.article NOT IN (SELECT number FROM article WHERE replaced = 1)"
"""Older versions are few: to look for an article among them is faster than to look at each."""
_OPEN = f"""
  FROM disputed WHERE disputed.decided = 0 AND {_CURRENT}
"""
_BY_SEVERITY = " ORDER BY disputed.severity DESC, disputed.article, disputed.sentence"

_LABELLED_BY = """
  FROM progress JOIN article ON article.number = progress.article
  JOIN label_current AS own ON own.annotator = progress.annotator
   AND own.sentence BETWEEN article.first_sentence
                        AND article.first_sentence + article.sentences - 1
"""
_OF = """
 WHERE progress.annotator = (SELECT number FROM annotator WHERE name = :annotator)
   AND article.replaced = 0 AND own.label IS NOT NULL
"""
_ASKED = """
SELECT DISTINCT sentence FROM review_current JOIN article ON article.number = review_current.article
 WHERE question = 1 AND article.replaced = 0 ORDER BY sentence
"""
_DECIDED = "SELECT sentence FROM review_current WHERE decision IS NOT NULL"
_BOTH = """
  JOIN label_current AS theirs ON theirs.sentence = own.sentence AND theirs.annotator =
       (SELECT number FROM annotator WHERE name = :other)
"""


class Queues:
    """The queues of one database, over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, queue: Queue) -> "array[int]":
        """The numbers of the sentences of a queue, in its order."""
        match queue:
            case Disputes():
                return self._disputes(queue)
            case Audit():
                return self._audit(queue)
            case Cell():
                return self._cell(queue)
            case Lessons():
                return self._lessons(queue)
            case Questions():
                return self._numbers(_ASKED, {})

    def decided(self) -> tuple[int, int]:
        """(how many disputes reviewers have decided, how many disputes there are)."""
        done, n = self._connection.execute(
            f"SELECT coalesce(sum(disputed.decided), 0), count(*) FROM disputed WHERE {_CURRENT}"
        ).fetchone()
        return int(done), int(n)

    def _disputes(self, disputes: Disputes) -> "array[int]":
        if disputes.between is None:
            return self._numbers(f"SELECT disputed.sentence {_OPEN} {_BY_SEVERITY}", {})
        one, other = disputes.between
        return self._numbers(
            f"SELECT disputed.sentence {_OPEN} AND 1 < (SELECT count(DISTINCT label)"
            "    FROM label_current JOIN annotator ON annotator.number = label_current.annotator"
            "   WHERE sentence = disputed.sentence AND annotator.name IN (:one, :other))"
            f" {_BY_SEVERITY}",
            {"one": one, "other": other},
        )

    def _audit(self, audit: Audit) -> "array[int]":
        where = "".join(
            (
                " AND own.label = :label" if audit.label is not None else "",
                " AND progress.article = :article" if audit.article is not None else "",
                " AND progress.flagged > 0 AND own.flags <> ''" if audit.flagged else "",
                " AND (SELECT ms FROM label_event WHERE event_id = own.event_id) < :hasty"
                if audit.hasty
                else "",
            )
        )
        found = self._numbers(
            f"SELECT own.sentence {_LABELLED_BY} {_OF} {where} ORDER BY own.sentence",
            {
                "annotator": audit.annotator,
                "label": audit.label,
                "article": audit.article,
                "hasty": HASTY,
            },
        )
        if audit.sample is not None:  # of all, so that it stays the same while it is gone through
            found = drawn(found, n=audit.sample, seed=audit.seed)
        decided = set(self._numbers(_DECIDED, {}))
        return array("q", (number for number in found if number not in decided))

    def _cell(self, cell: Cell) -> "array[int]":
        return self._numbers(
            f"SELECT own.sentence {_LABELLED_BY} {_BOTH} {_OF}"
            " AND own.label = :label AND theirs.label = :other_label ORDER BY own.sentence",
            {
                "annotator": cell.annotator,
                "label": cell.label,
                "other": cell.other,
                "other_label": cell.other_label,
            },
        )

    def _lessons(self, lessons: Lessons) -> "array[int]":
        # SQLite gives the other columns of the row that holds the maximum
        # (https://sqlite.org/lang_select.html#bareagg)
        return self._numbers(
            "SELECT sentence FROM ("
            " SELECT ruling.sentence, ruling.label AS decided, own.label AS given, max(ruling.at)"
            "   FROM review_current AS ruling JOIN article ON article.number = ruling.article"
            "   JOIN label_current AS own ON own.sentence = ruling.sentence AND own.annotator ="
            "        (SELECT number FROM annotator WHERE name = :annotator)"
            "  WHERE ruling.decision IS NOT NULL AND article.replaced = 0"
            "    AND own.label IS NOT NULL GROUP BY ruling.sentence)"
            " WHERE NOT :changed OR decided IS NOT given ORDER BY sentence",
            {"annotator": lessons.annotator, "changed": lessons.changed},
        )

    def _numbers(self, query: str, named: "dict[str, str | int | None]") -> "array[int]":
        return array("q", (number for (number,) in self._connection.execute(query, named)))
