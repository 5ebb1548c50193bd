"""A disk that is full for a while."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from annotations.errors import ExportFailed
from annotations.exporters.place import placed_folder
from benchmarks.faults import room


def test_a_full_disk_is_told_and_all_is_saved_when_there_is_room(tmp_path: Path) -> None:
    if sys.platform != "linux" or not room.possible():
        pytest.skip("no small disk can be mounted here")
    told = room.run(tmp_path, how="tmpfs")

    (said,) = told.errors
    assert said.startswith(f"the disk that holds {tmp_path / 'labels.db'} is full: make room")
    assert said.endswith("what was saved before is safe")
    assert "No space left on device: make room, or choose another disk" in told.backup
    assert told.leftovers == []
    assert told.unsaved == 0
    assert told.sound


def test_a_file_that_may_grow_no_further_is_told_and_all_is_saved_when_it_may(
    tmp_path: Path,
) -> None:
    pytest.importorskip("resource", reason="limits are a thing of Unix")
    told = room.run(tmp_path, how="limit")

    assert len(told.errors) == 1
    assert told.errors[0].startswith(f"{tmp_path / 'labels.db'} cannot be read or written")
    assert told.unsaved == 0
    assert told.sound


@contextmanager
def files_may_grow_to(size: int) -> Iterator[None]:
    """A file that is to grow further cannot be written, also when it is closed."""
    resource = pytest.importorskip("resource", reason="limits are a thing of Unix")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def export_much(place: Path) -> None:
    with placed_folder(place) as folder:
        folder.put("README.md", b"a card")
        for name in ("data/train.jsonl", "annotations/all.jsonl"):
            folder.open(name).write(b"x" * 2000)
        folder.contents()


def test_an_export_that_finds_no_room_leaves_nothing_of_its_folder(tmp_path: Path) -> None:
    with files_may_grow_to(1000), pytest.raises(ExportFailed, match="make room, or choose another"):
        export_much(tmp_path / "out")

    assert list(tmp_path.iterdir()) == []
