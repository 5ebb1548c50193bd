"""A fact-checker without a screen: a real database, views on a desk that is asked and answers."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from at_work import CONFIG, Clock
from support import article_of

from annotations.claims import FactGesture
from annotations.config import Config
from annotations.errors import ClaimdeskError
from annotations.facts.claim import Claim
from annotations.store import Store
from tui.factdesk.view import Answered, Offer, View
from tui.factwork import FactWork
from tui.keys import Keymap, resolve
from tui.look import Look
from tui.page import NOTHING, Effect
from tui.themes import PALETTES
from tui.widgets.lines import Line

LOOK = Look(PALETTES["dark"], CONFIG, no_color=False)
KEYMAP = resolve(CONFIG)


class FakeDesk:
    """A desk that does at once what a screen does in its time."""

    def __init__(self, store: Store, *, annotator: str = "ada", look: Look = LOOK) -> None:
        self.store = store
        self.look = look
        self.keymap: Keymap = KEYMAP
        self.clock = Clock()
        self.work = FactWork(
            store,
            CONFIG,
            annotator=annotator,
            clock=self.clock,
            submit=self._submit,
            drain=lambda _: True,
        )
        self.asked: tuple[str, str] | None = None
        """The line that is being asked for: what it is, and what stands in it."""
        self.views: list[View] = []
        self.opened: list[tuple[str, str]] = []
        self.said = ""
        self.warned = False
        self.held_up = False
        """Whether threads wait."""
        self._threads: list[Callable[[], None]] = []
        self._answered: Answered | None = None
        self._find: Callable[[str], Sequence[Offer]] | None = None

    def _submit(self, gesture: FactGesture) -> None:
        with self.store.transaction():
            self.store.facts.append(gesture)

    # The desk.

    @property
    def config(self) -> Config:
        return CONFIG

    def ask_line(self, prompt: str, text: str, then: Answered, *, about: str = "") -> Effect:
        del about  # what is left off here is gone
        self.asked, self._answered = (prompt, text), then
        return Effect(message=prompt)

    def ask_choice(self, prompt: str, find: Callable[[str], Sequence[Offer]]) -> Effect:
        self._find = find
        return Effect(message=prompt)

    def read_in_thread(self, what: str, asked: object, read: Callable[[Store], object]) -> None:
        def thread() -> None:
            try:
                with Store(self.store.path, checked=True) as store, store.told():
                    answer: object = read(store)
            except ClaimdeskError as error:
                answer = error
            for view in self.views:
                view.take(what, asked, answer)

        self._threads.append(thread)
        if not self.held_up:
            self.let_go()

    def let_go(self) -> None:
        """Let threads report."""
        threads, self._threads = self._threads, []
        for thread in threads:
            thread()

    def show_view(self, view: View) -> Effect:
        self.views.append(view)
        view.begin()
        return NOTHING

    def leave_view(self) -> Effect | None:
        self.views.pop()
        return NOTHING

    def open_sentence(self, article: str, sentence: str) -> Effect | None:
        self.opened.append((article, sentence))
        return None

    def repaint(self) -> None:
        """Paint, so that whatever cannot be painted fails here."""
        seen(self.views[-1])

    def say(self, message: str, *, warning: bool = False, lasting: bool = False) -> None:
        del lasting  # nothing goes by itself here
        self.said, self.warned = message, warning

    # The person in front of it.

    @property
    def view(self) -> View:
        return self.views[-1]

    @property
    def claim(self) -> Claim:
        assert self.work.claim is not None
        return self.work.claim

    def press(self, *ids: str) -> "FakeDesk":
        """Do what ids of the table of keys say."""
        for id_ in ids:
            if id_ in ("undo", "redo"):
                self._show(self.work.undo if id_ == "undo" else self.work.redo)
            else:
                self._show(self.view.deeds()[id_])
        return self

    def type(self, *lines: str) -> "FakeDesk":
        """Enter lines, each where one is asked for."""
        for line in lines:
            assert self._answered is not None, "nothing is asked for"
            answered, self._answered, self.asked = self._answered, None, None
            self._show(lambda answered=answered, line=line: answered(line))  # type: ignore[misc]  # a lambda of this loop
        return self

    def escape(self) -> "FakeDesk":
        """Leave off a line or a choice."""
        self._answered = self.asked = self._find = None
        return self

    def offers(self, typed: str = "") -> list[Offer]:
        """What there is to choose."""
        assert self._find is not None, "nothing is to be chosen"
        return list(self._find(typed))

    def choose(self, typed: str = "") -> "FakeDesk":
        """Choose the first thing that fits."""
        first = self.offers(typed)[0]
        self._find = None
        self._show(first.take)
        return self

    def at(self, row: int) -> "FakeDesk":
        """Put the cursor on a row, from 0."""
        self.view.cursor = row
        self.view.moved()
        return self

    def _show(self, deed: Callable[[], Effect | None]) -> None:
        """As a screen does: show what came of it, or say why it was refused."""
        try:
            effect = deed() or NOTHING
        except ClaimdeskError as error:
            effect = Effect(message=str(error), warning=True)
        self.said, self.warned = effect.message, effect.warning
        if effect.opened:
            self.view.changed()
        self.repaint()

    def stored(self) -> Claim:
        """The open claim as the database has it."""
        found = self.store.facts.claim(self.claim.id)
        assert found is not None
        return found


def seen(view: View, width: int = 76, pane: int = 40) -> str:
    """All text of a view: title, figures, head, rows or what stands there instead, side pane."""
    rows = view.blocks(width)
    lines = [*view.head(width), *(line for block in rows for line in block)]
    told = [view.title(), view.figures(), *map(plain, lines)]
    told += [] if rows else view.empty().split("\n")
    return "\n".join([*told, *map(plain, view.about(pane))])


def plain(line: Line) -> str:
    """The text of a line."""
    return "".join(text for text, _ in line).rstrip()


def rows_of(view: View, width: int = 76) -> list[str]:
    """Each row as text, its lines put together."""
    return [" ".join(" ".join(map(plain, block)).split()) for block in view.blocks(width)]


def published(store: Store, sentences: Sequence[str], **known: str) -> int:
    """An article with what is known of it: source, published, name …; its number."""
    given = article_of(sentences, name=known.pop("name", f"{sentences[0][:20]}.txt"))
    about: dict[str, Any] = {**known}
    with store.transaction():
        return store.articles.add(replace(given, draft=replace(given.draft, **about)))
