"""Opening a database file: the checks, the pragmas, the migrations. One connection a thread.

Uses the standard sqlite3 alone, since an up-to-date file must open at once; sqlite-utils is
loaded only when there are steps to apply. Refuses files that are not ours with one sentence each.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from annotations.errors import Damaged, NotOurs, NotSaved, StoreError
from annotations.store import files, migrations
from annotations.store.schema import APPLICATION_ID

MINIMUM_SQLITE = (3, 37, 0)
"""The first release with STRICT tables."""

SAFE = "what was saved before is safe"

_UNREADABLE = "Could not decode to UTF-8"
"""How Python begins, before it quotes the text."""
_NO_TEXT = "bytes in it that were text are none any more"

FEW_KIB = 256
"""Of the file in memory over each further connection: SQLite's own two megabytes save no time."""

TYPING_SECONDS = 5.0
IMPORT_SECONDS = 30.0


def sqlite_version() -> tuple[int, ...]:
    """The release of the SQLite library that this Python brings."""
    return sqlite3.sqlite_version_info


def connect(
    path: Path, *, timeout: float = TYPING_SECONDS, make: bool = True
) -> sqlite3.Connection:
    """Open `path` for reading and writing, making or updating it as needed.

    `timeout` is how long to wait for other writers, in seconds. Without `make` a file that is
    no database yet, or one of an older release, is refused. Raises a `StoreError`.
    """
    if sqlite3.sqlite_version_info < MINIMUM_SQLITE:
        raise StoreError(
            f"claimdesk needs SQLite {'.'.join(map(str, MINIMUM_SQLITE))} or newer, and "
            f"this Python brings {sqlite3.sqlite_version}: install a newer Python"
        )
    if not make:
        files.require(path)
    files.prepare(path)
    with told(path):
        connection = sqlite3.connect(path, timeout=timeout, isolation_level=None)
        try:
            _refuse_foreign(connection, path)
            if not make:
                refuse_unfinished(connection, path)
            _set_up(connection, path)
            if migrations.check(connection, path):
                migrations.apply(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def reopen(path: Path, *, timeout: float = TYPING_SECONDS) -> sqlite3.Connection:
    """One more connection to a file that `connect` has checked before in this process."""
    with told(path):
        if not files.is_there(path):
            raise NotSaved(
                f"the database {path} is gone: put it back; nothing is made in its place"
            )
        uri = f"{path.resolve().as_uri()}?mode=rw"  # a file that goes away now is not made anew
        connection = sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None)
        try:
            _set_up(connection, path)
            connection.execute(f"PRAGMA cache_size = -{FEW_KIB}")
        except BaseException:
            connection.close()
            raise
        return connection


def connect_reading(path: Path) -> sqlite3.Connection:
    """Open `path` without the right to write, also from a read-only place. Raises `StoreError`.

    Reads what has been checkpointed into the file itself, past all locks: for a file that nobody
    writes. A `-wal` beside it is the business of the caller.
    """
    files.require(path)
    files.refuse_unreadable(path)
    with told(path):
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None)
        try:
            _refuse_foreign(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def refuse_not_ours(path: Path) -> None:
    """Raise the `StoreError` that fits what is no database of ours; others may be writing it.

    Our mark in the header stays where it is for ever. Whatever else is read past SQLite's locks
    may be a page that is just being written, and would look like damage.
    """
    files.require(path)
    files.refuse_unreadable(path)
    if files.application(path) != APPLICATION_ID:
        connect_reading(path).close()


def _refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    # in this order: a program that makes the file now marks it first
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (identity,) = connection.execute("PRAGMA application_id").fetchone()
    if identity != APPLICATION_ID and (identity or tables):
        raise NotOurs(
            f"{path} is the database of another application: nothing was changed; {files.OTHERS}"
        )


def refuse_unfinished(connection: sqlite3.Connection, path: Path) -> None:
    """What reading alone must not change: a file without our tables, or without all of them."""
    if not migrations.applied(connection):
        raise NotOurs(
            f"{path} is no claimdesk database yet, and nothing is in it to read; {files.OTHERS}"
        )
    if migrations.check(connection, path):
        raise StoreError(
            f"{path} was written by an older claimdesk: open it once with `{files.command(path)}`, "
            "which makes a backup and brings it up to date"
        )


def _set_up(connection: sqlite3.Connection, path: Path) -> None:
    mode = _journal_mode(connection)
    if mode != "wal":
        raise StoreError(
            f"{path} cannot be opened in WAL mode, which claimdesk needs ({mode}): keep it on a "
            "local disk that you may write to"
        )
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    (identity,) = connection.execute("PRAGMA application_id").fetchone()
    if not identity:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _journal_mode(connection: sqlite3.Connection) -> str:
    """Switch to WAL, which SQLite does not wait for when another program is at it, too."""
    end = time.monotonic() + TYPING_SECONDS
    while True:
        try:
            (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.01)
        else:
            return str(mode)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """`BEGIN IMMEDIATE` … `COMMIT`, or `ROLLBACK` when anything goes wrong.

    Immediate, because a deferred transaction that reads and then writes fails at once when
    another writer was quicker, however long the timeout.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrations.refuse_newer(connection)
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into the `StoreError` that says it to a person."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        raise explained(error, path) from error
    except UnicodeDecodeError as error:  # of what SQLite says: it quotes what it cannot read
        raise damaged(path, _NO_TEXT) from error


def damaged(path: Path, why: object) -> Damaged:
    """The error for a file that does not read as it was written."""
    return Damaged(
        f"{path} is damaged ({why}): do not write to it, copy it with its -wal file, and "
        f"restore your last backup; `{files.command(path)} bundle SAVED` may save what is new"
    )


def explained(error: sqlite3.DatabaseError, path: Path) -> StoreError:
    """The sentence for an SQLite error, by its code (https://sqlite.org/rescode.html)."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    unreadable = _UNREADABLE in str(error)
    if unreadable or code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(path, _NO_TEXT if unreadable else error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return NotSaved(
            f"another program keeps {path} locked: close it, or wait for it to end; {SAFE}"
        )
    if code == sqlite3.SQLITE_FULL:
        return NotSaved(f"the disk that holds {path} is full: make room on it; {SAFE}")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return files.read_only(path, path)
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        return NotSaved(
            f"{path} cannot be read or written ({error}): look whether its disk is full, sound and "
            f"connected; {SAFE}"
        )
    return StoreError(f"{path}: {error}; `{files.command(path)} doctor` looks what is wrong")
