"""What the review screen shows: the sentence in its article, opinions side by side, the header.

Refuses to decide and to hear keys; `review` does. Every method paints no more than changed.
"""

from dataclasses import replace

from annotations.errors import ClaimdeskError
from annotations.guideline import Guideline
from annotations.review.queues import Audit, Disputes, Lessons, Questions, Queue
from annotations.text.display import visible
from tui import reviewtext, statustext
from tui.ahead import Ahead
from tui.keys import Keymap
from tui.look import Look
from tui.page import Effect
from tui.queuewords import described
from tui.reviewhints import Deciding, review_hints
from tui.reviewing import ReviewSession
from tui.screens.reading import ReadingScreen
from tui.widgets.body import Body
from tui.widgets.keybar import Hint
from tui.widgets.lines import Line
from tui.widgets.panes import Pane

PANE_LINES = 200
"""Lines that the pane always has, so that another sentence never lays it out anew."""

BLOCKS = (5, 7)
"""Lines that opinions, and decision with precedents, have at least: what stands below them stays
in its place from sentence to sentence, and is not painted anew."""

DECISION = 2
"""Lines that a decision has at least: a reason given before it moves nothing."""

LOOKING = "Looking for sentences to review …"
UNREAD = "The sentences to review could not be read."


class DocketScreen(ReadingScreen):
    """The panes of the review, and how they are brought up to date."""

    session: ReviewSession

    def __init__(
        self, session: ReviewSession, *, keymap: Keymap, guideline: Guideline, look: Look
    ) -> None:
        config = session.config
        self.session = session
        self.body = Body(look, layout=config.reading.layout, column=config.reading.column)
        self.pane = Pane(id="pane", base=look.text)
        super().__init__(
            self.body,
            self.pane,
            keymap=keymap,
            guideline=guideline,
            look=look,
            classes="reviewing",
        )
        self.looking = True
        """Whether the queue is still being read."""
        self.agreed = ""
        """How far annotators agree, in a few words."""
        self.agreed_more: tuple[str, ...] = ()
        """The same for the side pane, in lines."""
        self.waiting: frozenset[int] = frozenset()
        """Sentences that were sent back and not looked at when that was read last."""
        self._hinted: tuple[str, ...] | None = None
        self._definitions: dict[tuple[str, int], list[Line]] = {}

    def on_mount(self) -> None:
        """Show the current sentence."""
        self.show_opened()
        self.paint_all()

    def hints(self) -> list[Hint | None]:
        """What the key bar shows."""
        names = tuple(self.session.name(one) for one in self.session.candidates)
        self._hinted = names
        return review_hints(
            self.keymap,
            self.look,
            context=self.context,
            names=tuple(map(visible, names)),
            deciding=self._deciding(),
        )

    def _deciding(self) -> Deciding:
        """Whether there is anything to decide."""
        if self.session.reading_only:
            return "reading"
        return "nothing" if self.session.sentence is None else "deciding"

    # Bringing up to date.

    def show_effect(self, effect: Effect) -> None:
        """Paint what an action changed."""
        session = self.session
        if effect.opened:
            self.show_opened()
        elif session.page is not None and (effect.moved or effect.relabelled):
            self.body.show(session.cursor, range(0), effect.relabelled)
        said = session.made != self.made
        if said or effect.moved or effect.relabelled or effect.opened:
            self.paint_pane()
            names = tuple(session.name(one) for one in session.candidates)
            if names != self._hinted:
                self.paint_keys()
        self.paint_header()
        self.say(effect.message, warning=effect.warning)

    def show_opened(self) -> None:
        """Show the article of the current sentence."""
        session = self.session
        self.body.open(session.page, current=session.cursor, invitation=self.invitation())
        if session.page is not None:
            self.read_ahead_soon()

    def ahead(self) -> Ahead | None:
        """The articles of the queue around the open one, where they are long."""
        try:
            with self.session.told():
                near = self.session.next_articles()
        except ClaimdeskError:
            return None  # nobody has asked: it is said when the article is opened
        return Ahead(near, {}, measure=self.body.measure) if near else None

    def invitation(self) -> str:
        """What stands where there is nothing to review."""
        if self.looking:
            return LOOKING
        nothing = _nothing(self.session.queue) if self.session.queue else UNREAD
        return f"{nothing}\n\n{self._what_next()}"

    def _what_next(self) -> str:
        keys = {
            id_: binding.shown.split(" ")[0]
            for id_ in ("review.queue", "screen.annotate")
            if (binding := self.keymap.binding(id_)) and binding.keys
        }
        told = {"review.queue": "chooses something else", "screen.annotate": "goes on annotating"}
        return "   ".join(f"{key} {told[id_]}" for id_, key in keys.items())

    def set_look(self, look: Look) -> None:
        """Take other colours."""
        self._definitions.clear()
        self.pane.set_base(look.text, look.line)
        self.body.set_look(look)
        super().set_look(look)

    # Painting.

    def paint_header(self) -> None:
        """What is reviewed, how much of it is done, saved or not."""
        session, look = self.session, self.look
        self.begin_to_save(session.made)
        queue = described(session.queue) if session.queue is not None else ""
        left, done = reviewtext.header(
            session.reviewer, queue, session.tally, hidden=session.hidden, look=look
        )
        if session.reading_only:
            done = reviewtext.read_so_far(session.tally, look=look)
        who, progress, _ = self.header
        who.show(lambda _: [left])
        progress.show(lambda width: [reviewtext.centred(done, self.agreed, look=look, width=width)])
        self._paint_saving()

    def paint_saving(self) -> None:
        """Saved or not, unless that is to be told in a moment."""
        if not self.busy or self.failing:
            self._paint_saving()

    def _paint_saving(self) -> None:
        look = self.look
        status = statustext.Saving(
            unsaved=self.not_on_disk(self.session.unsaved),
            failing=bool(self.failing),
            busy=self.busy,
        )
        self.header[2].show(
            lambda width: [statustext.saving(status, look=look, width=width, folded=self.narrow)]
        )

    def paint_pane(self) -> None:
        """All about the current sentence."""
        sentence = self.session.sentence
        if sentence is None:
            self.pane.show(lambda _: [()] * PANE_LINES, top=True)
            return
        session = self.session
        opinions = session.opinions
        case = reviewtext.Case(
            text=sentence.text,
            opinions=opinions,
            names=tuple(session.name(one) for one in opinions),
            keys=self._taking(),
            own=replace(session.ruling, sent_to=tuple(map(session.called, session.ruling.sent_to))),
            given=session.given,
            waiting=sentence.number in self.waiting or sentence.number in session.sent,
            precedents=session.precedents,
        )
        self.pane.show(lambda width: self._pane_lines(case, width), top=True)

    def _taking(self) -> tuple[str, ...]:
        """The keys that take the first and the second opinion."""
        if self.session.reading_only:
            return ()
        found = (self.keymap.binding(id_) for id_ in ("review.first", "review.second"))
        return tuple(
            binding.shown.split(" ")[0] if binding and binding.keys else "" for binding in found
        )

    def _pane_lines(self, case: reviewtext.Case, width: int) -> list[Line]:
        look = self.look
        opinions = reviewtext.opinions(case, look=look, width=width)
        decision = reviewtext.decision(case, look=look, width=width)
        before = reviewtext.before(case, look=look, width=width)
        if self.narrow:
            lines = [*opinions, *decision, *before]
        else:
            decided = _at_least(DECISION, decision)
            blocks = (opinions, [*decided, (), *before])
            lines = [
                line
                for block, height in zip(blocks, BLOCKS, strict=True)
                for line in _at_least(height, block)
            ]
        lines += self._guide(case, width)
        if self.agreed_more and not self.narrow:
            lines += reviewtext.agreement(self.agreed_more, look=look, width=width)
        self.pane.said = len(lines)
        return [*lines, *[()] * (PANE_LINES - len(lines))][:PANE_LINES]

    def _guide(self, case: reviewtext.Case, width: int) -> list[Line]:
        """What the guideline says of the labels in dispute; in an audit, of all labels, first."""
        audit = isinstance(self.session.queue, Audit)
        labels = reviewtext.defined(case, guideline=self.guideline, everything=audit)
        definitions = [line for label in labels for line in self._definition(label, width)]
        ties = reviewtext.ties(case, look=self.look, guideline=self.guideline, width=width)
        return [*definitions, *ties] if audit else [*ties, *definitions]

    def _definition(self, label: str, width: int) -> list[Line]:
        """What a label means: wrapped once, not for each sentence."""
        if (label, width) not in self._definitions:
            self._definitions[label, width] = reviewtext.definition(
                label, look=self.look, guideline=self.guideline, width=width
            )
        return self._definitions[label, width]


def _at_least(height: int, lines: list[Line]) -> list[Line]:
    return [*lines, *[()] * (height - len(lines))]


def _nothing(queue: Queue) -> str:
    """What an empty queue means."""
    match queue:
        case Disputes():
            return "Nothing disputed: where people labelled the same sentence, they agree."
        case Lessons(changed=True):
            return "No reviewer has decided otherwise on any of these labels."
        case Lessons():
            return "No reviewer has decided on any of these labels yet."
        case Questions():
            return "No sentence is marked as a question to the guideline."
        case _:
            return "There is nothing of this kind left to review."
