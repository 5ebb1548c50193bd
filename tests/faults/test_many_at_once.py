"""Several programs on one database: at the pace of people, and while it is copied."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support import append, event

from annotations.store import Store, another, backup
from benchmarks.faults import copies, ground, pace


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "labels.db"
    ground.make(path)
    return path


def test_programs_at_the_pace_of_people_do_not_keep_each_other_waiting(path: Path) -> None:
    waits = pace.keep(path, writers=4, every=0.2, seconds=1.0)

    assert waits.errors == ()
    assert waits.labels >= 8
    assert waits.p99 < 2000  # a shared machine; 200 where it is measured
    assert waits.remains.sound, waits.remains


def test_a_backup_while_others_write_is_whole_and_goes_on_from_there(path: Path) -> None:
    remains = copies.take(path, writers=5, copies=2)

    assert all(one.acknowledged for one in remains)
    assert [one for one in remains if not one.sound] == []
    with Store(path.with_name("copy1.db")) as restored:
        append(restored, event(1, annotator="new"))
        assert restored.counts.labelled(annotator="new") == 1
        assert restored.drifted() == []


@pytest.fixture
def half_written(path: Path) -> Iterator[Path]:
    """In the middle of a checkpoint: a page of the file is half written, and whole in the -wal."""
    with Store(path) as store:
        append(store, event(1))
        store._connection.execute("PRAGMA user_version = 1")  # this is how the page gets there
        with path.open("r+b") as file:
            file.seek(100)
            file.write(b"\xff" * 400)
        yield path


def test_a_backup_does_not_take_a_checkpoint_for_damage(half_written: Path) -> None:
    copy = half_written.with_name("copy.db")

    backup.copy(half_written, copy)

    with Store(copy) as restored:
        assert restored.counts.labelled(annotator="ada") == 1
        assert restored.quick_check() == "ok"


def test_a_merge_does_not_take_a_checkpoint_for_damage(half_written: Path) -> None:
    with another.reading(half_written) as exchange:
        assert any(exchange.lines())
