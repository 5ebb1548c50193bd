"""Ghost labels on the annotation screen: worked out by threads, shown as they come.

One thread at a time; what can wait waits until no key comes. Beside it one that waits for a
process which learns. Refuses to show anything that the session has not taken, and to hear keys:
`annotate` does.
"""

from asyncio import TimerHandle, get_running_loop
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, partial
from sys import setswitchinterval
from typing import TYPE_CHECKING

from textual import events

from annotations.errors import ClaimdeskError
from annotations.model import Sentence
from annotations.nouns import dataclass
from annotations.store import Store
from tui import paneltext
from tui.accepting import suggests
from tui.ahead import Readings
from tui.ghosts import Suggested, Visit
from tui.keys import Binding
from tui.messages import CorpusCounted, Reported
from tui.screens.lookup import LookupScreen
from tui.suggestedtext import Suggesting

if TYPE_CHECKING:
    from annotations.suggesters import Suggester
    from annotations.suggesters.learned import Learned
    from annotations.suggesters.teaching import Tutor

SOON_SECONDS = 0.2
"""After an article was opened, when it is worked out what is suggested for it."""

LONG = 500
"""Sentences from which on that takes long enough to wait until the first keys are through."""

CALM_SECONDS = 1.0
"""After the last key, when it is worked out for the articles that may come next, and learned."""

SWITCH_SECONDS = 0.001
"""How long a thread that computes may go on when the screen wants to.

Python's own 5 ms come at each step of a key that reads the database: while 2,000 sentences were
worked on, to open an article took 101 ms at worst, and with this 47.
"""

LESSONS = 50
"""Labels after which the agent `learned` is fitted again."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An article for which suggestions are worked out."""

    number: int
    made: int
    """Gestures of the session by then."""
    visit: Visit | None
    """For which the open article wants them; None: it is one that may be opened next."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What came of learning from the annotator's labels."""

    learned: "Learned"
    labels: int
    """How many there were."""
    made: int
    """Gestures of the session by then."""


