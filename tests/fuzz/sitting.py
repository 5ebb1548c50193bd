"""One person at the app that is fuzzed: keys go in, and when all is quiet it is looked on.

Each key is pressed when the last one has had all its effect, threads included, so that the same
keys are the same run. Refuses to know what any key does: a `Watch` does.
"""

import asyncio
import gc
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Protocol

from textual import events
from textual.geometry import Size
from textual.pilot import Pilot

from annotations import resources
from annotations.config import Config, load
from annotations.guideline import parse
from annotations.store import Store
from tui.app import ClaimdeskApp
from tui.keynames import character, key_name
from tui.keys import Keymap, resolve
from tui.screens.annotate import AnnotateScreen
from tui.screens.overlay import OverlayScreen

CONFIG: Config = load(resources.shipped_config(), environ={}).config
GUIDELINE = parse(resources.guideline_file().read_text(encoding="utf-8"))

NEVER = 1e6
"""Seconds."""

WAITS: Mapping[str, float] = {
    "tui.screens.frame.CALM_SECONDS": 0.0,
    "tui.screens.frame.MESSAGE_SECONDS": NEVER,
    "tui.screens.ghosts.SOON_SECONDS": 0.0,
    "tui.screens.ghosts.CALM_SECONDS": NEVER,
    "tui.screens.reading.AHEAD_SECONDS": NEVER,
    "tui.screens.lookup.RECOUNT_SECONDS": NEVER,
    "tui.screens.lookup.SENT_BACK_SECONDS": NEVER,
}
"""How long the app waits while it is fuzzed: not at all, or until `<calm>` says so."""

ROUNDS = 3
"""Rounds of all message queues that a key takes at most: app, screen, widgets."""

PATIENCE = 30.0
"""Seconds until it is a failure that a thread has not reported."""

PLAYED: Counter[str] = Counter()
"""Step → how often it was taken, in all runs of this process."""

