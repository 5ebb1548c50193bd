"""What `doctor` finds out about a database and the machine, and the status of the work."""

import shutil
import sqlite3
from pathlib import Path
from typing import NamedTuple

import pytest
import support

from annotations import workflow
from annotations.errors import Damaged
from annotations.store import Share, Store
from annotations.workflow import checking

LOOKS = ("integrity", "schema", "texts", "derived tables", "search index")


def checks(path: Path) -> dict[str, workflow.Check]:
    return {check.name: check for check in workflow.check_database(path)}


def test_a_sound_database_passes_every_check(store: Store) -> None:
    support.add_article(store, ["One.", "Two."])
    support.append(store, support.event(1))
    found = checks(store.path)
    assert list(found) == ["sqlite", "disk", "database", *LOOKS]
    assert all(check.ok for check in found.values())
    assert "articles 1, sentences 2, annotators 1" in found["database"].detail
    assert sqlite3.sqlite_version in found["sqlite"].detail


def test_a_database_that_is_not_there_is_no_fault_and_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "far" / "away.db"
    assert checks(path)["database"] == workflow.Check(
        "database", ok=True, detail=f"none yet at {path}"
    )
    assert not path.parent.exists()


@pytest.mark.parametrize("name", ["long" * 100, "long" * 100 + "/labels.db"])
def test_a_name_that_no_system_takes_fails(tmp_path: Path, name: str) -> None:
    check = checks(tmp_path / name)["database"]
    assert not check.ok
    assert "File name too long" in check.detail


def test_an_empty_file_fails_and_stays_empty(tmp_path: Path) -> None:
    path = tmp_path / "labels.db"
    path.touch()
    check = checks(path)["database"]
    assert not check.ok
    assert "is empty" in check.detail
    assert path.stat().st_size == 0


