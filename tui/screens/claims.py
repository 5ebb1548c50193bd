"""The claims screen (F4): the board of all claims, and what can be done with one of them.

It shows one view of `tui.factdesk` at a time, rows at the left, all about the current row beside
them, and sends keys there. Refuses to know what a view means.
"""

from collections.abc import Callable, Mapping
from functools import partial

from textual.containers import Vertical

from annotations.claims import FactGesture, Mention
from annotations.config import Config
from annotations.errors import ClaimdeskError
from annotations.guideline import Guideline
from annotations.store import Store
from annotations.text.display import visible
from tui import reviewtext, statustext
from tui.factdesk import words
from tui.factdesk.addto import AddTo
from tui.factdesk.board import Board
from tui.factdesk.view import MARKS, View
from tui.factwork import FactWork
from tui.hints import hint_of, hints, hints_of
from tui.keys import Binding, Context, Keymap
from tui.lineview import LineView
from tui.look import Look
from tui.messages import (
    AnnotateRequested,
    Reported,
    SavingFailed,
    SentenceRequested,
)
from tui.page import NOTHING, Effect
from tui.screens.asking import AskingScreen
from tui.screens.overlay import LAST
from tui.widgets.blocks import Blocks
from tui.widgets.keybar import Hint
from tui.widgets.lines import Lines
from tui.widgets.sidepane import SidePane
from tui.wrapping import crop

HEAD_LINES = 5

_ALWAYS: frozenset[Context] = frozenset({"anywhere", "note", "reader"})

CONTEXTS: Mapping[Context, frozenset[Context]] = {
    context: _ALWAYS | {context}
    for context in ("claims", "claim", "candidates", "evidence", "verdict", "sources", "quotes")
}
"""Context of a view → where keys are heard while it is seen."""


