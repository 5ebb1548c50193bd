"""Two releases of claimdesk on one database."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from support import append, event

from annotations.errors import FromTheFuture
from annotations.store import NotYetSaved, Outcome, Saved, Store, Writer
from benchmarks.faults import ground

NEWER = (
    "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
    " VALUES ('claimdesk', '0099_later', '2030-01-01')"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "labels.db"
    ground.make(path)
    return path


def update(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as newer:
        for statement in (*statements, NEWER):
            newer.execute(statement)


def test_an_older_program_does_not_open_what_a_newer_one_has_updated(path: Path) -> None:
    update(path)

    with pytest.raises(FromTheFuture, match="newer claimdesk"):
        Store(path)


def test_an_older_program_at_work_does_not_write_once_a_newer_one_has_updated(path: Path) -> None:
    with Store(path) as older:
        append(older, event(1))
        update(path)
        with pytest.raises(FromTheFuture, match="has updated the database meanwhile"):
            append(older, event(2))
        assert older.counts.labelled(annotator="ada") == 1


def test_labels_of_an_older_program_wait_and_are_not_refused(path: Path) -> None:
    outcomes: list[Outcome] = []
    writer = Writer(path, outcomes.append)
    writer.submit((event(1),))
    assert writer.drain(10)
    update(path, "ALTER TABLE label_event ADD COLUMN later TEXT NOT NULL DEFAULT ''")

    writer.submit((waiting := event(2),))
    assert ground.until(lambda: len(outcomes) > 1, seconds=10)

    assert writer.close(0.1) == ((waiting,),)
    assert isinstance(outcomes[0], Saved)
    assert all(isinstance(one, NotYetSaved) for one in outcomes[1:])
    told = outcomes[1]
    assert isinstance(told, NotYetSaved)
    assert isinstance(told.error, FromTheFuture)
    assert "update claimdesk" in str(told.error)
