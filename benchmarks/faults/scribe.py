"""One annotator as a process of its own: `python -m benchmarks.faults.scribe DB NAME LOG`.

Labels as fast as the writer saves, or at a pace, until it is killed or its time is over. Adds a
line to its log for each report: `saved MS GESTURE…` or `failed SENTENCE`. A line is one write to
the file, so that whoever kills this process reads whole lines.
"""

import argparse
import os
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotations.store import Gesture, NotYetSaved, Outcome, Refused, Saved, Writer
from benchmarks.faults import ground

TAIL = 5.0
"""Seconds that are left at the end for what still waits."""


class Log:
    """The file of one scribe, and when each gesture of his was handed over."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        self._began: dict[bytes, float] = {}
        self.room = threading.Semaphore(1)
        """One gesture waits at a time, unless there is a pace."""

    def begin(self, gesture: bytes) -> None:
        """The clock runs for this one."""
        self._began[gesture] = time.perf_counter()

    def hear(self, outcome: Outcome) -> None:
        """Write down what the writer reports."""
        now = time.perf_counter()
        match outcome:
            case Saved():
                for one in ground.saved(outcome):
                    taken = (now - self._began.pop(one)) * 1000
                    self._write(f"saved {taken:.3f} {one.hex()}\n")
                    self.room.release()
            case NotYetSaved(error, _) | Refused(_, error):
                self._write(f"failed {error}\n")

    def _write(self, line: str) -> None:
        os.write(self._file, line.encode())


@dataclass(frozen=True, slots=True)
class Line:
    """One report: how long a gesture took in milliseconds and what it is known by, or an error."""

    ms: float
    gesture: bytes
    error: str = ""


def read(log: Path) -> Iterator[Line]:
    """What a scribe has written down so far; a line that is not whole is left out."""
    text = log.read_text(encoding="utf-8") if log.exists() else ""
    for line in text.splitlines(keepends=True):
        kind, _, rest = line.rstrip("\n").partition(" ")
        if not line.endswith("\n"):
            continue
        if kind == "failed":
            yield Line(0.0, b"", rest)
        else:
            ms, gesture = rest.split()
            yield Line(float(ms), bytes.fromhex(gesture))


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("name")
    parser.add_argument("log", type=Path)
    parser.add_argument("--seed", default="0")
    parser.add_argument("--every", type=float, default=0.0, help="seconds between two gestures")
    parser.add_argument("--start", type=float, default=0.0, help="when to begin, as time.time()")
    parser.add_argument("--seconds", type=float, default=600.0)
    asked = parser.parse_args(arguments)
    log = Log(asked.log)
    writer = Writer(asked.database, log.hear)
    chance = random.Random(asked.seed)
    time.sleep(max(0.0, asked.start - time.time()))
    end = time.monotonic() + asked.seconds
    time.sleep(chance.uniform(0, asked.every))  # people do not press in step
    while time.monotonic() < end:
        _press(writer, log, chance, asked.name, paced=bool(asked.every))
        time.sleep(asked.every)
    writer.close(TAIL)


def _press(writer: Writer, log: Log, chance: random.Random, name: str, *, paced: bool) -> None:
    gesture: Gesture
    if paced:
        gesture = ground.label([chance.randint(1, ground.SENTENCES)], "claim", annotator=name)
    else:
        log.room.acquire()
        gesture = ground.anything(chance, annotator=name, sentences=ground.SENTENCES)
    log.begin(ground.identity(gesture))
    writer.submit(gesture)


if __name__ == "__main__":
    main()
