"""What the annotation screen looks up: search, palette, help, figures, the list of all articles.

What may take long is read by a thread with a connection of its own, which posts one fact.
"""

from collections.abc import Callable, Mapping
from functools import partial

from textual.worker import get_current_worker

from annotations.errors import ClaimdeskError
from annotations.store import Store
from annotations.text.display import visible
from tui import helptext, progresstext
from tui.ahead import Ahead, Readings
from tui.messages import CorpusCounted, Reported
from tui.page import NOTHING, Effect
from tui.screens import found
from tui.screens.desk import DeskScreen
from tui.themes import PALETTES
from tui.widgets.finder import Choice, Finder, Mode
from tui.widgets.lines import Build

WEEK = 7 * 24 * 3600 * 1_000_000
"""Microseconds that the progress screen looks back."""

PROMPTS: Mapping[Mode, str] = {
    "search": "search articles and sentences",
    "palette": "what do you want to do?",
    "note": "note on this sentence",
}

TITLES = 20
"""Articles listed above the sentences that a search found."""


class LookupScreen(DeskScreen):
    """Searches, pages to read, figures."""

    page_name = ""
    """What the reader shows: help, welcome, progress; "" for nothing."""
    uncounted = False
    """Whether the figures of the corpus wait for labels to be saved."""

    def do(self, id_: str) -> Effect | None:
        """Do what an id of the table of keys says."""
        raise NotImplementedError

    # Pages to read.

    def open_page(self, name: str, build: Build) -> None:
        """Cover the panes with a page; a note that is being written stays."""
        if self.finder.visible and self.finder.mode != "note":
            self.leave_finder()
        self.page_name = name
        self.read(build)

    def leave_page(self) -> None:
        """Go back to the panes."""
        self.page_name = ""
        self.leave_reading()

    def help(self) -> None:
        """Show all keys, or leave them."""
        if self.page_name == "help":
            self.leave_page()
        else:
            self.open_page(
                "help", lambda width: helptext.help_lines(self.keymap, look=self.look, width=width)
            )

    def welcome(self) -> None:
        """Explain the program on one page."""
        config = self.session.config
        self.open_page(
            "welcome",
            lambda width: helptext.welcome_lines(config, self.keymap, look=self.look, width=width),
        )

    def progress(self) -> None:
        """Show the figures, or leave them."""
        if self.page_name == "progress":
            self.leave_page()
            return
        self.open_page("progress", lambda _: [(), ((" counting …", self.look.dim),)])
        self._in_thread("figures", None, self._figures)

    def _figures(self, store: Store) -> progresstext.Figures:
        annotator, now = self.session.annotator, self.session.now()
        articles, sentences = store.counts.corpus()
        return progresstext.Figures(
            annotator=annotator,
            articles=articles,
            sentences=sentences,
            annotators=store.counts.annotators(),
            by_article=store.counts.articles(annotator=annotator),
            hours=store.counts.hours(annotator=annotator, since=now - WEEK),
            now=now,
        )

    # The finder.

    def search(self) -> Effect:
        """Ask what to search for."""
        return self._begin("search")

    def palette(self) -> Effect:
        """Ask which action is wanted."""
        effect = self._begin("palette")
        self._find_actions("")
        return effect

    def note(self) -> Effect | None:
        """Ask for the note of the current sentence."""
        if self.session.sentence is None:
            return None
        return self._begin("note", self.session.state.note)

    def leave_finder(self) -> None:
        """Hide the finder."""
        self.finder.end()
        self.paint_keys()

    def _begin(self, mode: Mode, text: str = "") -> Effect:
        self.finder.begin(mode, prompt=PROMPTS[mode], text=text)
        self.paint_keys()
        return Effect(message=self._asked(mode))

    def _asked(self, mode: Mode) -> str:
        return f"{PROMPTS[mode]} · {self._typing_keys(mode)}"

    def _typing_keys(self, mode: Mode) -> str:
        ids = ("note.save",) if mode == "note" else ("search.down", "search.up", "search.open")
        words = {"note.save": "saves", "search.open": "opens", "cancel": "cancels"}
        found_ = [self.keymap.binding(id_) for id_ in (*ids, "cancel")]
        return "  ".join(
            f"{binding.shown.split(' ')[0]} {words.get(binding.id, '')}".strip()
            for binding in found_
            if binding and binding.keys
        )

    def on_finder_typed(self, event: Finder.Typed) -> None:
        """Look for what was typed."""
        if event.mode == "palette":
            self._find_actions(event.text)
        elif event.mode == "search" and event.text.strip():
            self._in_thread("search", event.text, partial(self._search, event.text))
        elif event.mode == "search":
            self.finder.choices.show(())
            self.say(self._asked("search"))

    def on_finder_entered(self, event: Finder.Entered) -> None:
        """Take what was entered or chosen."""
        self.leave_finder()
        if event.mode == "note":
            self.show(lambda: self.session.note(event.text))
        elif event.choice is not None:
            choice = event.choice
            self.show(lambda: self._take(choice))

    def show(self, action: Callable[[], Effect | None]) -> None:
        """Do something and show what it changed; say what went wrong."""
        try:
            with self.session.told():
                self.show_effect(action() or NOTHING)
        except ClaimdeskError as error:
            self.say(visible(str(error)), warning=True)

    def _take(self, choice: Choice) -> Effect | None:
        if self.reading:
            self.leave_page()
        match choice.target:
            case found.ToSentence(number):
                self.set_place("body")
                return self.session.jump(number)
            case found.ToArticle(number):
                self.set_place("body")
                return self.session.open(number)
            case found.ToAction(id_):
                return self.do(id_)
        return None

    def _search(self, typed: str, store: Store) -> found.Answer:
        numbers = store.search.articles(typed, limit=TITLES)
        articles = store.articles.several(numbers, annotator=self.session.annotator)
        return found.Answer(list(articles.values()), store.search.sentences(typed))

    def _find_actions(self, typed: str) -> None:
        extra = [
            found.Action("welcome", "welcome page: what the labels mean, first keys", ""),
            *(found.Action(f"theme.{name}", f"theme: {name}", "") for name in PALETTES),
        ]
        actions = found.actions_of(self.keymap.bindings, extra)
        self.finder.choices.show(found.palette_choices(typed, actions, self.look))

    # Reading ahead.

    def read_ahead(self) -> None:
        """Read and lay out the neighbours of the open article, by a thread."""
        page = self.session.page
        place = self.shelf.place(page.article.number) if page else None
        if page is None or place is None:
            return
        if not self.body.measure[0]:
            self.read_ahead_soon()  # the first layout is still to come
            return
        near = [self.shelf.number(at) for at in (place + 1, place - 1) if at >= 0]
        ahead = Ahead(
            tuple(number for number in near if number is not None),
            {number: kept for number in near if number and (kept := self.session.at_hand(number))},
            annotator=self.session.annotator,
            after=page.article.number,
            measure=self.body.measure,
        )
        self._in_thread("ahead", page.article.number, ahead.read)

    def _take_ahead(self, readings: Readings) -> None:
        for number, reading in reversed(list(readings.by_number.items())):
            self.session.keep(number, reading)

    # Threads.

    def count_corpus(self) -> None:
        """Read the list of all articles and how far they are, by a thread.

        While labels are on their way to the disk the figures would be wrong: they are read again.
        """
        self.uncounted = self.session.unsaved > 0
        self._in_thread("corpus", self.session.made, self._corpus)

    def _corpus(self, store: Store) -> CorpusCounted:
        annotator = self.session.annotator
        _, sentences = store.counts.corpus()
        return CorpusCounted(
            store.articles.numbers(),
            sentences=sentences,
            finished=store.counts.finished(annotator=annotator),
            labelled=store.counts.labelled(annotator=annotator),
        )

    def _in_thread(self, what: str, asked: object, read: Callable[[Store], object]) -> None:
        path = self.session.path

        def work() -> None:
            if get_current_worker().is_cancelled:
                return  # something newer was asked before this had begun
            try:
                with Store(path, checked=True) as store, store.told():
                    answer: object = read(store)
            except ClaimdeskError as error:
                answer = error
            self.post_message(Reported(what, asked, answer))

        self.run_worker(work, thread=True, group=what, exclusive=True)

    def on_reported(self, event: Reported) -> None:
        """Show what a thread has read, if it is still wanted."""
        match event.answer:
            case ClaimdeskError() if event.what == "ahead":
                pass  # nobody has asked: it is said when the article is opened
            case Readings() as readings:
                self._take_ahead(readings)
            case ClaimdeskError() as error:
                self.say(visible(str(error)), warning=True)
            case found.Answer() as answer:
                if self.finder.visible and self.finder.text == event.asked:
                    self.finder.choices.show(found.search_choices(answer, self.look))
                    self.say(found.told(answer))
            case progresstext.Figures() as figures:
                if self.page_name == "progress":
                    self.read(
                        lambda width: progresstext.progress_lines(
                            figures, look=self.look, width=width
                        )
                    )
            case CorpusCounted() as counted:
                self._take_corpus(counted, made=event.asked)

    def _take_corpus(self, counted: CorpusCounted, *, made: object) -> None:
        session, corpus = self.session, self.session.corpus
        self.shelf.fill(counted.numbers)
        corpus.articles, corpus.sentences = len(counted.numbers), counted.sentences
        if made == session.made and not self.uncounted:
            corpus.finished, corpus.labelled = counted.finished, counted.labelled
        elif session.unsaved:
            self.uncounted = True
        else:
            self.call_later(self.count_corpus)
        self.articles.invalidate()
        page = session.page
        self.articles.show_open(self.shelf.place(page.article.number) if page else None)
        self.paint_header()
