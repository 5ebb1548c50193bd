"""The screens of the app: each made when it is first asked for, and how one leads to another.

Refuses to begin and to end: that is `app`, which also tells the screens what the writer reports.
"""

import os
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import App

from annotations.config import Config, ThemeName
from annotations.errors import ClaimdeskError
from annotations.guideline import Guideline
from annotations.review.queues import Disputes, Queue
from annotations.store import Outcome, Store, Writer
from annotations.text.display import visible
from tui.keys import Keymap
from tui.look import Look
from tui.messages import (
    AnnotateRequested,
    ClaimsRequested,
    ExportReported,
    ExportRequested,
    ReviewRequested,
    SentenceRequested,
    ThemeRequested,
)
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


class RoomsApp(App[None], inherit_bindings=False):
    """The rooms that a person can be in, and the doors between them."""

    def __init__(
        self,
        store: Store,
        *,
        config: Config,
        keymap: Keymap,
        annotator: str,
        guideline: Guideline,
        clock: Callable[[], int],
    ) -> None:
        # without this, Textual turns colours into greys where no colour at all is wanted
        super().__init__(ansi_color=True if os.environ.get("NO_COLOR") else None)
        self._config = config
        for theme in textual_themes():
            self.register_theme(theme)
        self.palette_name: ThemeName = "ansi" if self.no_color else config.theme
        self.theme = theme_name(self.palette_name)
        self._styled = self._styling
        self.stylesheet.set_variables(self._styled[1])
        self._ears = threading.Lock()
        self._writer = Writer(store.path, self._hear)
        self._annotator = annotator
        self._clock = clock
        self._bindings_of_ours = keymap
        self._guideline = guideline
        self._store = store
        self._desk: AnnotateScreen | None = None
        self.bench: ReviewScreen | None = None
        """The review, once it was asked for."""
        self.exports: ExportScreen | None = None
        """The export, once it was asked for."""
        self._facts: FactRoom | None = None
        self._first_queue: Queue | None = None

    @property
    def _styling(self) -> tuple[bool, dict[str, str]]:
        """What of a theme the styles depend on: whether it is dark, and its variables."""
        return self.current_theme.dark, self.get_css_variables()

    def refresh_css(self, animate: bool = True) -> None:  # noqa: FBT001, FBT002 - Textual's
        """Read the styles anew where they would be others.

        Textual asks for it after each choice of a theme: at a start, all would be read twice.
        """
        styling = self._styling
        if styling != self._styled:
            self._styled = styling
            super().refresh_css(animate=animate)

    def _hear(self, outcome: Outcome) -> None:
        """Take what the writer reports, on its thread."""
        raise NotImplementedError

    def _on_disk(self, seconds: float) -> bool:
        """Wait so long until all that was decided is on disk; whether it is, nothing refused."""
        raise NotImplementedError

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
            self._desk.on_disk = self._on_disk
            self.install_screen(self._desk, "annotate")
        return self._desk

    @property
    def session(self) -> "Session":
        """The annotator at work."""
        return self.desk.session

    def _look(self) -> Look:
        return Look(PALETTES[self.palette_name], self._config, no_color=self.no_color)

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
        bench.on_disk = self._on_disk
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
        claims.on_disk = self._on_disk
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

    def on_theme_requested(self, event: ThemeRequested) -> None:
        """Take other colours."""
        names = list(PALETTES)
        following = names[(names.index(self.palette_name) + 1) % len(names)]
        self.palette_name = next((name for name in names if name == event.name), following)
        self.theme = theme_name(self.palette_name)
        for screen in (*self._screens, *([self.exports] if self.exports else [])):
            screen.set_look(self._look())
        self._top.say(f"theme: {self.palette_name}")
