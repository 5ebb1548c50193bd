"""Many programs at the pace of people on one database: how long until a label is saved."""

import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.faults import ground, killed, scribe

STARTING = 0.25
"""Seconds to allow for the start of each program, before all begin."""


@dataclass(frozen=True, slots=True)
class Waits:
    """How long labels took from the key to the disk, in milliseconds, and what went wrong."""

    labels: int
    errors: tuple[str, ...]
    p50: float
    p99: float
    longest: float
    remains: ground.Remains


def keep(path: Path, *, writers: int, every: float, seconds: float) -> Waits:
    """So many programs save one label in `every` seconds each, for `seconds`."""
    logs = [path.parent / f"pace{number}" for number in range(writers)]
    start = time.time() + 1 + writers * STARTING
    options = ("--every", str(every), "--start", str(start), "--seconds", str(seconds))
    with killed.at_work(path, logs, *options) as scribes:
        for one in scribes:
            one.process.wait()
    lines = [line for log in logs for line in scribe.read(log)]
    waits = sorted(line.ms for line in lines if not line.error)
    return Waits(
        labels=len(waits),
        errors=tuple(line.error for line in lines if line.error),
        p50=waits[len(waits) // 2],
        p99=waits[len(waits) * 99 // 100],
        longest=waits[-1],
        remains=ground.judge(path, [line.gesture for line in lines if not line.error]),
    )
