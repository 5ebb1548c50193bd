"""kill -9 at random moments, while several programs write to one database."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.faults import ground, scribe

LONGEST = 0.25
"""Seconds a program lives at most after its first label."""


@dataclass(slots=True)
class Scribe:
    """A running scribe and his log."""

    process: "subprocess.Popen[bytes]"
    log: Path

    @classmethod
    def start(cls, path: Path, log: Path, *options: str) -> "Scribe":
        """A new process at work on the database, by the name of its log."""
        command = [sys.executable, "-m", "benchmarks.faults.scribe", str(path), log.stem, str(log)]
        return cls(subprocess.Popen([*command, "--seed", log.name, *options]), log)

    def at_work(self) -> bool:
        """Whether anything of his was reported yet. Raises RuntimeError where he has ended."""
        if self.process.poll() is not None:
            raise RuntimeError(f"{self.log.stem} ended by himself ({self.process.returncode})")
        return self.log.exists() and self.log.stat().st_size > 0

    def kill(self) -> None:
        """End him at once, wherever he is."""
        self.process.kill()
        self.process.wait()


def kill(path: Path, *, writers: int, kills: int, seed: int) -> ground.Remains:
    """Kill one of `writers` programs after the other, `kills` in all; a new one takes his place.

    Raises RuntimeError when a program ends by itself or is told of an error.
    """
    chance = random.Random(seed)
    logs = path.parent / "logs"
    logs.mkdir()
    with at_work(path, [logs / f"scribe{number}-0" for number in range(writers)]) as scribes:
        for number in range(kills):
            which = chance.randrange(writers)
            if not ground.until(scribes[which].at_work, seconds=60):
                raise RuntimeError("a program saved nothing in a minute")
            time.sleep(chance.uniform(0, LONGEST))
            scribes[which].kill()
            log = logs / f"scribe{which}-{number + 1}"
            scribes[which] = Scribe.start(path, log)
    return ground.judge(path, acknowledged(logs.iterdir()))


@contextmanager
def at_work(path: Path, logs: Sequence[Path], *options: str) -> Iterator[list[Scribe]]:
    """Scribes who all write, until they are killed at the end."""
    scribes = [Scribe.start(path, log, *options) for log in logs]
    try:
        yield scribes
    finally:
        for one in scribes:
            one.kill()


def acknowledged(logs: Iterator[Path] | Sequence[Path]) -> list[bytes]:
    """The gestures that were reported as saved. Raises RuntimeError for an error in a log."""
    lines = [line for log in logs for line in scribe.read(log)]
    if wrong := [line.error for line in lines if line.error]:
        raise RuntimeError(f"{len(wrong)} errors, the first: {wrong[0]}")
    return [line.gesture for line in lines]
