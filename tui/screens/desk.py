"""What the annotation screen shows: header, article list, text, pane, rules, key bar, reader.

Refuses to decide and to hear keys; `annotate` does. Every method paints no more than changed.
"""

from asyncio import TimerHandle, get_running_loop
from os import terminal_size
from shutil import get_terminal_size

from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.reactive import Reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from annotations.guideline import Guideline
from tui import paneltext, statustext
from tui.hints import Place, hints
from tui.keys import Context, Keymap
from tui.look import Look
from tui.page import Effect
from tui.session import Session
from tui.shelf import Shelf
from tui.widgets.articles import ArticleList
from tui.widgets.body import Body
from tui.widgets.finder import Finder
from tui.widgets.keybar import KeyBar
from tui.widgets.lines import Build, Line, Lines
from tui.widgets.panes import Divider, Pane

NARROW, WIDE = 100, 160
"""Cells below which panes fold, and from which they widen."""

LOW = 12
"""Lines below which there is room for the text alone."""

MESSAGE_SECONDS = 8.0

AHEAD_SECONDS = 0.2
"""After an article was opened, when its neighbours are read."""

CALM_SECONDS = 0.15
"""After a label, how long it is not told whether it is saved.

Most labels are on disk in a millisecond. Telling so with each of them would paint the screen twice
for every key of a fast hand.
"""
PANE_LINES = 300
"""Lines that the pane always has, so that another label never lays it out anew."""

NO_ARTICLES = (
    "There is no article in this database yet.\n\n"
    "Leave with q, then:  claimdesk import FILE-OR-FOLDER …"
)


def _size_classes(size: terminal_size) -> str:
    """The classes that the breakpoints give at this size: set at once, nothing is styled twice."""
    width, height = size
    across = "narrow" if width < NARROW else "wide" if width >= WIDE else "normal"
    return f"{across} {'low' if height < LOW else 'high'}"


