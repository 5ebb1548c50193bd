"""The steps from an empty file to today's tables, and the check that a file is not ahead of us.

Steps are applied under one `BEGIN IMMEDIATE`, so that two programs opening the same new file
do not race, and after a backup when there is something to lose. A released step never changes.
"""

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from annotations import ownfiles
from annotations.errors import FromTheFuture, StoreError
from annotations.store import schema, schema_facts, schema_review, schema_splits

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

SET = "claimdesk"
STEPS = {
    "0001_corpus": schema.CORPUS,
    "0002_labels": schema.LABELS,
    "0003_review": schema_review.REVIEW,
    "0004_splits": schema_splits.SPLITS,
    "0005_facts": schema_facts.FACTS,
    "0006_apart": schema_facts.APART,
}


def applied(connection: sqlite3.Connection) -> list[str]:
    """Names of the steps that the file has been through, oldest first."""
    found = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_sqlite_migrations'"
    ).fetchone()
    if found is None:
        return []
    rows = connection.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id", (SET,)
    )
    return [name for (name,) in rows]


def check(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether steps are missing. Raises `FromTheFuture` for a file of a newer release."""
    done = applied(connection)
    unknown = [name for name in done if name not in STEPS]
    if unknown:
        raise FromTheFuture(
            f"{path} was written by a newer claimdesk (it knows {unknown[0]}): update claimdesk, "
            "nothing in the file was changed"
        )
    return len(done) < len(STEPS)


def refuse_newer(connection: sqlite3.Connection) -> None:
    """Raise `FromTheFuture` where a newer release has updated the file since it was opened here.

    For who is about to write: 25 µs. It may have other rules for what we would write.
    """
    unknown = [name for name in applied(connection) if name not in STEPS]
    if unknown:
        raise FromTheFuture(
            f"a newer claimdesk has updated the database meanwhile (it knows {unknown[0]}), and "
            "this one must not write to it: update claimdesk"
        )


def apply(connection: sqlite3.Connection, path: Path) -> Path | None:
    """Bring the file up to date; the path of the backup made before, if there was one to make."""
    from sqlite_utils import Database  # noqa: PLC0415 - 190 ms that an up-to-date file never pays

    # recursive_triggers stays as SQLite has it: our triggers were written and tested that way
    database = Database(connection, recursive_triggers=False)
    connection.execute("BEGIN IMMEDIATE")
    try:
        backup = _backup_before(connection, path)
        _steps().apply(database)
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    return backup


def _steps() -> "Migrations":
    from sqlite_utils.migrations import Migrations  # noqa: PLC0415 - as above

    steps = Migrations(SET)
    for name, sql in STEPS.items():

        def step(database: "Database", sql: str = sql) -> None:
            for statement in statements(sql):
                database.execute(statement)

        steps(name=name)(step)
    return steps


def statements(sql: str) -> list[str]:
    """SQL text cut into single statements (`executescript` would commit behind our back)."""
    found: list[str] = []
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    if pending.strip():
        raise StoreError(f"unfinished SQL statement: {pending.strip()[:60]}")
    return found


def _backup_before(connection: sqlite3.Connection, path: Path) -> Path | None:
    """Copy the file as it is; under the write lock, so that nobody is updating it meanwhile."""
    done = applied(connection)
    if not done or len(done) == len(STEPS):  # nothing to lose, or another program was quicker
        return None
    backup = path.with_name(f"{path.name}.before-{len(done) + 1:04d}")
    if not backup.exists():
        half = backup.with_name(f"{backup.name}.half")
        half.unlink(missing_ok=True)
        os.close(ownfiles.create(half))
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute(schema.COPY, (os.fsencode(half),))
        half.replace(backup)
    return backup
