"""What every screen of the app is made of: header, rules, key bar, a page to read, the finder.

Between header and key bar a screen puts panes of its own. Refuses to hear keys and to know what
is being worked on. Every method paints no more than changed.
"""

from asyncio import TimerHandle, get_running_loop
from collections.abc import Callable
from contextlib import AbstractContextManager
from os import terminal_size
from pathlib import Path
from shutil import get_terminal_size
from typing import Protocol

from textual.app import ComposeResult
from textual.reactive import Reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from annotations.errors import ClaimdeskError
from annotations.guideline import Guideline
from annotations.text.display import visible
from tui import statustext
from tui.keys import Context, Keymap
from tui.look import Look
from tui.page import NOTHING, Effect
from tui.widgets.finder import Finder
from tui.widgets.ground import Field, Ground, Row
from tui.widgets.keybar import Hint, KeyBar
from tui.widgets.lines import Build, Lines
from tui.widgets.panes import Divider

NARROW, WIDE = 100, 160
"""Cells below which panes fold, and from which they widen."""

LOW = 12
"""Lines below which there is room for the text alone."""

MESSAGE_SECONDS = 8.0

DISK_SECONDS = 0.004
"""How long the picture of a decision waits for it to be on disk.

Most are there in a millisecond: then `✓ saved` stays true, and one picture tells all.
"""

CALM_SECONDS = 0.15
"""After a decision that takes longer, how long it is not told whether it is saved.

Telling so with each of them would paint the screen twice for every key of a fast hand.
"""


def _size_classes(size: terminal_size) -> str:
    """The classes that the breakpoints give at this size: set at once, nothing is styled twice."""
    width, height = size
    across = "narrow" if width < NARROW else "wide" if width >= WIDE else "normal"
    return f"{across} {'low' if height < LOW else 'high'}"


class AtWork(Protocol):
    """Somebody at work on a database: an annotator's or a reviewer's session."""

    path: Path
    unsaved: int
    """Gestures that are not on disk."""

    def told(self) -> AbstractContextManager[None]:
        """Reads within raise `StoreError` when the database fails."""


