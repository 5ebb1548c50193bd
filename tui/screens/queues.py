"""What the review screen goes through: queues of sentences, what can be accepted in bulk.

Threads find them. Refuses to decide: what is chosen is handed to the session.
"""

from array import array
from collections import Counter
from functools import partial

from annotations.config import Agreed
from annotations.nouns import dataclass
from annotations.review.queues import Disputes, Queue
from annotations.store import Store
from annotations.workflow.accepting import Acceptable, acceptable
from tui.bench import Tally
from tui.page import Effect
from tui.reviewchoices import accept_choices, queue_choices
from tui.screens.measures import MeasuresScreen
from tui.widgets.finder import Finder


@dataclass(frozen=True, slots=True)
class Filled:
    """A queue that a thread has read, with what goes with it."""

    queue: Queue
    sentences: "array[int]"
    before: Tally
    """What of it was done earlier."""
    precedents: Counter[tuple[tuple[str, ...], str]]
    waiting: frozenset[int]
    annotators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Acceptables:
    """What a thread found that could be accepted."""

    ready: list[Acceptable]


class QueueScreen(MeasuresScreen):
    """Queues, found and begun."""

    annotators: tuple[str, ...] = ()
    """All who have labelled anything."""
    wanted: Queue | None = None
    """The queue asked for last; what is read of others comes too late."""
    _held: Filled | None = None
    """A queue that waits until a note is written."""
    blind = ""
    """What to say before more is shown than decisions on one's own labels; "" for nothing."""
    _asked_twice = ""
    """Id of the action that said so: once more, and it is done."""

    def begin_queue(self, queue: Queue) -> None:
        """Go through other sentences, once a thread has found them."""
        self.wanted = queue
        self.in_thread("queue", queue, partial(_fill, queue=queue))

    def ask_twice(self, id_: str) -> Effect | None:
        """Say what an action would show; when it is asked for once more, do it."""
        if self._asked_twice == id_:
            self.blind = self._asked_twice = ""
            return self.do(id_)
        self._asked_twice = id_
        return Effect(message=self.blind, warning=True)

    def choose_queue(self) -> Effect | None:
        """Ask what to review."""
        effect = self.ask("queue")
        self._find_queues("")
        return effect

    def accept(self) -> Effect | None:
        """Read what could be accepted in bulk."""
        config = self.session.config
        if not config.review.accept:
            return Effect(message="nothing stands under review.accept in the configuration")
        reader = partial(_acceptables, choices=config.review.accept, reviewer=self.session.reviewer)
        self.in_thread("accept", None, reader)
        return Effect(message="counting what annotators agree on …")

    def _find_queues(self, typed: str) -> None:
        page = self.session.page
        self.finder.choices.show(
            queue_choices(
                typed,
                self.annotators,
                reviewer=self.session.reviewer,
                article=page.article.number if page else None,
                config=self.session.config,
                look=self.look,
            )
        )

    def on_finder_typed(self, event: Finder.Typed) -> None:
        """Look for what was typed; Textual calls the base's handler too."""
        if event.mode == "queue":
            self._find_queues(event.text)

    def take_queue(self, filled: Filled) -> None:
        """Begin with the queue that a thread has found, when no note is being written."""
        if filled.queue != self.wanted:
            return
        if self.finder.visible and self.finder.mode == "note":
            self._held = filled
            return
        self._held = None
        self.stop_choosing()
        self.looking = False
        self.annotators = filled.annotators
        self.waiting = filled.waiting
        session = self.session
        if not session.unsaved:
            session.precedents = filled.precedents
        self.show(lambda: session.begin(filled.queue, filled.sentences, before=filled.before))
        self.paint_keys()
        if self.finder.visible and self.finder.mode == "queue":
            self._find_queues(self.finder.text)

    def leave_finder(self) -> None:
        """Hide the finder; what waited for a note comes now, behind what is done with it."""
        super().leave_finder()
        if self._held is not None:
            self.call_later(self.take_queue, self._held)

    def cannot_fill(self) -> None:
        """Say that there is no queue, where it would stand."""
        self.looking = False
        if self.session.queue is None:
            self.show_opened()

    def stop_choosing(self) -> None:
        """Wait for no reason and no annotator any more."""
        raise NotImplementedError

    def accept_now(self, agreed: Agreed) -> Effect | None:
        """Accept by one measure what can be accepted now: others may have been at work since."""
        reader = partial(_acceptables, choices=(agreed,), reviewer=self.session.reviewer)
        self.in_thread("accepting", agreed, reader)
        return Effect(message="accepting …")

    def take_acceptable(self, found: Acceptables) -> None:
        """Show what could be accepted, as choices, unless something else was begun meanwhile."""
        if self.context != "review":
            return
        self.show(lambda: self.ask("accept"))
        self.finder.choices.show(accept_choices(found.ready, self.look))


def _acceptables(store: Store, *, choices: tuple[Agreed, ...], reviewer: str) -> Acceptables:
    return Acceptables(acceptable(store, choices, reviewer=reviewer))


def _fill(store: Store, *, queue: Queue) -> Filled:
    """Read a queue and what goes with it."""
    with store.reading():
        sentences = store.queues.find(queue)
        waiting = store.reviews.waiting()
        if isinstance(queue, Disputes):
            kept = array("q", (number for number in sentences if number not in waiting))
            done = store.queues.decided()[0] if queue.between is None else 0
            sentences, before = kept, Tally(done, done)
        else:
            before = Tally(0, 0)
        return Filled(
            queue,
            sentences,
            before,
            store.reviews.precedents(),
            frozenset(waiting),
            tuple(store.labels.annotators()),
        )
