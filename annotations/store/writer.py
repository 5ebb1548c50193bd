"""The one thread that writes what a person decides, while the screen goes on.

The interface hands over a gesture in microseconds; the thread commits all that waits in one
transaction with `synchronous=FULL`, then reports. What was reported as saved is on disk.
A gesture that could not be written is kept and tried again; nothing is ever dropped in silence.
Refuses to decide anything: events come in complete.
"""

import os
import queue
import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotations.errors import ClaimdeskError, NotSaved, StoreError
from annotations.model import LabelEvent
from annotations.store.connection import explained, reopen, transaction
from annotations.store.labels import Labels

FIRST_RETRY, LAST_RETRY = 0.25, 5.0
"""Seconds between tries, doubling from the first to the last."""

Gesture = tuple[LabelEvent, ...]


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
        self._queue: queue.SimpleQueue[Gesture | Place | None] = queue.SimpleQueue()
        self._waiting: list[Gesture] = []
        self._place: Place | None = None
        self._connection: sqlite3.Connection | None = None
        self._identity = _identity(path)
        self._idle = threading.Event()
        self._idle.set()
        self._lock = threading.Lock()
        self._unsettled = 0
        self._taken = 0
        self._leave = False
        self._thread = threading.Thread(target=self._run, name="claimdesk-writer", daemon=True)
        self._thread.start()

    def submit(self, gesture: Gesture | Place) -> None:
        """Hand over a gesture (its events are written together) or a place. Returns at once."""
        with self._lock:
            self._unsettled += 1
            self._idle.clear()
        self._queue.put(gesture)

    def drain(self, timeout: float) -> bool:
        """Wait until all that was handed over is on disk; False when `timeout` seconds passed."""
        return self._idle.wait(timeout)

    def close(self, timeout: float = 10.0) -> Sequence[Gesture]:
        """Write what waits, end the thread; what could not be written in time."""
        self.drain(timeout)
        self._leave = True
        self._queue.put(None)
        self._thread.join(timeout)
        return tuple(self._waiting)

    def _run(self) -> None:
        pause: float | None = None
        while True:
            self._collect(pause)
            if self._waiting or self._place:
                try:
                    self._write()
                except ClaimdeskError as error:
                    self._disconnect()
                    pause = min(LAST_RETRY, FIRST_RETRY if pause is None else pause * 2)
                    self._report(NotYetSaved(error, len(self._waiting)))
                else:
                    pause = None
                    self._settle()
            if self._leave:
                break
        self._disconnect()

    def _collect(self, pause: float | None) -> None:
        """Wait for something to do (or `pause` seconds, to try again), then take all there is."""
        try:
            taken = self._queue.get(timeout=pause)
            while True:
                if isinstance(taken, Place):
                    self._place = taken
                elif taken is not None:
                    self._waiting.append(taken)
                self._taken += taken is not None
                taken = self._queue.get_nowait()
        except queue.Empty:
            return

    def _settle(self) -> None:
        with self._lock:
            self._unsettled -= self._taken
            self._taken = 0
            if not self._unsettled:
                self._idle.set()

    def _write(self) -> None:
        try:
            connection = self._connected()
            try:
                self._commit(connection, self._waiting)
            except sqlite3.IntegrityError:
                self._commit_one_by_one(connection)
        except sqlite3.DatabaseError as error:
            raise explained(error, self._path) from error
        saved, self._waiting, self._place = tuple(self._waiting), [], None
        if saved:
            self._report(Saved(saved))

    def _commit(self, connection: sqlite3.Connection, gestures: Sequence[Gesture]) -> None:
        labels = Labels(connection)
        with transaction(connection):
            for gesture in gestures:
                labels.append(gesture)
            if self._place is not None:
                labels.keep_place(
                    annotator=self._place.annotator,
                    article=self._place.article,
                    position=self._place.position,
                )

    def _commit_one_by_one(self, connection: sqlite3.Connection) -> None:
        """One gesture that breaks the rules of the database must not hold up the others."""
        for gesture in tuple(self._waiting):
            try:
                self._commit(connection, [gesture])
            except sqlite3.IntegrityError as error:
                self._waiting.remove(gesture)
                self._report(Refused(gesture, StoreError(f"{self._path} refuses a label: {error}")))

    def _connected(self) -> sqlite3.Connection:
        identity = _identity(self._path)
        if identity is None:
            raise NotSaved(
                f"the database {self._path} is gone: put it back, and what waits will be saved"
            )
        if identity != self._identity:
            raise NotSaved(
                f"the database {self._path} was replaced by another file: put the old one back, "
                "and what waits will be saved"
            )
        if self._connection is None:
            self._connection = reopen(self._path)
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells this file from another one put in its place (device and file number)."""
    try:
        status = os.stat(path)  # noqa: PTH116 - on the key path, half the price of Path.stat
    except OSError:
        return None
    return status.st_dev, status.st_ino
