"""The app under keys that nobody chose: any keys, on any screen, in any order.

A run is a list of steps, each a text: keys with blanks between them (`c`, `ctrl+p`, `m h i enter`),
or an event in angle brackets (`<restart>`, `<60x20>`). Each key is pressed when the last one has
had all its effect, threads included, so that the same steps are the same run; `<haste …>` alone
sends keys faster than the app can follow. After each one it is looked whether the app is well; a
`Watch` compares it with a model of its own. A failure names the few steps that lead to it: give
them to `play`, in a plain test.

Refuses to know what any key does.
"""

import asyncio
import os
import random
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import extract_tb

from sitting import CONFIG, PLAYED, WAITS, Event, Sitting, Watch

from annotations.config import Config

__all__ = [
    "CONFIG",
    "EVENTS",
    "PLAYED",
    "WAITS",
    "Event",
    "Ground",
    "Sitting",
    "Watch",
    "hunt",
    "play",
    "steps",
]

SECONDS = "FUZZ_SECONDS"
"""Where it is set (`make fuzz`), each test looks for new failures that long."""

SHRINKING = 90.0
"""Seconds after which the steps of a failure are few enough."""


async def _rest(sitting: Sitting, _: str) -> None:
    await sitting.check_at_rest()


async def _restart(sitting: Sitting, how: str) -> None:
    """Close and open; `<restart now>` while labels may be on their way to the disk."""
    if how != "now":
        await sitting.check_at_rest()
    await sitting.restart()


async def _haste(sitting: Sitting, keys: str) -> None:
    """Send keys without waiting, each as it would be alone."""
    for key in keys.split():
        sitting.watch.before(sitting, key)
        sitting.send(key)
        await asyncio.sleep(0)
    await sitting.quiet()
    sitting.check()
    sitting.watch.after(sitting, keys)
    if sitting.ended:
        await sitting.restart()


async def _calm(sitting: Sitting, _: str) -> None:
    """Nobody presses a key for a while: the app reads ahead, suggests and learns."""
    if sitting.top is sitting.desk:
        sitting.desk.read_ahead()
        await sitting.quiet()
        sitting.desk._suggest_calmly()
        await sitting.quiet()
        sitting.desk._look_for_sent_back()
        await sitting.quiet()
    sitting.check()


async def _clock(sitting: Sitting, seconds: str) -> None:
    """Set the clock, by seconds on or back."""
    sitting.clock.tick(float(seconds))


EVENTS: Mapping[str, Event] = {
    "rest": _rest,
    "restart": _restart,
    "haste": _haste,
    "calm": _calm,
    "clock": _clock,
}
"""What can happen in any test."""


@dataclass(frozen=True)
class Ground:
    """Where a run begins."""

    corpus: Path
    """A database that stays as it is: each run has a copy."""
    watch: Callable[[], Watch]
    config: Config = CONFIG
    annotator: str = "ada"
    size: tuple[int, int] = (100, 30)
    events: Mapping[str, Event] | None = None
    """Beside those of `EVENTS`."""
    first: tuple[str, ...] = ("escape",)
    """Steps that lead to where the fuzzed ones begin; `escape` leaves the welcome page."""


def play(ground: Ground, steps: Sequence[str]) -> None:
    """Take these steps on a copy of the corpus. Raises what goes wrong."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "labels.db"
        shutil.copyfile(ground.corpus, path)
        asyncio.run(_play(ground, path, steps))


async def _play(ground: Ground, path: Path, steps: Sequence[str]) -> None:
    sitting = Sitting(
        path,
        watch=ground.watch(),
        happens={**EVENTS, **(ground.events or {})},
        config=ground.config,
        annotator=ground.annotator,
        size=ground.size,
    )
    try:
        await sitting.open()
        for step in (*ground.first, *steps):
            await sitting.take(step)
        await sitting.check_at_rest()
    finally:
        await sitting.close()


@dataclass(frozen=True)
class Drawn:
    """Lists of steps, by chance: each step as often as its weight says."""

    weights: Mapping[str, int]
    least: int
    most: int

    def draw(self, number: int) -> list[str]:
        """The list with this number: the same number, the same list."""
        chance = random.Random(number)  # noqa: S311 - no secret
        known, weights = list(self.weights), list(self.weights.values())
        return chance.choices(known, weights, k=chance.randint(self.least, self.most))


def steps(weights: Mapping[str, int], *, least: int, most: int) -> Drawn:
    """Lists of so many steps, each step as often as its weight says."""
    return Drawn(weights, least, most)


def hunt(ground: Ground, drawn: Drawn, *, runs: int) -> None:
    """Look for steps that something goes wrong with; raises with the fewest that do.

    In the test suite so many runs, the same each time; with `make fuzz` new ones each time, until
    the time is over.
    """
    seconds = float(os.environ.get(SECONDS, "0"))
    if not seconds:
        for number in range(runs):
            attempt(ground, drawn.draw(number))
        return
    end = time.monotonic() + seconds
    done, before, began = 0, PLAYED.total(), time.monotonic()
    while time.monotonic() < end:
        attempt(ground, drawn.draw(random.SystemRandom().randrange(10**9)))
        done += 1
    taken, lasted = PLAYED.total() - before, time.monotonic() - began
    sys.stderr.write(f"{ground.corpus.stem}: {done} runs, {taken} steps, {lasted:.0f} seconds\n")


def attempt(ground: Ground, taken: Sequence[str]) -> None:
    """Take these steps; raises with the fewest of them that fail in the same way."""
    failure = _failure(ground, taken)
    if failure is None:
        return
    sys.stderr.write(f"\nfailed, now with fewer steps: {list(taken)!r}\n")
    end = time.monotonic() + SHRINKING
    fewest, size = list(taken), len(taken) // 2
    while size and time.monotonic() < end:
        at = 0
        while at < len(fewest) and time.monotonic() < end:
            fewer = fewest[:at] + fewest[at + size :]
            found = _failure(ground, fewer)
            if found is not None and _kind(found) == _kind(failure):
                fewest, failure = fewer, found
            else:
                at += size
        size //= 2
    failure.add_note(f"the fewest steps: play(ground, {fewest!r})")
    raise failure


def _failure(ground: Ground, taken: Sequence[str]) -> BaseException | None:
    try:
        play(ground, taken)
    except Exception as failure:  # noqa: BLE001 - whatever it is, it is looked for again
        return failure
    return None


def _kind(failure: BaseException) -> tuple[type[BaseException], str, int]:
    """What tells one failure from another: where it was raised."""
    last = extract_tb(failure.__traceback__)[-1]
    return type(failure), last.filename, last.lineno or 0
