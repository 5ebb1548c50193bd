"""Bare SQLite: the least that the same rows need, to be measured beside ours in the same run.

Refuses every index and rule that somebody else could leave out; what it keeps is that a commit is
on disk (`synchronous=FULL`).
"""

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

ROWS_A_COMMIT = 5000
"""Half of what our import commits at once."""


@dataclass(frozen=True, slots=True)
class Inserted:
    """What it took to insert rows into a plain table."""

    rows: int
    processor: float
    """Seconds."""
    wall: float
    """Seconds."""


def bare(path: Path) -> sqlite3.Connection:
    """A connection to a file of its own, as safe as ours."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def reading(database: Path) -> sqlite3.Connection:
    """A connection to a database of ours that nothing is written through."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA query_only = ON")
    return connection


def inserted(path: Path, database: Path, query: str) -> Inserted:
    """Insert the rows that a query finds in a database into the one table of a new file.

    By `executemany`, so many a commit; finding them is not counted.
    """
    processor = wall = 0.0
    count = 0
    with closing(bare(path)) as connection, closing(reading(database)) as source:
        found = source.execute(query)
        marks = ", ".join("?" * len(found.description))
        connection.execute(f"CREATE TABLE plain ({', '.join(c[0] for c in found.description)})")
        while batch := found.fetchmany(ROWS_A_COMMIT):
            began, clock = time.process_time(), time.perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(f"INSERT INTO plain VALUES ({marks})", batch)
            connection.execute("COMMIT")
            processor += time.process_time() - began
            wall += time.perf_counter() - clock
            count += len(batch)
    return Inserted(count, processor, wall)
