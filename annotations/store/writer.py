"""The one thread that writes what a person decides, while the screen goes on.

The interface hands over a gesture in microseconds; the thread commits all that waits in one
transaction with `synchronous=FULL`, then reports. What was reported as saved is on disk.
A gesture that could not be written is kept and tried again; nothing is ever dropped in silence.
Refuses to decide anything: events come in complete.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from annotations.claims import FactEvent, FactGesture
from annotations.errors import ClaimdeskError, NotSaved, StoreError
from annotations.model import LabelEvent, LabelGesture, ReviewEvent, ReviewGesture
from annotations.nouns import dataclass
from annotations.store.connection import explained, reopen, transaction
from annotations.store.labels import Labels
from annotations.store.reviews import Reviews

FIRST_RETRY, LAST_RETRY = 0.25, 5.0
"""Seconds between tries, doubling from the first to the last."""

POISON = (
    sqlite3.IntegrityError,
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
    sqlite3.DataError,
    UnicodeError,
    OverflowError,
)
"""What is raised for values that no database can take (half a surrogate pair, a number of more
than 64 bits) or that break its rules: trying again would not help."""

Gesture = LabelGesture | ReviewGesture | FactGesture


@dataclass(frozen=True, slots=True)
class Place:
    """Where an annotator is reading."""

    annotator: str
    article: int
    position: int


@dataclass(frozen=True, slots=True)
class Saved:
    """These gestures are on disk."""

    gestures: Sequence[Gesture]
    replaced: int | None = None
    """The article of the last one, if a newer version of it has come in meanwhile."""

    @property
    def labels(self) -> list[LabelGesture]:
        """Those of annotators."""
        return [labels for gesture in self.gestures if (labels := label_gesture(gesture))]

    @property
    def rulings(self) -> list[ReviewGesture]:
        """Those of reviewers."""
        return [rulings for gesture in self.gestures if (rulings := review_gesture(gesture))]

    @property
    def facts(self) -> list[FactGesture]:
        """Those about claims."""
        return [facts for gesture in self.gestures if (facts := fact_gesture(gesture))]


@dataclass(frozen=True, slots=True)
class NotYetSaved:
    """Nothing could be written for now; `waiting` gestures are kept and tried again."""

    error: ClaimdeskError
    waiting: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The database will never take this gesture; it is out of the queue."""

    gesture: Gesture
    error: ClaimdeskError


Outcome = Saved | NotYetSaved | Refused


