"""A disk that is full for a while."""

import sys
from pathlib import Path

import pytest

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
