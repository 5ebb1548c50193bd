"""The app: one database, one annotator, one screen, one writer thread.

Opens the store, gives values to the screen and hears what the writer reports. Imported only to
open the app: everything else of the command line does without Textual.
"""

import gc
import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App
from textual.theme import Theme

from annotations.config import Config, Loaded, ThemeName, guideline_file
from annotations.errors import ClaimdeskError, ConfigError
from annotations.guideline import Guideline, parse
from annotations.review.queues import Disputes, Queue
from annotations.store import (
    NotYetSaved,
    Outcome,
    Refused,
    Saved,
    Store,
    Writer,
    label_gesture,
    review_gesture,
)
from annotations.text.display import visible
from tui.keys import Keymap, resolve
from tui.look import Look
from tui.messages import (
    AnnotateRequested,
    ExportRequested,
    LabelRefused,
    LabelsSaved,
    LeaveRequested,
    ReviewRequested,
    RulingRefused,
    RulingsSaved,
    SavingFailed,
    ThemeRequested,
)
from tui.page import Corpus
from tui.screens.annotate import AnnotateScreen
from tui.screens.overlay import OverlayScreen
from tui.session import Session
from tui.shelf import Shelf
from tui.themes import PALETTES, Palette

if TYPE_CHECKING:
    from tui.screens.export import ExportScreen
    from tui.screens.review import ReviewScreen

DRAIN_SECONDS = 3.0
"""How long leaving waits for the writer before it asks."""


def clock() -> int:
    """Microseconds since 1970, UTC."""
    return time.time_ns() // 1000


