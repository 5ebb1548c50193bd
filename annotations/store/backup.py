"""Safe copies of a database. Refuses to overwrite anything.

A `cp` of the file alone would leave out what still stands in the `-wal` beside it; this does
not. It also reads from a place that cannot be written, where SQLite itself would not open it.
"""

import errno
import os
import shutil
import sqlite3
from pathlib import Path

from annotations import ownfiles
from annotations.errors import NotSaved, ReadOnly, StoreError
from annotations.store import files, schema
from annotations.store.connection import refuse_not_ours, told


def copy(path: Path, destination: Path) -> int:
    """Copy the database at `path` to a new file; its size in bytes. Raises `StoreError`.

    The copy holds everything committed when it began, is one file in rollback-journal mode
    (so that it opens from read-only media too), and appears under its name only when complete.
    """
    if files.is_there(destination):
        raise StoreError(
            f"{destination} exists already: a backup never overwrites a file; give another name"
        )
    refuse_not_ours(path)
    try:
        with ownfiles.temporary_folder(destination.parent) as folder:
            half = folder / "copy.db"
            os.close(ownfiles.create(half))
            _vacuum(path, half, folder)
            half.replace(destination)
    except OSError as error:
        raise StoreError(f"no backup was made at {destination}: {ownfiles.why(error)}") from error
    return destination.stat().st_size


def _vacuum(path: Path, half: Path, folder: Path) -> None:
    """Copy into a file beside the destination, which is what a full disk is about here."""
    source = path
    try:
        files.refuse_unwritable(path)
    except ReadOnly:
        source = folder / "source.db"
        _copy_whole(path, source)
    with told(path):
        connection = sqlite3.connect(source, timeout=30, isolation_level=None)
        try:
            connection.execute(schema.COPY, (os.fsencode(half),))
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_FULL:
                raise
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        finally:
            connection.close()


def _copy_whole(path: Path, source: Path) -> None:
    """Copy the file and its `-wal` past SQLite's locks, which need a place that can be written."""
    before = files.state(path)
    shutil.copyfile(path, source)
    wal = path.with_name(path.name + "-wal")
    if wal.exists():
        shutil.copyfile(wal, source.with_name(source.name + "-wal"))
    if files.state(path) != before:
        raise NotSaved(f"{path} was written to while it was copied: try again when nobody does")