HARMFUL = frozenset(map(chr, [*range(10), *range(11, 32), *range(127, 160)])) | frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""What acts on a terminal."""

NINE_O_CLOCK = 1_703_235_600_000_000
"""22 December 2023, 09:00 UTC, in microseconds since 1970."""


class Clock:
    """A clock that goes on by a little with each key."""

    def __init__(self) -> None:
        self.now = NINE_O_CLOCK

    def __call__(self) -> int:
        return self.now

    def tick(self, seconds: float) -> None:
        self.now += round(seconds * 1_000_000)


class Watch(Protocol):
    """What a test knows of the app. All is quiet whenever it is asked."""

    def opened(self, sitting: "Sitting") -> None:
        """The app was opened: the first time, or once more."""

    def before(self, sitting: "Sitting", key: str) -> None:
        """A key is about to be pressed; `key` as a step names it."""

    def after(self, sitting: "Sitting", key: str) -> None:
        """It has had its effect; where it ended the app, the app is still to be opened again."""

    def at_rest(self, sitting: "Sitting") -> None:
        """All is on disk. Asked at `<rest>`, before a `<restart>`, and at the end."""


class Sitting:
    """One person, one database, and the app on it: opened, closed, and opened again."""

    app: ClaimdeskApp
    pilot: Pilot[None]

    def __init__(
        self,
        path: Path,
        *,
        watch: Watch,
        happens: "Mapping[str, Event]",
        config: Config,
        annotator: str,
        size: tuple[int, int],
    ) -> None:
        self.path = path
        self.watch = watch
        self.happens = happens
        self.config = config
        self.keymap: Keymap = resolve(config)
        self.annotator = annotator
        self.size = size
        self.clock = Clock()
        self.chance = random.Random(1)  # noqa: S311 - no secret
        """For events that choose something: the same in each run of the same steps."""
        self._closing = AsyncExitStack()

    # What is to be seen.

    @property
    def store(self) -> Store:
        """For reading, and for writing as another program does."""
        return self._store

    @property
    def desk(self) -> AnnotateScreen:
        return self.app.desk

    @property
    def top(self) -> OverlayScreen:
        """The screen that hears the keys."""
        top = self.app.screen
        assert isinstance(top, OverlayScreen), f"an unknown screen: {top!r}"
        return top

    @property
    def ended(self) -> bool:
        """Whether the app was left."""
        return self.app._exit or not self.app.is_running

    def painted(self) -> str:
        """All text on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips(self.app.screen.size)
        return "\n".join(strip.text for strip in strips)

    # Opening and closing.

    async def open(self) -> None:
        """Open the app, with all that is in the database."""
        self._closing = AsyncExitStack()
        self._store = self._closing.enter_context(Store(self.path))
        self._store._connection.execute("PRAGMA synchronous = OFF")  # no power is cut here
        self.app = ClaimdeskApp(
            self._store,
            config=self.config,
            keymap=self.keymap,
            annotator=self.annotator,
            guideline=GUIDELINE,
            clock=self.clock,
        )
        self._closing.callback(_thaw)
        self._closing.callback(self._close_writer)
        self.pilot = await self._closing.enter_async_context(self.app.run_test(size=self.size))
        await self.quiet()
        self.check()
        self.watch.opened(self)

    async def close(self) -> None:
        """Close the app, and the database. Raises what the app has failed with."""
        await self._closing.aclose()

    def _close_writer(self) -> None:
        lost = self.app.close()
        assert not lost, f"{lost} changes could not be saved"

    # Steps.

    async def take(self, step: str) -> None:
        """Take one step."""
        PLAYED[step] += 1
        if step.startswith("<"):
            await self._happen(step[1:-1])
            return
        for key in step.split():
            await self.press(key)

    async def _happen(self, what: str) -> None:
        name, _, rest = what.partition(" ")
        width, _, height = name.partition("x")
        if width.isdigit() and height.isdigit():
            await self.resize(int(width), int(height))
        else:
            await self.happens[name](self, rest)

    async def press(self, key: str) -> None:
        """Press a key, by character or by Textual's name, and wait for all that comes of it."""
        self.watch.before(self, key)
        self.send(key)
        await self.quiet()
        self.check()
        self.watch.after(self, key)
        if self.ended:
            await self.restart()

    def send(self, key: str) -> None:
        """Press a key without waiting for anything, as a slow line delivers it."""
        self.clock.tick(0.7)
        name = key_name(key)
        self.app.post_message(events.Key(name, character(name)))

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        self.size = width, height
        size = Size(width, height)
        driver = self.app._driver
        assert driver is not None
        driver._size = size
        self.app.post_message(events.Resize(size, size))
        await self.quiet()
        self.check()

    async def restart(self) -> None:
        """Close the app and open it again."""
        await self.close()
        await self.open()

    # Waiting.

    async def quiet(self) -> None:
        """Wait until no message waits and every thread has reported."""
        end = time.monotonic() + PATIENCE
        while not self.ended:
            asked = self._at_work()
            for _ in range(ROUNDS):
                if not self.ended:
                    await self.pilot.pause(0)
            if not asked and not self._at_work():
                return
            assert time.monotonic() < end, "a thread does not report"
            await asyncio.sleep(0.0005)

    def _at_work(self) -> bool:
        """Whether a thread is, or another size is still to be told to the screen."""
        resized = self.app._resize_event is not None
        return resized or not all(worker.is_finished for worker in self.app.workers)

    async def rest(self) -> None:
        """Wait until all is on disk, and told."""
        end = time.monotonic() + PATIENCE
        while any(screen.session.unsaved for screen in self.app._screens):
            assert time.monotonic() < end, "it is not saved"
            await asyncio.sleep(0.0005)
            await self.quiet()
        await self.quiet()

    # Whether all is well.

    def check(self) -> None:
        """After every step: no exception, a screen of ours, nothing that could not be saved."""
        if self.app._exception is not None:
            raise self.app._exception
        if not self.ended:
            top = self.top
            assert not top.failing, top.failing
            assert "Traceback" not in top.said, top.said

    async def check_at_rest(self) -> None:
        """What is painted is harmless, and the tables of the database equal its events."""
        if self.ended:
            return
        await self.rest()
        self.check()
        painted = self.painted()
        assert not [sign for sign in painted if sign in HARMFUL], repr(painted)
        assert self.store.drifted() == []
        self.watch.at_rest(self)


Event = Callable[[Sitting, str], Awaitable[None]]
"""Something that happens beside the keys; it is given what stands behind its name in the step."""


def _thaw() -> None:
    """Give garbage collection back what the app has left out of it."""
    gc.unfreeze()
    gc.set_threshold(700, 10, 10)
