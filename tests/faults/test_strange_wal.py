"""A `-wal` beside a database that it does not belong to: its labels are kept, and so is the file.

SQLite itself would delete it where the database is gone or empty, and would write it into
whatever is put in the place of the database (https://sqlite.org/howtocorrupt.html, section 1.4).
"""

import shutil
from pathlib import Path

import pytest
from support import add_article, append, event

from annotations.errors import StoreError
from annotations.store import Store, another, backup
from annotations.workflow import check_database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database as a program leaves it that was killed: its last label stands in the `-wal`."""
    living = tmp_path / "living.db"
    path = tmp_path / "labels.db"
    with Store(living) as store:
        add_article(store, ["He left.", "She stayed."])
        store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        backup.copy(living, tmp_path / "backup.db")
        add_article(store, [f"Later {n}." for n in range(200)])
        store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        append(store, event(1))
        for ending in ("", "-wal"):
            shutil.copy(f"{living}{ending}", f"{path}{ending}")
    return path


def wal(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def refused(path: Path) -> str:
    """What everybody says who is to open it, who is to read it, and the doctor."""
    held = wal(path).read_bytes()
    said = set()
    for make in (True, False):
        with pytest.raises(StoreError) as told:
            Store(path, make=make)
        said.add(str(told.value))
    with pytest.raises(StoreError) as told:
        backup.copy(path, path.with_name("copy.db"))
    said.add(str(told.value))
    with pytest.raises(StoreError) as told, another.reading(path):
        pass
    said.add(str(told.value))
    said.update(check.detail for check in check_database(path) if not check.ok)
    assert wal(path).read_bytes() == held
    (sentence,) = said
    return sentence


def labels(path: Path) -> int:
    with Store(path) as store:
        assert store.quick_check() == "ok"
        return store.counts.labelled(annotator="ada")


def test_what_belongs_to_the_database_is_read(path: Path) -> None:
    assert labels(path) == 1


def test_labels_are_not_thrown_away_where_the_database_is_gone(path: Path) -> None:
    away = path.with_name("away.db")
    path.rename(away)

    assert f"there is no database at {path}" in refused(path)

    assert not path.exists()
    away.rename(path)
    assert labels(path) == 1


def test_labels_are_not_thrown_away_where_the_database_is_empty(path: Path) -> None:
    path.write_bytes(b"")

    assert f"{path} is empty" in refused(path)

    assert path.read_bytes() == b""


def test_a_backup_that_is_put_back_is_not_mixed_with_what_it_replaces(path: Path) -> None:
    shutil.copy(path.with_name("backup.db"), path)
    whole = path.read_bytes()

    assert f"move {wal(path)} away" in refused(path)

    assert path.read_bytes() == whole
    wal(path).rename(path.with_name("kept"))
    assert labels(path) == 0
