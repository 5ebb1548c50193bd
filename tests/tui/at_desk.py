"""The app on a screen that nobody sees: keys and clicks go in, text and stored labels come out."""

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from at_work import CONFIG, Clock, short
from rich.segment import Segment
from textual import events
from textual.pilot import Pilot

from annotations import resources
from annotations.config import Config
from annotations.guideline import parse
from annotations.model import LabelState
from annotations.store import Store
from tui.app import ClaimdeskApp
from tui.keynames import character, key_name
from tui.keys import resolve
from tui.lineview import LineView
from tui.screens.annotate import AnnotateScreen
from tui.session import Session

GUIDELINE = parse(resources.guideline_file().read_text(encoding="utf-8"))

ROUNDS = 3
"""Rounds of all message queues that a key takes at most: app, screen, widgets."""


class AtDesk:
    """One annotator in front of the app."""

    def __init__(self, app: ClaimdeskApp, pilot: Pilot[None], store: Store) -> None:
        self.app = app
        self.pilot = pilot
        self.store = store

    @property
    def screen(self) -> AnnotateScreen:
        return self.app.desk

    @property
    def session(self) -> Session:
        return self.app.session

    async def press(self, *keys: str) -> None:
        """Press keys, by character or Textual's name, each when the last has had its effect."""
        for key in keys:
            self.send(key)
            await self.rounds()

    def send(self, *keys: str) -> None:
        """Press keys without waiting for anything, as a slow line delivers them."""
        for key in keys:
            name = "space" if key == " " else key_name(key)
            self.app.post_message(events.Key(name, character(name)))

    async def rounds(self) -> None:
        """Let every queue be worked off. (`Pilot.press` waits 40 ms and more for each key.)"""
        for _ in range(ROUNDS):
            await self.pilot.pause(0)

    async def type(self, text: str) -> None:
        """Type a text, and wait for what it leads to."""
        await self.press(*text)
        await self.idle()

    async def idle(self) -> None:
        """Wait until threads have reported and everything is painted."""
        await self.rounds()
        await self.until(lambda: all(worker.is_finished for worker in self.app.workers))
        await self.until(lambda: not self.screen.busy)
        await self.rounds()

    async def until(self, what: Callable[[], bool]) -> None:
        """Wait for something that a thread brings about, ten seconds at most."""
        for _ in range(1000):
            if what():
                return
            await self.pilot.pause(0.01)
        raise AssertionError("it never came about")

    async def saved(self) -> None:
        """Wait until all is on disk, and told."""
        await self.until(lambda: not self.session.unsaved and not self.screen.busy)
        await self.rounds()

    async def click(self, view: LineView, text: str) -> None:
        """Click in the middle of a text that a view shows."""
        for line, painted in enumerate(view.visible_text().split("\n")):
            if text in painted:
                column = painted.index(text) + len(text) // 2
                await self.pilot.click(view, offset=(column, line))
                await self.rounds()
                return
        raise AssertionError(f"{text!r} is not to be seen in {view.visible_text()}")

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.idle()

    def stored(self, article: int) -> str:
        """The labels of an article in short, as the database has them."""
        states = self.states(article)
        sentences = self.store.articles.sentences(article)
        return short([states.get(sentence.number, LabelState()) for sentence in sentences])

    def states(self, article: int) -> dict[int, LabelState]:
        """Sentence number → state, as the database has them."""
        return self.store.labels.states(article, annotator=self.session.annotator)

    def seen(self, view: LineView) -> bool:
        """Whether a view is on the screen at all."""
        return bool(view.region.area)

    def place(self) -> str:
        """Which pane hears the keys."""
        return self.screen.pane_place

    # What is to be seen.

    @property
    def header(self) -> str:
        return " ".join(view.visible_text() for view in self.screen.header)

    @property
    def body(self) -> str:
        return self.screen.body.visible_text()

    @property
    def pane(self) -> str:
        return self.screen.pane.visible_text()

    @property
    def articles(self) -> str:
        return self.screen.articles.visible_text()

    @property
    def foot(self) -> str:
        return self.screen.foot.visible_text()

    @property
    def keys(self) -> str:
        return self.screen.keys.visible_text()

    @property
    def reader(self) -> str:
        return self.screen.reader.visible_text()

    @property
    def choices(self) -> str:
        return self.screen.finder.choices.visible_text()

    @property
    def told(self) -> str:
        """What the line above the choices says."""
        return self.screen.finder._head.visible_text()

    def everything(self) -> str:
        """All text on the screen, line by line."""
        lines = self.segments()
        return "\n".join("".join(segment.text for segment in line) for line in lines)

    def segments(self) -> list[list[Segment]]:
        """All that is painted, styles included."""
        update = self.screen._compositor.render_strips(self.screen.size)
        return [list(strip) for strip in update]


@asynccontextmanager
async def at_desk(
    store: Store,
    *,
    annotator: str = "ada",
    config: Config = CONFIG,
    clock: Callable[[], int] | None = None,
    size: tuple[int, int] = (120, 40),
    welcome: bool = False,
) -> AsyncIterator[AtDesk]:
    """The app on this database. The explanation of the first start is passed over."""
    app = ClaimdeskApp(
        store,
        config=config,
        keymap=resolve(config),
        annotator=annotator,
        guideline=GUIDELINE,
        clock=clock or Clock(),
    )
    try:
        async with app.run_test(size=size) as pilot:
            desk = AtDesk(app, pilot, store)
            await desk.idle()
            if desk.screen.page_name == "welcome" and not welcome:
                await desk.press("escape")
            yield desk
    finally:
        app.close()
        gc.unfreeze()
        gc.set_threshold(700, 10, 10)
