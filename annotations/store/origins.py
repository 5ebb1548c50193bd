"""How the labels that stand came about: by a person's own key, or as a suggestion they accepted.

Read from the events, which know nothing of who suggested. A label counts as accepted as long as
the primary label is the one that was accepted: undo and redo bring back with a label how it came
about, and a label carried over to a new version brings it along. What came in from a file counts
as given by hand. Refuses to judge whether a label is any good.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from annotations.store.articles import Articles


class Accepted(NamedTuple):
    """What one annotator has accepted of suggestions, newest versions of articles only."""

    labels: Mapping[str, int]
    """Label → sentences where it stands and was accepted."""
    changed: int
    """Sentences where a suggestion was accepted, and its label stands no longer."""


class _Step(NamedTuple):
    """How a label stood after one event."""

    sentence: int
    annotator: int
    label: str | None
    at: int
    accepted: bool
    """The label is a suggestion that was accepted."""
    ever: bool
    """A suggestion was accepted here, then or before."""


class Origins:
    """How the labels of one database came about, over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._articles = Articles(connection)

    def any(self) -> bool:
        """Whether anybody has accepted a suggestion. Looks through all events to say no."""
        (found,) = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM label_event WHERE origin = 'suggestion')"
        ).fetchone()
        return bool(found)

    def accepted(self, article_id: str) -> frozenset[tuple[str, str]]:
        """(id of the sentence, annotator) of all labels of an article that were accepted.

        `article_id`: 64 hex; an article that is not here has none.
        """
        found = self._connection.execute(
            "SELECT number FROM article WHERE id = ?", (bytes.fromhex(article_id),)
        ).fetchone()
        standing = self._standing(found[0]) if found else {}
        pairs = [pair for pair, step in standing.items() if step.accepted]
        if not pairs:
            return frozenset()
        names = dict(self._connection.execute("SELECT number, name FROM annotator").fetchall())
        ids = dict(
            self._connection.execute(
                "SELECT sentence.number, lower(hex(sentence.id)) FROM article JOIN sentence"
                "    ON sentence.number BETWEEN first_sentence AND first_sentence + sentences - 1"
                " WHERE article.number = ?",
                (found[0],),
            ).fetchall()
        )
        return frozenset((ids[sentence], names[who]) for sentence, who in pairs)

    def own(self, *, annotator: str) -> Accepted:
        """What an annotator has accepted, and what they have changed of it since."""
        labels: Counter[str] = Counter()
        changed = 0
        for article in sorted(self._where(annotator)):
            for step in self._standing(article, annotator=annotator).values():
                if step.accepted and step.label is not None:
                    labels[step.label] += 1
                changed += step.ever and not step.accepted
        return Accepted(dict(labels.most_common()), changed)

    def _where(self, annotator: str) -> set[int]:
        """Numbers of the newest versions of the articles where something was accepted."""
        rows = self._connection.execute(
            "SELECT DISTINCT sentence.article FROM label_event"
            "  JOIN sentence ON sentence.number = label_event.sentence"
            " WHERE label_event.annotator = (SELECT number FROM annotator WHERE name = ?)"
            "   AND label_event.origin = 'suggestion'",
            (annotator,),
        ).fetchall()
        newest = (self._articles.newest(number) for (number,) in rows)
        return {number for number in newest if number is not None}

    def _standing(
        self, article: int, *, annotator: str | None = None
    ) -> dict[tuple[int, int], _Step]:
        """(sentence, annotator) → the last step of the pair."""
        return {(step.sentence, step.annotator): step for step in self._steps(article, annotator)}

    def _steps(self, article: int, annotator: str | None) -> Iterator[_Step]:
        """Every event of an article, in order of sentence, annotator and time."""
        rows = self._connection.execute(
            "SELECT event.sentence, event.annotator, event.label, event.at, event.origin"
            "  FROM article CROSS JOIN label_event AS event"
            "    ON event.sentence BETWEEN article.first_sentence"
            "                          AND article.first_sentence + article.sentences - 1"
            " WHERE article.number = :article AND event.origin <> 'adjudicate'"
            "   AND (:annotator IS NULL"
            "        OR event.annotator = (SELECT number FROM annotator WHERE name = :annotator))"
            " ORDER BY event.sentence, event.annotator, event.at, event.event_id",
            {"article": article, "annotator": annotator},
        )
        before: dict[tuple[int, int, str | None], _Step] | None = None
        last: _Step | None = None
        came: dict[str | None, bool] = {}
        for sentence, who, label, at, origin in rows:
            if last is None or (last.sentence, last.annotator) != (sentence, who):
                last, came = _Step(sentence, who, None, 0, accepted=False, ever=False), {}
            accepted, ever = last.accepted, last.ever
            if label != last.label:
                accepted = origin == "suggestion" and label is not None
                if origin in ("undo", "redo"):
                    accepted = came.get(label, False)
                elif origin == "carried":
                    before = self._before(article, annotator) if before is None else before
                    if (step := before.get((who, at, label))) is not None:
                        accepted, ever = step.accepted, ever or step.ever
                came[label] = accepted
            last = _Step(sentence, who, label, at, accepted, ever or accepted)
            yield last

    def _before(
        self, article: int, annotator: str | None
    ) -> dict[tuple[int, int, str | None], _Step]:
        """(annotator, time, label) → the step, in the version before: carrying keeps all three.

        Steps that are the same in all three are one gesture, or else the one by hand counts.
        """
        row = self._connection.execute(
            "SELECT replaces FROM article WHERE number = ?", (article,)
        ).fetchone()
        if row is None or row[0] is None:
            return {}
        found: dict[tuple[int, int, str | None], _Step] = {}
        for step in self._steps(int(row[0]), annotator):
            key = (step.annotator, step.at, step.label)
            if key not in found or not step.accepted:
                found[key] = step
        return found