class ClaimdeskApp(App[None], inherit_bindings=False):
    """claimdesk on the screen. Has no keys of its own: those are in the one table."""

    CSS_PATH = "app.tcss"
    TITLE = "claimdesk"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        store: Store,
        *,
        config: Config,
        keymap: Keymap,
        annotator: str,
        guideline: Guideline,
        clock: Callable[[], int] = clock,
        review: Queue | None = None,
    ) -> None:
        """`review`: begin with the review of these sentences instead of annotating.

        Who has begun to label and is not done is asked first, and then labels or reviews.
        """
        # without this, Textual turns colours into greys where no colour at all is wanted
        super().__init__(ansi_color=True if os.environ.get("NO_COLOR") else None)
        self._config = config
        for palette in PALETTES.values():
            if palette.name != "ansi":
                self.register_theme(_theme(palette))
        self.palette_name: ThemeName = "ansi" if self.no_color else config.theme
        self.theme = _theme_name(self.palette_name)
        self._ears = threading.Lock()
        self._early: list[Outcome] | None = []
        """What the writer reported before the screen could hear it; None from then on."""
        self._refusals = 0
        self._leaving = False
        self._writer = Writer(store.path, self._hear)
        self.session = Session(
            store, config, annotator=annotator, clock=clock, submit=self._writer.submit
        )
        self._shelf = Shelf(store, annotator=annotator)
        self._open_last(store, annotator)
        self._clock = clock
        self._bindings_of_ours = keymap
        self._guideline = guideline
        self._store = store
        self._first_queue = review
        self.bench: ReviewScreen | None = None
        """The review, once it was asked for."""
        self.exports: ExportScreen | None = None
        """The export, once it was asked for."""
        self.desk = AnnotateScreen(
            self.session, self._shelf, keymap=keymap, guideline=guideline, look=self._look()
        )

    def get_default_screen(self) -> AnnotateScreen:
        """Begin with annotating."""
        return self.desk

    def _open_last(self, store: Store, annotator: str) -> None:
        """Open the article where the annotator stopped (its newest version), else the first."""
        place = store.labels.place(annotator=annotator)
        newest = store.articles.newest(place[0]) if place else None
        self._shelf.begin_around(newest)
        if place is None or newest is None:
            newest = self._shelf.number(0)
        if newest is not None:
            same = place is not None and place[0] == newest
            self.session.open(newest, position=place[1] if place and same else None)
        self.session.corpus.articles = len(self._shelf)

    def on_ready(self) -> None:
        """Hear the writer, and leave what was loaded so far out of garbage collection.

        Looking through it all took 24 to 36 ms now and then, on whatever key came just then.
        """
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)
        with self._ears:
            early, self._early = self._early or [], None
        for outcome in early:
            self._tell(outcome)
        if self._first_queue is not None:
            self._begin_with_review(self._first_queue)

    def _begin_with_review(self, queue: Queue) -> None:
        """Open the review; ask first, as its key does, who has begun to label and is not done."""
        _, sentences = self._store.counts.corpus()
        labelled = self._store.counts.labelled(annotator=self.session.annotator)
        blind = Corpus(sentences=sentences, labelled=labelled).blind
        if not blind:
            self._open_review(queue, alone=True)
            return
        binding = self._bindings_of_ours.binding("screen.review")
        key = binding.shown if binding else ""
        self.desk.warned = True
        self.desk.say(f"{key}: {blind}" if key else blind, warning=True)

    # What the screen asks.

    async def action_quit(self) -> None:
        """Leave as `q` does: not without saying what would be lost."""
        self._top.leave()

    def on_leave_requested(self, event: LeaveRequested) -> None:
        """Leave when every label is on disk, or when asked again after the question."""
        if event.anyway:
            self.exit()
        elif not self._leaving:
            self._leaving = True
            if self._writer.drain(0):
                self._leave(drained=True)
            else:
                self._top.say("saving …")
                self.run_worker(self._drain, thread=True)

    def _drain(self) -> None:
        """Wait for the writer, on a thread: the screen goes on."""
        drained = self._writer.drain(DRAIN_SECONDS)
        self.call_from_thread(self._leave, drained=drained)

    def _leave(self, *, drained: bool) -> None:
        self._leaving = False
        if self._refusals > sum(screen.refusals for screen in self._screens):
            return  # the screen is about to say which label the database refuses
        unsaved = sum(screen.session.unsaved for screen in self._screens)
        if drained or not unsaved:
            self.exit()
        else:
            self._top.ask_again(unsaved)

    @property
    def _screens(self) -> "list[AnnotateScreen | ReviewScreen]":
        """Those that there are."""
        return [self.desk] if self.bench is None else [self.desk, self.bench]

    @property
    def _top(self) -> "OverlayScreen":
        """The one that is seen."""
        top = self.screen
        return top if isinstance(top, OverlayScreen) else self.desk

    def on_review_requested(self, event: ReviewRequested) -> None:
        """Show the review: of what it had before, or of what is asked for."""
        if self.bench is None:
            try:
                with self._store.told():
                    queue = event.queue or self._first_queue or Disputes()
                    self._open_review(queue, alone=False)
            except ClaimdeskError as error:
                self.desk.say(visible(str(error)), warning=True)
        elif self.screen is not self.bench:
            self.bench.alone = False
            self.push_screen("review")
            self.bench.come_back(event.queue)
        if self.bench is not None:
            self.bench.blind = event.blind

    def _open_review(self, queue: Queue, *, alone: bool) -> None:
        from tui.reviewing import ReviewSession  # noqa: PLC0415 - only who reviews pays for it
        from tui.screens.review import ReviewScreen  # noqa: PLC0415 - as above

        session = ReviewSession(
            self._store,
            self._config,
            reviewer=self.session.annotator,
            clock=self._clock,
            submit=self._writer.submit,
        )
        self.bench = ReviewScreen(
            session,
            queue,
            keymap=self._bindings_of_ours,
            guideline=self._guideline,
            look=self._look(),
            alone=alone,
        )
        self.install_screen(self.bench, "review")
        self.push_screen("review")

    def on_export_requested(self, event: ExportRequested) -> None:
        """Show the export, of what is in the database now."""
        if self.exports is None:
            from tui.screens.export import (  # noqa: PLC0415 - only who exports pays for it
                ExportScreen,
            )

            self.exports = ExportScreen(
                self.session,
                config=self._config,
                keymap=self._bindings_of_ours,
                guideline=self._guideline,
                look=self._look(),
            )
            self.install_screen(self.exports, "export")
            self.push_screen("export")
        elif self.screen is not self.exports:
            self.push_screen("export")
            self.exports.begin()

    def on_annotate_requested(self, event: AnnotateRequested) -> None:
        """Go back to the annotation screen."""
        if self.screen is not self.desk:
            self.pop_screen()
        self.desk.come_back(event.then)

    def on_theme_requested(self, event: ThemeRequested) -> None:
        """Take other colours."""
        names = list(PALETTES)
        following = names[(names.index(self.palette_name) + 1) % len(names)]
        self.palette_name = next((name for name in names if name == event.name), following)
        self.theme = _theme_name(self.palette_name)
        for screen in (*self._screens, *([self.exports] if self.exports else [])):
            screen.set_look(self._look())
        self._top.say(f"theme: {self.palette_name}")

    # What the writer reports, on its own thread.

    def _hear(self, outcome: Outcome) -> None:
        with self._ears:
            self._refusals += isinstance(outcome, Refused)
            if self._early is not None:
                self._early.append(outcome)
                return
        self._tell(outcome)

    def _tell(self, outcome: Outcome) -> None:
        with suppress(RuntimeError):  # the screen is gone: `close` counts what was not written
            match outcome:
                case Saved():
                    self._tell_saved(outcome)
                case NotYetSaved(error, waiting):
                    for screen in self._screens:
                        screen.post_message(SavingFailed(error, waiting))
                case Refused(gesture, error):
                    if labels := label_gesture(gesture):
                        self.desk.post_message(LabelRefused(labels, error))
                    elif self.bench is not None:
                        self.bench.post_message(RulingRefused(review_gesture(gesture), error))

    def _tell_saved(self, saved: Saved) -> None:
        if labels := saved.labels:
            self.desk.post_message(LabelsSaved(labels, saved.replaced))
        if self.bench is not None and (rulings := saved.rulings):
            self.bench.post_message(RulingsSaved(rulings, saved.replaced))

    def close(self) -> int:
        """End the writer; how many gestures could not be written."""
        return len(self._writer.close(DRAIN_SECONDS))

    def _look(self) -> Look:
        return Look(PALETTES[self.palette_name], self._config, no_color=self.no_color)


