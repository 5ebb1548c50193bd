"""The review screen: hears keys, asks the review session, shows what changed.

The keys are those of `tui.keys`; what each does is the table `DEEDS`. Imported when a review is
asked for, not when the app starts.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal

from annotations.errors import ClaimdeskError
from annotations.guideline import Guideline
from annotations.review.queues import Disputes, Lessons, Queue
from annotations.text.display import visible
from tui.agreementtext import Shown
from tui.ahead import Readings
from tui.keys import Binding, Context, Keymap
from tui.look import Look
from tui.messages import AnnotateRequested, Reported
from tui.page import NOTHING, Effect
from tui.reviewchoices import ToAccept, ToQueue
from tui.reviewing import ReviewSession
from tui.screens import found
from tui.screens.measures import Articles, Brief
from tui.screens.overlay import LAST
from tui.screens.queues import Acceptables, Filled
from tui.screens.rulings import RulingsScreen
from tui.widgets.body import Body
from tui.widgets.finder import Choice, Finder

CONTEXTS: frozenset[Context] = frozenset(
    {"anywhere", "review", "reason", "send", "agreement", "reader"}
)

UNASKED = frozenset({"agreed", "ahead"})
"""What is read without being asked for, so that nothing is said where it fails."""

ANSWERS = frozenset({"review.first", "review.second", "review.majority", "cancel", "quit"})
"""Actions that mean something else while it is asked to whom a sentence is sent back, or why."""


SHOWING = frozenset({"review.queue", "review.agreement", "review.accept"})
"""Actions that show others' labels to who came for the decisions on their own."""


