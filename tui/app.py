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
    fact_gesture,
    label_gesture,
    review_gesture,
)
from annotations.text.display import visible
from tui.keys import Keymap, resolve
from tui.look import Look
from tui.messages import (
    AnnotateRequested,
    ClaimsRequested,
    ExportReported,
    ExportRequested,
    FactRefused,
    FactsSaved,
    LabelRefused,
    LabelsSaved,
    LeaveRequested,
    ReviewRequested,
    RulingRefused,
    RulingsSaved,
    SavingFailed,
    SentenceRequested,
    ThemeRequested,
)
from tui.page import Corpus
from tui.screens.overlay import OverlayScreen
from tui.textualthemes import textual_themes, theme_name
from tui.themes import PALETTES

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.widget import AwaitMount

    from tui.factroom import FactRoom
    from tui.factwork import FactWork
    from tui.screens.annotate import AnnotateScreen
    from tui.screens.claims import ClaimsScreen
    from tui.screens.export import ExportScreen
    from tui.screens.review import ReviewScreen
    from tui.session import Session

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
        # without this, Textual turns colours into greys where no colour at all is wanted
        super().__init__(ansi_color=True if os.environ.get("NO_COLOR") else None)
        self._config = config
        for theme in textual_themes():
            self.register_theme(theme)
        self.palette_name: ThemeName = "ansi" if self.no_color else config.theme
        self.theme = theme_name(self.palette_name)
        self._ears = threading.Lock()
        self._early: list[Outcome] | None = []
        """What the writer reported before the screen could hear it; None from then on."""
        self._refusals = 0
        self._leaving = False
        self._writer = Writer(store.path, self._hear)
        self._annotator = annotator
        self._clock = clock
        self._bindings_of_ours = keymap
        self._guideline = guideline
        self._store = store
        self._first_queue = review
        self._desk: AnnotateScreen | None = None
        self.bench: ReviewScreen | None = None
        """The review, once it was asked for."""
        self.exports: ExportScreen | None = None
        """The export, once it was asked for."""
        self._facts: FactRoom | None = None
        self._begin_with_claims = claims
        self._blind = "" if review is None else self._left_to_label()
        """What to ask before the review that the program was started for."""
        if review is not None and not self._blind:
            self.bench = self._new_bench(review, alone=True)

    @property
    def desk(self) -> "AnnotateScreen":
        """The annotation screen, with its article: made when it is first asked for."""
        if self._desk is None:
            from tui.resuming import resumed  # noqa: PLC0415 - a review starts without it
            from tui.screens.annotate import AnnotateScreen  # noqa: PLC0415 - as above

            session, shelf = resumed(
                self._store,
                self._config,
                annotator=self._annotator,
                clock=self._clock,
                submit=self._writer.submit,
            )
            self._desk = AnnotateScreen(
                session,
                shelf,
                keymap=self._bindings_of_ours,
                guideline=self._guideline,
                look=self._look(),
            )
            self.install_screen(self._desk, "annotate")
        return self._desk

    @property
    def session(self) -> "Session":
        """The annotator at work."""
        return self.desk.session

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
        gc.set_threshold(50_000, 20, 20)
        with self._ears:
            early, self._early = self._early or [], None
        for outcome in early:
            self._tell(outcome)
        if self._blind:
            binding = self._bindings_of_ours.binding("screen.review")
            key = binding.shown if binding else ""
            self.desk.warned = True
            self.desk.say(f"{key}: {self._blind}" if key else self._blind, warning=True)

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
        if self._refusals > sum(screen.refusals for screen in self._screens):
            return  # the screen is about to say which label the database refuses
        unsaved = sum(screen.session.unsaved for screen in self._screens)
        if drained or not unsaved:
            self.exit()
        else:
            self._top.ask_again(unsaved)

    @property
    def _screens(self) -> "list[AnnotateScreen | ReviewScreen | ClaimsScreen]":
        """Those that there are."""
        claims = None if self._facts is None else self._facts.screen
        return [screen for screen in (self._desk, self.bench, claims) if screen is not None]

    @property
    def _top(self) -> "OverlayScreen":
        """The one that is seen."""
        top = self.screen
        return top if isinstance(top, OverlayScreen) else self._screens[0]

    def _bring(self, screen: "Screen[None]") -> "AwaitMount | None":
        """Show a screen: leave those above it, or put it above all."""
        if screen not in self.screen_stack:
            return self.push_screen(screen)
        while self.screen is not screen:
            self.pop_screen()
        return None

    def on_review_requested(self, event: ReviewRequested) -> None:
        """Show the review: of what it had before, or of what is asked for."""
        if self.bench is None:
            try:
                with self._store.told():
                    queue = event.queue or self._first_queue or Disputes()
                    self.bench = self._new_bench(queue, alone=False)
            except ClaimdeskError as error:
                self._top.say(visible(str(error)), warning=True)
                return
            self.push_screen(self.bench)
        elif self.screen is not self.bench:
            self.bench.alone = False
            self._bring(self.bench)
            self.bench.come_back(event.queue)
        self.bench.blind = event.blind

    def _new_bench(self, queue: Queue, *, alone: bool) -> "ReviewScreen":
        from tui.reviewing import ReviewSession  # noqa: PLC0415 - only who reviews pays for it
        from tui.screens.review import ReviewScreen  # noqa: PLC0415 - as above

        session = ReviewSession(
            self._store,
            self._config,
            reviewer=self._annotator,
            clock=self._clock,
            submit=self._writer.submit,
        )
        bench = ReviewScreen(
            session,
            queue,
            keymap=self._bindings_of_ours,
            guideline=self._guideline,
            look=self._look(),
            alone=alone,
        )
        self.install_screen(bench, "review")
        return bench

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

    def on_export_reported(self, event: ExportReported) -> None:
        """Tell how an export goes that is not seen."""
        self._top.say(event.text, warning=event.warning, lasting=True)

    async def on_annotate_requested(self, event: AnnotateRequested) -> None:
        """Go back to the annotation screen, or open it."""
        try:
            desk = self.desk
        except ClaimdeskError as error:
            self._top.say(visible(str(error)), warning=True)
            return
        if mounted := self._bring(desk):
            await mounted
        desk.come_back(event.then)

    @property
    def facts(self) -> "FactRoom":
        """Claims and who checks them: made when it is first asked for."""
        if self._facts is None:
            from tui.factroom import FactRoom  # noqa: PLC0415 - only who checks facts pays for it
            from tui.factwork import FactWork  # noqa: PLC0415 - as above

            work = FactWork(
                self._store,
                self._config,
                annotator=self._annotator,
                clock=self._clock,
                submit=self._writer.submit,
                drain=self._writer.drain,
            )
            self._facts = FactRoom(self._store, work, self._new_claims)
        return self._facts

    def _new_claims(self, work: "FactWork") -> "ClaimsScreen":
        from tui.screens.claims import ClaimsScreen  # noqa: PLC0415 - as above

        claims = ClaimsScreen(
            work, keymap=self._bindings_of_ours, guideline=self._guideline, look=self._look()
        )
        self.install_screen(claims, "claims")
        return claims

    def on_claims_requested(self, event: ClaimsRequested) -> None:
        """Make a claim, or show the claims."""
        sentence = event.sentence
        try:
            with self._store.told():
                if sentence is not None and not event.add:
                    self._top.show_effect(self.facts.make(sentence))
                    return
                if sentence is not None:
                    self.facts.add(sentence)
                claims = self.facts.screen
        except ClaimdeskError as error:
            self._top.say(visible(str(error)), warning=True)
            return
        if self.screen is not claims:
            seen_before = claims.is_running
            self._bring(claims)
            if seen_before:
                claims.come_back()

    async def on_sentence_requested(self, event: SentenceRequested) -> None:
        """Show a sentence in its article; from there, the claims' key leads back."""
        try:
            with self._store.told():
                number = self.facts.find(event.article, event.sentence)
                desk = self.desk
        except ClaimdeskError as error:
            self._top.say(visible(str(error)), warning=True)
            return
        if mounted := self._bring(desk):
            await mounted
        desk.come_back("")
        desk.show(lambda: desk.session.jump(number))

    def on_facts_saved(self, event: FactsSaved) -> None:
        """Say so to whoever did them."""
        self.facts.saved(event)

    def on_fact_refused(self, event: FactRefused) -> None:
        """Say so to whoever did it."""
        self.facts.refused(event)

    def on_theme_requested(self, event: ThemeRequested) -> None:
        """Take other colours."""
        names = list(PALETTES)
        following = names[(names.index(self.palette_name) + 1) % len(names)]
        self.palette_name = next((name for name in names if name == event.name), following)
        self.theme = theme_name(self.palette_name)
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

    def _look(self) -> Look:
        return Look(PALETTES[self.palette_name], self._config, no_color=self.no_color)


def run(
    *,
    database: Path,
    annotator: str,
    loaded: Loaded,
    review: Queue | None = None,
    claims: bool = False,
) -> None:
    """Open the app, on the review if a queue is given, or on the claims.

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
            claims=claims,
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
