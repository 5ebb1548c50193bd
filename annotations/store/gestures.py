"""What a person did, gesture by gesture, read back for undo: of annotators and of reviewers alike.

Refuses to bring back what was merged from another database: undo takes back what was done in
this one. The two tables of events have the columns that are named here in common.
"""

import sqlite3
from collections.abc import Callable
from typing import Generic, TypeVar

from annotations.model import Step
from annotations.nouns import dataclass
from annotations.review.undo import Gesture

State = TypeVar("State")


@dataclass(frozen=True, slots=True)
class Events(Generic[State]):
    """A table of events: whose they are, and how the state that each leaves behind is read."""

    table: str
    person: str
    """Column with the annotator who made the event."""
    columns: tuple[str, ...]
    """Those that hold the state."""
    read: Callable[..., State]
    """Makes a state of the values of these columns."""
    nothing: State
    """The state before the first event."""
    origins: tuple[str, ...]
    """Those of what a person did here."""


class Gestures(Generic[State]):
    """The gestures in one table of events, over one connection."""

    def __init__(self, connection: sqlite3.Connection, events: Events[State]) -> None:
        self._connection = connection
        self._events = events

    def newest_first(
        self, *, of: str, before: int | None = None, limit: int = 200
    ) -> list[tuple[int, Gesture]]:
        """(seq of its first event, gesture) of a person, newest first, older than `before`."""
        events = self._events
        rows = self._connection.execute(
            f"SELECT seq, event_id, origin, reverts FROM {events.table}"
            f" WHERE {events.person} = (SELECT number FROM annotator WHERE name = ?)"
            f"   AND origin IN ({', '.join('?' * len(events.origins))})"
            "   AND gesture IS NULL AND merged = 0 AND seq < ? ORDER BY seq DESC LIMIT ?",
            (of, *events.origins, 2**62 if before is None else before, limit),
        )
        return [(seq, Gesture(gesture, origin, reverts)) for seq, gesture, origin, reverts in rows]

    def steps(self, gesture: bytes, *, of: str) -> list[Step[State]]:
        """What a gesture of this person did, sentence by sentence, in the order done.

        `gesture` is the id of its first event. Its events stand together, since they were
        written in one transaction. Where a later event was merged, before and after are what
        stands there now: taking the gesture back or bringing it back leaves that alone.
        """
        events = self._events
        row = self._connection.execute(
            f"SELECT seq, {events.person} FROM {events.table} WHERE event_id = ?"
            f" AND {events.person} = (SELECT number FROM annotator WHERE name = ?)",
            (gesture, of),
        ).fetchone()
        if row is None:
            return []
        first, person = row
        after = ", ".join(f"done.{column}" for column in events.columns)
        before = ", ".join(f"past.{column}" for column in events.columns)
        rows = self._connection.execute(
            f"SELECT done.sentence, past.seq, (past.at, past.event_id) > (done.at, done.event_id),"
            f"       {after}, {before}"
            f"  FROM {events.table} AS done LEFT JOIN {events.table} AS past ON past.seq ="
            f"    coalesce(({self._overtaken()}), ({self._before()}))"
            f" WHERE done.{events.person} = ? AND done.seq >= ? AND done.seq < ?"
            "   AND done.merged = 0 ORDER BY done.seq",
            (person, first, self._behind(gesture, person=person, first=first)),
        )
        n = 3 + len(events.columns)
        return [
            Step(
                row[0],
                before=events.nothing if row[1] is None else events.read(*row[n:]),
                after=events.read(*row[n:] if row[2] else row[3:n]),
            )
            for row in rows
        ]

    def _before(self) -> str:
        """The event of the pair before `done`."""
        return (
            f"SELECT seq FROM {self._events.table} AS earlier"
            f" WHERE {self._same('earlier')}"
            "    AND (earlier.at, earlier.event_id) < (done.at, done.event_id)"
            "  ORDER BY earlier.at DESC, earlier.event_id DESC LIMIT 1"
        )

    def _overtaken(self) -> str:
        """The last event of the pair, where one that was merged came after `done`.

        What `done` did is no longer to be seen then, so there is nothing of it to take back.
        """
        return (
            f"SELECT seq FROM {self._events.table} AS last"
            f" WHERE {self._same('last')} AND EXISTS ("
            f"   SELECT 1 FROM {self._events.table} AS other"
            f"    WHERE {self._same('other')} AND other.merged = 1"
            "       AND (other.at, other.event_id) > (done.at, done.event_id))"
            "  ORDER BY last.at DESC, last.event_id DESC LIMIT 1"
        )

    def _same(self, event: str) -> str:
        """That an event is one of the pair of `done`."""
        person = self._events.person
        return f"{event}.sentence = done.sentence AND {event}.{person} = done.{person}"

    def _behind(self, gesture: bytes, *, person: int, first: int) -> int:
        """The seq of the person's first event behind a gesture."""
        events = self._events
        row = self._connection.execute(
            f"SELECT seq FROM {events.table} WHERE {events.person} = ? AND seq > ?"
            "   AND gesture IS NOT ? ORDER BY seq LIMIT 1",
            (person, first, gesture),
        ).fetchone()
        return 2**62 if row is None else int(row[0])