def test_a_file_that_is_no_database_fails(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Not a database, and long enough to be looked at as one.")
    assert not checks(path)["database"].ok


def test_derived_tables_that_drifted_are_named(store: Store) -> None:
    support.add_article(store, ["One."])
    support.append(store, support.event(1))
    store._connection.execute("UPDATE progress SET labelled = 7")
    check = checks(store.path)["derived tables"]
    assert not check.ok
    assert "progress" in check.detail


def test_a_damaged_file_fails(store: Store) -> None:
    for number in range(50):
        support.add_article(store, [f"Sentence {number} {n}." for n in range(40)], name=str(number))
    path = store.path
    store.close()
    content = bytearray(path.read_bytes())
    for page in range(8, 40):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(content)
    assert not all(check.ok for check in workflow.check_database(path))


ALTERED = """
DROP TRIGGER split_plan_is_not_deleted;
CREATE TRIGGER split_plan_is_not_deleted AFTER DELETE ON place BEGIN SELECT 1; END;
"""
TAMPERED = {
    "a search index with flipped bits": (
        "UPDATE sentence_fts_data SET block = zeroblob(length(block)) WHERE id > 10",
        ["search index"],
    ),
    "a sentence that is not in the search index": (
        "DELETE FROM sentence_fts_docsize WHERE id = 4",
        ["search index"],
    ),
    "no search index": ("DROP TABLE article_fts", ["schema", "search index"]),
    "events that can be deleted": ("DROP TRIGGER label_event_is_not_deleted", ["schema"]),
    "events that are not counted": ("DROP TRIGGER label_event_counts", ["schema"]),
    "a trigger that reads otherwise": (ALTERED, ["schema"]),
    "an index that is gone": ("DROP INDEX label_event_pair", ["schema"]),
    "counts that are wrong": ("UPDATE progress SET labelled = 7", ["derived tables"]),
    "labels that are not counted": ("DELETE FROM label_current", ["derived tables"]),
}


@pytest.mark.parametrize(("sql", "failed"), TAMPERED.values(), ids=TAMPERED)
def test_what_is_not_as_claimdesk_makes_it_is_named_and_can_be_made_anew(
    store: Store, sql: str, failed: list[str]
) -> None:
    old = support.add_article(store, ["The ferry sank.", "Two."])
    support.append(store, support.event(1), support.event(2, "opinion"))
    support.add_article(store, ["The ferry sank.", "Two.", "Three."], replaces=old)
    sound = checks(store.path)
    assert all(check.ok for check in sound.values()), sound
    store._connection.executescript(sql)
    found = checks(store.path)
    assert [name for name, check in found.items() if not check.ok] == failed
    assert "--rebuild" in found[failed[0]].detail
    if "DROP TABLE" in sql:
        return  # what a table held is not made up
    workflow.rebuild(store.path)
    again = checks(store.path)
    assert again.pop("disk").ok
    del sound["disk"]  # how much of it is free is said there, which others change meanwhile
    assert again == sound
    assert store.search.sentences("ferry").total == 1
    assert store.counts.labelled(annotator="ada") == 0
    assert store.labels.states(1, annotator="ada").keys() == {1, 2}


def test_a_damaged_file_is_not_built_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    support.add_article(store, ["One."])
    monkeypatch.setattr(Store, "quick_check", lambda _: "row 7 missing from index")
    monkeypatch.setattr(Store, "rebuild", lambda _: pytest.fail("was written to"))
    with pytest.raises(Damaged, match="do not write to it"):
        workflow.rebuild(store.path)


def test_a_large_wal_is_told_and_is_no_fault(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    support.add_article(store, ["One."])
    assert "wal" not in checks(store.path)
    monkeypatch.setattr(checking, "LARGE_WAL", 1)
    check = checks(store.path)["wal"]
    assert check.ok
    assert "never delete it" in check.detail


def test_bytes_that_flip_in_any_page_are_found(store: Store) -> None:
    for number in range(10):
        support.add_article(store, [f"Sentence {number} {n}." for n in range(40)], name=str(number))
    path = store.path
    store.close()
    whole = path.read_bytes()
    for page in range(3, len(whole) // 4096):
        content = bytearray(whole)
        content[page * 4096 : page * 4096 + 8] = b"\xff" * 8
        path.write_bytes(content)
        found = checks(path)
        failed = [check for check in found.values() if not check.ok]
        assert failed, page
        assert len(found) == len({*found}), page


@pytest.mark.parametrize(("version", "warned"), [((3, 40, 1), True), ((3, 51, 3), False)])
def test_an_sqlite_with_the_rare_bug_is_told_but_does_not_fail(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: tuple[int, ...], *, warned: bool
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    check = checks(tmp_path / "none.db")["sqlite"]
    assert check.ok
    assert ("rare bug" in check.detail) == warned


def test_a_disk_that_is_nearly_full_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage(NamedTuple):
        total: int
        used: int
        free: int

    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 5 * 2**20))
    check = checks(tmp_path / "none.db")["disk"]
    assert not check.ok
    assert str(tmp_path) in check.detail


def test_the_status_counts_newest_versions_by_person(store: Store) -> None:
    old = support.add_article(store, ["One.", "Two."])
    support.append(store, support.event(1), support.event(2))
    support.add_article(store, ["One.", "Two.", "Three."], replaces=old)
    support.append(
        store,
        support.event(3, "claim", flags=("unsure",)),
        support.event(4, "opinion"),
        support.event(4, "claim", annotator="bob"),
    )
    assert workflow.status(store) == workflow.Status(
        articles=1,
        sentences=3,
        annotators={
            "ada": Share(2, 1, {"claim": 1, "opinion": 1}),
            "bob": Share(1, 0, {"claim": 1}),
        },
        disputed=1,
        adjudicated=0,
        claims=0,
        verdicts=0,
        by_article=(),
    )


def test_a_failed_check_says_what_is_safe_and_what_to_do(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "quick_check", lambda _: "row 7 missing from index")
    monkeypatch.setattr(Store, "drifted", lambda _: ["progress"])
    monkeypatch.setattr(checking, "LEAST_FREE", 2**80)
    found = checks(store.path)
    assert not any(found[name].ok for name in ("integrity", "derived tables", "disk"))
    assert "row 7 missing" in found["integrity"].detail
    assert "restore your last backup" in found["integrity"].detail
    assert "what was decided is all there" in found["derived tables"].detail
    assert "those that are saved are safe" in found["disk"].detail
