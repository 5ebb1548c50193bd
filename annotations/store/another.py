"""Reading another database without leaving a trace: not a byte of it changes, nor of its folder.

Refuses what it could only read by changing it, and what changes while it is read. Where a
program has the database open, SQLite's own locks see to that; else the file is read as one that
nobody writes, or a copy of it together with the `-wal` that a crash left behind.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from annotations import ownfiles
from annotations.errors import NotSaved, ReadOnly, StoreError
from annotations.store import connection as opening
from annotations.store import files
from annotations.store.exchange import Exchange

ENOUGH = len(files.HEADER)
"""Bytes by which a database is known."""


def is_database(head: bytes) -> bool:
    """Whether the first bytes of a file are those of an SQLite database."""
    return head.startswith(files.HEADER)


@contextmanager
def reading(path: Path) -> Iterator[Exchange]:
    """The events of the claimdesk database at `path`, all of one moment. Raises `StoreError`."""
    before = files.state(path)
    opening.refuse_not_ours(path)
    with opening.told(path), _connected(path) as (connection, shared):
        connection.execute("BEGIN")
        opening.refuse_unfinished(connection, path)
        yield Exchange(connection)
        if not shared and files.state(path) != before:
            raise NotSaved(
                f"{path} was written to while it was read: close the program that does, or let "
                "it write a bundle"
            )


@contextmanager
def _connected(path: Path) -> Iterator[tuple[sqlite3.Connection, bool]]:
    """A connection that cannot write, and whether SQLite's locks guard it."""
    if _beside(path, "-journal"):
        raise StoreError(
            f"{path} was not closed in order: open it once with `{files.command(path)}`"
        )
    if not _beside(path, "-wal"):
        with closing(opening.connect_reading(path)) as connection:
            yield connection, False
    elif _is_in_use(path):
        files.refuse_network_drive(path)
        with closing(_read_only(path)) as connection:
            yield connection, True
    else:
        with ownfiles.temporary_folder(Path(tempfile.gettempdir())) as folder:
            copy = folder / "copy.db"
            _copy(path, copy)
            with closing(_read_only(copy)) as connection:
                yield connection, False


def _copy(path: Path, copy: Path) -> None:
    try:
        for ending in ("", "-wal"):
            shutil.copyfile(f"{path}{ending}", f"{copy}{ending}")
    except OSError as error:
        raise StoreError(
            f"{path} cannot be copied to read it: {ownfiles.why(error)} (TMPDIR names the place)"
        ) from error


def _read_only(path: Path) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=opening.TYPING_SECONDS, isolation_level=None)


def _beside(path: Path, ending: str) -> bool:
    """Whether a file with something in it stands beside the database."""
    try:
        return Path(f"{path.resolve()}{ending}").stat().st_size > 0
    except OSError:
        return False


def _is_in_use(path: Path) -> bool:
    """Whether a program may have it open: then its `-shm` stands there, and can be joined."""
    if not _beside(path, "-shm"):
        return False
    try:
        files.refuse_unwritable(path)
    except ReadOnly:
        return False
    return True
