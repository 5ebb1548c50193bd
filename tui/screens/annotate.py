"""The annotation screen: hears keys and clicks, asks the session, shows what changed.

The keys are those of `tui.keys`; what each does is the table `DEEDS`.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import get_args

from annotations.errors import ClaimdeskError
from annotations.review.queues import Lessons
from annotations.text.display import visible
from tui.following import QUEUES, Name
from tui.hints import Place
from tui.keys import Binding, Context
from tui.lineview import LineView
from tui.messages import (
    ClaimsRequested,
    ExportRequested,
    LabelRefused,
    LabelsSaved,
    ReviewRequested,
    SavingFailed,
)
from tui.page import NOTHING, Effect
from tui.screens.following import FollowingScreen
from tui.screens.overlay import LAST
from tui.widgets.articles import ArticleList
from tui.widgets.body import Body

CONTEXTS: frozenset[Context] = frozenset(
    {"anywhere", "annotate", "flag", "note", "search", "reader", "progress"}
)


class AnnotateScreen(FollowingScreen):
    """Where sentences get their labels."""

    choosing_flag = False
    warned = False
    """The annotator was told that the review shows everybody's labels."""
    refusals = 0
    """Labels that the database refused, as far as that was shown."""

    def on_mount(self) -> None:
        """Explain the program at the very first start; Textual calls the base's handler too."""
        if self.session.first_time:
            self.welcome()
        self.count_corpus()

    @property
    def context(self) -> Context:
        """Where keys are heard now."""
        if self.finder.visible:
            return "note" if self.finder.mode == "note" else "search"
        if self.choosing_flag:
            return "flag"
        if self.reading:
            return "progress" if self.page_name == "progress" else "reader"
        return "annotate"

    # Keys and clicks.

    @property
    def contexts(self) -> frozenset[Context]:
        """Where its keys are heard."""
        return CONTEXTS

    def counted(self, key: str) -> bool:
        """Take a digit of a count; whether it was one."""
        digit = self.context == "annotate" and len(key) == 1 and key in "0123456789"
        if not digit or not (self.session.count or key in self.keymap.counting):
            return False
        self.session.digit(key)
        return True

    def effect(self, binding: Binding) -> Effect | None:
        """Do what a binding says. A count is used up by any key."""
        begun_otherwise = self.context == "annotate" and binding.id != "palette"
        self.warned = self.warned and (binding.id == "screen.review" or not begun_otherwise)
        done = self._effect(binding)
        self.session.count = ""
        return done

    def deed(self, id_: str) -> Callable[[], Effect | None] | None:
        """What an id of the table of keys does here; None: nothing."""
        deed = DEEDS.get(id_)
        return partial(deed, self) if deed else None

    def _effect(self, binding: Binding) -> Effect | None:
        session = self.session
        if self.choosing_flag and binding.id not in {"cancel", "quit"}:
            self.choosing_flag = False
            self.paint_keys()
        if binding.verb == "action":
            return DEEDS[binding.id](self)
        if self.pane_place != "body" or binding.verb == "flag":
            self.set_place("body")
        if binding.verb == "primary":
            return session.label(binding.argument)
        if binding.verb == "secondary":
            return session.secondary(binding.argument)
        if binding.verb == "flag":
            return session.flag(binding.argument)
        pair = next(c for c in session.config.combinations if c.key == binding.argument)
        return session.label(pair.label, pair.secondary)

    def on_body_sentence_clicked(self, event: Body.SentenceClicked) -> None:
        """Go to the sentence, unless a note is being written on another."""
        if self.finder.visible:
            return
        self.set_place("body")
        self.show(lambda: self.session.go(event.index))

    def on_line_view_row_clicked(self, event: LineView.RowClicked) -> None:
        """Open the article that was clicked."""
        if isinstance(event.view, ArticleList) and not self.finder.visible:
            self.show(lambda: self._open(event.row))

    # Moving.

    def move(self, steps: int) -> Effect | None:
        """Move in whatever has the keys."""
        if self.finder.visible or self.reading:
            return self.move_in_cover(steps)
        if self.pane_place == "articles":
            self.articles.move_cursor(self.articles.cursor + steps * self.session.take_count())
        elif self.pane_place == "pane":
            self.pane.scroll_by(steps)
        else:
            return self.session.move(steps)
        return None

    def edge(self, *, bottom: bool) -> Effect | None:
        """Go to the first or last of whatever has the keys; with a count, to that sentence."""
        if self.reading:
            self.reader.scroll_to_line(LAST if bottom else 0)
        elif self.pane_place == "articles":
            self.articles.move_cursor(len(self.shelf) - 1 if bottom else 0)
        elif self.pane_place == "pane":
            self.pane.scroll_to_line(LAST if bottom else 0)
        elif self.session.count:
            return self.session.go(self.session.take_count() - 1)
        else:
            return self.session.go(LAST if bottom else 0)
        return None

    def page_by(self, pages: int) -> Effect | None:
        """Move by a page of whatever has the keys, or as often as the count says."""
        pages *= self.session.take_count()
        if self.reading:
            self.page_in_cover(pages)
        elif self.pane_place == "articles":
            self.articles.move_cursor(self.articles.row_a_page_from(pages))
        elif self.pane_place == "pane":
            self.pane.scroll_by(pages * max(1, self.pane.size.height - 2))
        else:
            return self.session.go(self.body.sentence_a_page_from(pages))
        return None

    def article_by(self, steps: int) -> Effect | None:
        """Open a neighbour of the open article."""
        page = self.session.page
        place = self.shelf.place(page.article.number) if page else None
        if place is None:
            return None
        wanted = max(0, min(len(self.shelf) - 1, place + steps * self.session.take_count()))
        if wanted == place:
            return Effect(
                message="this is the last article" if steps > 0 else "this is the first article"
            )
        return self._open(wanted)

    def open_article(self) -> Effect | None:
        """Open the article under the cursor of the list; in the text, accept the suggestion."""
        if self.reading or self.pane_place == "pane":
            return None
        here = self.pane_place == "body"
        return self.session.accept() if here else self._open(self.articles.cursor)

    def _open(self, place: int) -> Effect | None:
        number, page = self.shelf.number(place), self.session.page
        if self.pane_place != "body":
            self.set_place("body")
        if number is None or (page is not None and page.article.number == number):
            return None
        return self.session.open(number)

    def pane_by(self, steps: int) -> None:
        """Send the keys to another pane."""
        places: tuple[Place, ...] = ("articles", "body") if self.narrow else get_args(Place)
        at = places.index(self.pane_place) if self.pane_place in places else 0
        self.set_place(places[(at + steps) % len(places)])

    # Everything else that has a key.

    def to_end(self) -> Effect | None:
        """Boilerplate from here to the end."""
        label = self.session.config.boilerplate
        if label is None:
            return Effect(message="no label of this label set stands for boilerplate")
        return self.session.to_end(label.name)

    def choose_flag(self) -> Effect | None:
        """Wait for the key of a flag."""
        if self.session.sentence is None or not self.session.config.flags:
            return Effect(message="no flags are configured")
        self.choosing_flag = True
        self.paint_keys()
        return Effect(message="which flag?")

    def copy(self) -> Effect | None:
        """Put the sentence on the clipboard, by the terminal (OSC 52)."""
        sentence = self.session.sentence
        if sentence is None:
            return None
        self.app.copy_to_clipboard(visible(sentence.text))
        return Effect(message="copied, if your terminal lets programs use the clipboard")

    def toggle_layout(self) -> Effect | None:
        """Running text, or a sentence a block."""
        layout = self.body.toggle_layout()
        self.read_ahead_soon()
        return Effect(message="running text" if layout == "flow" else "a sentence a block")

    def annotate(self) -> None:
        """Leave whatever covers the panes."""
        if self.finder.visible:
            self.leave_finder()
        if self.reading:
            self.leave_page()
        self.set_place("body")

    def cancel(self) -> Effect | None:
        """Leave off whatever was begun."""
        if self.finder.visible:
            self.leave_finder()
        elif self.choosing_flag:
            self.choosing_flag = False
            self.paint_keys()
        elif self.reading:
            self.leave_page()
        elif self.pane_place != "body":
            self.set_place("body")
        else:
            return self.session.leave_range()
        return NOTHING

    def back(self) -> Effect | None:
        """Leave what covers the panes, or the program."""
        if self.reading or self.finder.visible or self.choosing_flag or self.pane_place != "body":
            return self.cancel()
        self.leave()
        return None

    def leave(self) -> None:
        """Ask to leave the program, and to find the place again."""
        with suppress(ClaimdeskError):
            self.session.keep_place()
        super().leave()

    def review(self) -> Effect | None:
        """Ask for the review, twice where the annotator is not done: it shows all labels."""
        blind = self.session.corpus.blind
        if blind and not self.warned:
            self.warned = True
            return Effect(message=blind, warning=True)
        self.warned = False
        self.post_message(ReviewRequested())
        return None

    def export(self) -> None:
        """Ask for the export."""
        self.post_message(ExportRequested())

    def claims(self) -> None:
        """Ask for the claims."""
        self.post_message(ClaimsRequested())

    def claim(self, *, add: bool) -> Effect | None:
        """Make a claim of the sentence, or ask to which one it is to be added."""
        sentence = self.session.sentence
        if sentence is None:
            return Effect(message="there is no sentence to make a claim of")
        self.post_message(ClaimsRequested(sentence=sentence.number, add=add))
        return NOTHING

    def lessons(self) -> None:
        """Ask for what reviewers decided on the annotator's own labels."""
        blind = self.session.corpus.blind
        self.post_message(ReviewRequested(Lessons(self.session.annotator), blind=blind))

    def come_back(self, then: str) -> None:
        """Be shown again after a review: others' figures may have grown."""
        with suppress(ClaimdeskError), self.session.told():
            self.session.read_sent_back()
        if self.reading:
            self.leave_page()
        self.count_corpus()
        if then:
            self.show(lambda: self.do(then))

    # What the writer reports.

    def on_labels_saved(self, event: LabelsSaved) -> None:
        """Say so."""
        self.session.saved(event.gestures)
        if self.uncounted and not self.session.unsaved:
            self.count_corpus()
        if self.failing:
            self.failing = ""
            self.body.mark_unsaved(frozenset())
            self.say("saved again")
            self.paint_header()
        self.paint_saving()
        page = self.session.page
        if page is not None and event.replaced == page.article.number:
            self.show(lambda: self._open_newest(page.article.number))

    def _open_newest(self, replaced: int) -> Effect | None:
        """Open the version that came in while this one was being labelled."""
        self.count_corpus()
        effect = self.session.open_newest(replaced)
        told = "a newer version was imported: this is it; the last label stays with the old one"
        return replace(effect, message=told)

    def on_saving_failed(self, event: SavingFailed) -> None:
        """Say so, for as long as it lasts. A place that cannot be kept is no reason to worry."""
        if not (event.waiting and self.session.unsaved):
            return
        self.failing = f"not saved, tried again: {visible(str(event.error))}"
        self.paint_header()
        self.body.mark_unsaved(self.session.waiting())
        if not self.leaving:
            self.say(self.failing, warning=True)

    def on_label_refused(self, event: LabelRefused) -> None:
        """Show what is on disk, and say so."""
        self.refusals += 1
        self.show(lambda: self.session.refused(event.gesture))
        self.count_corpus()
        self.say(visible(str(event.error)), warning=True, lasting=True)


