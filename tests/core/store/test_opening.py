import json
import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from support import ENVIRONMENT, add_article, append, event, layout

from annotations.errors import (
    Damaged,
    FromTheFuture,
    NotOurs,
    NotSaved,
    ReadOnly,
    StoreError,
)
from annotations.store import Store, connection, migrations, schema
from annotations.store.connection import connect_reading

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes and users of POSIX")

OPEN_AS_NOBODY = """
import json, os, sys
from pathlib import Path
from annotations.errors import StoreError
from annotations.store import Store, backup
if os.geteuid() == 0:
    os.setuid(65534)
try:
    if len(sys.argv) > 2:
        backup.copy(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        Store(Path(sys.argv[1])).close()
except StoreError as error:
    print(json.dumps([type(error).__name__, str(error)]))
else:
    print(json.dumps(["opened", ""]))
"""


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that every user of this machine can reach."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        path = Path(folder)
        path.chmod(0o777)
        yield path


def as_nobody(*arguments: Path) -> tuple[str, str]:
    """Name and text of the error that someone without rights meets, or "opened"."""
    done = subprocess.run(
        [sys.executable, "-c", OPEN_AS_NOBODY, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
        env=ENVIRONMENT,
    )
    kind, text = json.loads(done.stdout)
    return kind, text


def test_a_new_file_is_made_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "labels.db"
    with Store(path) as store:
        assert store.counts.corpus() == (0, 0)
        assert store.quick_check() == "ok"
        settings = {
            name: store._connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "application_id")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "application_id": schema.APPLICATION_ID,
    }


@POSIX
def test_nobody_else_can_read_a_new_file(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        with Store(tmp_path / "a" / "labels.db") as store:
            add_article(store, ["One."])
            modes = {
                one.name: stat.S_IMODE(one.stat().st_mode) for one in (tmp_path / "a").iterdir()
            }
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700
    finally:
        os.umask(old)
    assert modes == dict.fromkeys(("labels.db", "labels.db-wal", "labels.db-shm"), 0o600)


def test_a_file_is_opened_again_with_all_that_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "labels.db"
    with Store(path) as store:
        add_article(store, ["One."])
        append(store, event(1))
    before = layout(path)
    with Store(path) as store, Store(path, checked=True) as other:
        assert store.counts.labelled(annotator="ada") == 1
        assert other.counts.labelled(annotator="ada") == 1
    assert layout(path) == before
    assert [one.name for one in tmp_path.iterdir()] == ["labels.db"]


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "labels.db"
    path.touch()
    with Store(path) as store:
        assert store.counts.corpus() == (0, 0)


def test_reading_makes_no_database_of_anything(tmp_path: Path) -> None:
    path = tmp_path / "labels.db"
    with pytest.raises(StoreError, match="no database"):
        Store(path, make=False)
    assert not path.exists()
    path.touch()
    with pytest.raises(NotOurs, match="is empty"):
        Store(path, make=False)
    assert path.stat().st_size == 0
    with closing(sqlite3.connect(path, isolation_level=None)) as bare:
        bare.execute("VACUUM")
    before = path.read_bytes()
    assert before
    with pytest.raises(NotOurs, match="no claimdesk database yet"):
        Store(path, make=False)
    assert path.read_bytes() == before


def test_reading_does_not_update_a_file_of_an_older_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "labels.db"
    Store(path).close()
    before = path.read_bytes()
    monkeypatch.setitem(migrations.STEPS, "0003_more", "CREATE TABLE more (x);")
    with pytest.raises(StoreError, match="older claimdesk"):
        Store(path, make=False)
    assert path.read_bytes() == before
    Store(path).close()
    with Store(path, make=False) as store:
        assert store.counts.corpus() == (0, 0)


def test_what_breaks_a_rule_of_the_tables_is_a_bug_and_no_store_error(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError), store.transaction():
        store._connection.execute("INSERT INTO annotator (name) VALUES ('')")
    with store.transaction():
        store._connection.execute("INSERT INTO annotator (name) VALUES ('ada')")


def test_a_file_that_is_gone_is_not_made_anew_by_opening_again(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="is gone"):
        Store(tmp_path / "labels.db", checked=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "statements",
    [
        ["PRAGMA application_id = 252006673"],
        ["PRAGMA application_id = 252006673", "CREATE TABLE theirs (x)"],
        ["CREATE TABLE theirs (x)"],
        ["PRAGMA journal_mode = WAL", "CREATE TABLE theirs (x)"],
    ],
)
def test_the_database_of_another_application_is_left_alone(
    tmp_path: Path, statements: list[str]
) -> None:
    path = tmp_path / "labels.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as theirs:
        for statement in statements:
            theirs.execute(statement)
    before = path.read_bytes()
    for open_it in (Store, connect_reading):
        with pytest.raises(NotOurs, match="another application"):
            open_it(path)
    assert path.read_bytes() == before


def test_a_text_file_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "labels.db"
    path.write_text("an article", encoding="utf-8")
    for open_it in (Store, connect_reading):
        with pytest.raises(NotOurs, match="not a claimdesk database"):
            open_it(path)
    assert path.read_text(encoding="utf-8") == "an article"


def test_neither_a_folder_nor_a_pipe_is_a_database(tmp_path: Path) -> None:
    with pytest.raises(NotOurs, match="is a folder"):
        Store(tmp_path)
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(NotOurs, match="not a database"):
            Store(tmp_path / "pipe")


def test_there_is_no_database_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "file" / "labels.db", tmp_path / "file" / "more" / "labels.db"):
        with pytest.raises(StoreError):
            Store(path)