class ReviewScreen(RulingsScreen):
    """Where labels are reviewed."""

    choosing: Literal["", "reason", "send"] = ""
    """What the next key chooses."""

    def __init__(
        self,
        session: ReviewSession,
        queue: Queue,
        *,
        keymap: Keymap,
        guideline: Guideline,
        look: Look,
        alone: bool,
    ) -> None:
        """`alone`: the program was started for the review, so that leaving it ends the program."""
        super().__init__(session, keymap=keymap, guideline=guideline, look=look)
        self.first_queue = queue
        self.alone = alone

    def on_mount(self) -> None:
        """Read the queue; Textual calls the base's handler too."""
        self.begin_queue(self.first_queue)
        self.measure_for_header()

    @property
    def context(self) -> Context:
        """Where keys are heard now."""
        if self.finder.visible:
            return "note" if self.finder.mode == "note" else "search"
        if self.choosing:
            return self.choosing
        if self.reading:
            return "agreement" if self.page_name == "agreement" else "reader"
        return "review"

    @property
    def contexts(self) -> frozenset[Context]:
        """Where its keys are heard."""
        return CONTEXTS

    # Doing what a key says.

    def deed(self, id_: str) -> Callable[[], Effect | None] | None:
        """What an id of the table of keys does here; None: nothing."""
        if self.blind and id_ in SHOWING:
            return partial(self.ask_twice, id_)
        deed = DEEDS.get(id_)
        return partial(deed, self) if deed else None

    def effect(self, binding: Binding) -> Effect | None:
        """Do what a binding says."""
        session = self.session
        if binding.id not in ANSWERS:
            self.stop_choosing()
        if binding.verb == "action":
            deed = self.deed(binding.id)
            return deed() if deed else None
        if binding.verb == "primary":
            return session.label(binding.argument)
        if binding.verb == "secondary":
            return session.secondary(binding.argument)
        if binding.verb == "reason":
            return session.reason(binding.argument)
        pair = next(c for c in session.config.combinations if c.key == binding.argument)
        return session.label(pair.label, pair.secondary)

    def take(self, place: int) -> Effect | None:
        """Decide as one annotator did; while it is asked to whom: send it back to that one."""
        if self.choosing == "send":
            return self._send([place])
        return self.session.take(place)

    def majority(self) -> Effect | None:
        """Decide as most did; while it is asked to whom: send it back to everybody."""
        if self.choosing == "send":
            return self._send(range(len(self.session.candidates)))
        return self.session.majority()

    def _send(self, places: "range | list[int]") -> Effect | None:
        self.stop_choosing()
        candidates = self.session.candidates
        names = [candidates[place].annotator for place in places if place < len(candidates)]
        if not names:
            return Effect(message=self.session.shut or "nobody is there")
        return self.session.send_back(names)

    def send(self) -> Effect | None:
        """Send the sentence back to its only annotator, or ask to whom; again takes it back."""
        session = self.session
        if session.ruling.sent_to:
            return session.send_back([])
        if len(session.candidates) < 2 or session.reading_only:  # noqa: PLR2004 - no choice
            return self._send([0])
        self.choosing = "send"
        self.paint_keys()
        return Effect(message="send back to whom?")

    def choose_reason(self) -> Effect | None:
        """Wait for the key of a reason."""
        if self.session.sentence is None or self.session.reading_only:
            return self.session.reason("")  # says why not
        if not self.session.config.reasons:
            return Effect(message="no reasons are configured")
        self.choosing = "reason"
        self.paint_keys()
        return Effect(message="for which reason?")

    def stop_choosing(self) -> None:
        """Wait for no reason and no annotator any more."""
        if self.choosing:
            self.choosing = ""
            self.paint_keys()

    def note(self) -> Effect | None:
        """Ask for the reviewer's note on the sentence."""
        if self.session.sentence is None or self.session.reading_only:
            return self.session.note("")  # says why not
        return self.ask("note", self.session.ruling.note)

    def toggle_names(self) -> Effect | None:
        """Hide the annotators' names, or show them."""
        session = self.session
        session.hidden = not session.hidden
        self.paint_keys()
        hidden = "names are hidden: A, B, … in another order for each sentence"
        return Effect(moved=True, message=hidden if session.hidden else "names are shown")

    def toggle_layout(self) -> Effect | None:
        """Running text, or a sentence a block."""
        layout = self.body.toggle_layout()
        self.read_ahead_soon()
        return Effect(message="running text" if layout == "flow" else "a sentence a block")

    # Moving.

    def move(self, steps: int) -> Effect | None:
        """Go on in whatever has the keys."""
        if self.page_name == "agreement" and not self.finder.visible:
            return self.move_cell(down=steps)
        if self.finder.visible or self.reading:
            return self.move_in_cover(steps)
        return self.session.move(steps)

    def edge(self, *, bottom: bool) -> Effect | None:
        """Go to the first or last of whatever has the keys."""
        if self.reading:
            self.reader.scroll_to_line(LAST if bottom else 0)
            return None
        return self.session.go(LAST if bottom else 0)

    def page_by(self, pages: int) -> Effect | None:
        """Scroll the article, or the page that covers it; the current sentence stays."""
        if self.reading:
            self.page_in_cover(pages)
        else:
            self.body.scroll_by(pages * max(1, self.body.size.height - 2))
        return None

    def on_body_sentence_clicked(self, event: Body.SentenceClicked) -> None:
        """Go to the sentence, if it is in the queue and no note is being written."""
        page = self.session.page
        if page is not None and not self.finder.visible:
            number = page.sentences[event.index].number
            self.show(lambda: self.session.find(number))

    def cancel(self) -> Effect | None:
        """Leave off whatever was begun."""
        if self.finder.visible:
            self.leave_finder()
        elif self.choosing:
            self.stop_choosing()
        elif self.reading:
            self.leave_page()
        return NOTHING

    def back(self) -> Effect | None:
        """Leave what covers the panes, or the review."""
        if self.reading or self.finder.visible or self.choosing:
            return self.cancel()
        if self.alone:
            self.leave()
        else:
            self.annotate()
        return None

    def annotate(self, then: str = "") -> Effect | None:
        """Ask for the annotation screen, or for something that it shows."""
        self.post_message(AnnotateRequested(then))
        return self.uncover()

    def uncover(self) -> Effect | None:
        """Leave whatever covers the panes; a note that is being written is saved."""
        if self.finder.visible and self.finder.mode == "note":
            noted = self.session.note(self.finder.text)
            self.leave_finder()
            return noted
        return self.cancel()

    def scroll_pane(self, halves: int) -> None:
        """Scroll the side pane by half of its height."""
        self.pane.scroll_by(halves * max(1, self.pane.size.height // 2))

    def come_back(self, queue: Queue | None) -> None:
        """Go on where the review was left, or with other sentences; others may have decided."""
        if queue is None and self.session.reading_only:
            queue = Disputes()
        if queue is not None:
            self.begin_queue(queue)
        elif not self.session.unsaved and self.session.queue is not None and self.finished:
            self.begin_queue(self.session.queue)
        else:
            self.show(self.session.reread)
        self.measure_for_header()

    @property
    def finished(self) -> bool:
        """Whether nothing of the queue is left."""
        return len(self.session.decided) >= len(self.session.sentences)

    def on_finder_entered(self, event: Finder.Entered) -> None:
        """Take what was entered or chosen."""
        self.leave_finder()
        if event.mode == "note":
            self.show(lambda: self.session.note(event.text))
        elif event.choice is not None:
            choice = event.choice
            self.show(lambda: self._take_choice(choice))

    def _take_choice(self, choice: Choice) -> Effect | None:
        if self._of_the_agreement(choice):
            if self.page_name != "agreement":
                return self.do("review.agreement") or Effect(message="measuring …")
        elif self.reading:
            self.leave_page()
        match choice.target:
            case ToQueue(queue):
                self.begin_queue(queue)
            case ToAccept(chosen):
                return self.accept_now(chosen.agreed)
            case found.ToAction(id_):
                return self.do(id_)
        return None

    def _of_the_agreement(self, choice: Choice) -> bool:
        """Whether a choice of the palette is done where the agreement is shown, and only there."""
        match choice.target:
            case found.ToAction(id_):
                binding = self.keymap.binding(id_)
                return binding is not None and binding.contexts == ("agreement",)
        return False

    # What threads report.

    def on_reported(self, event: Reported) -> None:
        """Show what a thread has read."""
        match event.answer:
            case Readings() as readings:
                self.take_ahead(readings)
            case ClaimdeskError() as error:
                self._take_error(event.what, error)
            case Filled() as filled:
                self.take_queue(filled)
            case Brief(words, more):
                self.agreed, self.agreed_more = words, tuple(more)
                self.paint_header()
                self.paint_pane()
            case Acceptables((found,)) if event.what == "accepting":
                self.show(lambda: self.session.accept(found.changes))
            case Acceptables() as acceptables:
                self.take_acceptable(acceptables)
            case (Shown() | Articles() | list()) as figures:
                self.take_figures(event.asked, figures)

    def _take_error(self, what: str, error: ClaimdeskError) -> None:
        if what == "queue":
            self.cannot_fill()
        if what == "agreement" and self.page_name == "agreement":
            self.cannot_measure(error)
        elif what not in UNASKED:
            self.say(visible(str(error)), warning=True)


DEEDS: Mapping[str, Callable[[ReviewScreen], Effect | None]] = {
    "label.clear": lambda screen: screen.session.clear(),
    "note": ReviewScreen.note,
    "cursor.down": lambda screen: screen.move(1),
    "cursor.up": lambda screen: screen.move(-1),
    "page.down": lambda screen: screen.page_by(1),
    "page.up": lambda screen: screen.page_by(-1),
    "cursor.top": lambda screen: screen.edge(bottom=False),
    "cursor.bottom": lambda screen: screen.edge(bottom=True),
    "undo": lambda screen: screen.session.undo(),
    "redo": lambda screen: screen.session.redo(),
    "view.toggle_layout": ReviewScreen.toggle_layout,
    "review.first": lambda screen: screen.take(0),
    "review.second": lambda screen: screen.take(1),
    "review.majority": ReviewScreen.majority,
    "review.none": lambda screen: screen.session.none(),
    "review.reason": ReviewScreen.choose_reason,
    "review.question": lambda screen: screen.session.question(),
    "review.send": ReviewScreen.send,
    "review.skip": lambda screen: screen.session.skip(),
    "review.top": lambda screen: screen.edge(bottom=False),
    "review.bottom": lambda screen: screen.edge(bottom=True),
    "review.pane_down": lambda screen: screen.scroll_pane(1),
    "review.pane_up": lambda screen: screen.scroll_pane(-1),
    "review.queue": ReviewScreen.choose_queue,
    "review.names": ReviewScreen.toggle_names,
    "review.accept": ReviewScreen.accept,
    "review.agreement": lambda screen: screen.agreement(),
    "cell.left": lambda screen: screen.move_cell(right=-1),
    "cell.right": lambda screen: screen.move_cell(right=1),
    "cell.open": lambda screen: screen.open_cell(),
    "pair.next": lambda screen: screen.next_pair(1),
    "pair.previous": lambda screen: screen.next_pair(-1),
    "agreement.boilerplate": lambda screen: screen.toggle_boilerplate(),
    "agreement.by": lambda screen: screen.next_view(),
    "help": lambda screen: screen.help(),
    "screen.annotate": lambda screen: screen.annotate(),
    "screen.review": ReviewScreen.uncover,
    "screen.lessons": lambda screen: screen.begin_queue(Lessons(screen.session.reviewer)),
    "screen.claims": lambda screen: screen.annotate("screen.claims"),
    "screen.export": lambda screen: screen.annotate("screen.export"),
    "screen.progress": lambda screen: screen.annotate("screen.progress"),
    "palette": lambda screen: screen.palette(),
    "theme.next": lambda screen: screen.next_theme(),
    "cancel": ReviewScreen.cancel,
    "quit": ReviewScreen.back,
    "search.down": lambda screen: screen.move(1),
    "search.up": lambda screen: screen.move(-1),
    "search.open": lambda screen: screen.finder.enter(),
    "note.save": lambda screen: screen.finder.enter(),
}
"""What every id of the table of keys does while reviewing."""