class FrameScreen(Ground, Screen[None], inherit_bindings=False):
    """Header, rules, key bar, reader and finder, and how they are brought up to date."""

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it as an instance variable
        (0, "narrow"),
        (NARROW, "normal"),
        (WIDE, "wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "low"), (LOW, "high")]  # noqa: RUF012 - as above

    session: AtWork

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """Textual repaints the whole screen when another widget has the keys: 20 kB for a cursor."""

    def __init__(
        self, *panes: Widget, keymap: Keymap, guideline: Guideline, look: Look, classes: str = ""
    ) -> None:
        """Put `panes` side by side, with a thin line between each two."""
        super().__init__(classes=f"{_size_classes(get_terminal_size())} {classes}".strip())
        self.keymap = keymap
        self.guideline = guideline
        self.look = look
        self.failing = ""
        """Why nothing can be saved now; "" when it can."""
        self.header = tuple(
            Lines(id=name, base=look.text) for name in ("who", "progress", "saving")
        )
        self.rule = Lines(id="rule", base=look.line)
        self.foot = Lines(id="foot", base=look.line)
        self.reader = Lines(id="reader", base=look.text, thumb=look.line)
        self.keys = KeyBar(look)
        self.finder = Finder(look)
        self._dividers = [Divider(look.line) for _ in panes[1:]]
        parted = [part for pair in zip(self._dividers, panes[1:], strict=True) for part in pair]
        self.desk = Field(*panes[:1], *parted, id="desk")
        self.reading = False
        """Whether a page (help, progress …) covers the panes."""
        self.busy = False
        """Something was decided a moment ago; `…` stands where else it is told whether all is
        saved."""
        self.on_disk: Callable[[float], bool] = lambda _: False
        """Waits so many seconds until all that was decided is on disk; whether it is."""
        self.made = 0
        """Decisions that there were when it was last told whether all is saved."""
        self._kept = 0
        """Decisions that there were when all of them were last known to be on disk."""
        self._calm: TimerHandle | None = None
        self._message = ("", False)
        self._lasting = False
        self._quiet: Timer | None = None

    def compose(self) -> ComposeResult:
        """Put everything in its place, once."""
        yield Row(*self.header, id="header")
        yield self.rule
        yield self.desk
        yield self.reader
        yield self.foot
        yield self.keys
        yield self.finder

    @property
    def is_current(self) -> bool:
        """Whether it is seen.

        Textual counts the screen below in: it paints what nobody sees, and for each of its lines
        the whole screen above, five times a second.
        """
        return self.is_active

    @property
    def narrow(self) -> bool:
        """Whether the panes are folded."""
        return self.size.width < NARROW

    # What a screen says.

    @property
    def context(self) -> Context:
        """Where keys are heard now."""
        raise NotImplementedError

    def hints(self) -> list[Hint | None]:
        """What the key bar shows."""
        raise NotImplementedError

    def show_effect(self, effect: Effect) -> None:
        """Paint what an action changed."""
        raise NotImplementedError

    def paint_header(self) -> None:
        """Who, how far, saved or not."""
        raise NotImplementedError

    def paint_pane(self) -> None:
        """All about the current sentence."""
        raise NotImplementedError

    def paint_saving(self) -> None:
        """Saved or not."""
        raise NotImplementedError

    # Bringing up to date.

    def show(self, action: Callable[[], Effect | None]) -> None:
        """Do something and show what it changed; say what went wrong."""
        try:
            with self.session.told():
                self.show_effect(action() or NOTHING)
        except ClaimdeskError as error:
            self.say(visible(str(error)), warning=True)

    def say(self, message: str, *, warning: bool = False, lasting: bool = False) -> None:
        """Say one thing, until the next key or for a few seconds; `lasting`: despite keys."""
        if (message, warning) == self._message or (self._lasting and not message):
            return
        self._message, self._lasting = (message, warning), lasting
        self._paint_foot()
        if self._quiet is not None:
            self._quiet.stop()
            self._quiet = None
        if message and (lasting or not warning):
            self._quiet = self.set_timer(MESSAGE_SECONDS, self._quieten)

    def _quieten(self) -> None:
        self._lasting = False
        self.say("")

    @property
    def said(self) -> str:
        """What `say` says now."""
        return self._message[0]

    def read(self, build: Build) -> None:
        """Cover the panes with a page to read."""
        self.reading = True
        self.desk.display, self.reader.display = False, True
        self.reader.show(build, top=True)
        self.paint_frame()

    def leave_reading(self) -> None:
        """Go back to the panes."""
        self.reading = False
        self.desk.display, self.reader.display = True, False
        self.paint_frame()  # nothing tells that dividers are placed where they never went away

    def begin_to_save(self, made: int) -> None:
        """Say nothing of saving for a moment, where something was decided that is not on disk yet.

        `made`: how many decisions there are.
        """
        if made == self.made:
            return
        self.made = made
        if self._calm is not None:
            self._calm.cancel()
            self._calm = None
        self.busy = bool(self.failing) or not self.on_disk(DISK_SECONDS)
        if self.busy:
            self._calm = get_running_loop().call_later(CALM_SECONDS, self._calm_down)
        else:
            self._kept = made

    def not_on_disk(self, unsaved: int) -> int:
        """How many of the decisions that are not reported as saved may be on disk only later."""
        return 0 if self._kept == self.made else unsaved

    def _calm_down(self) -> None:
        self.busy = False
        self._calm = None
        if self.is_attached:
            self.paint_saving()

    def set_look(self, look: Look) -> None:
        """Take other colours."""
        self.look = look
        for lines in (*self.header, self.reader):
            lines.set_base(look.text, look.line)
        for lines in (self.rule, self.foot):
            lines.set_base(look.line)
        self.finder.set_look(look)
        for divider in self._dividers:
            divider.line_style = look.line
            divider.invalidate()
        self.paint_all()

    # Painting.

    def on_resize(self) -> None:
        """Draw the rules anew, once the panes have found their places."""
        self.call_after_refresh(self.paint_frame)

    def on_divider_placed(self) -> None:
        """Draw the rules to where it stands."""
        self.paint_frame()

    def paint_all(self) -> None:
        """Paint everything around the text."""
        self.paint_header()
        self.paint_pane()
        self.paint_frame()

    def paint_frame(self) -> None:
        """Paint the rules and the key bar."""
        self.paint_keys()
        self._paint_rule()
        self._paint_foot()

    def paint_keys(self) -> None:
        """What can be pressed here."""
        self.keys.show(self.hints(), self.look)

    def _joints(self) -> list[int]:
        """Where the lines between the panes meet the rules."""
        if self.reading or self.narrow:
            return []
        return [divider.region.x for divider in self._dividers if divider.region.area]

    def _paint_rule(self) -> None:
        look = self.look
        self.rule.show(
            lambda width: [
                statustext.rule("", look=look, width=width, joints=self._joints(), joint="┬")
            ]
        )

    def _paint_foot(self) -> None:
        message, warning = self._message
        if not message and self.failing:
            message, warning = self.failing, True
        if self.finder.visible:
            self.finder.tell(message)
        look = self.look
        self.foot.show(
            lambda width: [
                statustext.rule(
                    message, look=look, width=width, warning=warning, joints=self._joints()
                )
            ]
        )
