"""What the key for the next sentence follows: the queue chosen, and how much of it is left.

Plain Python, kept by `tui.moving` for as long as the app runs. Knows no store: what has to be
looked for, a thread finds (`annotations.workflow.queueing`) and the screen hands over. Refuses to
move: `tui.onward` does.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, get_args

from annotations.model import LabelState
from tui.page import Page

if TYPE_CHECKING:
    from annotations.workflow.queueing import Filled, Found, Queued

Name = Literal["unlabelled", "uncertain", "disagreeing", "flagged", "sent_back"]

QUEUES: tuple[Name, ...] = get_args(Name)

NAMES: Mapping[Name, str] = {
    "unlabelled": "without a label",
    "uncertain": "least certain",
    "disagreeing": "suggested otherwise",
    "flagged": "flagged",
    "sent_back": "sent back",
}
"""What a queue is called on the screen."""


class Following:
    """The queue that is followed, and where in it the annotator is."""

    def __init__(self) -> None:
        self.name: Name = "unlabelled"
        self.looking = False
        """A thread is to look for sentences of the queue, or does."""
        self.ticket = 0
        """Grows with each time that something is to be looked for: what was found for an earlier
        one comes too late."""
        self.start = 0
        """The article from which on it is looked."""
        self.filled: Filled | None = None
        """What was found last."""
        self._queued: dict[int, Queued] = {}
        self._settled: set[int] = set()
        self._passed: set[int] = set()
        """Doubted labels that the annotator has looked at and left."""
        self._at: int | None = None
        """The sentence of the queue that was gone to last."""

    @property
    def found(self) -> "Found | None":
        """The queue, where it has to be looked for."""
        name = self.name
        return None if name == "unlabelled" or name == "sent_back" else name  # noqa: PLR1714 - `in` tells mypy nothing

    @property
    def passed(self) -> bool:
        """Some doubted labels were looked at and left as they are."""
        return bool(self._passed)

    @property
    def behind(self) -> int | None:
        """The article behind which it is to be looked on; None: all were looked through."""
        return self.filled.last if self.filled else None

    @property
    def left(self) -> int:
        """How many of the sentences found wait."""
        return len(self._queued) - len(self._settled)

    def choose(self, name: Name, *, start: int) -> None:
        """Follow another queue, or the same from the beginning; `start`: the open article."""
        self.name = name
        self.start = start
        self.filled = None
        self._queued, self._settled, self._passed, self._at = {}, set(), set(), None
        self.looking = self.found is not None
        self.ticket += 1

    def look(self) -> None:
        """Have a thread look: on where it was left off, or once more."""
        self.looking = True
        self.ticket += 1

    def take(self, filled: "Filled", page: Page | None) -> None:
        """Have what a thread has found, in place of what it found before."""
        self.looking = False
        self.filled = filled
        self._queued = {one.number: one for one in filled.sentences}
        self._settled = self._passed & self._queued.keys()
        self.settle(page)

    def settle(self, page: Page | None) -> None:
        """Note which sentences of the open article belong to the queue as it is now."""
        if page is None or self.filled is None:
            return
        if self.name == "flagged" and page.flagged:
            self._add_flagged(page)
        for number, queued in self._queued.items():
            index = page.index_of(number)
            if index is None:
                continue
            if number not in self._passed and self._belongs(queued, page.states[index]):
                self._settled.discard(number)
            else:
                self._settled.add(number)

    def pass_by(self, here: int | None) -> None:
        """Note that the annotator has looked at a doubted label, and leaves it as it is."""
        if self.name == "disagreeing" and here is not None and here in self._queued:
            self._passed.add(here)
            self._settled.add(here)

    def doubts(self, number: int, state: LabelState) -> bool:
        """Whether a label is gone through since something else is suggested for its sentence."""
        queued = self._queued.get(number)
        return self.name == "disagreeing" and queued is not None and self._belongs(queued, state)

    def after(self, here: int | None, steps: int) -> "Queued | None":
        """The sentence so many steps behind the current one, or behind the one gone to last.

        The least certain ones begin with the first, wherever the annotator was.
        """
        order = list(self._queued)
        begun = self._at is not None or self.name != "uncertain"
        at = here if begun and here in self._queued else self._at
        begin = order.index(at) + 1 if at is not None and at in self._queued else 0
        waiting = [number for number in order[begin:] if number not in self._settled]
        return self._queued[waiting[min(steps, len(waiting)) - 1]] if waiting else None

    def first(self) -> "Queued | None":
        """The first sentence that waits."""
        waiting = (one for number, one in self._queued.items() if number not in self._settled)
        return next(waiting, None)

    def go(self, queued: "Queued") -> None:
        """Note that the annotator is there now."""
        self._at = queued.number

    def _belongs(self, queued: "Queued", state: LabelState) -> bool:
        if self.name == "flagged":
            return bool(state.flags)
        if self.name == "uncertain":
            return state.label is None
        return state.label == queued.label

    def _add_flagged(self, page: Page) -> None:
        """Put in what was flagged since the queue was found."""
        from annotations.workflow.queueing import (  # noqa: PLC0415 - the app starts without it
            Queued,
            why_flagged,
        )

        for sentence, state in zip(page.sentences, page.states, strict=True):
            if state.flags and sentence.number not in self._queued:
                queued = Queued(sentence.number, why_flagged(state.flags))
                self._queued[sentence.number] = queued
