"""A session at work without a screen: a real database, a writer that can be held up, a clock."""

import dataclasses
from collections.abc import Sequence

from support import add_article, article_of

from annotations import resources
from annotations.config import Config, load
from annotations.model import LabelEvent, LabelState
from annotations.store import Place, Store
from tui.session import Session

CONFIG: Config = load(resources.shipped_config(), environ={}).config

NINE_O_CLOCK = 1_703_235_600_000_000
"""22 December 2023, 09:00 UTC, in microseconds since 1970."""

Gesture = tuple[LabelEvent, ...]


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self, now: int = NINE_O_CLOCK) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now

    def tick(self, seconds: float) -> None:
        self.now += round(seconds * 1_000_000)


class AtWork:
    """One annotator with a session whose writer writes at once, unless it is held up."""

    def __init__(
        self, store: Store, *, annotator: str = "ada", config: Config = CONFIG, clock: Clock
    ) -> None:
        self.store = store
        self.clock = clock
        self.held_up = False
        self.waiting: list[Gesture] = []
        self.session = Session(store, config, annotator=annotator, clock=clock, submit=self.submit)

    def submit(self, gesture: Gesture | Place) -> None:
        if isinstance(gesture, Place):
            with self.store.transaction():
                self.store.labels.keep_place(
                    annotator=gesture.annotator,
                    article=gesture.article,
                    position=gesture.position,
                )
        else:
            self.waiting.append(gesture)
            if not self.held_up:
                self.save()

    def save(self) -> None:
        """Write what waits, and report it."""
        waiting, self.waiting = self.waiting, []
        with self.store.transaction():
            for gesture in waiting:
                self.store.labels.append(gesture)
        self.session.saved(waiting)

    def restarted(self, *, config: Config | None = None) -> "AtWork":
        """The same annotator after closing the app and starting it anew."""
        old = self.session
        again = AtWork(
            self.store, annotator=old.annotator, config=config or old.config, clock=self.clock
        )
        place = self.store.labels.place(annotator=old.annotator)
        if place is not None:
            again.session.open(place[0], position=place[1])
        return again

    @property
    def here(self) -> int:
        """Position of the current sentence, from 1."""
        return self.session.cursor + 1

    @property
    def states(self) -> list[LabelState]:
        """What the session says of the sentences of the open article."""
        assert self.session.page is not None
        return self.session.page.states

    def flags(self, position: int) -> list[str]:
        """The flags of a sentence of the open article."""
        return list(self.states[position - 1].flags)

    @property
    def labels(self) -> str:
        """Those labels in short: initials, `-` without one, `ac` with a secondary: `c ac - -`."""
        return short(self.states)

    def stored(self, article: int) -> str:
        """The labels of an article in short, as the database has them."""
        states = self.store.labels.states(article, annotator=self.session.annotator)
        sentences = self.store.articles.sentences(article)
        return short([states.get(sentence.number, LabelState()) for sentence in sentences])

    def at(self, position: int) -> "AtWork":
        """Go to a sentence, by its position."""
        self.session.go(position - 1)
        return self


def short(states: Sequence[LabelState]) -> str:
    """Labels in short."""
    return " ".join((s.label or "-")[0] + (s.secondary or "")[:1] for s in states)


def paragraph(store: Store, sentences: Sequence[str]) -> int:
    """An article whose sentences flow in one paragraph; its number."""
    new = article_of(sentences)
    flowing = dataclasses.replace(new.draft, text=new.draft.text.replace("\n", " "))
    with store.transaction():
        return store.articles.add(dataclasses.replace(new, draft=flowing))


def article(store: Store, sentences: int, *, name: str = "news.txt") -> int:
    """An article of so many sentences; its number."""
    return add_article(store, [f"{name} says {n}." for n in range(1, sentences + 1)], name=name)
