"""Backups that are taken while several programs write."""

from pathlib import Path

from annotations.store import backup
from benchmarks.faults import ground, killed, scribe


def take(path: Path, *, writers: int, copies: int) -> list[ground.Remains]:
    """What is in each copy, of all that was acknowledged before it was begun."""
    logs = [path.parent / f"busy{number}" for number in range(writers)]
    before: list[list[bytes]] = []
    with killed.at_work(path, logs) as scribes:
        if not ground.until(lambda: all(one.at_work() for one in scribes), seconds=60):
            raise RuntimeError("a program saved nothing in a minute")
        for number in range(copies):
            before.append([line.gesture for log in logs for line in scribe.read(log)])
            backup.copy(path, path.with_name(f"copy{number}.db"))
            known = len(before[-1])
            ground.until(lambda: _lines(logs) > known + writers, seconds=60)  # noqa: B023 - at once
    killed.acknowledged(logs)
    return [
        ground.judge(path.with_name(f"copy{number}.db"), acknowledged)
        for number, acknowledged in enumerate(before)
    ]


def _lines(logs: list[Path]) -> int:
    return sum(log.read_bytes().count(b"\n") for log in logs)
