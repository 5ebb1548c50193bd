"""Every fault of `benchmarks.faults`, many times over: `make soak`. Takes some ten minutes.

Prints one line for each and ends with 1 when anything was lost. The same faults are in the test
suite, a few times each (tests/faults). Refuses to stop at the first failure: all are told.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.faults import app, copies, ground, killed, pace, power, room


@dataclass(frozen=True, slots=True)
class Size:
    """How often, and with how many."""

    kills: int
    records: int
    cuts: int
    writers: int
    seconds: float
    copies: int
    sittings: int


LONG = Size(kills=500, records=20, cuts=250, writers=32, seconds=60, copies=50, sittings=10)
SHORT = Size(kills=12, records=2, cuts=40, writers=4, seconds=3, copies=2, sittings=1)
TARGET = 200.0
"""Milliseconds in which 99 of 100 labels are to be saved."""


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one fault."""

    what: str
    seen: str
    sound: bool


Soak = Callable[[Path, Size], Came]


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="FAULT", help="all, if none is given")
    parser.add_argument("--short", action="store_true", help="a few times each: half a minute")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.names) - set(SOAKS):
        parser.error(f"no fault of the name {min(unknown)}: there are {', '.join(SOAKS)}")
    size = SHORT if asked.short else LONG
    came = [_one(name, SOAKS[name], size) for name in asked.names or SOAKS]
    sys.exit(0 if all(came) else 1)


def _one(name: str, soak: Soak, size: Size) -> bool:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "labels.db"
        ground.make(path)
        try:
            came = soak(path, size)
        except (RuntimeError, TimeoutError, AssertionError) as error:
            came = Came(name, f"{type(error).__name__}: {error}", sound=False)
    verdict = "kept" if came.sound else "FAILED"
    print(f"{verdict:8}{came.what:60}{came.seen}  ({time.monotonic() - began:.0f} s)", flush=True)
    return came.sound


def _told(found: Sequence[ground.Remains]) -> str:
    """The labels of one database count once, however often it was looked at."""
    acknowledged = max(one.acknowledged for one in found)
    lost, halved = sum(one.lost for one in found), sum(one.halved for one in found)
    wrong = sum(bool(one.drifted) or one.check != "ok" for one in found)
    told = f"up to {acknowledged:,} gestures acknowledged, {lost} lost, {halved} by halves"
    return f"{told}, {wrong} files with other faults"


def _killed(path: Path, size: Size) -> Came:
    remains = killed.kill(path, writers=6, kills=size.kills, seed=1)
    return Came(f"{size.kills} kill -9, 6 writers", _told([remains]), sound=remains.sound)


def _power(path: Path, size: Size) -> Came:
    remains: list[ground.Remains] = []
    for seed in range(size.records):
        one = path.with_name(f"{seed}.db")
        ground.make(one)
        disk, steps = power.record(one, writers=3, gestures=200, seed=seed)
        remains += power.cut(one, disk, steps, cuts=size.cuts, seed=seed)
    what = f"{len(remains)} simulated power cuts, 3 writers"
    return Came(what, _told(remains), sound=all(one.sound for one in remains))


def _pace(path: Path, size: Size) -> Came:
    waits = pace.keep(path, writers=size.writers, every=1.0, seconds=size.seconds)
    seen = (
        f"{waits.labels:,} labels, {len(waits.errors)} errors; saved after"
        f" {waits.p50:.1f} ms, p99 {waits.p99:.0f}, longest {waits.longest:.0f}"
    )
    what = f"{size.writers} programs at a label a second, {size.seconds:.0f} s"
    sound = waits.remains.sound and not waits.errors and waits.p99 < TARGET
    return Came(what, seen, sound=sound)


def _copies(path: Path, size: Size) -> Came:
    remains = copies.take(path, writers=5, copies=size.copies)
    what = f"{size.copies} backups while 5 programs write"
    return Came(what, _told(remains), sound=all(one.sound for one in remains))


def _room(path: Path, size: Size) -> Came:
    del size
    ways = [("limit", "a limit"), *([("tmpfs", "a small disk")] if room.possible() else [])]
    seen, sound = [], True
    for how, name in ways:
        folder = path.parent / how
        folder.mkdir()
        told = room.run(folder, how=how)
        sound = sound and told.sound and not told.unsaved and not told.leftovers
        seen.append(f"{name}: {told.unsaved} unsaved in the end")
    return Came("disk full, and room again", "; ".join(seen), sound=sound)


def _app(fault: str) -> Soak:
    def soak(path: Path, size: Size) -> Came:
        sittings = []
        for number in range(size.sittings):
            folder = path.parent / str(number)
            folder.mkdir()
            sittings.append(app.sit(folder / path.name, fault))
        kept = sum(len(one.labels) for one in sittings)
        expected = sum(one.expected for one in sittings)
        seen = f"{kept} of {expected} labels"
        sound = all(one.sound for one in sittings)
        return Came(f"{size.sittings} × the app: {fault}", seen, sound=sound)

    return soak


SOAKS: dict[str, Soak] = {
    "killed": _killed,
    "power": _power,
    "pace": _pace,
    "backup": _copies,
    "room": _room,
    **{fault.replace(" ", "-"): _app(fault) for fault in app.FAULTS},
}


if __name__ == "__main__":
    main()