class ClaimsScreen(AskingScreen):
    """Where facts are checked."""

    refusals = 0

    def __init__(
        self,
        work: FactWork,
        *,
        keymap: Keymap,
        guideline: Guideline,
        look: Look,
        alone: bool = False,
    ) -> None:
        """`alone`: there is no other screen below it."""
        self.alone = alone
        self.top = Lines(id="above", base=look.text)
        self.rows = Blocks(look, id="rows")
        self.pane = SidePane(id="pane", base=look.text)
        super().__init__(
            work,
            Vertical(self.top, self.rows, id="facts"),
            self.pane,
            keymap=keymap,
            guideline=guideline,
            look=look,
            classes="checking",
        )
        self._views: list[View] = []

    def on_mount(self) -> None:
        """Begin with the board, unless something else was asked for."""
        if not self._views:
            self._views = [Board(self)]
        self.view.begin()
        self.paint_all()

    def add(self, mention: Mention) -> None:
        """Ask to which claim a mention belongs, when the screen is seen next."""
        self._views = [AddTo(self, mention)]

    # What a view may ask.

    @property
    def config(self) -> Config:
        """The configuration."""
        return self.work.config

    def read_in_thread(self, what: str, asked: object, read: Callable[[Store], object]) -> None:
        """Read something by a thread, once what was done is on disk."""
        work = self.work

        def settled(store: Store) -> object:
            work.settle()
            return read(store)

        self.in_thread(what, asked, settled)

    def show_view(self, view: View) -> Effect:
        """Put another view above this one."""
        self.view.cursor = self.rows.cursor
        self._views.append(view)
        self._view_changed()
        return NOTHING

    def leave_view(self) -> Effect | None:
        """Go back to the view below; from the board, to the article."""
        if len(self._views) > 1:
            self._views.pop()
            self._view_changed()
            return NOTHING
        self._views = [Board(self)]
        if self.alone:
            self.leave()
        else:
            self.post_message(AnnotateRequested())
        return None

    def open_sentence(self, article: str, sentence: str) -> Effect | None:
        """Show a sentence in its article; the same key there comes back here."""
        self.post_message(SentenceRequested(article, sentence))
        return None

    def repaint(self) -> None:
        """Paint the view anew."""
        self.paint_rows()
        self.paint_pane()
        self.paint_header()

    # What the screen says.

    @property
    def view(self) -> View:
        """The one that is seen."""
        return self._views[-1]

    @property
    def context(self) -> Context:
        """Where keys are heard now."""
        if self.finder.visible:
            return "note" if self.finder.mode in ("note", "line") else "search"
        return "reader" if self.reading else self.view.context

    @property
    def contexts(self) -> frozenset[Context]:
        """Where its keys are heard."""
        return CONTEXTS[self.view.context]

    def hints(self) -> list[Hint | None]:
        """What the key bar shows."""
        if self.context != self.view.context:
            return hints(self.keymap, self.look, context=self.context, place="body")
        last = self.keymap.binding("help")
        shown: list[Hint | None] = [*hints_of(self.keymap, self.look, self.view.hints)]
        return [*shown, *([hint_of(last, self.look)] if last and last.keys else [])]

    # Painting.

    def _view_changed(self) -> None:
        """Another view is seen."""
        self.view.begin()
        self.paint_rows(cursor=self.view.cursor)
        self.paint_all()

    def show_effect(self, effect: Effect) -> None:
        """Paint what an action changed."""
        if effect.opened:
            if self.view.needs_claim and self.work.claim is None:
                del self._views[1:]  # the claim was taken back
            self.view.changed()
            self.paint_rows()
        if effect.moved or effect.opened:
            self.paint_pane()
        self.paint_header()
        self.say(effect.message, warning=effect.warning)

    def paint_all(self) -> None:
        """Paint everything."""
        if self._views:
            self.paint_rows()
            super().paint_all()

    def paint_header(self) -> None:
        """Where we are, how far, saved or not."""
        self.begin_to_save(self.work.made)
        look, view = self.look, self.view
        who, progress, _ = self.header
        title, figures = visible(view.title()), visible(view.figures())
        who.show(lambda width: [((crop(f" {title}", width - 1), look.key),)])
        progress.show(
            lambda width: [
                reviewtext.centred(
                    ((words.fitting(figures, width), look.dim),), "", look=look, width=width
                )
            ]
        )
        self._paint_saving()

    def paint_saving(self) -> None:
        """Saved or not, unless that is to be told in a moment."""
        if not self.busy or self.failing:
            self._paint_saving()

    def _paint_saving(self) -> None:
        look = self.look
        status = statustext.Saving(
            unsaved=self.not_on_disk(self.work.unsaved),
            failing=bool(self.failing),
            busy=self.busy,
        )
        self.header[2].show(
            lambda width: [statustext.saving(status, look=look, width=width, folded=self.narrow)]
        )

    def paint_rows(self, *, cursor: int | None = None) -> None:
        """The rows and what stands above them."""
        view, look = self.view, self.look
        head = len(view.head(self.size.width))
        self.top.styles.height = min(head, HEAD_LINES)
        self.top.show(lambda width: list(view.head(width)))
        if view.blocks(self.rows.room or max(20, self.size.width)):
            self.rows.show(view.blocks, cursor=cursor)
            self.rows.move_cursor(view.cursor)
        else:
            self.rows.tell([(), *(((line, look.dim),) for line in view.empty().split("\n"))])
        view.cursor = self.rows.cursor

    def paint_pane(self) -> None:
        """All about the current row."""
        self.pane.fill(self.view.about, marks=MARKS)

    def set_look(self, look: Look) -> None:
        """Take other colours."""
        self.top.set_base(look.text)
        self.rows.set_look(look)
        self.pane.set_base(look.text, look.line)
        super().set_look(look)

    # Keys.

    def deed(self, id_: str) -> Callable[[], Effect | None] | None:
        """What an id of the table of keys does here; None: nothing."""
        own = self.view.deeds().get(id_)
        if own is not None:
            return own
        deed = DEEDS.get(id_)
        return partial(deed, self) if deed else None

    def effect(self, binding: Binding) -> Effect | None:
        """Do what a binding says, with the claim as it is now."""
        deed = self.deed(binding.id)
        return self.up_to_date(binding.id, deed) if deed else None

    def move(self, steps: int) -> Effect | None:
        """Go to another row, or move in what covers the rows."""
        if self.finder.visible or self.reading:
            return self.move_in_cover(steps)
        self.rows.move_cursor(self.rows.cursor + steps)
        return self._moved()

    def page_by(self, pages: int) -> Effect | None:
        """Scroll the page that is read, or go a page of rows on."""
        if self.reading:
            self.page_in_cover(pages)
            return None
        if self.rows.scroll_within(pages):
            return NOTHING
        self.rows.move_cursor(self.rows.pages_on(pages))
        return self._moved()

    def _moved(self) -> Effect | None:
        self.view.cursor = self.rows.cursor
        effect = self.view.moved() or NOTHING
        self.paint_pane()
        return effect

    def on_line_view_row_clicked(self, event: LineView.RowClicked) -> None:
        """Go to the row that was clicked."""
        if event.view is self.rows and not self.finder.visible:
            self.rows.move_cursor(event.row)
            self.show(self._moved)

    def cancel(self) -> Effect | None:
        """Leave off whatever was begun."""
        if self.finder.visible:
            self.leave_off()
        elif self.reading:
            self.leave_page()
        return NOTHING

    def back(self) -> Effect | None:
        """Leave what covers the view, the view, or the screen."""
        if self.finder.visible or self.reading:
            return self.cancel()
        return self.leave_view()

    def go(self, then: str = "") -> Effect | None:
        """Ask for another screen, by way of the annotation screen."""
        self.cancel()
        self.post_message(AnnotateRequested(then))
        return None

    def undo(self, *, back: bool) -> Effect | None:
        """Take back what was done last, or bring it back."""
        return self.work.undo() if back else self.work.redo()

    def come_back(self) -> None:
        """Be shown again: others may have gone on meanwhile."""
        if not self._views:
            return
        told = self._read_claim() if self.view.needs_claim else ""
        self._view_changed()
        if told:
            self.say(told, warning=True)

    def _read_claim(self) -> str:
        """Read the open claim anew; what to say where that is not so easy."""
        claim = self.work.claim
        try:
            with self.work.told():
                if claim is not None:
                    self.work.open(claim.id)
        except ClaimdeskError as error:
            if self.work.claim is None:
                del self._views[1:]
            return visible(str(error))
        return ""

    # What threads and the writer report.

    def on_reported(self, event: Reported) -> None:
        """Give it to the views; say what could not be read."""
        if isinstance(event.answer, ClaimdeskError):
            self.say(visible(str(event.answer)), warning=True)
        for view in self._views:
            view.take(event.what, event.asked, event.answer)
        self.repaint()

    def facts_saved(self) -> None:
        """All that was done so far is on disk."""
        if self.failing:
            self.failing = ""
            self.say("saved again")
        self.paint_saving()

    def on_saving_failed(self, event: SavingFailed) -> None:
        """Say so, for as long as it lasts."""
        if event.waiting and self.work.unsaved:
            self.failing = f"not saved, tried again: {visible(str(event.error))}"
            self.paint_header()
            self.say(self.failing, warning=True)

    def facts_refused(self, gesture: FactGesture, error: ClaimdeskError) -> None:
        """Show what is on disk, and say so."""
        self.refusals += 1
        if self.is_attached:
            self.show(lambda: self.work.refused(gesture))
            self.say(visible(str(error)), warning=True, lasting=True)


