"""What the screens share that show an article: the next ones are read and laid out ahead.

Refuses to guess which articles are likely to be opened next: each screen knows that.
"""

from time import monotonic
from typing import Protocol

from textual.timer import Timer

from tui.ahead import Ahead, Readings
from tui.page import Reading
from tui.screens.frame import AtWork
from tui.screens.overlay import OverlayScreen
from tui.widgets.body import Body

AHEAD_SECONDS = 0.2
"""After an article was opened, when those that may come next are read."""

AT_FIRST = 4
"""How many times as long that takes at a start: behind what that has to do, before suggestions."""


class AtText(AtWork, Protocol):
    """Somebody at work on articles, whose texts can be had at hand."""

    def keep(self, number: int, reading: Reading) -> None:
        """Have the text of an article at hand for when it is opened."""


class ReadingScreen(OverlayScreen):
    """Shows an article, and has those at hand that are likely to be opened next."""

    session: AtText
    body: Body

    _ahead: Timer | None = None
    _begun = 0.0
    """On the monotonic clock, when the start is over."""

    def ahead(self) -> Ahead | None:
        """What is likely to be opened next; None: nothing is to be read."""
        raise NotImplementedError

    def read_ahead_soon(self) -> None:
        """Read the articles that are likely to be opened next, when keys have paused."""
        if self._ahead is None:
            self._begun = monotonic() + AT_FIRST * AHEAD_SECONDS
        else:
            self._ahead.stop()
        wait = max(AHEAD_SECONDS, self._begun - monotonic())
        self._ahead = self.set_timer(wait, self.read_ahead)

    def read_ahead(self) -> None:
        """Read and lay out the articles that are likely to be opened next, by a thread."""
        if not self.body.measure[0]:
            self.read_ahead_soon()  # the first layout is still to come
            return
        ahead = self.ahead()
        if ahead is not None:
            self.in_thread("ahead", None, ahead.read)

    def take_ahead(self, readings: Readings) -> None:
        """Have at hand what a thread has read."""
        for number, reading in reversed(list(readings.by_number.items())):
            self.session.keep(number, reading)
