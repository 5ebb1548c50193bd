"""What the annotation screen looks up: search, palette, help, figures, the list of all articles.

What may take long is read by a thread with a connection of its own, which posts one fact.
"""

from contextlib import suppress
from dataclasses import replace
from functools import partial

from textual.timer import Timer

from annotations.errors import ClaimdeskError
from annotations.store import Store
from annotations.text.display import visible
from tui import helptext, progresstext
from tui.ahead import Ahead, Readings, Unfinished
from tui.messages import CorpusCounted, Reported
from tui.page import Effect
from tui.screens import found
from tui.screens.desk import DeskScreen
from tui.suggestedtext import Suggesting
from tui.widgets.finder import Choice, Finder

WEEK = 7 * 24 * 3600 * 1_000_000
"""Microseconds that the progress screen looks back."""

RECOUNT_SECONDS = 5.0
"""How often the progress page counts what everybody has done."""

SENT_BACK_SECONDS = 10.0
"""How often it is looked whether a reviewer has sent something back: a millisecond or two."""

UNASKED = frozenset({"ahead", "suggest", "learn"})
"""What threads work out without anybody having asked: where that fails, nothing is said."""

TYPING_SECONDS = 0.06
"""How soon the next letter comes where somebody types fast: only the last one is searched for.

The beginnings of words cost most while they are short; each search took up to 0.1 seconds.
"""

TITLES = 20
"""Articles listed above the sentences that a search found."""


class LookupScreen(DeskScreen):
    """Searches, pages to read, figures."""

    _recount: Timer | None = None
    _counted: progresstext.Figures | None = None
    """What the progress page shows."""
    _suggesting: Suggesting | None = None
    """How suggestions do."""
    _suggested_by = -1
    """How many gestures there were when that was worked out last."""
    uncounted = False
    """Whether the figures of the corpus wait for labels to be saved."""

    def on_mount(self) -> None:
        """Look now and then for what reviewers send back."""
        self.set_interval(SENT_BACK_SECONDS, self._look_for_sent_back)

    def _look_for_sent_back(self) -> None:
        """Tell what reviewers have sent back, or what is settled, since it was read last."""
        if not self.is_current:
            return
        with suppress(ClaimdeskError), self.session.told():  # the next look may do better
            if self.session.read_sent_back():
                self.paint_header()
                self.paint_pane()

    def show_opened(self) -> None:
        """Show the open article; where the list lacks it, it came in a moment ago: count anew."""
        super().show_opened()
        page = self.session.page
        if page is not None and len(self.shelf) and self.shelf.place(page.article.number) is None:
            self.count_corpus()

    # Pages to read.

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
        self._counted = None
        self.in_thread("figures", None, self._figures)
        if self._suggesting is None or self._suggested_by != self.session.made:
            self._suggesting, self._suggested_by = None, self.session.made
            self.in_thread("suggesting", None, self._read_suggesting)

    def _take_figures(self, figures: progresstext.Figures | Suggesting) -> None:
        """Show what a thread has worked out, if the page is still open."""
        if isinstance(figures, Suggesting):
            self._suggesting = figures
        else:
            self._counted = figures
        self.show_suggesting()

    def show_suggesting(self) -> None:
        """Show all figures that are known, where somebody looks at them."""
        if self.page_name == "progress" and self._counted is not None:
            self._show_figures(replace(self._counted, suggesting=self.suggesting()))

    def suggesting(self) -> Suggesting | None:
        """How suggestions do, as far as that is known."""
        return self._suggesting

    def _show_figures(self, figures: progresstext.Figures) -> None:
        """Show them, and count again in a while: others are at work on the same articles."""
        self.reader.show(
            lambda width: progresstext.progress_lines(figures, look=self.look, width=width)
        )
        if self._recount is not None:
            self._recount.stop()
        self._recount = self.set_timer(RECOUNT_SECONDS, self._count_again)

    def _count_again(self) -> None:
        if self.page_name == "progress" and self.is_current:
            self.in_thread("figures", None, self._figures)

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

    def _read_suggesting(self, store: Store) -> Suggesting:
        from annotations.workflow.queueing import (  # noqa: PLC0415 - the app starts without it
            hindrance_of,
        )

        accepted = store.origins.own(annotator=self.session.annotator)
        return Suggesting(accepted, off=hindrance_of(self.session.config))

    def knows(self, id_: str) -> bool:
        """Whether an action that is no key's can be done here."""
        return id_ == "welcome" or super().knows(id_)

    # The finder.

    def search(self) -> Effect:
        """Ask what to search for."""
        return self.ask("search")

    def note(self) -> Effect | None:
        """Ask for the note of the current sentence."""
        if self.session.sentence is None:
            return None
        news = frozenset(self.session.refresh([self.session.cursor]))
        return replace(self.ask("note", self.session.state.note), relabelled=news)

    def on_finder_typed(self, event: Finder.Typed) -> None:
        """Look for what was typed; Textual calls the base's handler too."""
        if event.mode == "search" and event.text.strip():
            read = partial(self._search, event.text)
            self.in_thread("search", event.text, read, after=TYPING_SECONDS)
        elif event.mode == "search":
            self.finder.choices.show(())
            self.say(self.asked("search"))

    def on_finder_entered(self, event: Finder.Entered) -> None:
        """Take what was entered or chosen."""
        self.leave_finder()
        if event.mode == "note":
            self.show(lambda: self.session.note(event.text))
        elif event.choice is not None:
            choice = event.choice
            self.show(lambda: self._take(choice))

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

    # Reading ahead.

    def ahead(self) -> Ahead | None:
        """The neighbours of the open article, and the next unfinished one."""
        page = self.session.page
        place = self.shelf.place(page.article.number) if page else None
        if page is None or place is None:
            return None
        near = [self.shelf.number(at) for at in (place + 1, place - 1) if at >= 0]
        return Ahead(
            tuple(number for number in near if number is not None),
            {number: kept for number in near if number and (kept := self.session.at_hand(number))},
            measure=self.body.measure,
            unfinished=Unfinished(self.session.annotator, page.article.number),
        )

    # Threads.

    def count_corpus(self) -> None:
        """Read the list of all articles and how far they are, by a thread.

        While labels are on their way to the disk the figures would be wrong: they are read again.
        """
        self.uncounted = self.session.unsaved > 0
        self.in_thread("corpus", self.session.made, self._corpus)

    def _corpus(self, store: Store) -> CorpusCounted:
        annotator = self.session.annotator
        _, sentences = store.counts.corpus()
        return CorpusCounted(
            store.articles.numbers(),
            sentences=sentences,
            finished=store.counts.finished(annotator=annotator),
            labelled=store.counts.labelled(annotator=annotator),
        )

    def on_reported(self, event: Reported) -> None:
        """Show what a thread has read, if it is still wanted."""
        match event.answer:
            case ClaimdeskError() if event.what in UNASKED:
                pass  # what is wrong with the database is said when something is asked of it
            case Readings() as readings:
                self.take_ahead(readings)
            case ClaimdeskError() as error:
                self.say(visible(str(error)), warning=True)
            case found.Answer() as answer:
                if self.finder.visible and self.finder.text == event.asked:
                    self.finder.choices.show(found.search_choices(answer, self.look))
                    self.say(found.told(answer))
            case progresstext.Figures() | Suggesting() as figures:
                self._take_figures(figures)
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
