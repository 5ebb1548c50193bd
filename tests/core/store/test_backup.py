import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from support import add_article, append, event, events_in

from annotations.errors import NotOurs, StoreError
from annotations.store import Store, backup
from annotations.store.schema import APPLICATION_ID


def said(path: Path) -> list[int]:
    with Store(path) as store:
        return [one.sentence for one in events_in(store)]


def test_a_copy_holds_what_still_stands_in_the_wal(store: Store, tmp_path: Path) -> None:
    add_article(store, ["One.", "Two."])
    append(store, event(1), event(2))
    assert (tmp_path / "labels.db-wal").stat().st_size
    size = backup.copy(store.path, tmp_path / "copy.db")
    assert size == (tmp_path / "copy.db").stat().st_size
    append(store, event(1, "opinion"))
    assert said(tmp_path / "copy.db") == [1, 2]


def test_a_copy_is_one_private_file_that_opens_from_anywhere(store: Store, tmp_path: Path) -> None:
    add_article(store, ["One."])
    copy = tmp_path / "copy.db"
    backup.copy(store.path, copy)
    assert copy.stat().st_mode & 0o077 == 0
    uri = f"{copy.as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as reader:
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert reader.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert reader.execute("SELECT count(*) FROM sentence").fetchone() == (1,)


def test_a_backup_never_overwrites(store: Store, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_text("mine")
    with pytest.raises(StoreError, match="exists already"):
        backup.copy(store.path, there)
    assert there.read_text() == "mine"


def test_a_copy_from_a_read_only_place_takes_the_wal_with_it(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_article(store, ["One.", "Two."])
    append(store, event(2))
    fixed = tmp_path / "fixed"
    fixed.mkdir()
    for one in ("labels.db", "labels.db-wal"):
        shutil.copyfile(tmp_path / one, fixed / one)
    before = {one.name: one.read_bytes() for one in fixed.iterdir()}
    monkeypatch.setattr(os, "access", lambda place, _: fixed not in (place, place.parent))
    backup.copy(fixed / "labels.db", tmp_path / "copy.db")
    monkeypatch.undo()
    assert said(tmp_path / "copy.db") == [2]
    assert {one.name: one.read_bytes() for one in fixed.iterdir()} == before


@pytest.mark.skipif(sys.platform != "linux", reason="names there are any bytes")
def test_a_copy_goes_into_a_folder_whose_name_is_no_text(store: Store, tmp_path: Path) -> None:
    add_article(store, ["One."])
    append(store, event(1))
    folder = tmp_path / os.fsdecode(b"M\xe4rz 'n")
    folder.mkdir()
    copy = folder / os.fsdecode(b"\xff.db")
    backup.copy(store.path, copy)
    assert [one.name for one in folder.iterdir()] == [copy.name]
    backup.copy(copy, tmp_path / "again.db")
    assert said(tmp_path / "again.db") == [1]


def test_an_interrupted_copy_leaves_nothing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(tmp_path.iterdir())
    vacuum = backup._vacuum

    def interrupted(*arguments: Path) -> None:
        vacuum(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(backup, "_vacuum", interrupted)
    with pytest.raises(KeyboardInterrupt):
        backup.copy(store.path, tmp_path / "copy.db")
    assert sorted(tmp_path.iterdir()) == before


def test_what_is_no_database_is_not_copied(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("an article")
    (tmp_path / "empty.db").touch()
    with closing(sqlite3.connect(tmp_path / "theirs.db")) as theirs:
        theirs.execute("CREATE TABLE theirs (x)")
    wrong = {"notes.txt": NotOurs, "theirs.db": NotOurs, "empty.db": NotOurs, "none.db": StoreError}
    for name, error in wrong.items():
        with pytest.raises(error):
            backup.copy(tmp_path / name, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_place_that_cannot_be_written_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no backup was made at .*: make the folder first"):
        backup.copy(store.path, tmp_path / "nowhere" / "copy.db")
