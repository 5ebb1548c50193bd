"""What the annotation screen shows: article list, text, pane, and what the header tells.

Refuses to decide and to hear keys; `annotate` does. Every method paints no more than changed.
"""

from collections.abc import Sequence

from annotations.guideline import Guideline
from tui import paneltext, statustext
from tui.hints import Place, hints
from tui.keys import Keymap
from tui.look import Look
from tui.page import Effect
from tui.screens.reading import ReadingScreen
from tui.session import Session
from tui.shelf import Shelf
from tui.widgets.articles import ArticleList
from tui.widgets.body import Body
from tui.widgets.keybar import Hint
from tui.widgets.lines import Line
from tui.widgets.panes import Pane

PANE_LINES = 300
"""Lines that the pane always has, so that another label never lays it out anew."""

NO_ARTICLES = (
    "There is no article in this database yet.\n\n"
    "Leave with q, then:  claimdesk import FILE-OR-FOLDER …"
)


class DeskScreen(ReadingScreen):
    """The panes, and how they are brought up to date."""

    session: Session

    def __init__(
        self,
        session: Session,
        shelf: Shelf,
        *,
        keymap: Keymap,
        guideline: Guideline,
        look: Look,
    ) -> None:
        config = session.config
        self.session = session
        self.shelf = shelf
        self.pane_place: Place = "body"
        self.articles = ArticleList(look, shelf)
        self.body = Body(look, layout=config.reading.layout, column=config.reading.column)
        self.pane = Pane(id="pane", base=look.text)
        super().__init__(
            self.articles, self.body, self.pane, keymap=keymap, guideline=guideline, look=look
        )
        self._guides: dict[tuple[str | None, int], list[Line]] = {}

    def on_mount(self) -> None:
        """Show the open article."""
        self.show_opened()
        self.paint_all()

    def hints(self) -> list[Hint | None]:
        """What the key bar shows."""
        ghost = self.session.ghost is not None
        return hints(
            self.keymap, self.look, context=self.context, place=self.pane_place, ghost=ghost
        )

    # Bringing up to date.

    def show_effect(self, effect: Effect) -> None:
        """Paint what an action changed."""
        session, page = self.session, self.session.page
        if effect.opened:
            self.show_opened()
        elif page is not None and (effect.moved or effect.relabelled):
            selected = session.selected() if session.range_start is not None else range(0)
            self.body.show(session.cursor, selected, effect.relabelled)
        if effect.relabelled:
            self._show_progress()
        if effect.moved or effect.relabelled or effect.opened:
            self.paint_pane()
        self.paint_header()
        self.say(effect.message, warning=effect.warning, lasting=effect.lasting)

    def show_opened(self) -> None:
        """Show the article that the session has open."""
        page = self.session.page
        self.body.open(page, current=self.session.cursor, invitation=NO_ARTICLES)
        if self.failing:
            self.body.mark_unsaved(self.session.waiting())
        self.articles.show_open(self.shelf.place(page.article.number) if page else None)
        self.read_ahead_soon()

    def set_place(self, place: Place) -> None:
        """Send the keys to another pane."""
        self.pane_place = place
        self.set_class(self.narrow and place == "articles", "picking")
        self.articles.set_active(active=place == "articles")
        self.paint_pane()
        self.paint_keys()

    def set_look(self, look: Look) -> None:
        """Take other colours."""
        self._guides.clear()
        self.pane.set_base(look.text, look.line)
        for view in (self.articles, self.body):
            view.set_look(look)
        super().set_look(look)

    # Painting.

    def on_resize(self) -> None:
        """Show the pane that has the keys, folded or not; Textual calls the base's handler too."""
        folded = self.narrow and self.pane_place == "pane"
        self.set_place("body" if folded else self.pane_place)
        self.read_ahead_soon()

    def paint_header(self) -> None:
        """Who, how far, saved or not, how fast."""
        self.begin_to_save(self.session.made)
        status, look = self._status(), self.look
        who, progress, _ = self.header
        who.show(lambda width: [statustext.who(status, look=look, width=width, folded=self.narrow)])
        progress.show(lambda width: [statustext.progress(status, look=look, width=width)])
        self._paint_saving(status)

    def paint_saving(self) -> None:
        """Saved or not, unless that is to be told in a moment."""
        if not self.busy or self.failing:
            self._paint_saving(self._status())

    def _paint_saving(self, status: statustext.Status) -> None:
        look = self.look
        self.header[2].show(
            lambda width: [statustext.saving(status, look=look, width=width, folded=self.narrow)]
        )

    def _status(self) -> statustext.Status:
        session = self.session
        page = session.page
        return statustext.Status(
            annotator=session.annotator,
            corpus=session.corpus,
            unsaved=self.not_on_disk(session.unsaved),
            failing=bool(self.failing),
            busy=self.busy,
            pace=session.pace.a_minute(at=session.now()),
            place=self.shelf.place(page.article.number) if page else None,
            count=session.count,
            sent_back=len(session.sent_back),
            queue=self.queue(),
        )

    def queue(self) -> Sequence[str]:
        """What is gone through and how much is left, the longest words first; () for the usual."""
        return ()

    def paint_pane(self) -> None:
        """All about the current sentence."""
        session, page = self.session, self.session.page
        if page is None or not page.sentences:
            self.pane.show(lambda _: [()] * PANE_LINES, top=True)
            return
        about = paneltext.About(
            position=session.cursor + 1,
            of=len(page.sentences),
            state=session.state,
            history=session.history(),
            sent_back=session.sent_back.get(session.sentence.number) if session.sentence else None,
            offer=self.offer(),
            suggests=page.suggests,
        )
        self.pane.show(lambda width: self._pane_lines(about, width), top=True)

    def offer(self) -> paneltext.Offer | None:
        """What is suggested for the current sentence."""
        return None

    def _pane_lines(self, about: paneltext.About, width: int) -> list[Line]:
        if self.narrow:
            lines = paneltext.folded(about, look=self.look)
        else:
            lines = [
                *paneltext.own(about, look=self.look, width=width),
                *self._guide(about.state.label, width),
            ]
        self.pane.said = len(lines)
        return [*lines, *[()] * (PANE_LINES - len(lines))][:PANE_LINES]

    def _guide(self, label: str | None, width: int) -> list[Line]:
        """What the guideline says of a label: wrapped once, not at every key."""
        if (label, width) not in self._guides:
            self._guides[label, width] = paneltext.guide(
                label, look=self.look, guideline=self.guideline, width=width
            )
        return self._guides[label, width]

    def _show_progress(self) -> None:
        page = self.session.page
        if page is None:
            return
        number = page.article.number
        place = self.shelf.place(number)
        changed = self.shelf.update(number, labelled=page.labelled, flagged=page.flagged)
        if changed and place is not None:
            self.articles.refresh_rows(place)