class Writer:
    """A thread with its own connection to the database at `path`.

    `report` is called on that thread, once for each outcome.
    """

    def __init__(self, path: Path, report: Callable[[Outcome], None]) -> None:
        self._path = path
        self._report = report
        self._identity = _identity(path)
        self._connection: sqlite3.Connection | None = None
        self._news = threading.Condition()
        self._waiting: list[Gesture] = []
        self._place: Place | None = None
        self._replaced: int | None = None
        self._fresh = False
        self._leave = False
        self._thread = threading.Thread(target=self._run, name="claimdesk-writer", daemon=True)
        self._thread.start()

    def submit(self, gesture: Gesture | Place) -> None:
        """Hand over a gesture (its events are written together) or a place. Returns at once.

        Raises `NotSaved` when the thread has ended, since nobody would write it.
        """
        with self._news:
            if self._leave or not self._thread.is_alive():
                raise NotSaved(f"{self._path} is closed: this was not saved")
            if isinstance(gesture, Place):
                self._place = gesture
            else:
                self._waiting.append(gesture)
            self._fresh = True
            self._news.notify_all()

    def drain(self, timeout: float) -> bool:
        """Wait until all that was handed over is on disk; False when `timeout` seconds passed."""
        with self._news:
            return self._news.wait_for(lambda: not self._work(), timeout)

    def close(self, timeout: float = 10.0) -> Sequence[Gesture]:
        """Write what waits, end the thread; what could not be written in `timeout` seconds.

        Writing that again elsewhere is safe: an event is known by its id.
        """
        end = time.monotonic() + timeout
        self.drain(timeout)
        with self._news:
            self._leave = True
            self._news.notify_all()
        self._thread.join(max(0.0, end - time.monotonic()))
        with self._news:
            return tuple(self._waiting)

    def _work(self) -> bool:
        return bool(self._waiting) or self._place is not None

    def _run(self) -> None:
        pause: float | None = None
        while self._wait(pause):
            try:
                self._write(tuple(self._waiting), self._place)
            except ClaimdeskError as error:
                self._disconnect()
                pause = min(LAST_RETRY, FIRST_RETRY if pause is None else pause * 2)
                self._report(NotYetSaved(error, len(self._waiting)))
            else:
                pause = None
        self._disconnect()

    def _wait(self, pause: float | None) -> bool:
        """Wait for something new (or `pause` seconds, to try again); whether to go on."""
        with self._news:
            self._news.wait_for(lambda: self._fresh or self._leave, pause)
            self._fresh = False
            return self._work() and pause is None if self._leave else True

    def _write(self, gestures: Sequence[Gesture], place: Place | None) -> None:
        try:
            connection = self._connected()
            try:
                self._commit(connection, gestures, place)
            except POISON:
                self._commit_one_by_one(connection, gestures, place)
            else:
                self._connected()  # a commit into a file that was taken away meanwhile is none
                self._settle(gestures, Saved(gestures, self._replaced), place)
        except sqlite3.DatabaseError as error:
            raise explained(error, self._path) from error

    def _commit(
        self, connection: sqlite3.Connection, gestures: Sequence[Gesture], place: Place | None
    ) -> None:
        labels = Labels(connection)
        with transaction(connection):
            for gesture in gestures:
                _append(gesture, connection)
            self._replaced = _replaced(gestures[-1], labels) if gestures else None
            if place is not None:
                labels.keep_place(
                    annotator=place.annotator, article=place.article, position=place.position
                )

    def _commit_one_by_one(
        self, connection: sqlite3.Connection, gestures: Sequence[Gesture], place: Place | None
    ) -> None:
        """One gesture that breaks the rules of the database must not hold up the others."""
        for gesture in gestures:
            outcome: Outcome = Saved((gesture,))
            try:
                self._commit(connection, [gesture], None)
            except POISON as error:
                what = "what was said of a claim" if fact_gesture(gesture) else "a label"
                fault = StoreError(f"{self._path} refuses {what}, which is taken back: {error}")
                outcome = Refused(gesture, fault)
            self._settle((gesture,), outcome, None)
        with suppress(*POISON):
            self._commit(connection, (), place)
        self._settle((), None, place)

    def _settle(
        self, gestures: Sequence[Gesture], outcome: Outcome | None, place: Place | None
    ) -> None:
        """Report, then take what was reported from what waits (it always waits in front)."""
        try:
            if gestures and outcome is not None:
                self._report(outcome)
        finally:
            with self._news:
                del self._waiting[: len(gestures)]
                if self._place is place:
                    self._place = None
                self._news.notify_all()

    def _connected(self) -> sqlite3.Connection:
        identity = _identity(self._path)
        if identity != self._identity:
            self._part_with_moved_file()
            what = "is gone" if identity is None else "was replaced by another file"
            raise NotSaved(
                f"the database {what}: put the old one back, and what waits will be saved "
                f"({self._path})"
            )
        if self._connection is None:
            self._connection = reopen(self._path)
        return self._connection

    def _part_with_moved_file(self) -> None:
        """Bring what stands in the -wal into the file that it belongs to, wherever that is now.

        The -wal stays behind under the old name, and SQLite would take it for that of any file
        put there (https://sqlite.org/howtocorrupt.html, section 1.4).
        """
        if self._connection is not None:
            with suppress(sqlite3.DatabaseError):
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def label_gesture(gesture: Gesture) -> LabelGesture:
    """The gesture, if it is an annotator's; else nothing."""
    return tuple(event for event in gesture if isinstance(event, LabelEvent))


def review_gesture(gesture: Gesture) -> ReviewGesture:
    """The gesture, if it is a reviewer's; else nothing."""
    return tuple(event for event in gesture if isinstance(event, ReviewEvent))


def fact_gesture(gesture: Gesture) -> FactGesture:
    """The gesture, if it is about claims; else nothing."""
    return tuple(event for event in gesture if isinstance(event, FactEvent))


def _append(gesture: Gesture, connection: sqlite3.Connection) -> None:
    """Each kind of event to the table of its kind."""
    Labels(connection).append(label_gesture(gesture))
    Reviews(connection).append(review_gesture(gesture))
    if facts := fact_gesture(gesture):
        from annotations.store.facts import Facts  # noqa: PLC0415 - most people only label

        Facts(connection).append(facts)


def _replaced(gesture: Gesture, labels: Labels) -> int | None:
    """The article that a gesture is about, if there is a newer version of it."""
    first = gesture[0]
    return None if isinstance(first, FactEvent) else labels.replaced(first.sentence)


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells this file from another one put in its place (device and file number)."""
    try:
        status = os.stat(path)  # noqa: PTH116 - on the key path, half the price of Path.stat
    except OSError:
        return None
    return status.st_dev, status.st_ino
