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

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
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


def steps(weights: Mapping[str, int], *, least: int, most: int) -> st.SearchStrategy[list[str]]:
    """Lists of steps, each as often as its weight says; failures shrink towards the first ones."""
    drawn = [step for step, weight in weights.items() for _ in range(weight)]
    return st.lists(st.sampled_from(drawn), min_size=least, max_size=most)


def hunt(ground: Ground, drawn: st.SearchStrategy[list[str]], *, runs: int) -> None:
    """Look for steps that something goes wrong with.

    In the test suite so many runs, the same each time; with `make fuzz` new ones each time, until
    the time is over.
    """
    seconds = float(os.environ.get(SECONDS, "0"))
    if not seconds:
        _search(ground, drawn, runs=runs, number=None)
        return
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        number = random.SystemRandom().randrange(10**9)
        before, began = PLAYED.total(), time.monotonic()
        sys.stderr.write(f"seed {number}: ")
        _search(ground, drawn, runs=runs, number=number)
        taken = PLAYED.total() - before
        sys.stderr.write(f"{taken} steps, {taken / (time.monotonic() - began):.0f} a second\n")


def _search(
    ground: Ground, drawn: st.SearchStrategy[list[str]], *, runs: int, number: int | None
) -> None:
    @settings(
        max_examples=runs,
        derandomize=number is None,
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(taken=drawn)
    def search(taken: list[str]) -> None:
        play(ground, taken)

    (search if number is None else seed(number)(search))()
