"""The app under keys that nobody chose: any keys, on any screen, in any order.

A run is a list of steps, each a text: keys with blanks between them (`c`, `ctrl+p`, `m h i enter`),
or an event in angle brackets (`<restart>`, `<60x20>`). Each key is pressed when the last one has
had all its effect, threads included, so that the same steps are the same run; `<haste …>` alone
sends keys faster than the app can follow. After each one it is looked whether the app is well; a
`Watch` compares it with a model of its own. Hypothesis draws the steps, and leaves off what a
failure does not need: give the few that are left to `play`, in a plain test.

Refuses to know what any key does.
"""

import asyncio
import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
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
]

SECONDS = "FUZZ_SECONDS"
"""Where it is set (`make fuzz`), each test looks for new failures that long."""

AT_ONCE = 30
"""Runs that Hypothesis is asked for at a time, where it is for long."""


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


class Run:
    """The app on a copy of the corpus, and somebody who takes step after step."""

    def __init__(self, ground: Ground) -> None:
        self._closing = ExitStack()
        path = Path(self._closing.enter_context(TemporaryDirectory())) / "labels.db"
        shutil.copyfile(ground.corpus, path)
        self._loop = self._closing.enter_context(asyncio.Runner())
        self._sitting = Sitting(
            path,
            watch=ground.watch(),
            happens={**EVENTS, **(ground.events or {})},
            config=ground.config,
            annotator=ground.annotator,
            size=ground.size,
        )
        try:
            self._loop.run(self._sitting.open())
            self._closing.callback(self._close)
            for step in ground.first:
                self.take(step)
        except BaseException:
            self.close()
            raise

    def take(self, step: str) -> None:
        """Take a step. Raises what goes wrong."""
        self._loop.run(self._sitting.take(step))

    def end(self) -> None:
        """Look whether all is well when all is on disk. Raises what is not."""
        self._loop.run(self._sitting.check_at_rest())

    def close(self) -> None:
        """Close the app, and throw the copy away. Raises what the app has failed with."""
        self._closing.close()

    def _close(self) -> None:
        self._loop.run(self._sitting.close())


def play(ground: Ground, steps: Sequence[str]) -> None:
    """Take these steps on a copy of the corpus. Raises what goes wrong."""
    run = Run(ground)
    try:
        for step in steps:
            run.take(step)
        run.end()
    finally:
        run.close()


def hunt(ground: Ground, weights: Mapping[str, int], *, most: int, runs: int) -> None:
    """Look for steps that something goes wrong with; raises with the fewest that do.

    Each step is drawn as often as its weight says, and so many of them make a run. In the test
    suite so many runs, the same each time; with `make fuzz` new ones, until the time is over.
    """
    seconds = float(os.environ.get(SECONDS, "0"))
    machine = _machine(ground, weights)
    if not seconds:
        run_state_machine_as_test(machine, settings=_settings(most, runs, derandomize=True))
        return
    began, before = time.monotonic(), PLAYED.total()
    while time.monotonic() < began + seconds:
        run_state_machine_as_test(machine, settings=_settings(most, AT_ONCE, derandomize=False))
    taken, lasted = PLAYED.total() - before, time.monotonic() - began
    sys.stderr.write(f"{ground.corpus.stem}: {taken} steps, {lasted:.0f} seconds\n")


def _machine(ground: Ground, weights: Mapping[str, int]) -> type[RuleBasedStateMachine]:
    """A state machine of Hypothesis: its one rule takes a step, and the watch has the model."""
    drawn = st.sampled_from([step for step, weight in weights.items() for _ in range(weight)])

    class Keys(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.taken: list[str] = []
            self.failed = False
            self.run = Run(ground)

        @rule(step=drawn)
        def take(self, step: str) -> None:
            self.taken.append(step)
            self._told(lambda: self.run.take(step))

        def teardown(self) -> None:
            try:
                if not self.failed:
                    self._told(self.run.end)
            finally:
                self.run.close()

        def _told(self, act: Callable[[], None]) -> None:
            """Act; a failure tells the steps that led to it."""
            try:
                act()
            except Exception as failure:
                self.failed = True
                failure.add_note(f"the steps: play(ground, {self.taken!r})")
                raise

    return Keys


def _settings(most: int, runs: int, *, derandomize: bool) -> settings:
    return settings(
        max_examples=runs,
        stateful_step_count=most,
        derandomize=derandomize,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
