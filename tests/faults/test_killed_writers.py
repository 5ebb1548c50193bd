"""kill -9, wherever it falls."""

from pathlib import Path

import pytest

from annotations.store import Store
from benchmarks.faults import ground, killed


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "labels.db"
    ground.make(path)
    return path


def test_killing_some_of_many_writers_loses_nothing_acknowledged(path: Path) -> None:
    remains = killed.kill(path, writers=4, kills=6, seed=1)

    assert remains.acknowledged >= 6
    assert remains.sound, remains


def test_the_judge_finds_what_is_lost_and_what_is_there_by_halves(path: Path) -> None:
    whole = ground.label([1, 2, 3], "claim", annotator="ada")
    half = ground.label([4, 5, 6], "claim", annotator="ada")[:2]
    never = ground.label([7], "claim", annotator="ada")
    with Store(path) as store, store.transaction():
        store.labels.append([*whole, *half])

    remains = ground.judge(path, map(ground.identity, (whole, half, never)))

    assert (remains.acknowledged, remains.stored) == (3, 2)
    assert (remains.lost, remains.halved) == (1, 1)
    assert not remains.sound
