"""Label events: appending them, and what they come to for one annotator.

Refuses to change or delete an event; the triggers of `schema.py` refuse it too, and keep the
derived tables that the reads here use.
"""

import sqlite3
from collections.abc import Iterable
from functools import lru_cache

from annotations.model import CHANGED, NOTHING_SAID, Change, LabelEvent, LabelState, Past
from annotations.review.undo import Gesture
from annotations.store.gestures import Events, Gestures

_APPEND = """
INSERT INTO label_event (event_id, gesture, annotator, sentence, label, secondary, flags, note,
                         at, ms, guideline, origin, reverts)
VALUES (:event_id, nullif(:gesture, :event_id),
        :annotator, :sentence, :label, :secondary, :flags, :note,
        max(:at, coalesce((SELECT max(at) + 1 FROM label_event
                            WHERE sentence = :sentence AND annotator = :annotator), 0),
                 coalesce((SELECT max(at) + 1 FROM review_event WHERE sentence = :sentence
                              AND :origin NOT IN ('import', 'carried')), 0)),
        :ms, :guideline, :origin, :reverts)
ON CONFLICT (event_id) DO NOTHING
"""


class Labels:
    """The label events of one database, over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._gestures = Gestures(
            connection,
            Events(
                table="label_event",
                person="annotator",
                columns=("label", "secondary", "flags", "note"),
                read=state_of,
                nothing=NOTHING_SAID,
                origins=("key", "undo", "redo", "suggestion"),
            ),
        )

    def append(self, events: Iterable[LabelEvent]) -> None:
        """Add events, in order; those already there are passed over. Belongs in a transaction.

        Where the clock went back, the time of an event is moved behind the last one of its pair;
        that of a person's step also behind what reviewers said of the sentence, which it answers.
        What is imported or carried over keeps its time towards reviewers.
        """
        numbers: dict[str, int] = {}
        for event in events:
            if event.annotator not in numbers:
                numbers[event.annotator] = enter(self._connection, event.annotator)
            self._connection.execute(
                _APPEND,
                {
                    "event_id": event.event_id,
                    "gesture": event.gesture,
                    "annotator": numbers[event.annotator],
                    "sentence": event.sentence,
                    "label": event.state.label,
                    "secondary": event.state.secondary,
                    "flags": " ".join(event.state.flags),
                    "note": event.state.note,
                    "at": event.at,
                    "ms": event.ms,
                    "guideline": event.guideline,
                    "origin": event.origin,
                    "reverts": event.reverts,
                },
            )

    def replaced(self, sentence: int) -> int | None:
        """The article of a sentence, if there is a newer version of it; else None."""
        row = self._connection.execute(
            "SELECT article.number FROM sentence JOIN article ON article.number = sentence.article"
            " WHERE sentence.number = ? AND article.replaced = 1",
            (sentence,),
        ).fetchone()
        return None if row is None else int(row[0])

    def states(self, article: int, *, annotator: str) -> dict[int, LabelState]:
        """Sentence number → state, for the sentences of the article that have any."""
        rows = self._connection.execute(
            "SELECT current.sentence, current.label, current.secondary, current.flags,"
            "       current.note"
            "  FROM article JOIN label_current AS current"
            "    ON current.sentence BETWEEN article.first_sentence"
            "   AND article.first_sentence + article.sentences - 1"
            " WHERE article.number = ?"
            "   AND current.annotator = (SELECT number FROM annotator WHERE name = ?)",
            (article, annotator),
        )
        return {row[0]: state_of(*row[1:]) for row in rows}

    def between(self, first: int, last: int, *, annotator: str) -> dict[int, LabelState]:
        """Sentence number → state, of the sentences numbered `first` to `last` that have any."""
        rows = self._connection.execute(
            "SELECT sentence, label, secondary, flags, note FROM label_current"
            " WHERE sentence BETWEEN ? AND ?"
            "   AND annotator = (SELECT number FROM annotator WHERE name = ?)",
            (first, last, annotator),
        )
        return {row[0]: state_of(*row[1:]) for row in rows}

    def flagged(self, *, annotator: str, limit: int) -> list[tuple[int, tuple[str, ...]]]:
        """(sentence number, flags) of what the annotator has flagged, newest versions only.

        First the labels whose wording changed when they were carried over, then the others.
        """
        rows = self._connection.execute(
            "SELECT own.sentence, own.flags FROM progress"
            "  JOIN article ON article.number = progress.article"
            "  JOIN label_current AS own ON own.annotator = progress.annotator"
            "   AND own.sentence BETWEEN article.first_sentence"
            "                        AND article.first_sentence + article.sentences - 1"
            " WHERE progress.annotator = (SELECT number FROM annotator WHERE name = :annotator)"
            "   AND progress.flagged > 0 AND article.replaced = 0 AND own.flags <> ''"
            " ORDER BY instr(' ' || own.flags || ' ', :changed) = 0, own.sentence LIMIT :limit",
            {"annotator": annotator, "changed": f" {CHANGED} ", "limit": limit},
        )
        return [(sentence, tuple(flags.split())) for sentence, flags in rows]

    def cast(
        self, article: int, *, annotator: str | None = None
    ) -> dict[int, tuple[LabelState, ...]]:
        """Sentence number → what all have labelled it, or one annotator: labels alone, no order.

        Made for an article of thousands of sentences: the same labels are the same tuple.
        """
        rows = self._connection.execute(
            "SELECT sentence, group_concat("
            "           iif(secondary IS NULL, label, label || char(31) || secondary), char(30))"
            "  FROM article JOIN label_current"
            "    ON sentence BETWEEN first_sentence AND first_sentence + sentences - 1"
            " WHERE article.number = :article AND label IS NOT NULL AND (:annotator IS NULL"
            "    OR annotator = (SELECT number FROM annotator WHERE name = :annotator))"
            " GROUP BY sentence",
            {"article": article, "annotator": annotator},
        )
        return {sentence: _labels_of(labels) for sentence, labels in rows}

    def history(self, sentence: int, *, annotator: str, limit: int = 20) -> list[Past]:
        """The annotator's own last events on a sentence, newest first."""
        rows = self._connection.execute(
            "SELECT at, label, secondary, flags, note, origin FROM label_event"
            " WHERE sentence = ? AND annotator = (SELECT number FROM annotator WHERE name = ?)"
            " ORDER BY at DESC, event_id DESC LIMIT ?",
            (sentence, annotator, limit),
        )
        return [Past(row[0], state_of(*row[1:5]), row[5]) for row in rows]

    def gestures(
        self, *, annotator: str, before: int | None = None, limit: int = 200
    ) -> list[tuple[int, Gesture]]:
        """(seq of its first event, gesture) of an annotator, newest first, older than `before`.

        What came in from elsewhere (imported, carried over, merged) is no gesture of a person.
        """
        return self._gestures.newest_first(of=annotator, before=before, limit=limit)

    def changes(self, gesture: bytes, *, annotator: str) -> list[Change]:
        """What a gesture of the annotator did, sentence by sentence, in the order done.

        `gesture` is the id of its first event, which is how the others of it are found.
        """
        return self._gestures.steps(gesture, of=annotator)

    def place(self, *, annotator: str) -> tuple[int, int] | None:
        """(article number, position) where the annotator stopped; None before the first time."""
        row = self._connection.execute(
            "SELECT article, position FROM place"
            " WHERE annotator = (SELECT number FROM annotator WHERE name = ?)",
            (annotator,),
        ).fetchone()
        return None if row is None else (int(row[0]), int(row[1]))

    def keep_place(self, *, annotator: str, article: int, position: int) -> None:
        """Remember where the annotator is. Belongs inside a transaction."""
        enter(self._connection, annotator)
        self._connection.execute(
            "INSERT INTO place (annotator, article, position)"
            " VALUES ((SELECT number FROM annotator WHERE name = ?), ?, ?)"
            " ON CONFLICT (annotator) DO UPDATE"
            " SET article = excluded.article, position = excluded.position",
            (annotator, article, position),
        )

    def annotators(self) -> list[str]:
        """The names of all who have said anything as annotators, sorted."""
        rows = self._connection.execute(
            "SELECT name FROM annotator WHERE EXISTS"
            " (SELECT 1 FROM label_event WHERE label_event.annotator = annotator.number)"
            " ORDER BY name"
        )
        return [name for (name,) in rows]


@lru_cache(maxsize=4096)
def state_of(label: str | None, secondary: str | None, flags: str, note: str) -> LabelState:
    """The state that a row holds."""
    return LabelState(label, secondary, tuple(flags.split()), note)


@lru_cache(maxsize=1024)
def _labels_of(told: str) -> tuple[LabelState, ...]:
    """The labels that `Labels.cast` has put into one text."""
    votes = (vote.partition("\x1f") for vote in told.split("\x1e"))
    return tuple(LabelState(label, secondary or None) for label, _, secondary in votes)


def enter(connection: sqlite3.Connection, annotator: str) -> int:
    """Somebody's number in this database, given now if need be. Belongs in a transaction."""
    connection.execute(
        "INSERT INTO annotator (name) VALUES (?) ON CONFLICT (name) DO NOTHING", (annotator,)
    )
    row = connection.execute("SELECT number FROM annotator WHERE name = ?", (annotator,)).fetchone()
    return int(row[0])
