"""The app: one database, one annotator, one screen, one writer thread.

Opens the store, gives values to the screen and hears what the writer reports. Imported only to
open the app: everything else of the command line does without Textual.
"""

import asyncio
import gc
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.config import Config, guideline_file, unread
from annotations.errors import ClaimdeskError, ConfigError
from annotations.guideline import Guideline, parse
from annotations.review.queues import Queue
from annotations.store import (
    NotYetSaved,
    Outcome,
    Refused,
    Saved,
    Store,
    fact_gesture,
    label_gesture,
    review_gesture,
)
from annotations.store.files import command
from tui.keys import Keymap
from tui.messages import (
    FactRefused,
    FactsSaved,
    LabelRefused,
    LabelsSaved,
    LeaveRequested,
    RulingRefused,
    RulingsSaved,
    SavingFailed,
)
from tui.outlet import outlasting
from tui.page import Corpus
from tui.rooms import RoomsApp

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.screen import Screen


ENDING = ("SIGTERM", "SIGHUP")
SIGNALLED = 128
"""Added to the number of a signal: the exit code that shells know."""

DRAIN_SECONDS = 3.0
"""How long leaving waits for the writer before it asks."""


def clock() -> int:
    """Microseconds since 1970, UTC."""
    return time.time_ns() // 1000


class ClaimdeskApp(RoomsApp, inherit_bindings=False):
    """claimdesk on the screen. Has no keys of its own: those are in the one table."""

    CSS_PATH = "app.tcss"
    TITLE = "claimdesk"
    ENABLE_COMMAND_PALETTE = False

    def __init__(  # noqa: PLR0913 - all but the store are said by name
        self,
        store: Store,
        *,
        config: Config,
        keymap: Keymap,
        annotator: str,
        guideline: Guideline,
        clock: Callable[[], int] = clock,
        review: Queue | None = None,
        claims: bool = False,
    ) -> None:
        """`review`: begin with the review of these sentences; `claims`: with the claims.

        Who has begun to label and is not done is asked first, and then labels or reviews.
        """
        self._early: list[Outcome] | None = []
        """What the writer reported before the screen could hear it; None from then on."""
        self._refusals = 0
        self._leaving = False
        super().__init__(
            store,
            config=config,
            keymap=keymap,
            annotator=annotator,
            guideline=guideline,
            clock=clock,
        )
        self._first_queue = review
        self._begin_with_claims = claims
        self._blind = "" if review is None else self._left_to_label()
        """What to ask before the review that the program was started for."""
        if review is not None and not self._blind:
            self.bench = self._new_bench(review, alone=True)

    def get_driver_class(self) -> "type[Driver]":
        """Textual's own for this system, but one that can do without its terminal."""
        return outlasting(super().get_driver_class())

    def get_default_screen(self) -> "Screen[None]":
        """Begin with annotating, or with what was asked for."""
        if self._begin_with_claims:
            self.facts.screen.alone = True
            return self.facts.screen
        return self.bench or self.desk

    def on_ready(self) -> None:
        """Hear the writer, and leave what was loaded so far out of garbage collection.

        Looking through it all took 24 to 36 ms now and then, on whatever key came just then.
        """
        gc.freeze()
        with self._ears:
            early, self._early = self._early or [], None
        for outcome in early:
            self._tell(outcome)
        if not self.is_headless:
            self._end_in_order()
        if self._blind:
            binding = self._bindings_of_ours.binding("screen.review")
            key = binding.shown if binding else ""
            self.desk.warned = True
            self.desk.say(f"{key}: {self._blind}" if key else self._blind, warning=True)

    def _end_in_order(self) -> None:
        """On a signal to end, write what waits and give the terminal back as it was."""
        loop = asyncio.get_running_loop()
        for name in ENDING:
            if (number := getattr(signal, name, None)) is not None:
                with suppress(NotImplementedError):  # Windows has no such handlers
                    loop.add_signal_handler(number, self.exit, None, SIGNALLED + number)

    def _left_to_label(self) -> str:
        """What the review's key says, too, to who has begun to label and is not done."""
        _, sentences = self._store.counts.corpus()
        labelled = self._store.counts.labelled(annotator=self._annotator)
        return Corpus(sentences=sentences, labelled=labelled).blind

    # What the screen asks.

    async def action_quit(self) -> None:
        """Leave as `q` does: not without saying what would be lost."""
        self._top.leave()

    def on_leave_requested(self, event: LeaveRequested) -> None:
        """Leave when every label is on disk, or when asked again after the question."""
        if event.anyway:
            self.exit()
        elif not self._leaving and not (self.exports and self.exports.objects()):
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
        if self._refused_unheard:
            return  # the screen is about to say which label the database refuses
        unsaved = sum(screen.session.unsaved for screen in self._screens)
        if drained or not unsaved:
            self.exit()
        else:
            self._top.ask_again(unsaved)

    def on_facts_saved(self, event: FactsSaved) -> None:
        """Say so to whoever did them."""
        self.facts.saved(event)

    def on_fact_refused(self, event: FactRefused) -> None:
        """Say so to whoever did it."""
        self.facts.refused(event)

    def _on_disk(self, seconds: float) -> bool:
        return self._writer.drain(seconds) and not self._refused_unheard

    @property
    def _refused_unheard(self) -> bool:
        """Whether the database has refused something that no screen has said yet."""
        return self._refusals > sum(screen.refusals for screen in self._screens)

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
                    elif facts := fact_gesture(gesture):
                        self.post_message(FactRefused(facts, error))
                    elif self.bench is not None:
                        self.bench.post_message(RulingRefused(review_gesture(gesture), error))

    def _tell_saved(self, saved: Saved) -> None:
        if labels := saved.labels:
            self.desk.post_message(LabelsSaved(labels, saved.replaced))
        if self.bench is not None and (rulings := saved.rulings):
            self.bench.post_message(RulingsSaved(rulings, saved.replaced))

        if facts := saved.facts:
            self.post_message(FactsSaved(facts))

    def close(self) -> int:
        """End the writer; how many gestures could not be written."""
        return len(self._writer.close(DRAIN_SECONDS))


def run(
    *,
    database: Path,
    annotator: str,
    config: Config,
    keymap: Keymap,
    review: Queue | None = None,
    claims: bool = False,
) -> None:
    """Open the app, on the review if a queue is given, or on the claims.

    `database`: a file that this process has opened before, so that it has been checked.
    Raises `ClaimdeskError` when it cannot start, or when labels were lost.
    """
    guideline = _guideline(config)
    with Store(database, checked=True) as store, store.told():
        app = ClaimdeskApp(
            store,
            config=config,
            keymap=keymap,
            annotator=annotator,
            guideline=guideline,
            review=review,
            claims=claims,
        )
        try:
            app.run()
        finally:
            lost = app.close()
    if lost:
        what = "1 change" if lost == 1 else f"{lost} changes"
        raise ClaimdeskError(
            f"{what} could not be saved to {database}, and will have to be made again; "
            f"`{command(database)} doctor` looks what is wrong"
        )
    if app.return_code:
        sys.exit(app.return_code)  # a bug: Textual has printed its traceback


def _guideline(config: Config) -> Guideline:
    path = guideline_file(config)
    try:
        return parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(unread(path, error)) from error