class DeskScreen(Screen[None], inherit_bindings=False):
    """The panes, and how they are brought up to date."""

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it as an instance variable
        (0, "narrow"),
        (NARROW, "normal"),
        (WIDE, "wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "low"), (LOW, "high")]  # noqa: RUF012 - as above

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """Textual repaints the whole screen when another widget has the keys: 20 kB for a cursor."""

    def __init__(
        self,
        session: Session,
        shelf: Shelf,
        *,
        keymap: Keymap,
        guideline: Guideline,
        look: Look,
    ) -> None:
        super().__init__(classes=_size_classes(get_terminal_size()))
        self.session = session
        self.shelf = shelf
        self.keymap = keymap
        self.guideline = guideline
        self.look = look
        self.pane_place: Place = "body"
        self.failing = ""
        """Why labels cannot be saved now; "" when they can."""
        config = session.config
        self.header = tuple(
            Lines(id=name, base=look.text) for name in ("who", "progress", "saving")
        )
        self.rule = Lines(id="rule", base=look.line)
        self.foot = Lines(id="foot", base=look.line)
        self.articles = ArticleList(look, shelf)
        self.body = Body(look, layout=config.reading.layout, column=config.reading.column)
        self.pane = Pane(id="pane", base=look.text)
        self.reader = Lines(id="reader", base=look.text, thumb=look.line)
        self.keys = KeyBar(look)
        self.finder = Finder(look)
        left, right = self._dividers = [Divider(look.line), Divider(look.line)]
        self.desk = Container(self.articles, left, self.body, right, self.pane, id="desk")
        self.reading = False
        """Whether a page (help, progress …) covers the panes."""
        self._guides: dict[tuple[str | None, int], list[Line]] = {}
        self._message = ("", False)
        self._lasting = False
        self._quiet: Timer | None = None
        self._ahead: Timer | None = None
        self.busy = False
        """A label was set a moment ago; `…` stands where else it is told whether all is saved."""
        self._made = 0
        self._calm: TimerHandle | None = None

    def compose(self) -> ComposeResult:
        """Put everything in its place, once."""
        yield Horizontal(*self.header, id="header")
        yield self.rule
        yield self.desk
        yield self.reader
        yield self.foot
        yield self.keys
        yield self.finder

    def on_mount(self) -> None:
        """Show the open article."""
        self.show_opened()
        self.paint_all()

    @property
    def narrow(self) -> bool:
        """Whether the panes are folded."""
        return self.size.width < NARROW

    @property
    def context(self) -> Context:
        """Where keys are heard now."""
        raise NotImplementedError

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
        self.say(effect.message, warning=effect.warning)

    def show_opened(self) -> None:
        """Show the article that the session has open."""
        page = self.session.page
        self.body.open(page, current=self.session.cursor, invitation=NO_ARTICLES)
        if self.failing:
            self.body.mark_unsaved(self.session.waiting())
        self.articles.show_open(self.shelf.place(page.article.number) if page else None)
        self.read_ahead_soon()

    def read_ahead_soon(self) -> None:
        """Read the articles that are likely to be opened next, when keys have paused."""
        if self._ahead is not None:
            self._ahead.stop()
        self._ahead = self.set_timer(AHEAD_SECONDS, self.read_ahead)

    def read_ahead(self) -> None:
        """Read the articles that are likely to be opened next."""
        raise NotImplementedError

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
        self.paint_keys()

    def set_place(self, place: Place) -> None:
        """Send the keys to another pane."""
        self.pane_place = place
        self.set_class(self.narrow and place == "articles", "picking")
        self.articles.set_active(active=place == "articles")
        self.paint_pane()
        self.paint_keys()

    def set_look(self, look: Look) -> None:
        """Take other colours."""
        self.look = look
        self._guides.clear()
        for lines in (*self.header, self.pane, self.reader):
            lines.set_base(look.text, look.line)
        for lines in (self.rule, self.foot):
            lines.set_base(look.line)
        for view in (self.articles, self.body, self.finder):
            view.set_look(look)
        for divider in self._dividers:
            divider.line_style = look.line
            divider.invalidate()
        self.paint_all()

    # Painting.

    def on_resize(self) -> None:
        """Draw the rules anew, once the panes have found their places."""
        if self.narrow and self.pane_place == "pane":
            self.set_place("body")
        self.call_after_refresh(self.paint_frame)
        self.read_ahead_soon()

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

    def paint_header(self) -> None:
        """Who, how far, saved or not, how fast."""
        if self.session.made != self._made:
            self._begin_to_save()
        status, look, folded = self._status(), self.look, self.narrow
        who, progress, _ = self.header
        who.show(lambda width: [statustext.who(status, look=look, width=width, folded=folded)])
        progress.show(lambda width: [statustext.progress(status, look=look, width=width)])
        self._paint_saving(status)

    def paint_saving(self) -> None:
        """Saved or not, unless that is to be told in a moment."""
        if not self.busy or self.failing:
            self._paint_saving(self._status())

    def _paint_saving(self, status: statustext.Status) -> None:
        look, folded = self.look, self.narrow
        self.header[2].show(
            lambda width: [statustext.saving(status, look=look, width=width, folded=folded)]
        )

    def _status(self) -> statustext.Status:
        session = self.session
        page = session.page
        return statustext.Status(
            annotator=session.annotator,
            corpus=session.corpus,
            unsaved=session.unsaved,
            failing=bool(self.failing),
            busy=self.busy,
            pace=session.pace.a_minute(at=session.now()),
            place=self.shelf.place(page.article.number) if page else None,
            count=session.count,
        )

    def _begin_to_save(self) -> None:
        """Say nothing of saving for a moment."""
        self._made = self.session.made
        self.busy = True
        if self._calm is not None:
            self._calm.cancel()
        self._calm = get_running_loop().call_later(CALM_SECONDS, self._calm_down)

    def _calm_down(self) -> None:
        self.busy = False
        self._calm = None
        if self.is_attached:
            self.paint_saving()

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
        )
        self.pane.show(lambda width: self._pane_lines(about, width), top=True)

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

    def paint_keys(self) -> None:
        """What can be pressed here."""
        entries = hints(self.keymap, self.look, context=self.context, place=self.pane_place)
        self.keys.show(entries, self.look)

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

    def _show_progress(self) -> None:
        page = self.session.page
        if page is None:
            return
        number = page.article.number
        place = self.shelf.place(number)
        changed = self.shelf.update(number, labelled=page.labelled, flagged=page.flagged)
        if changed and place is not None:
            self.articles.refresh_rows(place)
