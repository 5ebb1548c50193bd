"""Merging another database: read at one moment, and not a byte of it changed."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from support import add_article, append, event

from annotations.errors import MergeRefused, NotSaved
from annotations.model import END_OF_TIME
from annotations.store import Store, another, backup, migrations
from annotations.store.schema import APPLICATION_ID
from annotations.workflow.exchanging import Merged, merge


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Store]:
    """The database that takes in."""
    with Store(tmp_path / "desk.db") as store:
        add_article(store, ["One.", "Two."])
        yield store


@pytest.fixture
def ben(tmp_path: Path) -> Iterator[Store]:
    """Another one, open, with two labels that stand in its `-wal`."""
    folder = tmp_path / "ben"
    folder.mkdir()
    with Store(folder / "ben.db") as store:
        add_article(store, ["One.", "Two."])
        append(store, event(1, annotator="ben"), event(2, annotator="ben"))
        yield store


def merged(desk: Store, path: Path) -> Merged:
    *_, last = merge(desk, path, now=END_OF_TIME)
    return last


def bytes_in(folder: Path, *but: str) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if not one.name.endswith(but)}


def test_a_database_that_is_open_elsewhere_is_merged_with_its_wal(desk: Store, ben: Store) -> None:
    before = bytes_in(ben.path.parent, "-shm")
    assert "ben.db-wal" in before
    assert merged(desk, ben.path).new == 2
    assert bytes_in(ben.path.parent, "-shm") == before
    append(ben, event(1, "opinion", annotator="ben"))
    assert merged(desk, ben.path).new == 1


def test_what_is_committed_while_it_is_read_comes_the_next_time(ben: Store) -> None:
    with another.reading(ben.path) as exchange:
        assert exchange.contents().events == 2
        append(ben, event(1, "opinion", annotator="ben"))
        assert exchange.contents().events == 2


def test_a_database_that_is_closed_is_merged_without_a_trace(desk: Store, ben: Store) -> None:
    ben.close()
    before = bytes_in(ben.path.parent)
    assert list(before) == ["ben.db"]
    assert merged(desk, ben.path).new == 2
    assert bytes_in(ben.path.parent) == before


def test_a_copy_with_the_wal_of_a_crash_is_merged_without_a_trace(
    desk: Store, ben: Store, tmp_path: Path
) -> None:
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for ending in ("", "-wal"):
        shutil.copyfile(f"{ben.path}{ending}", crashed / f"ben.db{ending}")
    before = bytes_in(crashed)
    assert merged(desk, crashed / "ben.db").new == 2
    assert bytes_in(crashed) == before


def test_a_database_on_a_read_only_medium_is_merged(
    desk: Store, ben: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_in(ben.path.parent)
    monkeypatch.setattr(os, "access", lambda place, _: ben.path.parent not in Path(place).parents)
    assert merged(desk, ben.path).new == 2
    assert bytes_in(ben.path.parent) == before


def test_a_backup_is_merged(desk: Store, ben: Store, tmp_path: Path) -> None:
    backup.copy(ben.path, tmp_path / "copy.db")
    assert merged(desk, tmp_path / "copy.db").new == 2


def test_events_that_wait_there_come_along(desk: Store, ben: Store, tmp_path: Path) -> None:
    with Store(tmp_path / "between.db") as between:
        assert merged(between, ben.path).waiting == 2
        assert merged(desk, between.path).new == 2


def test_the_database_itself_is_refused(desk: Store, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(desk.path)
    for path in (desk.path, tmp_path / "link.db"):
        with pytest.raises(MergeRefused, match="it is this database itself"):
            merged(desk, path)


def test_a_database_of_an_older_release_says_what_to_do(
    desk: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "old.db"
    with monkeypatch.context() as patched:
        steps = dict(list(migrations.STEPS.items())[:2])
        patched.setattr(migrations, "STEPS", steps)
        Store(old).close()
    before = old.read_bytes()
    with pytest.raises(MergeRefused, match="older claimdesk: open it once with `claimdesk --db"):
        merged(desk, old)
    assert old.read_bytes() == before


def test_a_database_of_a_newer_release_is_refused(desk: Store, ben: Store) -> None:
    ben._connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " VALUES ('claimdesk', '0009_moods', '')"
    )
    with pytest.raises(MergeRefused, match="newer claimdesk"):
        merged(desk, ben.path)


def test_a_database_of_another_application_is_refused(desk: Store, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.db"
    with closing(sqlite3.connect(theirs)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    with pytest.raises(MergeRefused, match="another application"):
        merged(desk, theirs)


def test_a_database_without_tables_is_refused(desk: Store, tmp_path: Path) -> None:
    bare = tmp_path / "bare.db"
    with closing(sqlite3.connect(bare)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    with pytest.raises(MergeRefused, match="no claimdesk database yet"):
        merged(desk, bare)


def test_a_damaged_database_is_refused(desk: Store, ben: Store) -> None:
    ben.close()
    size = ben.path.stat().st_size
    with ben.path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with pytest.raises(MergeRefused, match="damaged"):
        merged(desk, ben.path)


def test_a_database_with_an_unfinished_journal_is_refused(desk: Store, ben: Store) -> None:
    ben.close()
    Path(f"{ben.path}-journal").write_bytes(b"half")
    with pytest.raises(MergeRefused, match="was not closed in order"):
        merged(desk, ben.path)


def test_a_database_that_changes_while_it_is_read_without_locks_is_refused(ben: Store) -> None:
    ben.close()
    with pytest.raises(NotSaved, match="was written to while it was read"):
        read_and_change(ben.path)


def read_and_change(path: Path) -> None:
    with another.reading(path) as exchange:
        exchange.contents()
        with Store(path) as store:
            append(store, event(1, "opinion", annotator="ben"))
