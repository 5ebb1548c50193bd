"""What every view of the claims screen is: rows with a cursor, and all about the current row.

A view is plain Python: it says what stands on the screen and what keys do. It asks the screen,
by `Desk`, for what only a screen can do. Refuses to paint and to hear keys itself.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from annotations.config import Config
from annotations.nouns import dataclass
from annotations.store import Store
from tui.factwork import FactWork
from tui.keys import Context, Keymap
from tui.look import Look
from tui.page import NOTHING, Effect
from tui.widgets.blocks import Block
from tui.widgets.lines import Line

Answered = Callable[[str], Effect | None]
"""What becomes of a line that was typed."""


MARKS = ("▸ ", "› ")
"""What the line of the side pane begins with that keys act on: it is kept in sight."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One of several things to choose from: what it says, and what becomes of it."""

    text: str
    about: str
    take: Callable[[], Effect | None]


class Desk(Protocol):
    """What a view may ask of the screen."""

    work: FactWork
    look: Look
    keymap: Keymap

    @property
    def config(self) -> Config:
        """The configuration."""

    def ask_line(self, prompt: str, text: str, then: Answered, *, about: str = "") -> Effect:
        """Have a line typed, with `text` to begin with.

        What is left off is there again when the same is asked `about` the same part of the claim.
        """

    def ask_choice(self, prompt: str, find: Callable[[str], Sequence[Offer]]) -> Effect:
        """Have one thing chosen among those that `find` gives for what is typed."""

    def read_in_thread(self, what: str, asked: object, read: Callable[[Store], object]) -> None:
        """Read something by a thread; the view hears of it by `take`."""

    def show_view(self, view: "View") -> Effect:
        """Put another view above this one."""

    def leave_view(self) -> Effect | None:
        """Go back to the view below; from the lowest one, to the screen that was before."""

    def open_sentence(self, article: str, sentence: str) -> Effect | None:
        """Show a sentence in its article (both by their ids), with the way back."""

    def repaint(self) -> None:
        """Paint the view anew."""

    def say(self, message: str, *, warning: bool = False, lasting: bool = False) -> None:
        """Say one thing, until the next key or for a few seconds."""


class View:
    """Rows, what is said of the current one, and what keys do."""

    context: Context
    """Where its keys are heard."""
    hints: tuple[str, ...] = ()
    """Ids of the actions that the key bar shows, the most needed first."""
    needs_claim: bool = True
    """Whether it is left when the claim that is open was taken back."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.cursor = 0
        """The current row."""

    @property
    def work(self) -> FactWork:
        """The fact-checker at work."""
        return self.desk.work

    @property
    def look(self) -> Look:
        """The styles of now."""
        return self.desk.look

    # What a view says.

    def begin(self) -> None:
        """Ask for what is to be read. Called whenever the view comes to be seen."""

    def title(self) -> str:
        """What it is, at the left of the header."""
        raise NotImplementedError

    def figures(self) -> str:
        """How far it is, in the middle of the header."""
        return ""

    def head(self, width: int) -> Sequence[Line]:
        """Lines above the rows that do not scroll with them; at most five."""
        del width
        return ()

    def blocks(self, width: int) -> Sequence[Block]:
        """The rows, each some lines."""
        raise NotImplementedError

    def empty(self) -> str:
        """What to do, where there are no rows; lines parted by line breaks."""
        raise NotImplementedError

    def about(self, width: int) -> Sequence[Line]:
        """All about the current row, for the side pane."""
        del width
        return ()

    def deeds(self) -> Mapping[str, Callable[[], Effect | None]]:
        """Ids of the table of keys, beside those of every view, and what they do here."""
        return {}

    def take(self, what: str, asked: object, answer: object) -> None:
        """Hear what a thread has read, or why it could not (`ClaimdeskError`)."""

    def changed(self) -> None:
        """The open claim is another than it was: by a deed, an undo, or somebody else."""

    def moved(self) -> Effect | None:
        """The cursor stands on another row."""
        return NOTHING
