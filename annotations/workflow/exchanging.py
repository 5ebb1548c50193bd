"""Decisions from machine to machine: all events into a bundle, and those of others taken in.

A bundle or another database is read to its end and checked before the first event of it is
written, so that it goes in whole or not at all. Then it goes in by small transactions, so that
an open app does not wait; one that is interrupted there is completed by merging it again, since
events are known by their ids and their order does not matter. Articles do not travel: an event
of an article that is not here waits until that article is imported; what was said of an earlier
version of an article goes along to the newer one that is here.
"""

import tempfile
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

from annotations.errors import MergeRefused, StoreError
from annotations.exporters import placed, streamed
from annotations.nouns import dataclass
from annotations.store import Store, another, bundles
from annotations.store.exchange import Taken
from annotations.store.records import Record
from annotations.workflow.carrying import carry_over
from annotations.workflow.exportable import check_destination

TURN, PAUSE = 0.4, 0.11
"""Seconds of writing, and of leaving the database to others after that: more than the 100 ms that
SQLite lets pass between two tries (`sqliteDefaultBusyCallback`), so that everybody gets a turn."""

DAY = 86_400_000_000
"""Microseconds that the clock of another machine may be ahead."""


@dataclass(frozen=True, slots=True)
class Bundled:
    """How far the writing of a bundle has come; with the last report the file is in place."""

    events: int
    of_events: int
    articles: int
    """To which the events belong, waiting ones too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """How far the merging of one file has come."""

    done: int
    """Steps taken of `of`: an event is checked, then appended."""
    of: int
    new: int
    """Events that were not here and are now in place."""
    known: int
    """Events that were in place already."""
    waiting: int
    """Events of articles that are not here; they come into place when those are imported."""
    waiting_articles: int
    unmatched: int
    """Events of sentences that an article, which is here, does not have here: it was divided
    otherwise where they are from. They wait too, and may never come into place."""
    carried: int = 0
    """Labels on an earlier version of an article, taken over to the newer one that is here."""


def bundle(store: Store, to: Path | BinaryIO) -> Iterator[Bundled]:
    """Write all events of the database, those that wait too, to a file or stream.

    Equal sets of events give equal files. Raises ExportFailed and StoreError; an old file is
    whole then, and when the caller stops asking.
    """
    if isinstance(to, Path):
        check_destination(to, store.path)
    with store.reading():
        contents = store.exchange.contents()
        articles = len(contents.articles)
        with placed(to) if isinstance(to, Path) else streamed(to) as file:
            for events in bundles.write(file, contents, store.exchange.lines()):
                yield Bundled(events, contents.events, articles)
    yield Bundled(contents.events, contents.events, articles)


def merge(store: Store, path: Path, *, now: int) -> Iterator[Merged]:
    """Take in the events of a bundle, or of another claimdesk database, which is not changed.

    `now`: microseconds since 1970, UTC; what is dated more than a day later is refused, since
    all that is said here afterwards would have to be later still. Raises MergeRefused, and then
    nothing of it is here; StoreError when this database fails.
    """
    with tempfile.TemporaryFile(prefix="claimdesk-") as spool:
        taken, done = Taken(), 0
        with _refusing(path), _source(path, store.path, spool) as source:
            contents, batches = bundles.read(source)
            of = 2 * contents.events
            for records in batches:
                _refuse_future(records, now)
                with store.told():
                    store.exchange.compare(records)
                done += len(records)
                yield _report(taken, done, of)
        spool.seek(0)
        _, batches = bundles.read(spool)
        began = time.monotonic()
        for records in batches:
            with store.transaction():
                store.exchange.take(records, taken)
            done += len(records)
            yield _report(taken, done, of)
            if time.monotonic() - began > TURN and done < of:
                time.sleep(PAUSE)
                began = time.monotonic()
    carried = 0
    for labels in _carried(store, contents.articles):
        carried += labels
        yield _report(taken, done, of, carried)
    yield _report(taken, done, of, carried)


def _refuse_future(records: Sequence[Record], now: int) -> None:
    latest = max(record.at for record in records)
    if latest > now + DAY:
        day = datetime.fromtimestamp(latest // 1_000_000, UTC).date()
        raise MergeRefused(
            f"an event in it is dated {day}, more than a day ahead of the clock of this machine"
        )


def _carried(store: Store, articles: Collection[str]) -> Iterator[int]:
    """Take what was said of these articles over to their newer versions; labels, turn by turn."""
    with store.told():
        steps = store.exchange.versions(articles)
    left = {old for old, _ in steps}
    while steps:
        began, done, labels = time.monotonic(), 0, 0
        with store.transaction():
            for old, new in steps:
                found = len(carry_over(store, old, new))
                labels += 0 if new in left else found
                done += 1
                if time.monotonic() - began > TURN:
                    break
        steps = steps[done:]
        yield labels
        if steps:
            time.sleep(PAUSE)


def _report(taken: Taken, done: int, of: int, carried: int = 0) -> Merged:
    return Merged(
        done=done,
        of=of,
        new=taken.new,
        known=taken.known,
        waiting=taken.waiting,
        waiting_articles=len(taken.articles),
        unmatched=taken.unmatched,
        carried=carried,
    )


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Name the file that is refused."""
    try:
        yield
    except MergeRefused as error:
        why = str(error)
        named = why if why.startswith(f"{path} ") else f"{path} was not merged: {why}"
        raise MergeRefused(named) from error


@contextmanager
def _source(path: Path, database: Path, spool: BinaryIO) -> Iterator[BinaryIO]:
    """A bundle to read; when it has been read to its end, all of it stands in `spool`."""
    try:
        with path.open("rb") as file:
            if another.is_database(file.peek(another.ENOUGH)):
                _bundle_of(path, database, spool)
                yield spool
            else:
                yield cast("BinaryIO", _Tee(file, spool))
    except OSError as error:
        raise MergeRefused(error.strerror or str(error)) from error


class _Tee:
    """A file whose every byte that is read is also written to another."""

    def __init__(self, file: BinaryIO, copy: BinaryIO) -> None:
        self._file = file
        self._copy = copy

    def read(self, size: int) -> bytes:
        piece = self._file.read(size)
        self._copy.write(piece)
        return piece


def _bundle_of(path: Path, database: Path, spool: BinaryIO) -> None:
    """Make a bundle of another database."""
    if path.samefile(database):
        raise MergeRefused("it is this database itself")
    try:
        with another.reading(path) as exchange:
            for _ in bundles.write(spool, exchange.contents(), exchange.lines()):
                pass
    except StoreError as error:
        raise MergeRefused(str(error)) from error
    spool.seek(0)