class GhostScreen(LookupScreen):
    """Asks what is suggested, and shows it."""

    _soon: TimerHandle | None = None
    _lull: TimerHandle | None = None
    """Until it is due: nobody has pressed a key for a while."""
    _near: Sequence[int] = ()
    """Articles that may be opened next, the likeliest first."""
    _asking = False
    """A thread is at work on suggestions."""
    _learning = False
    """A thread waits for what is learned."""
    _tutor: "Tutor | None" = None
    """None: nothing was to be learned yet."""
    _taught: Taught | None = None
    """What came of it last; None where nothing did yet."""
    _hinted = False
    """Whether the key bar tells how to accept."""

    # When.

    def show_opened(self) -> None:
        """Show the article that the session has open, and soon what is suggested for it."""
        super().show_opened()
        self._suggest_soon()

    def take_ahead(self, readings: Readings) -> None:
        """Have at hand what a thread has read; what is suggested for it comes in a calm moment."""
        super().take_ahead(readings)
        self._near = tuple(readings.by_number)
        self._when_calm()

    def _suggest_soon(self) -> None:
        if self._soon is not None:
            self._soon.cancel()
        page = self.session.page
        is_long = page is not None and len(page.sentences) > LONG
        seconds = CALM_SECONDS if is_long else SOON_SECONDS
        self._soon = get_running_loop().call_later(seconds, self.suggest)

    def _when_calm(self) -> None:
        if self._lull is not None:
            self._lull.cancel()
        self._lull = get_running_loop().call_later(CALM_SECONDS, self._suggest_calmly)

    def _suggest_calmly(self) -> None:
        self._lull = None
        self.suggest()

    # What.

    def suggest(self) -> None:
        """Have worked out what is wanted first, if anything is and no thread is at work on it."""
        session = self.session
        if self._asking or not self.is_attached or not suggests(session.config):
            return
        visit = session.haunted.visit
        if visit is not None and not visit.answered:
            if self.body.measure[0]:
                self._ask_for(Wanted(visit.page.article.number, session.made, visit))
            else:
                self._suggest_soon()  # nothing is painted yet
        elif self._lull is not None:
            return
        elif session.unsaved:
            self._when_calm()  # threads read what is on disk
        elif near := self._wanted_near():
            self._ask_for(near)
        elif self._may_learn():
            self._learn()

    def _ask_for(self, wanted: Wanted) -> None:
        page, kept = self.session.page, self.session.at_hand(wanted.number)
        at_hand = page if page is not None and page.article.number == wanted.number else kept
        read = (at_hand.text, at_hand.sentences) if at_hand else None
        setswitchinterval(SWITCH_SECONDS)
        self._asking = True
        reader = partial(self._suggestions, wanted.number, self._learnt, read)
        self.in_thread("suggest", wanted, reader)

    def _wanted_near(self) -> Wanted | None:
        session, page = self.session, self.session.page
        for number in self._near:
            here = page is not None and page.article.number == number
            if not here and not session.haunted.fresh(number, made=session.made):
                return Wanted(number, session.made, None)
        return None

    # Learning.

    @property
    def _learnt(self) -> "Suggester | None":
        return self._taught.learned.suggester if self._taught else None

    def _may_learn(self) -> bool:
        suggest, labels = self.session.config.suggest, self.session.corpus.labelled
        return "learned" in suggest.agents and labels >= suggest.learn_from and self._outdated

    @property
    def _outdated(self) -> bool:
        """Whether there are so many labels more, or fewer, that it is time to learn again."""
        taught, labels = self._taught, self.session.corpus.labelled
        return taught is None or abs(labels - taught.labels) >= LESSONS

    def _learn(self) -> None:
        """Have a model fitted beside the app, unless that is going on."""
        from annotations.suggesters.teaching import Tutor  # noqa: PLC0415 - after the first paint
        from annotations.workflow.suggesting import learning  # noqa: PLC0415 - as above

        if self._learning:
            return
        setswitchinterval(SWITCH_SECONDS)
        self._learning = True
        self._tutor = self._tutor or Tutor()
        learner, made = self._tutor.learn, self.session.made
        annotator, config = self.session.annotator, self.session.config

        def read(store: Store) -> Taught:
            store.own.sparingly()
            labels = store.counts.labelled(annotator=annotator)
            found = learning(store, annotator=annotator, config=config, learner=learner)
            return Taught(found, labels, made)

        self.in_thread("learn", made, read)

    def _take_taught(self, made: int, answer: object) -> None:
        """Ask it from now on; what is shown already stays."""
        from annotations.suggesters.learned import not_tried  # noqa: PLC0415 - as above

        self._learning = False
        before = self._learnt
        if isinstance(answer, ClaimdeskError):
            answer = Taught(not_tried(str(answer)), self.session.corpus.labelled, made)
        if isinstance(answer, Taught):
            self._taught = answer
        if self._learnt is not before:
            self.session.haunted.forget()
        self.show_suggesting()

    def on_unmount(self) -> None:
        """End what learns beside the app; Textual calls the base's handler too."""
        if self._tutor is not None:
            self._tutor.close()

    # The figures.

    def _tell_learned(self, suggesting: Suggesting) -> None:
        """Have it learned what the progress page is to tell, where that is not known."""
        taught = self._taught
        idle = taught is not None and not taught.learned.tried and taught.made != self.session.made
        if not suggesting.off and (self._outdated or idle):
            self._learn()

    def suggesting(self) -> Suggesting | None:
        """How suggestions do: the figures are those of the model that is asked for suggestions."""
        from annotations.suggesters.teaching import standing  # noqa: PLC0415 - as above

        found = super().suggesting()
        if found is None or found.off or self._taught is None:
            return found
        return replace(found, learned=standing(self._taught.learned))

    # Threads.

    def _suggestions(
        self,
        number: int,
        learnt: "Suggester | None",
        read: tuple[str, Sequence[Sentence]] | None,
        store: Store,
    ) -> Suggested:
        from annotations.workflow.suggesting import (  # noqa: PLC0415 - after the first paint
            suggestions,
        )

        annotator, config = self.session.annotator, self.session.config
        store.own.sparingly()
        article = store.articles.one(number, annotator=annotator)
        return suggestions(
            store, article, annotator=annotator, config=config, learnt=learnt, read=read
        )

    def on_reported(self, event: Reported) -> None:
        """Show what a thread has worked out; Textual calls the base's handler too."""
        match event.asked, event.answer:
            case Wanted() as wanted, answer:
                self._asking = False
                self._take_suggested(wanted, answer)
                self.suggest()
            case int() as made, answer if event.what == "learn":
                self._take_taught(made, answer)
                self.suggest()
            case _, Suggesting() as suggesting:
                self._tell_learned(suggesting)
            case _, CorpusCounted():
                self._when_calm()

    def _take_suggested(self, wanted: Wanted, answer: object) -> None:
        haunted = self.session.haunted
        suggested = answer if isinstance(answer, list) else []
        if wanted.visit is None:
            haunted.keep(wanted.number, suggested, made=wanted.made)
            return
        touched = self.session.take_ghosts(wanted.visit, suggested)
        if touched:
            self.body.show_ghosts(sorted(touched))
            if self.session.cursor in touched:
                self.paint_pane()

    # Keys and the pane.

    def on_key(self, event: events.Key) -> None:
        """Note that a key was pressed; Textual calls the base's handler too.

        Any key leaves the welcome page, on which no sentence was to be seen: that one is for none.
        """
        self._when_calm()
        if self.page_name == "welcome":
            return
        binding = self.keymap.hear(event.key, self.context)
        self.session.pressed(binding.id if binding else "")

    def act(self, binding: Binding) -> None:
        """Do what a binding says: a click on the key bar is a key."""
        self._when_calm()
        self.session.pressed(binding.id)
        super().act(binding)

    def offer(self) -> paneltext.Offer | None:
        """What is suggested for the current sentence, and the keys for it."""
        ghost = self.session.ghost
        if ghost is None:
            return None
        accept, dismiss, region = self._offer_keys
        return paneltext.Offer(ghost, accept, dismiss, region, self.session.in_region())

    @cached_property
    def _offer_keys(self) -> tuple[str, str, str]:
        ids = ("article.open", "suggestion.dismiss", "suggestion.region")
        accept, dismiss, region = (self.keymap.binding(id_) for id_ in ids)
        return _first(accept), _first(dismiss), _first(region)

    def paint_pane(self) -> None:
        """All about the current sentence; the key bar tells how to accept where that can be."""
        super().paint_pane()
        ghost = self.session.ghost is not None
        if ghost != self._hinted:
            self._hinted = ghost
            self.paint_keys()


def _first(binding: Binding | None) -> str:
    """The first key of an action, as people know it; "" where it has none."""
    return binding.shown.split(" ", 1)[0] if binding else ""