def test_a_name_that_no_system_takes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        Store(tmp_path / ("long" * 100))


def test_a_file_of_a_newer_release_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "labels.db"
    Store(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as newer:
        newer.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('claimdesk', '0099_links', '2030-01-01')"
        )
    with pytest.raises(FromTheFuture, match="0099_links"):
        Store(path)


@pytest.fixture
def full(tmp_path: Path) -> Path:
    path = tmp_path / "labels.db"
    with Store(path) as store:
        add_article(store, [f"Sentence {n}." for n in range(500)])
    return path


@pytest.mark.parametrize("kept", [17, 100, 511, 600, 4096, 30_000])
def test_a_file_that_was_cut_off_is_damaged(full: Path, kept: int) -> None:
    full.write_bytes(full.read_bytes()[:kept])
    with pytest.raises(Damaged):
        Store(full)


@pytest.mark.parametrize("place", [slice(16, 18), slice(18, 40), slice(100, 130)])
def test_a_file_with_a_corrupt_header_is_damaged(full: Path, place: slice) -> None:
    content = bytearray(full.read_bytes())
    content[place] = b"\xff" * (place.stop - place.start)
    full.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        Store(full)
    assert isinstance(caught.value, Damaged | ReadOnly | NotOurs)


def test_damage_further_in_is_told_by_the_check_and_by_reads(full: Path) -> None:
    content = bytearray(full.read_bytes())
    with closing(sqlite3.connect(full)) as reader:
        (root,) = reader.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'sentence'"
        ).fetchone()
        (size,) = reader.execute("PRAGMA page_size").fetchone()
    content[(root - 1) * size : (root - 1) * size + 200] = b"\xff" * 200
    full.write_bytes(content)
    with Store(full) as store:
        with pytest.raises(Damaged, match="restore your last backup"), store.told():
            store.articles.sentences(1)
        with suppress(Damaged):
            assert store.quick_check() != "ok"


@POSIX
def test_a_read_only_file_is_refused_with_a_way_out(shared: Path) -> None:
    path = shared / "labels.db"
    Store(path).close()
    path.chmod(0o444)
    kind, text = as_nobody(path)
    assert kind == "ReadOnly"
    assert "backup" in text


@POSIX
def test_a_file_in_a_read_only_folder_is_refused_and_can_be_copied(shared: Path) -> None:
    folder, elsewhere = shared / "fixed", shared / "mine"
    folder.mkdir()
    elsewhere.mkdir()
    elsewhere.chmod(0o777)
    with Store(folder / "labels.db") as store:
        add_article(store, ["One."])
    (folder / "labels.db").chmod(0o666)
    folder.chmod(0o555)
    kind, text = as_nobody(folder / "labels.db")
    assert kind == "ReadOnly"
    assert "the folder of" in text
    assert as_nobody(folder / "labels.db", elsewhere / "copy.db") == ("opened", "")
    assert as_nobody(folder / "new.db")[0] == "ReadOnly"
    assert sorted(one.name for one in elsewhere.iterdir()) == ["copy.db"]
    folder.chmod(0o755)


@POSIX
def test_a_file_that_may_not_be_read_or_reached_is_refused(shared: Path) -> None:
    path = shared / "labels.db"
    Store(path).close()
    path.chmod(0o000)
    assert as_nobody(path)[0] == "StoreError"
    closed = shared / "closed"
    closed.mkdir(mode=0o700)
    Store(closed / "labels.db").close()
    closed.chmod(0o000)
    assert as_nobody(closed / "labels.db")[0] in ("StoreError", "ReadOnly")
    closed.chmod(0o700)


def test_an_sqlite_without_strict_tables_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "MINIMUM_SQLITE", (99, 0, 0))
    with pytest.raises(StoreError, match=r"99\.0\.0 or newer"):
        Store(tmp_path / "labels.db")


def test_an_up_to_date_file_opens_without_sqlite_utils(tmp_path: Path) -> None:
    path = tmp_path / "labels.db"
    Store(path).close()
    script = (
        "import sys; from pathlib import Path; from annotations.store import Store;"
        f"Store(Path({str(path)!r})).close(); sys.exit('sqlite_utils' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, env=ENVIRONMENT)


def test_what_is_read_can_be_broken_off_from_another_thread(store: Store) -> None:
    endless = (
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    )
    begun = threading.Event()
    store._connection.set_progress_handler(begun.set, 1000)

    def break_off() -> None:
        begun.wait()
        store.interrupt()

    breaking = threading.Thread(target=break_off)
    breaking.start()
    with pytest.raises(StoreError), store.told():
        store._connection.execute(endless)
    breaking.join()
    assert store.articles.count() == 0


def test_what_is_closed_cannot_be_broken_off(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store:
        pass
    store.interrupt()