def run(*, database: Path, annotator: str, loaded: Loaded, review: Queue | None = None) -> None:
    """Open the app, on the review if a queue is given.

    Raises `ClaimdeskError` when it cannot start, or when labels were lost.
    """
    keymap = resolve(loaded.config, file=loaded.file)
    guideline = _guideline(loaded.config)
    with Store(database) as store, store.told():
        app = ClaimdeskApp(
            store,
            config=loaded.config,
            keymap=keymap,
            annotator=annotator,
            guideline=guideline,
            review=review,
        )
        try:
            app.run()
        finally:
            lost = app.close()
    if lost:
        raise ClaimdeskError(f"{lost} changes could not be saved to {database}")
    if app.return_code:
        sys.exit(app.return_code)  # a bug: Textual has printed its traceback


def _guideline(config: Config) -> Guideline:
    path = guideline_file(config)
    try:
        return parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"the guideline {path} cannot be read: {error}") from error


def _theme_name(palette: ThemeName) -> str:
    """The Textual theme that goes with a palette; its own where the terminal has the colours."""
    return "ansi-dark" if palette == "ansi" else f"claimdesk-{palette}"


def _theme(palette: Palette) -> Theme:
    """The Textual theme for the few things that Textual paints itself (the input line)."""
    return Theme(
        name=f"claimdesk-{palette.name}",
        primary=palette.accent,
        background=palette.background,
        surface=palette.background,
        panel=palette.panel,
        foreground=palette.text,
        dark=palette.dark,
    )
