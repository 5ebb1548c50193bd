"""Databases and sources that no command can use: one sentence, and nothing changed."""

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
import support
from commandline import one_sentence, run

from annotations.store import Store


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert "is a folder" in one_sentence(run(tmp_path, "articles"))


def test_a_text_file_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("nothing like a database")
    assert "is not a claimdesk database" in one_sentence(run(path, "articles"))
    assert path.read_text() == "nothing like a database"


READING = (["articles"], ["status"], ["export", "-"], ["sentences", "x"], ["backup", "x"])


@pytest.mark.parametrize("words", [*READING, ["import", "x.txt"]])
def test_a_name_that_no_system_takes_is_told(tmp_path: Path, words: list[str]) -> None:
    for path in (tmp_path / ("long" * 100), tmp_path / ("long" * 100) / "labels.db"):
        assert "File name too long" in one_sentence(run(path, *words))


def test_a_database_behind_a_closed_folder_is_told(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = Path.stat

    def closed(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path == store.path:
            raise PermissionError(13, "Permission denied", str(path))
        return look(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", closed)
    for words in READING:
        assert "cannot be reached (Permission denied)" in one_sentence(run(store.path, *words))


def test_a_backup_and_an_import_of_such_a_name_are_told(store: Store, tmp_path: Path) -> None:
    long = tmp_path / ("long" * 100)
    assert "File name too long" in one_sentence(run(store.path, "backup", long))
    said = run(store.path, "import", long, long / "article.txt")
    assert said.exit_code == 1
    assert said.stderr.count("file name too long") == 2
    assert said.stderr.endswith("2 failed\n")


@pytest.mark.parametrize("words", READING)
def test_reading_leaves_an_empty_file_empty(tmp_path: Path, words: list[str]) -> None:
    path = tmp_path / "labels.db"
    path.touch()
    assert "is empty" in one_sentence(run(path, *words))
    assert [one.name for one in tmp_path.iterdir()] == ["labels.db"]
    assert path.stat().st_size == 0


def test_an_import_may_fill_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "labels.db"
    path.touch()
    (tmp_path / "story.txt").write_text("A bridge opened on Monday.")
    assert run(path, "import", tmp_path / "story.txt").exit_code == 0


@pytest.mark.skipif(sys.platform != "linux", reason="names there are any bytes")
def test_a_source_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("A bridge opened on Monday.")
    words = ("import", tmp_path / "story.txt", "--source", "S\udcfcd")
    assert "--source" in one_sentence(run(tmp_path / "labels.db", *words))
    assert not (tmp_path / "labels.db").exists()


def test_a_link_that_leads_to_itself_is_told(store: Store, tmp_path: Path) -> None:
    loop = tmp_path / "loop.jsonl"
    loop.symlink_to(loop)
    for destination in (loop, loop / "out.jsonl"):
        assert "loop.jsonl" in one_sentence(run(store.path, "export", destination))
    result = run(store.path, "import", loop)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 2)


@pytest.mark.parametrize("index", ["article_current", "sqlite_autoindex_annotator_1"])
def test_an_export_from_a_damaged_index_is_told(store: Store, index: str) -> None:
    support.add_article(store, ["One."])
    support.append(store, support.event(1))
    (root_page,) = store._connection.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = ?", (index,)
    ).fetchone()
    store.close()
    content = bytearray(store.path.read_bytes())
    content[(root_page - 1) * 4096 : root_page * 4096] = b"\xff" * 4096
    store.path.write_bytes(content)
    for words in (["export", "-"], ["export", "--of", "ada", "-"]):
        result = run(store.path, *words)
        if result.exit_code or index == "article_current":
            assert "is damaged" in one_sentence(result)


def test_the_database_of_another_application_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
        connection.commit()
    before = path.read_bytes()
    assert "another application" in one_sentence(run(path, "articles"))
    assert path.read_bytes() == before


def test_a_database_of_a_newer_release_is_left_alone(store: Store) -> None:
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('claimdesk', '9999_future', 'x')"
        )
        connection.commit()
    assert "newer claimdesk" in one_sentence(run(store.path, "articles"))


def test_a_damaged_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "broken.db"
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 8192)
    assert str(path) in one_sentence(run(path, "articles"))


def test_a_database_that_cannot_be_written_is_told(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "read-only" in one_sentence(run(store.path, "articles"))