DEEDS: Mapping[str, Callable[[ClaimsScreen], Effect | None]] = {
    "cursor.down": lambda screen: screen.move(1),
    "cursor.up": lambda screen: screen.move(-1),
    "cursor.top": lambda screen: screen.move(-LAST),
    "cursor.bottom": lambda screen: screen.move(LAST),
    "page.down": lambda screen: screen.page_by(1),
    "page.up": lambda screen: screen.page_by(-1),
    "undo": lambda screen: screen.undo(back=True),
    "redo": lambda screen: screen.undo(back=False),
    "help": lambda screen: screen.help(),
    "screen.annotate": lambda screen: screen.go(),
    "screen.review": lambda screen: screen.go("screen.review"),
    "screen.lessons": lambda screen: screen.go("screen.lessons"),
    "screen.progress": lambda screen: screen.go("screen.progress"),
    "screen.export": lambda screen: screen.go("screen.export"),
    "screen.claims": lambda screen: screen.cancel(),
    "palette": lambda screen: screen.palette(),
    "theme.next": lambda screen: screen.next_theme(),
    "cancel": ClaimsScreen.cancel,
    "quit": ClaimsScreen.back,
    "search.down": lambda screen: screen.move(1),
    "search.up": lambda screen: screen.move(-1),
    "search.open": lambda screen: screen.finder.enter(),
    "note.save": lambda screen: screen.finder.enter(),
}
"""What ids of the table of keys do in every view."""
