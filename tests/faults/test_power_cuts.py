"""Power cuts, simulated by a file layer that forgets what was not synced."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

pytest.importorskip("apsw", reason="apsw has no wheel for this system")

from annotations.store import connection
from benchmarks.faults import ground, power

CUTS = 60
FULL = 2
"""As SQLite tells it (https://sqlite.org/pragma.html#pragma_synchronous)."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "labels.db"
    ground.make(path)
    return path


def test_a_power_cut_at_any_moment_loses_nothing_acknowledged(path: Path) -> None:
    disk, steps = power.record(path, writers=2, gestures=80, seed=1)

    remains = power.cut(path, disk, steps, cuts=CUTS, seed=1)

    assert max(one.acknowledged for one in remains) > 40
    assert [one for one in remains if not one.sound] == []


def test_the_same_cuts_lose_labels_when_a_commit_is_not_synced(path: Path) -> None:
    disk, steps = power.record(path, writers=2, gestures=80, seed=1, synchronous="NORMAL")

    remains = power.cut(path, disk, steps, cuts=CUTS, seed=1)

    assert sum(one.lost for one in remains) > 0
    assert {(one.check, one.drifted) for one in remains} == {("ok", ())}


@pytest.mark.parametrize(
    "opening", [connection.connect, connection.reopen], ids=lambda f: f.__name__
)
def test_whoever_writes_waits_until_a_commit_is_on_the_disk(
    path: Path, opening: Callable[[Path], sqlite3.Connection]
) -> None:
    """The simulation opens the file by itself; the app's writer by the second of them."""
    with closing(opening(path)) as opened:
        assert opened.execute("PRAGMA synchronous").fetchone() == (FULL,)