def _follow(screen: AnnotateScreen, *, name: Name) -> Effect:
    """Follow another queue."""
    return screen.follow(name)


DEEDS: Mapping[str, Callable[[AnnotateScreen], Effect | None]] = {
    "label.repeat": lambda screen: screen.session.repeat(),
    "label.clear": lambda screen: screen.session.clear(),
    "label.to_end": AnnotateScreen.to_end,
    "suggestion.all": lambda screen: screen.session.accept_all(),
    "suggestion.region": lambda screen: screen.session.accept_region(),
    "suggestion.dismiss": lambda screen: screen.session.dismiss(),
    "range.start": lambda screen: screen.session.start_range(),
    "flag": AnnotateScreen.choose_flag,
    "note": lambda screen: screen.note(),
    "cursor.down": lambda screen: screen.move(1),
    "cursor.up": lambda screen: screen.move(-1),
    "cursor.top": lambda screen: screen.edge(bottom=False),
    "cursor.bottom": lambda screen: screen.edge(bottom=True),
    "page.down": lambda screen: screen.page_by(1),
    "page.up": lambda screen: screen.page_by(-1),
    "article.next": lambda screen: screen.article_by(1),
    "article.previous": lambda screen: screen.article_by(-1),
    "article.open": AnnotateScreen.open_article,
    "queue.next": lambda screen: screen.next_in_queue(),
    "next.sent_back": lambda screen: screen.session.next_sent_back(),
    **{f"queue.{name}": partial(_follow, name=name) for name in QUEUES},
    "undo": lambda screen: screen.session.undo(),
    "redo": lambda screen: screen.session.redo(),
    "copy": AnnotateScreen.copy,
    "search": lambda screen: screen.search(),
    "pane.next": lambda screen: screen.pane_by(1),
    "pane.previous": lambda screen: screen.pane_by(-1),
    "view.toggle_layout": AnnotateScreen.toggle_layout,
    "help": lambda screen: screen.help(),
    "screen.annotate": lambda screen: screen.annotate(),
    "screen.review": AnnotateScreen.review,
    "screen.lessons": AnnotateScreen.lessons,
    "screen.export": AnnotateScreen.export,
    "screen.claims": AnnotateScreen.claims,
    "claim.make": lambda screen: screen.claim(add=False),
    "claim.add": lambda screen: screen.claim(add=True),
    "screen.progress": lambda screen: screen.progress(),
    "palette": lambda screen: screen.palette(),
    "theme.next": AnnotateScreen.next_theme,
    "cancel": AnnotateScreen.cancel,
    "quit": AnnotateScreen.back,
    "search.down": lambda screen: screen.move(1),
    "search.up": lambda screen: screen.move(-1),
    "search.open": lambda screen: screen.finder.enter(),
    "note.save": lambda screen: screen.finder.enter(),
    "welcome": lambda screen: screen.welcome(),
}
"""What every id of the table of keys does."""
