"""Where the keys of the annotation screen go, and what they move, in plain Python.

Lists of states and a cursor: no store, no screen, no event. What depends on what was seen before a
key (a suggestion, a hit of a search) comes in as `Seen`; what depends on lines and pages (a page
down) is `loose`: it is taken from the screen. Refuses to label: `deskmodel` does.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from annotations.config import Config
from annotations.model import LabelState, Suggestion
from tui.keys import Binding

Where = tuple[int, int]
"""A sentence: place of its article in the list, and its index there, both from 0."""

PANES = ("body", "articles", "pane")
FOLDED = ("articles", "body")

ELSEWHERE = frozenset({"screen.review", "screen.lessons", "screen.export", "screen.claims",
                       "claim.add"})  # fmt: skip  # two lines say it
"""What leads to another screen."""


class Step(NamedTuple):
    """What a gesture did to one sentence."""

    where: Where
    before: LabelState
    after: LabelState


@dataclass
class Gesture:
    """What undo takes back in one."""

    steps: list[Step]
    accepted_at: Where | None = None
    """Where suggestions were accepted, of which the gesture made labels in this sitting."""


@dataclass(frozen=True)
class Seen:
    """What stood on the screen when a key was pressed."""

    ghosts: Sequence[Suggestion | None] = ()
    """For each sentence of the open article, what is suggested."""
    doubt: Suggestion | None = None
    """What is suggested against the current label, where such labels are gone through."""
    typed: str = ""
    chosen: Where | int | Binding | None = None
    """What entering would do: go to a sentence, open an article, or do what a key does."""
    narrow: bool = False
    listed: int = 0
    """Articles in the list."""
    sent_back: frozenset[Where] = frozenset()
    """What the screen knows to be sent back."""


@dataclass
class Whereabouts:
    """The screen, and all that one annotator has said."""

    config: Config
    articles: list[list[LabelState]]
    open: int = 0
    cursor: int = 0
    begun: int | None = None
    """Where a range was begun."""
    count: str = ""
    done: list[Gesture] = field(default_factory=list)
    undone: list[Gesture] = field(default_factory=list)
    last: LabelState | None = None
    last_at: Where | None = None
    armed: bool = False
    """Accepting all was asked for: once more does it."""
    dismissed: set[Where] = field(default_factory=set)
    sent_back: set[Where] = field(default_factory=set)
    settled: bool = True
    """Whether `sent_back` is known: on another screen, it may have been decided."""
    finder: str = ""
    """What is typed into: search, palette, note; "" for nothing."""
    page: str = ""
    choosing: bool = False
    pane: str = "body"
    row: int = 0
    """The cursor of the list."""
    queue: str = "unlabelled"
    warned: bool = False
    away: bool = False
    """Another screen is seen."""
    ended: bool = False
    loose: set[str] = field(default_factory=set)
    """What is to be taken from the screen: `cursor`, `row`, `place`, `away`."""

    # What can be asked.

    @property
    def states(self) -> list[LabelState]:
        return self.articles[self.open]

    @property
    def context(self) -> str:
        """Where keys are heard."""
        if self.finder:
            return "note" if self.finder == "note" else "search"
        if self.choosing:
            return "flag"
        if self.page:
            return "progress" if self.page == "progress" else "reader"
        return "annotate"

    @property
    def labelled(self) -> int:
        return sum(state.label is not None for states in self.articles for state in states)

    @property
    def sentences(self) -> int:
        return sum(map(len, self.articles))

    # Moving.

    def take_count(self) -> int:
        count, self.count = self.count, ""
        return max(1, int(count or "1"))

    def go(self, index: int) -> None:
        self.cursor = max(0, min(index, len(self.states) - 1))

    def show(self, article: int, index: int | None) -> None:
        """Open an article, at its first sentence without a label unless another one is meant."""
        self.open = self.row = article
        self.begun, self.count = None, ""
        first = next((i for i, state in enumerate(self.states) if state.label is None), 0)
        self.go(first if index is None else index)

    def jump(self, where: Where) -> None:
        if where[0] == self.open:
            self.go(where[1])
        else:
            self.show(*where)

    def _advance(self, last: int) -> None:
        if self.config.advance == "next":
            self.go(last + 1)
        elif self.config.advance == "unlabelled":
            left = (i for i in range(last + 1, len(self.states)) if not self.states[i].label)
            self.go(next(left, last))

    def move(self, steps: int, seen: Seen) -> None:
        if self.finder or self.page:
            return
        if self.pane == "articles":
            self.row = max(0, min(self.row + steps * self.take_count(), seen.listed - 1))
        elif self.pane == "body":
            self.go(self.cursor + steps * self.take_count())

    def edge(self, index: int, seen: Seen) -> None:
        if self.page:
            return
        if self.pane == "articles":
            self.row = max(0, min(index, seen.listed - 1))
        elif self.pane == "body":
            self.go(self.take_count() - 1 if self.count else index)

    def page_by(self) -> None:
        if not self.page:
            self.loose |= {"cursor"} if self.pane == "body" else {"row"}

    def neighbour(self, steps: int, seen: Seen) -> None:
        wanted = max(0, min(self.open + steps * self.take_count(), seen.listed - 1))
        if wanted != self.open:
            self._to("body")
            self.show(wanted, None)

    def range(self) -> None:
        if self.begun is not None:
            self.begun = None
        elif self.states:
            self.begun = self.cursor

    def onward(self) -> None:
        if self.queue == "sent_back":
            self.next_sent_back()
        elif self.queue == "unlabelled":
            self.next_unlabelled()
        else:
            self.loose.add("place")

    def next_unlabelled(self) -> None:
        """Behind the cursor, then in the articles behind, then in those before, then the top."""
        order = [
            *((self.open, i) for i in range(self.cursor + 1, len(self.states))),
            *(
                (article, i)
                for article in (*range(self.open + 1, len(self.articles)), *range(self.open))
                for i in range(len(self.articles[article]))
            ),
        ]
        left = [(article, i) for article, i in order if self.articles[article][i].label is None]
        count = self.take_count()
        if left:
            self.jump(left[min(count, len(left)) - 1])
            return
        top = next((i for i, state in enumerate(self.states) if state.label is None), None)
        if top is not None:
            self.go(top)

    def next_sent_back(self) -> None:
        if not self.settled:
            self.loose.add("place")
        elif waiting := sorted(self.sent_back):
            behind = [where for where in waiting if where > (self.open, self.cursor)]
            before = [where for where in waiting if where not in behind]
            order = behind + before
            self.jump(order[(self.take_count() - 1) % len(order)])

    # What covers the panes, and what leads away.

    def _to(self, pane: str) -> None:
        self.pane = pane
        if pane != "articles":
            self.row = self.open

    def fold(self) -> None:
        """The terminal is narrow: there is no pane beside the text."""
        if self.pane == "pane":
            self._to("body")

    def next_pane(self, steps: int, seen: Seen) -> None:
        panes = FOLDED if seen.narrow else PANES
        at = panes.index(self.pane) if self.pane in panes else 0
        self._to(panes[(at + steps) % len(panes)])

    def cover(self, page: str) -> None:
        """A page to read; its key once more leaves it. A note that is being written stays."""
        if self.page == page != "welcome":
            self.page = ""
            return
        if self.finder != "note":
            self.finder = ""
        self.page = page

    def _find(self, what: str) -> None:
        if what != "note" or self.states:
            self.finder = what

    def annotate(self) -> None:
        self.finder = self.page = ""
        self._to("body")

    def review(self, seen: Seen) -> None:
        """Who has begun and is not done is warned first: all labels are to be seen there."""
        blind = 0 < self.labelled < self.sentences
        if blind and not self.warned and seen.listed == len(self.articles):
            self.warned = True
            return
        self.warned = False
        self.loose.add("away")

    def cancel(self) -> None:
        if self.finder:
            self.finder = ""
        elif self.page:
            self.page = ""
        elif self.pane != "body":
            self._to("body")
        else:
            self.begun, self.count = None, ""

    def quit(self) -> None:
        if self.finder or self.page or self.pane != "body":
            self.cancel()
        else:
            self.ended = True
